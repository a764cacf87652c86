/**
 * HPKE (RFC 9180), mode Base, one message: X-Wing, HKDF-SHA-256, AES-256-GCM. A wrap is enc (1120) and the ciphertext
 * of 32 bytes with its tag (48). Nothing here proves who sealed: what comes out counts only if it matches something
 * signed.
 */
import { concat, EMPTY, utf8 } from "./bytes";
import type { Bytes } from "./bytes";
import { aesKey, decryptGcm, encryptGcm, hmac } from "./derive";
import { SealError } from "./errors";
import { checkKemPublic, decapsulate, encapsulate, ENC_SIZE } from "./xwing";
import type { KemPrivate } from "./xwing";

export const KEM_ID = 0x647a;
export const WRAP_SIZE = 1168;

const VERSION = utf8("HPKE-v1");
// "HPKE", KEM 0x647a, KDF 0x0001, AEAD 0x0002
const SUITE = concat(utf8("HPKE"), Uint8Array.of(KEM_ID >> 8, KEM_ID & 255, 0, 1, 0, 2));
// HMAC pads its key with zeros: this is the empty salt, which WebCrypto does not take.
const NO_SALT = new Uint8Array(32);

const extract = (salt: Bytes, label: string, ikm: Bytes): Promise<Bytes> => hmac(salt, concat(VERSION, SUITE, utf8(label), ikm));

/** HKDF-Expand for at most one block. */
async function expand(secret: Bytes, label: string, info: Bytes, length: number): Promise<Bytes> {
  const block = await hmac(secret, concat(Uint8Array.of(0, length), VERSION, SUITE, utf8(label), info, Uint8Array.of(1)));
  return block.subarray(0, length);
}

// The same in each message: there is no PSK.
let pskIdHash: Promise<Bytes> | undefined;

/** The key and nonce of the one message, from the shared secret (RFC 9180, 5.1, without PSK). */
async function schedule(shared: Bytes, info: Bytes): Promise<{ key: CryptoKey; nonce: Bytes }> {
  const context = concat(Uint8Array.of(0), await (pskIdHash ??= extract(NO_SALT, "psk_id_hash", EMPTY)), await extract(NO_SALT, "info_hash", info));
  const secret = await extract(shared, "secret", EMPTY);
  return { key: await aesKey(await expand(secret, "key", context, 32)), nonce: await expand(secret, "base_nonce", context, 12) };
}

/** Seals 32 bytes to a key under `info`: 1168 bytes. Throws bad-key. */
export async function wrapKey(kemPublic: Bytes, key: Bytes, info: Bytes): Promise<Bytes> {
  checkKemPublic(kemPublic);
  if (key.length !== 32) throw new SealError("malformed", "key");
  const { shared, enc } = await encapsulate(kemPublic);
  const once = await schedule(shared, info);
  return concat(enc, await encryptGcm(once.key, once.nonce, key));
}

/** The 32 bytes of a wrap. Throws malformed (size) or cannot-open (another key, info or content). */
export async function openWrap(kem: KemPrivate, wrap: Bytes, info: Bytes): Promise<Bytes> {
  if (wrap.length !== WRAP_SIZE) throw new SealError("malformed", "wrap");
  let shared: Bytes;
  try {
    shared = await decapsulate(kem, wrap.subarray(0, ENC_SIZE));
  } catch {
    // An X25519 half of small order.
    throw new SealError("cannot-open", "wrap");
  }
  const once = await schedule(shared, info);
  return decryptGcm(once.key, once.nonce, wrap.subarray(ENC_SIZE));
}
