/**
 * HPKE Base to one recipient: X-Wing (ML-KEM-768 with X25519, 0x647a), HKDF-SHA-256, AES-256-GCM. A wrap is enc (1120)
 * and the ciphertext of 32 bytes with its tag (48). Nothing here proves who sealed: what comes out counts only if it
 * matches something signed.
 */
import { Aes256Gcm, CipherSuite, HkdfSha256 } from "@hpke/core";
import { XWing } from "@hpke/hybridkem-x-wing";
import { concat } from "./bytes";
import type { Bytes } from "./bytes";
import { SealError } from "./errors";

export const KEM_ID = 0x647a;
export const KEM_PUBLIC_SIZE = 1216;
export const WRAP_SIZE = 1168;

const ENC_SIZE = 1120;
const MLKEM_POLYNOMIALS = 1152;
const MLKEM_PUBLIC_SIZE = 1184;
const Q = 3329;

const kem = new XWing();
const suite = new CipherSuite({ kem, kdf: new HkdfSha256(), aead: new Aes256Gcm() });

/** A copy in a buffer of its own: the library reads the whole buffer behind an array. */
const whole = (bytes: Bytes): ArrayBuffer => bytes.slice().buffer as ArrayBuffer;

export interface KemPair { readonly kem: CryptoKey; readonly kemPublic: Bytes }

/** The pair of a 32-byte seed, without another hash of it (`deriveKeyPair` would add one). */
export async function kemPair(seed: Bytes): Promise<KemPair> {
  if (seed.length !== 32) throw new SealError("malformed", "KEM seed");
  const pair = await kem.generateKeyPairDerand(seed.slice());
  return { kem: pair.privateKey, kemPublic: new Uint8Array(await kem.serializePublicKey(pair.publicKey)) };
}

/** Throws bad-key for a key that cannot work or that hides nothing. */
export function checkKemPublic(bytes: Bytes): void {
  if (bytes.length !== KEM_PUBLIC_SIZE) throw new SealError("bad-key", "KEM key size");
  // FIPS 203, 7.2: each coefficient (12 bits, two in three bytes) lies in the field.
  for (let at = 0; at < MLKEM_POLYNOMIALS; at += 3) {
    const [a, b, c] = [bytes[at] as number, bytes[at + 1] as number, bytes[at + 2] as number];
    if ((a | ((b & 15) << 8)) >= Q || ((b >> 4) | (c << 4)) >= Q) throw new SealError("bad-key", "KEM key");
  }
  if (smallOrder(bytes.subarray(MLKEM_PUBLIC_SIZE))) throw new SealError("bad-key", "KEM key");
}

/** Whether an X25519 key gives the zero secret whoever uses it. Public bytes only, so its running time tells nothing. */
function smallOrder(key: Bytes): boolean {
  const p = (BigInt(1) << BigInt(255)) - BigInt(19);
  let u = BigInt(0);
  for (let at = 31; at >= 0; at--) u = (u << BigInt(8)) | BigInt(at === 31 ? (key[at] as number) & 127 : key[at] as number);
  u %= p;
  return SMALL_ORDER.some((each) => each === u) || u === p - BigInt(1);
}

const SMALL_ORDER = [
  BigInt(0), BigInt(1),
  BigInt("325606250916557431795983626356110631294008115727848805560023387167927233504"),
  BigInt("39382357235489614581723060781553021112529911719440698176882885853963445705823"),
];

/** Seals 32 bytes to a key that `checkKemPublic` accepted, under `info`: 1168 bytes. */
export async function wrapKey(kemPublic: Bytes, key: Bytes, info: Bytes): Promise<Bytes> {
  checkKemPublic(kemPublic);
  if (key.length !== 32) throw new SealError("malformed", "key");
  const recipientPublicKey = await kem.importKey("raw", whole(kemPublic), true);
  const { enc, ct } = await suite.seal({ recipientPublicKey, info: whole(info) }, whole(key));
  return concat(new Uint8Array(enc), new Uint8Array(ct));
}

/** The 32 bytes of a wrap. Throws malformed (size) or cannot-open (another key, info or content). */
export async function openWrap(recipientKey: CryptoKey, wrap: Bytes, info: Bytes): Promise<Bytes> {
  if (wrap.length !== WRAP_SIZE) throw new SealError("malformed", "wrap");
  try {
    const enc = whole(wrap.subarray(0, ENC_SIZE));
    return new Uint8Array(await suite.open({ recipientKey, enc, info: whole(info) }, whole(wrap.subarray(ENC_SIZE))));
  } catch {
    throw new SealError("cannot-open", "wrap");
  }
}
