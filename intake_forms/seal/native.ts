/**
 * Curve25519 by the browser itself, where it has it: on an old phone ten times faster than any script. The same functions
 * by noble where it says that it has not; both give the same bytes, so nothing is weaker either way.
 */
import { ed25519, x25519 } from "@noble/curves/ed25519.js";
import { concat, random, unhex } from "./bytes";
import type { Bytes } from "./bytes";

type Curve = "X25519" | "Ed25519";
// PKCS #8 before the 32 bytes of a private key (RFC 8410): WebCrypto takes no bare one.
const PKCS8: Record<Curve, Bytes> = {
  X25519: unhex("302e020100300506032b656e04220420"), Ed25519: unhex("302e020100300506032b657004220420"),
};
const USAGE: Record<Curve, KeyUsage[]> = { X25519: ["deriveBits"], Ed25519: ["sign"] };

const own = (bytes: Bytes): Uint8Array<ArrayBuffer> => bytes as Uint8Array<ArrayBuffer>;

const importPrivate = (curve: Curve, key: Bytes): Promise<CryptoKey> =>
  crypto.subtle.importKey("pkcs8", own(concat(PKCS8[curve], key)), { name: curve }, false, USAGE[curve]);

const known: Partial<Record<Curve, Promise<boolean>>> = {};

/** Asked once, with a key of no worth. */
function has(curve: Curve): Promise<boolean> {
  return known[curve] ??= importPrivate(curve, new Uint8Array(32).fill(1)).then(() => true, () => false);
}

async function derive(key: CryptoKey, recipient: Bytes): Promise<Bytes> {
  const theirs = await crypto.subtle.importKey("raw", own(recipient), { name: "X25519" }, false, []);
  return new Uint8Array(await crypto.subtle.deriveBits({ name: "X25519", public: theirs }, key, 256));
}

/** A key for one message: its public half, and the secret it shares with the recipient. Throws where that would be zero. */
export async function ephemeralSecret(recipient: Bytes): Promise<{ ephemeral: Bytes; shared: Bytes }> {
  if (await has("X25519")) {
    const pair = await crypto.subtle.generateKey({ name: "X25519" }, false, ["deriveBits"]) as CryptoKeyPair;
    const [ephemeral, shared] = await Promise.all([crypto.subtle.exportKey("raw", pair.publicKey), derive(pair.privateKey, recipient)]);
    return { ephemeral: new Uint8Array(ephemeral), shared };
  }
  const scalar = random(32);
  return { ephemeral: x25519.getPublicKey(scalar), shared: x25519.getSharedSecret(scalar, recipient) };
}

/** The secret shared with an ephemeral key. Throws where it would be zero. */
export async function sharedSecret(scalar: Bytes, ephemeral: Bytes): Promise<Bytes> {
  return await has("X25519") ? derive(await importPrivate("X25519", scalar), ephemeral) : x25519.getSharedSecret(scalar, ephemeral);
}

/** A signer for one seed: Ed25519 has one signature for a key and a message, whoever makes it. */
export function signer(seed: Bytes): (message: Bytes) => Promise<Bytes> {
  let key: Promise<CryptoKey> | undefined;
  return async (message) => {
    if (!await has("Ed25519")) return ed25519.sign(message, seed);
    key ??= importPrivate("Ed25519", seed);
    return new Uint8Array(await crypto.subtle.sign({ name: "Ed25519" }, await key, own(message)));
  };
}
