/** Who belongs to an organisation: every change is a new list, signed by a manager in her browser. */
import { call, get } from "./api";
import { _ } from "./i18n";
import { checkAcceptance, confirmationMac } from "./inviting";
import type { Bound } from "./inviting";
import type { InvitationRow } from "./parts/invitations";
import { b64, equal, hex, newSecret, openOrganisation, SealError, unb64, unhex } from "./seal";
import { nextRoster, orgKeys, orgRecoveryKeys, parseReceipt, parseRoster, sealPreviousSecret, wrapForMembers } from "./seal-organisations";
import type { OrganisationKeys, PublicKeys } from "./seal";
import type { Signed } from "./seal-organisations";
import type { Session } from "./session";
import { Stop } from "./stop";
import { publicKeys } from "./trust";
import type { Trusted } from "./trust";

interface KeysJson { epochs: { epoch: number; kid: string; kem_public: string; previous: string | null }[]; wraps: { epoch: number; wrap: string }[] }

/** The organisation's keys that this member can open, newest first. */
export async function organisationKeys(session: Session, trust: Pick<Trusted, "organisation" | "chain">): Promise<OrganisationKeys[]> {
  const { data } = await get<KeysJson>(`/v1/organisations/${trust.organisation}/keys`);
  return openOrganisation(trust.chain, session.keys, {
    epochs: data.epochs.map((each) => ({
      epoch: each.epoch, kid: unhex(each.kid), kemPublic: unb64(each.kem_public), previous: each.previous === null ? null : unb64(each.previous) })),
    wraps: data.wraps.map((each) => ({ epoch: each.epoch, wrap: unb64(each.wrap) })),
  });
}

async function newestKeys(session: Session, trust: Trusted): Promise<OrganisationKeys> {
  const newest = (await organisationKeys(session, trust))[0];
  if (newest === undefined || !equal(newest.kid, trust.kid)) throw new SealError("not-a-reader", "organisation");
  return newest;
}

const wrapsJson = (wraps: readonly { kid: Uint8Array; wrap: Uint8Array }[]) => wraps.map((each) => ({ kid: hex(each.kid), wrap: b64(each.wrap) }));
const signedJson = (roster: Signed) => ({ roster: b64(roster.body), signature: b64(roster.signature) });
const tag = (trust: Trusted): string => `"${hex(trust.chain.digest)}"`;

/** Takes in whoever accepted, after checking that the link this manager sent was used and nobody stands between. */
export async function confirmMember(session: Session, trust: Trusted, row: InvitationRow): Promise<void> {
  if (row.invitee === null || row.invitee_mac === null) return;
  const fingerprint = hex(trust.chain.fingerprint);
  const bound: Bound = { invitation: row.invitation, role: row.role, inviter: { kid: hex(session.keys.kid) } };
  await checkAcceptance(session, bound, fingerprint, row.invitee, row.invitee_mac);
  const newcomer = publicKeys(row.invitee);
  const { members, managers } = trust.chain.latest;
  const roster = await nextRoster(trust.chain, {
    members: [...members, newcomer.kid], managers: row.role === "manager" ? [...managers, newcomer.kid] : managers, signer: session.keys,
  });
  const wraps = await wrapForMembers(await newestKeys(session, trust), parseRoster(roster.body), [newcomer]);
  await call("POST", `/v1/invitations/${row.invitation}/confirmation`, {
    json: { mac: await confirmationMac(session, bound, fingerprint, row.invitee), ...signedJson(roster), wraps: wrapsJson(wraps) }, ifMatch: tag(trust),
  });
}

/** Makes a member a manager. */
export async function appoint(session: Session, trust: Trusted, kid: string): Promise<void> {
  const { members, managers } = trust.chain.latest;
  const roster = await nextRoster(trust.chain, { members, managers: [...managers, unhex(kid)], signer: session.keys });
  await call("POST", `/v1/organisations/${trust.organisation}/rosters`, { json: { ...signedJson(roster), wraps: [] }, ifMatch: tag(trust) });
}

/**
 * When no manager is left: whoever holds the printed recovery code makes a member (herself) a manager. The code signs on
 * this device and is not sent.
 */
export async function appointWithPaper(session: Session, trust: Trusted, typed: string): Promise<void> {
  const paper = await orgRecoveryKeys(parseReceipt(typed, "org-recovery"), session.instance);
  const { members, managers } = trust.chain.latest;
  if (!managers.some((kid) => equal(kid, paper.kid))) throw new Stop(_("This is the recovery code of another organisation. Nothing was changed."));
  const roster = await nextRoster(trust.chain, { members, managers: [...managers, session.keys.kid], signer: paper });
  await call("POST", `/v1/organisations/${trust.organisation}/rosters`, { json: { ...signedJson(roster), wraps: [] }, ifMatch: tag(trust) });
}

/**
 * Removes a member together with the programs she answers for, whose keys she holds: the organisation gets a new key, which
 * everybody else receives and those removed do not.
 */
export async function remove(session: Session, trust: Trusted, kids: readonly string[]): Promise<void> {
  const gone = new Set(kids);
  const stays = (each: Uint8Array): boolean => !gone.has(hex(each));
  const before = await newestKeys(session, trust);
  const now = await orgKeys(newSecret());
  const roster = await nextRoster(trust.chain, {
    members: trust.chain.latest.members.filter(stays), managers: trust.chain.latest.managers.filter(stays), organisationKid: now.kid, signer: session.keys,
  });
  const parsed = parseRoster(roster.body);
  const wraps = await wrapForMembers(now, parsed, keysOf(trust, parsed.members));
  const previous = await sealPreviousSecret(now, before, { instance: session.instance, organisation: parsed.organisation, epoch: parsed.epoch });
  await call("POST", `/v1/organisations/${trust.organisation}/rosters`, {
    json: { ...signedJson(roster), wraps: wrapsJson(wraps), epoch: { kem_public: b64(now.kemPublic), previous: b64(previous) } }, ifMatch: tag(trust),
  });
}

/** The keys of these members, as the checked chain brought them. */
function keysOf(trust: Trusted, kids: readonly Uint8Array[]): PublicKeys[] {
  return kids.map((kid) => {
    const found = trust.keys.find((each) => each.kid === hex(kid));
    if (found === undefined) throw new SealError("unknown-signer", "member");
    return publicKeys(found);
  });
}
