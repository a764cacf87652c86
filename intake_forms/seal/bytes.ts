/** Bytes and their spellings in text. */
import { SealError } from "./errors";

export type Bytes = Uint8Array;

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

/** UTF-8. Refuses a lone surrogate (malformed): writers replace it differently, so nobody may write it. */
export function utf8(text: string): Bytes {
  if (/\p{Surrogate}/u.test(text)) throw new SealError("malformed", "text");
  return encoder.encode(text);
}

/** Strict UTF-8 back to text; a byte order mark stays. Throws malformed. */
export function fromUtf8(bytes: Bytes): string {
  try {
    return strict.decode(bytes);
  } catch {
    throw new SealError("malformed", "text");
  }
}

export function hex(bytes: Bytes): string {
  let text = "";
  for (const byte of bytes) text += (byte + 256).toString(16).slice(1);
  return text;
}

/** Lowercase hex only. Throws malformed. */
export function unhex(text: string): Bytes {
  if (text.length % 2 !== 0 || !/^[0-9a-f]*$/.test(text)) throw new SealError("malformed", "hex");
  const bytes = new Uint8Array(text.length / 2);
  for (let at = 0; at < bytes.length; at++) bytes[at] = parseInt(text.slice(2 * at, 2 * at + 2), 16);
  return bytes;
}

/** Standard base64 with padding. */
export function b64(bytes: Bytes): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}

/** Standard base64 with padding, in its one spelling. Throws malformed. */
export function unb64(text: string): Bytes {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) throw new SealError("malformed", "base64");
  const bytes = Uint8Array.from(atob(text), (symbol) => symbol.charCodeAt(0));
  if (text !== "" && b64(bytes.subarray(-((bytes.length % 3) || 3))) !== text.slice(-4)) throw new SealError("malformed", "base64");
  return bytes;
}

export function concat(...parts: readonly Bytes[]): Bytes {
  const all = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** In the same time wherever the difference lies, so that comparing a secret tells nothing about it. */
export function equal(a: Bytes, b: Bytes): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let at = 0; at < a.length; at++) difference |= (a[at] as number) ^ (b[at] as number);
  return difference === 0;
}

/** Bytewise order; a prefix comes first. For public bytes. */
export function compare(a: Bytes, b: Bytes): number {
  const shared = Math.min(a.length, b.length);
  for (let at = 0; at < shared; at++) {
    if (a[at] !== b[at]) return (a[at] as number) - (b[at] as number);
  }
  return a.length - b.length;
}

export function random(size: number): Bytes {
  return crypto.getRandomValues(new Uint8Array(size));
}

export const EMPTY: Bytes = new Uint8Array(0);

/** Four bytes, big endian. */
export function u32(value: number): Bytes {
  return Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value);
}
