/**
 * HPKE (RFC 9180), mode Base, one message: X-Wing, HKDF-SHA-256, AES-256-GCM. A wrap is enc (1120) and the ciphertext
 * of 32 bytes with its tag (48). Nothing here proves who sealed: what comes out counts only if it matches something
 * signed.
 */
import { concat, EMPTY, utf8 } from "./bytes";
import type { Bytes } from "./bytes";
import { aesKey, decryptGcm, encryptGcm, hkdf, hmac } from "./derive";
import { SealError } from "./errors";
import { checkKemPublic, decapsulate, encapsulate, ENC_SIZE } from "./xwing";
import type { KemPrivate } from "./xwing";

export const KEM_ID = 0x647a;
export const WRAP_SIZE = 1168;

// "HPKE", KEM 0x647a, KDF 0x0001, AEAD 0x0002
const SUITE = concat(utf8("HPKE"), Uint8Array.of(KEM_ID >> 8, KEM_ID & 255, 0, 1, 0, 2));
// HMAC pads its key with zeros: this is the empty salt, which WebCrypto does not take.
const NO_SALT = new Uint8Array(32);
// The hash of having no PSK: the same in every message of a suite.
const noPsk = new Map<Bytes, Bytes>();

/**
 * The key (32) and nonce (12) of the one message from the shared secret (RFC 9180, 5.1, without PSK). There a secret is
 * extracted with the shared secret as salt and expanded twice; HKDF does both in one call. Official vectors exist for
 * another AEAD only: tests name their `suite`, nobody else does.
 */
export async function schedule(shared: Bytes, info: Bytes, suite: Bytes = SUITE): Promise<{ key: Bytes; nonce: Bytes }> {
  const labeled = (label: string, bytes: Bytes): Bytes => concat(utf8("HPKE-v1"), suite, utf8(label), bytes);
  const [pskIdHash, infoHash] = await Promise.all([
    noPsk.get(suite) ?? hmac(NO_SALT, labeled("psk_id_hash", EMPTY)), hmac(NO_SALT, labeled("info_hash", info))]);
  noPsk.set(suite, pskIdHash);
  const context = concat(Uint8Array.of(0), pskIdHash, infoHash);
  const expand = (label: string, length: number): Promise<Bytes> =>
    hkdf(labeled("secret", EMPTY), concat(Uint8Array.of(0, length), labeled(label, context)), shared, length);
  const [key, nonce] = await Promise.all([expand("key", 32), expand("base_nonce", 12)]);
  return { key, nonce };
}

/** Seals 32 bytes to a key under `info`: 1168 bytes. Throws bad-key. */
export async function wrapKey(kemPublic: Bytes, key: Bytes, info: Bytes): Promise<Bytes> {
  checkKemPublic(kemPublic);
  if (key.length !== 32) throw new SealError("malformed", "key");
  const { shared, enc } = await encapsulate(kemPublic);
  const once = await schedule(shared, info);
  return concat(enc, await encryptGcm(await aesKey(once.key), once.nonce, key));
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
  return decryptGcm(await aesKey(once.key), once.nonce, wrap.subarray(ENC_SIZE));
}
