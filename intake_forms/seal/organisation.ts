/** The keys of an organisation: handed to members, carried over from epoch to epoch, and sealed to by everybody else. */
import { equal, EMPTY } from "./bytes";
import type { Bytes } from "./bytes";
import { chainKeys } from "./chain";
import type { VerifiedChain } from "./chain";
import { hkdf, openBox, sealBox } from "./derive";
import { SealError } from "./errors";
import { openWrap, wrapKey } from "./hpke";
import { checkKeys, orgKeys } from "./keys";
import type { AccountKeys, OrganisationKeys, PublicKeys } from "./keys";
import * as labels from "./labels";
import { exact, lp } from "./lp";
import { Proofs } from "./proof";
import type { verified } from "./proof";
import { includes } from "./roster";
import type { Roster } from "./roster";

/** A wrap and whose it is. */
export interface Wrap { readonly kid: Bytes; readonly wrap: Bytes }
/** One epoch of an organisation as the server lists it; `previous` is the sealed secret of the epoch before. */
export interface OrganisationEpoch { readonly epoch: number; readonly kid: Bytes; readonly kemPublic: Bytes; readonly previous: Bytes | null }
export interface OrganisationPlace { readonly instance: string; readonly organisation: Bytes; readonly epoch: number }

/** An organisation that something may be sealed to: its newest key, vouched for by its chain. Only `organisationReader` makes one. */
export interface OrganisationReader {
  readonly [verified]: "reader";
  readonly chain: VerifiedChain; readonly fingerprint: Bytes; readonly kid: Bytes; readonly kemPublic: Bytes;
}

const readers = new Proofs<OrganisationReader, true>("organisation");

/** Throws wrong-kid for a key that the newest roster does not name, bad-key for one that is unusable. */
export async function organisationReader(chain: VerifiedChain, kemPublic: Bytes): Promise<OrganisationReader> {
  chainKeys(chain);
  const kid = chain.latest.organisationKid;
  checkKeys({ kid, kemPublic, sigPublic: EMPTY });
  return readers.vouch({ chain, fingerprint: chain.fingerprint, kid, kemPublic } as unknown as OrganisationReader, true);
}

/** Throws TypeError for a reader that no verified chain vouched for. */
export function checkReader(reader: OrganisationReader): OrganisationReader {
  readers.inside(reader);
  return reader;
}

export function organisationInfo(place: OrganisationPlace, organisationKid: Bytes, member: Bytes): Bytes {
  return lp(labels.ORG_WRAP, place.instance, exact(place.organisation, 16, "organisation"), place.epoch,
    exact(organisationKid, 32, "organisation kid"), exact(member, 32, "member"));
}

/**
 * The organisation's secret for members. Throws wrong-kid if `keys` are not the roster's or a member's keys are not the
 * ones of its kid, not-a-reader for somebody whom the roster does not list.
 */
export async function wrapForMembers(keys: OrganisationKeys, roster: Roster, members: readonly PublicKeys[]): Promise<Wrap[]> {
  if (!equal(keys.kid, roster.organisationKid)) throw new SealError("wrong-kid", "organisation");
  return Promise.all(members.map(async (given) => {
    const member = checkKeys(given);
    if (!includes(roster.members, member.kid)) throw new SealError("not-a-reader", "member");
    return { kid: member.kid, wrap: await wrapKey(member.kemPublic, keys.secret, organisationInfo(roster, keys.kid, member.kid)) };
  }));
}

const previousAad = (place: OrganisationPlace): Bytes =>
  lp(labels.ORG_PREV, place.instance, exact(place.organisation, 16, "organisation"), place.epoch);

/** The secret of the epoch before, for those who hold that of `place.epoch`: members who join later read on. */
export async function sealPreviousSecret(now: OrganisationKeys, before: OrganisationKeys, place: OrganisationPlace): Promise<Bytes> {
  return sealBox(await hkdf(now.secret, labels.ORG_PREV), previousAad(place), before.secret);
}

async function fromSecret(secret: Bytes, kid: Bytes): Promise<OrganisationKeys> {
  const keys = await orgKeys(exact(secret, 32, "organisation secret"));
  if (!equal(keys.kid, kid)) throw new SealError("wrong-kid", "organisation");
  return keys;
}

/** The keys of `place.epoch` - 1, which must be those of `kid` (wrong-kid). */
export async function openPreviousSecret(now: OrganisationKeys, sealed: Bytes, place: OrganisationPlace, kid: Bytes): Promise<OrganisationKeys> {
  return fromSecret(await openBox(await hkdf(now.secret, labels.ORG_PREV), previousAad(place), sealed), kid);
}

/** Throws cannot-open, or wrong-kid for a secret that the roster did not sign. */
export async function openMemberWrap(account: AccountKeys, wrap: Bytes, place: OrganisationPlace, kid: Bytes): Promise<OrganisationKeys> {
  return fromSecret(await openWrap(account.kem, wrap, organisationInfo(place, kid, account.kid)), kid);
}

/** What the server has for this account: its wraps, and each epoch's seal of the one before. */
export interface OrganisationSealed {
  readonly epochs: readonly Pick<OrganisationEpoch, "epoch" | "previous">[];
  readonly wraps: readonly { readonly epoch: number; readonly wrap: Bytes }[];
}

/** All keys of an organisation that this account can open, newest first; each gives a kid that the rosters signed. */
export async function openOrganisation(chain: VerifiedChain, account: AccountKeys, given: OrganisationSealed): Promise<OrganisationKeys[]> {
  chainKeys(chain);
  const opened: OrganisationKeys[] = [];
  let after: OrganisationKeys | undefined;
  for (let epoch = chain.latest.epoch; epoch >= 0; epoch--) {
    const kid = chain.rosters.find((roster) => roster.epoch === epoch)?.organisationKid as Bytes;
    const place = { instance: chain.instance, organisation: chain.organisation, epoch };
    const wrap = given.wraps.find((each) => each.epoch === epoch)?.wrap;
    const previous = given.epochs.find((each) => each.epoch === epoch + 1)?.previous;
    if (wrap !== undefined) after = await openMemberWrap(account, wrap, place, kid);
    else if (after !== undefined && previous) after = await openPreviousSecret(after, previous, { ...place, epoch: epoch + 1 }, kid);
    else after = undefined;
    if (after !== undefined) opened.push(after);
  }
  return opened;
}
