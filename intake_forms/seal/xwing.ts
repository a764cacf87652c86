/**
 * X-Wing, the hybrid KEM 0x647a: ML-KEM-768 and X25519, combined so that either alone keeps the secret. Noble's parts
 * are shared with the signatures and hashes used anyway; that is why it is put together here (a reporter loads 9 kB
 * less). Tests hold it against two other implementations and the official vectors.
 */
import { x25519 } from "@noble/curves/ed25519.js";
import { sha3_256, shake256 } from "@noble/hashes/sha3.js";
import { ml_kem768 } from "@noble/post-quantum/ml-kem.js";
import type { KEMPrepared } from "@noble/post-quantum/ml-kem.js";
import { concat, random, utf8 } from "./bytes";
import type { Bytes } from "./bytes";
import { SealError } from "./errors";
import { ephemeralSecret, sharedSecret } from "./native";

export const KEM_PUBLIC_SIZE = 1216;
export const ENC_SIZE = 1120;

const MLKEM_PUBLIC_SIZE = 1184;
const MLKEM_ENC_SIZE = 1088;
const MLKEM_COEFFICIENTS = 1152;
const Q = 3329;
const LABEL = "\\.//^\\";

/** What opens wraps; expanded from a seed of 32 bytes. */
export interface KemPrivate { readonly mlkem: Bytes; readonly x25519: Bytes; readonly x25519Public: Bytes }
export interface KemPair { readonly kem: KemPrivate; readonly kemPublic: Bytes }

/** SHAKE256(seed) gives the ML-KEM seed (64 bytes), then the X25519 scalar (32). */
export function kemPair(seed: Bytes): KemPair {
  if (seed.length !== 32) throw new SealError("malformed", "KEM seed");
  const expanded = shake256(seed, { dkLen: 96 });
  const mlkem = ml_kem768.keygen(expanded.subarray(0, 64));
  const scalar = expanded.slice(64);
  const x25519Public = x25519.getPublicKey(scalar);
  return { kem: { mlkem: mlkem.secretKey, x25519: scalar, x25519Public }, kemPublic: concat(mlkem.publicKey, x25519Public) };
}

function combine(mlkem: Bytes, shared: Bytes, ephemeral: Bytes, recipient: Bytes): Bytes {
  return sha3_256(concat(mlkem, shared, ephemeral, recipient, utf8(LABEL)));
}

// A filing seals to each organisation twice; what can be computed from its key alone is computed once.
const prepared = new WeakMap<Bytes, KEMPrepared>();

function mlkemOf(kemPublic: Bytes): KEMPrepared {
  const known = prepared.get(kemPublic);
  if (known !== undefined) return known;
  const made = ml_kem768.prepare(kemPublic.subarray(0, MLKEM_PUBLIC_SIZE));
  prepared.set(kemPublic, made);
  return made;
}

/** A fresh shared secret (32 bytes) and what its recipient needs for it (1120). The key was checked before. */
export async function encapsulate(kemPublic: Bytes): Promise<{ shared: Bytes; enc: Bytes }> {
  const recipient = kemPublic.subarray(MLKEM_PUBLIC_SIZE);
  const { ephemeral, shared } = await ephemeralSecret(recipient);
  const mlkem = mlkemOf(kemPublic).encapsulate(random(32));
  return { shared: combine(mlkem.sharedSecret, shared, ephemeral, recipient), enc: concat(mlkem.cipherText, ephemeral) };
}

/** The shared secret of an encapsulation; an altered one gives another secret, or throws. */
export async function decapsulate(kem: KemPrivate, enc: Bytes): Promise<Bytes> {
  const ephemeral = enc.subarray(MLKEM_ENC_SIZE);
  const mlkem = ml_kem768.decapsulate(enc.subarray(0, MLKEM_ENC_SIZE), kem.mlkem);
  return combine(mlkem, await sharedSecret(kem.x25519, ephemeral), ephemeral, kem.x25519Public);
}

/** Throws bad-key for a key that cannot work or that hides nothing. */
export function checkKemPublic(bytes: Bytes): void {
  if (bytes.length !== KEM_PUBLIC_SIZE) throw new SealError("bad-key", "KEM key size");
  // FIPS 203, 7.2: each coefficient (12 bits, two in three bytes) lies in the field.
  for (let at = 0; at < MLKEM_COEFFICIENTS; at += 3) {
    const [a, b, c] = [bytes[at] as number, bytes[at + 1] as number, bytes[at + 2] as number];
    if ((a | ((b & 15) << 8)) >= Q || ((b >> 4) | (c << 4)) >= Q) throw new SealError("bad-key", "KEM key");
  }
  if (smallOrder(bytes.subarray(MLKEM_PUBLIC_SIZE))) throw new SealError("bad-key", "KEM key");
}

const P = (BigInt(1) << BigInt(255)) - BigInt(19);
const SMALL_ORDER = [
  BigInt(0), BigInt(1), P - BigInt(1),
  BigInt("325606250916557431795983626356110631294008115727848805560023387167927233504"),
  BigInt("39382357235489614581723060781553021112529911719440698176882885853963445705823"),
];

/** Whether an X25519 key gives the zero secret whoever uses it. Public bytes only, so its running time tells nothing. */
function smallOrder(key: Bytes): boolean {
  let u = BigInt((key[31] as number) & 127);
  for (let at = 30; at >= 0; at--) u = (u << BigInt(8)) | BigInt(key[at] as number);
  return SMALL_ORDER.includes(u % P);
}
