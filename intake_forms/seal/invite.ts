/**
 * Invitations: a 128-bit secret travels in a link's fragment, never to the server. Each side shows the other, over
 * everything that matters, that it holds the secret; only then is anything wrapped or pinned.
 */
import { equal } from "./bytes";
import type { Bytes } from "./bytes";
import { hkdf, hmac } from "./derive";
import * as labels from "./labels";
import { digestOrEmpty, exact, lp } from "./lp";

/** `fingerprint` is empty while the organisation has no key; `inviter` and `invitee` are kids. */
export interface InvitationParts {
  readonly instance: string; readonly fingerprint: Bytes; readonly invitation: Bytes;
  readonly role: "manager" | "member"; readonly inviter: Bytes; readonly invitee: Bytes;
}
export type InvitationSide = "invitee" | "inviter";

/** 16 bytes, derived by the inviter whenever needed: it is stored nowhere. */
export async function inviteSecret(inviterSecret: Bytes, instance: string, invitation: Bytes): Promise<Bytes> {
  const derived = await hkdf(inviterSecret, lp(labels.INVITE_SECRET, instance, exact(invitation, 16, "invitation")));
  return derived.slice(0, 16);
}

/** 32 bytes. The side is part of the label, so neither MAC can be sent back as the other. */
export async function inviteMac(side: InvitationSide, secret: Bytes, parts: InvitationParts): Promise<Bytes> {
  return hmac(exact(secret, 16, "invitation secret"), lp(
    labels.INVITE + side, parts.instance, digestOrEmpty(parts.fingerprint, "fingerprint"), exact(parts.invitation, 16, "invitation"),
    parts.role, exact(parts.inviter, 32, "inviter"), exact(parts.invitee, 32, "invitee")));
}

/** Whether the other side holds the secret and means the same; false is refused as wrong-mac. */
export async function checkInviteMac(side: InvitationSide, secret: Bytes, parts: InvitationParts, mac: Bytes): Promise<boolean> {
  return equal(await inviteMac(side, secret, parts), mac);
}
