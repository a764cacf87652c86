/** Ed25519 strictly as RFC 8032, and which of its keys are usable: both implementations must agree on who signed. */
import { ed25519 } from "@noble/curves/ed25519.js";
import type { Bytes } from "./bytes";
import { SealError } from "./errors";

export const SIGNATURE_SIZE = 64;
export const SIG_PUBLIC_SIZE = 32;

export function signingPublic(seed: Bytes): Bytes {
  return ed25519.getPublicKey(seed);
}

/**
 * Throws bad-key for what is not written the one canonical way, is no point of the curve, or has small order (under
 * such a key one signature fits many messages).
 */
export function checkSigningKey(key: Bytes): void {
  let small: boolean;
  try {
    small = ed25519.Point.fromBytes(key, false).isSmallOrder();
  } catch {
    throw new SealError("bad-key", "signing key");
  }
  if (small) throw new SealError("bad-key", "signing key");
}

/** Throws bad-key or bad-signature; returns nothing, so that no caller can forget to look at the answer. */
export function verifySignature(key: Bytes, message: Bytes, signature: Bytes): void {
  checkSigningKey(key);
  let good = false;
  try {
    good = ed25519.verify(signature, message, key, { zip215: false });
  } catch {
    // Another size, or S not below the order of the group: not a signature.
  }
  if (!good) throw new SealError("bad-signature");
}
