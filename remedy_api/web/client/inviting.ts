/** Links, and the checks by which an inviter and an invitee know that nobody stands between them. */
import { get } from "./api";
import { _ } from "./i18n";
import { b64, checkInviteMac, equal, hex, inviteMac, inviteSecret, unb64, unhex, verifyChain } from "./seal";
import { instanceOf } from "./session";
import type { Session } from "./session";
import { Stop } from "./stop";
import { asPin, chainOf } from "./trust";
import type { ChainJson, PublicKeys } from "./trust";
import { pinProven } from "./vault";

export interface Invitation {
  invitation: string; organisation: { organisation: string; name: string; kind: string; country: string };
  role: "manager" | "member"; state: string; expires_on: string; inviter: PublicKeys; chain: ChainJson | null; inviter_mac: string | null;
}

export interface Link { invitation: string; secret: string }

/** The two halves after the #: which invitation, and its secret. */
export function readLink(fragment: string): Link | null {
  const found = /^#?([0-9a-f]{32})\.([0-9a-f]{32})$/.exec(fragment);
  return found ? { invitation: found[1] as string, secret: found[2] as string } : null;
}

export async function writeLink(session: Session, invitation: string): Promise<string> {
  const secret = await inviteSecret(session.secret, session.instance, unhex(invitation));
  return `${location.origin}/${document.documentElement.lang}/invitation#${invitation}.${hex(secret)}`;
}

/** The fingerprint an invitation speaks for, empty while the organisation has no key; the inviter must be a manager in its list. */
export async function checkOffer(invitation: Invitation): Promise<{ fingerprint: string; words: readonly string[] }> {
  if (invitation.chain === null) return { fingerprint: "", words: [] };
  const chain = await verifyChain({ organisation: unhex(invitation.organisation.organisation), instance: instanceOf(), ...chainOf(invitation.chain) });
  const inviter = unhex(invitation.inviter.kid);
  if (!chain.latest.managers.some((kid) => equal(kid, inviter))) {
    throw new Stop(_("The person who invited you is not a manager of this organisation. Nothing was sent. Please ask for a new link."));
  }
  return { fingerprint: hex(chain.fingerprint), words: chain.words };
}

/** What the proofs of both sides bind. */
export interface Bound { invitation: string; role: "manager" | "member"; inviter: { kid: string } }

function parts(bound: Bound, fingerprint: string, invitee: Uint8Array) {
  return {
    instance: instanceOf(), fingerprint: unhex(fingerprint), invitation: unhex(bound.invitation), role: bound.role,
    inviter: unhex(bound.inviter.kid), invitee,
  };
}

export async function acceptanceMac(link: Link, invitation: Invitation, fingerprint: string, invitee: Uint8Array): Promise<string> {
  return b64(await inviteMac("invitee", unhex(link.secret), parts(invitation, fingerprint, invitee)));
}

/** Checks what the inviter answered to invitations this person accepted, and pins their organisations as proven. */
export async function settleInvitations(session: Session): Promise<void> {
  for (const [id, kept] of session.vault.invitations()) {
    if (kept.fingerprint === "") continue; // founded by this person: pinned when the key was made
    const invitation = (await get<Invitation>(`/v1/invitations/${id}`).catch(() => null))?.data;
    if (!invitation?.inviter_mac) continue;
    const good = await checkInviteMac("inviter", unhex(kept.secret), parts(invitation, kept.fingerprint, session.keys.kid), unb64(invitation.inviter_mac));
    if (!good) {
      throw new Stop(_("The confirmation of your invitation to %(organisation)s is not from the person who sent you the link. Nothing is opened. Please tell your help contact.", { organisation: invitation.organisation.name }));
    }
    const chain = invitation.chain && await verifyChain({
      organisation: unhex(invitation.organisation.organisation), instance: session.instance, ...chainOf(invitation.chain) });
    if (!chain || hex(chain.fingerprint) !== kept.fingerprint) {
      throw new Stop(_("The key words of %(organisation)s have changed since you accepted the invitation. Nothing is opened. Please tell your help contact.", { organisation: invitation.organisation.name }));
    }
    await session.vault.change((content) => {
      pinProven(content, invitation.organisation.organisation, asPin(chain));
      delete content.invitations[id];
    });
  }
}

/** Whether this person accepted the invitation that makes the organisation's key: then it has none yet. */
export async function invitedAsFirst(session: Session, organisation: string): Promise<boolean> {
  const first = session.vault.invitations().find(([, kept]) => kept.organisation === organisation && kept.fingerprint === "");
  return first !== undefined && (await get<Invitation>(`/v1/invitations/${first[0]}`)).data.chain === null;
}

/** Whether the person who accepted holds the secret of the link that this manager sent. */
export async function checkAcceptance(session: Session, invitation: Bound, fingerprint: string, invitee: PublicKeys, mac: string): Promise<void> {
  const secret = await inviteSecret(session.secret, session.instance, unhex(invitation.invitation));
  const good = await checkInviteMac("invitee", secret, parts(invitation, fingerprint, unhex(invitee.kid)), unb64(mac));
  if (!good) {
    throw new Stop(_("Whoever accepted this invitation does not hold the link you sent. Nobody was added. Withdraw the invitation and send a new link."));
  }
}

/** The answer of the inviter, which the invitee checks in turn. */
export async function confirmationMac(session: Session, invitation: Bound, fingerprint: string, invitee: PublicKeys): Promise<string> {
  const secret = await inviteSecret(session.secret, session.instance, unhex(invitation.invitation));
  return b64(await inviteMac("inviter", secret, parts(invitation, fingerprint, unhex(invitee.kid))));
}
