/**
 * Keys of accounts, organisations and receipts: derived from one secret each, known by their kid. A kid is the hash of
 * both public keys, whole, so keys given with their kid need no other proof of belonging to it.
 */
import { EMPTY, equal, hex, random } from "./bytes";
import type { Bytes } from "./bytes";
import { hkdf } from "./derive";
import { SealError } from "./errors";
import { sha256 } from "./hash";
import { KEM_ID } from "./hpke";
import * as labels from "./labels";
import { exact, lp } from "./lp";
import { signer } from "./native";
import { checkSigningKey, SIG_PUBLIC_SIZE, signingPublic } from "./signing";
import { checkKemPublic, kemPair, KEM_PUBLIC_SIZE } from "./xwing";
import type { KemPrivate } from "./xwing";

/** kid 32 bytes, KEM key 1216, signing key 32 or (for an organisation) empty. */
export interface PublicKeys { readonly kid: Bytes; readonly kemPublic: Bytes; readonly sigPublic: Bytes }
/** Public keys with the private half that opens wraps. */
export interface KemKeys extends PublicKeys { readonly kem: KemPrivate }
/** Keys of an account, a receipt or a printed recovery key; they sign. */
export interface AccountKeys extends KemKeys { sign(message: Bytes): Promise<Bytes> }
/** Keys of one epoch of an organisation. They sign nothing: people sign. */
export interface OrganisationKeys extends KemKeys { readonly secret: Bytes }

/** 32 random bytes: an account secret, an organisation secret, or the key of an epoch. */
export const newSecret = (): Bytes => random(32);
/** 16 random bytes: a room, an entry, a salt, a user, a slot, an organisation, an invitation. */
export const newId = (): Bytes => random(16);

/** The kid of a pair of public keys; an organisation has an empty signing key. Throws bad-key on sizes. */
export function kidOf(kemPublic: Bytes, sigPublic: Bytes = EMPTY): Bytes {
  if (kemPublic.length !== KEM_PUBLIC_SIZE || (sigPublic.length !== 0 && sigPublic.length !== SIG_PUBLIC_SIZE)) {
    throw new SealError("bad-key", "size");
  }
  return sha256(lp(labels.KID, KEM_ID, kemPublic, sigPublic));
}

/** Keys as they come from elsewhere: the ones of their kid (wrong-kid), and usable (bad-key). */
export function checkKeys(keys: PublicKeys): PublicKeys {
  if (!equal(kidOf(keys.kemPublic, keys.sigPublic), keys.kid)) throw new SealError("wrong-kid");
  checkKemPublic(keys.kemPublic);
  if (keys.sigPublic.length > 0) checkSigningKey(keys.sigPublic);
  return { kid: keys.kid, kemPublic: keys.kemPublic, sigPublic: keys.sigPublic };
}

/** Keys by the hex of their kid, each checked, so that what is found by kid can be trusted. */
export type KeysByKid = ReadonlyMap<string, PublicKeys>;

export function byKid(keys: Iterable<PublicKeys>): KeysByKid {
  const checked = new Map<string, PublicKeys>();
  for (const each of keys) checked.set(hex(each.kid), checkKeys(each));
  return checked;
}

/** The keys of an account secret, or of what serves as one: a receipt, a printed recovery key. */
export async function accountKeys(secret: Bytes): Promise<AccountKeys> {
  exact(secret, 32, "account secret");
  const seed = await hkdf(secret, labels.ID_SIG);
  const pair = kemPair(await hkdf(secret, labels.ID_KEM));
  const sigPublic = signingPublic(seed);
  return { ...pair, sigPublic, kid: kidOf(pair.kemPublic, sigPublic), sign: signer(seed) };
}

/** The keys of one organisation secret. */
export async function orgKeys(secret: Bytes): Promise<OrganisationKeys> {
  exact(secret, 32, "organisation secret");
  const pair = kemPair(await hkdf(secret, labels.ORG_KEM));
  return { ...pair, sigPublic: EMPTY, kid: kidOf(pair.kemPublic), secret };
}

/** What an account signs to show that it holds the keys it registers under a user id. */
export function accountProof(keys: AccountKeys, instance: string, user: Bytes): Promise<Bytes> {
  return keys.sign(lp(labels.ACCOUNT, instance, exact(user, 16, "user"), keys.kid));
}
