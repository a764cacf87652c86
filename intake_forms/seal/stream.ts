/**
 * STREAM: a body sealed in chunks of 256 KiB, so that none can be dropped, swapped, appended or cut. The nonce is a
 * counter with a flag for the last chunk. That is safe because a stream key seals one body, once: it is derived from a
 * fresh salt, and a retry sends the stored bytes instead of sealing again.
 */
import { concat } from "./bytes";
import type { Bytes } from "./bytes";
import { aesKey, decryptGcm, digestLarge, encryptGcm } from "./derive";
import { SealError } from "./errors";
import { sha256 } from "./hash";

export const CHUNK = 262_144;
export const TAG = 16;

/** Called with the bytes done and the bytes in all. */
export type Progress = (done: number, total: number) => void;

/** 12 bytes: three zeros, the chunk's number as u64be, 1 for the last chunk and else 0. */
function nonce(counter: number, last: boolean): Bytes {
  const bytes = new Uint8Array(12);
  new DataView(bytes.buffer).setUint32(7, counter); // a body of 2^32 chunks does not exist: the upper half stays zero
  bytes[11] = last ? 1 : 0;
  return bytes;
}

/** The sealed size of `size` bytes. */
export function sealedSize(size: number): number {
  return size + Math.max(1, Math.ceil(size / CHUNK)) * TAG;
}

/** What is sealed, given in pieces that follow each other; zeros fill it up to `size`. */
export interface Plain { readonly size: number; readonly pieces: readonly Bytes[] }

/** Copies bytes `from` up to `from + into.length` of the plaintext; what no piece covers stays zero. */
function fill(into: Bytes, plain: Plain, from: number): void {
  let start = 0;
  for (const piece of plain.pieces) {
    const first = Math.max(from, start);
    const end = Math.min(from + into.length, start + piece.length);
    if (first < end) into.set(piece.subarray(first - start, end - start), first - from);
    start += piece.length;
  }
}

/** All sealed chunks and their body hash. One chunk of plaintext is copied at a time. `key` must never have sealed before. */
export async function sealStream(key: Bytes, plain: Plain, progress?: Progress): Promise<{ body: Bytes; bodyHash: Bytes }> {
  const aes = await aesKey(key);
  const body = new Uint8Array(sealedSize(plain.size));
  const count = Math.max(1, Math.ceil(plain.size / CHUNK));
  const hashes: Bytes[] = [];
  for (let number = 0; number < count; number++) {
    const from = number * CHUNK;
    const chunk = new Uint8Array(Math.min(CHUNK, plain.size - from));
    fill(chunk, plain, from);
    const sealed = await encryptGcm(aes, nonce(number, number === count - 1), chunk);
    body.set(sealed, number * (CHUNK + TAG));
    hashes.push(await digestLarge(sealed));
    progress?.(from + chunk.length, plain.size);
  }
  return { body, bodyHash: sha256(concat(...hashes)) };
}

function* sealedChunks(sealed: Bytes): Generator<{ chunk: Bytes; number: number; last: boolean }> {
  const count = Math.max(1, Math.ceil(sealed.length / (CHUNK + TAG)));
  for (let number = 0; number < count; number++) {
    yield { chunk: sealed.subarray(number * (CHUNK + TAG), (number + 1) * (CHUNK + TAG)), number, last: number === count - 1 };
  }
}

/** The body hash of sealed bytes: H(H(chunk 0) ‖ H(chunk 1) …). */
export async function bodyHash(sealed: Bytes): Promise<Bytes> {
  const hashes: Bytes[] = [];
  for (const { chunk } of sealedChunks(sealed)) hashes.push(await digestLarge(chunk));
  return sha256(concat(...hashes));
}

/** All plaintext, or cannot-open: one chunk dropped, swapped, appended or cut fails its tag or its flag. */
export async function openStream(key: Bytes, sealed: Bytes, progress?: Progress): Promise<Bytes> {
  const aes = await aesKey(key);
  const count = Math.max(1, Math.ceil(sealed.length / (CHUNK + TAG)));
  const plain = new Uint8Array(Math.max(0, sealed.length - count * TAG));
  for (const { chunk, number, last } of sealedChunks(sealed)) {
    // An empty last chunk would give one plaintext two sealed forms.
    if (chunk.length < TAG || (chunk.length === TAG && number > 0)) throw new SealError("cannot-open", "chunk");
    plain.set(await decryptGcm(aes, nonce(number, last), chunk), number * CHUNK);
    progress?.(Math.min(sealed.length, (number + 1) * (CHUNK + TAG)), sealed.length);
  }
  return plain;
}
