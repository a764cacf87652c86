/** One key from another, and boxes under a key: HKDF-SHA-256, HMAC-SHA-256 and AES-256-GCM of WebCrypto. */
import { concat, EMPTY, random, utf8 } from "./bytes";
import type { Bytes } from "./bytes";
import { SealError } from "./errors";

const NONCE = 12;

/** WebCrypto's types exclude shared memory, which nothing here ever makes. */
const own = (bytes: Bytes): Uint8Array<ArrayBuffer> => bytes as Uint8Array<ArrayBuffer>;

/** 32 bytes unless said otherwise. A lone label is raw UTF-8, never lp: so a label can never be taken for a bound list. */
export async function hkdf(secret: Bytes, info: string | Bytes, salt: Bytes = EMPTY, length = 32): Promise<Bytes> {
  const key = await crypto.subtle.importKey("raw", own(secret), "HKDF", false, ["deriveBits"]);
  const bound = typeof info === "string" ? utf8(info) : info;
  return new Uint8Array(await crypto.subtle.deriveBits({ name: "HKDF", hash: "SHA-256", salt: own(salt), info: own(bound) }, key, 8 * length));
}

/** HMAC-SHA-256: 32 bytes. */
export async function hmac(secret: Bytes, message: Bytes): Promise<Bytes> {
  const key = await crypto.subtle.importKey("raw", own(secret), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, own(message)));
}

/** SHA-256 of something large, off the page's thread. */
export async function digestLarge(bytes: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", own(bytes)));
}

export async function aesKey(key: Bytes): Promise<CryptoKey> {
  if (key.length !== 32) throw new SealError("malformed", "key");
  return crypto.subtle.importKey("raw", own(key), "AES-GCM", false, ["encrypt", "decrypt"]);
}

/** AES-256-GCM without additional data; the caller sees to it that a nonce is never used twice under a key. */
export async function encryptGcm(key: CryptoKey, nonce: Bytes, plaintext: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv: own(nonce) }, key, own(plaintext)));
}

/** Throws cannot-open. */
export async function decryptGcm(key: CryptoKey, nonce: Bytes, sealed: Bytes): Promise<Bytes> {
  try {
    return new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv: own(nonce) }, key, own(sealed)));
  } catch {
    throw new SealError("cannot-open");
  }
}

/** seal(k, aad, x): 12 random bytes, then AES-256-GCM with the tag at the end. */
export async function sealBox(key: Bytes, aad: Bytes, plaintext: Bytes): Promise<Bytes> {
  const nonce = random(NONCE);
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv: own(nonce), additionalData: own(aad) }, await aesKey(key), own(plaintext));
  return concat(nonce, new Uint8Array(sealed));
}

/** Throws cannot-open: another key, place or content than it was sealed with. */
export async function openBox(key: Bytes, aad: Bytes, sealed: Bytes): Promise<Bytes> {
  const imported = await aesKey(key);
  try {
    const nonce = own(sealed.subarray(0, NONCE));
    return new Uint8Array(await crypto.subtle.decrypt(
      { name: "AES-GCM", iv: nonce, additionalData: own(aad) }, imported, own(sealed.subarray(NONCE))));
  } catch {
    throw new SealError("cannot-open", "box");
  }
}
