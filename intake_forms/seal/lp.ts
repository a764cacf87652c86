/**
 * lp: length-prefixed items, the one encoding of everything that is signed, bound or hashed. Two different lists never
 * give the same bytes, because each item carries its length; one list has one encoding, because readers take all bytes.
 */
import { compare, concat, EMPTY, equal, fromUtf8, u32, utf8 } from "./bytes";
import type { Bytes } from "./bytes";
import { SealError } from "./errors";

export type Item = Bytes | string | number;

/** Bytes as they are, text as UTF-8, a number as u64be (at most 2^53 - 1). */
function raw(item: Item): Bytes {
  if (typeof item === "string") return utf8(item);
  if (typeof item !== "number") return item;
  if (!Number.isSafeInteger(item) || item < 0) throw new SealError("malformed", "number");
  return concat(u32(Math.floor(item / 2 ** 32)), u32(item % 2 ** 32));
}

/** Each item as u32be length and bytes. */
export function lp(...items: readonly Item[]): Bytes {
  return concat(...items.flatMap((item) => {
    const bytes = raw(item);
    return [u32(bytes.length), bytes];
  }));
}

/** A list that means a set: sorted bytewise, so that one set has one encoding. Throws twins. */
export function lpSorted(items: readonly Bytes[]): Bytes {
  const sorted = [...items].sort(compare);
  if (sorted.some((item, at) => at > 0 && equal(item, sorted[at - 1] as Bytes))) throw new SealError("twins");
  return lp(...sorted);
}

/** All of `bytes` as items (views, not copies). Throws malformed on a cut item, too-large past `limit` items. */
export function readLp(bytes: Bytes, limit = 4096): Bytes[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const items: Bytes[] = [];
  for (let at = 0; at < bytes.length;) {
    if (items.length === limit) throw new SealError("too-large", "items");
    if (at + 4 > bytes.length) throw new SealError("malformed", "length");
    const end = at + 4 + view.getUint32(at);
    if (end > bytes.length) throw new SealError("malformed", "length");
    items.push(bytes.subarray(at + 4, end));
    at = end;
  }
  return items;
}

/** The items of a sorted list. Throws not-sorted or twins besides what `readLp` throws. */
export function readSorted(bytes: Bytes, limit = 4096): Bytes[] {
  const items = readLp(bytes, limit);
  for (let at = 1; at < items.length; at++) {
    const order = compare(items[at - 1] as Bytes, items[at] as Bytes);
    if (order === 0) throw new SealError("twins");
    if (order > 0) throw new SealError("not-sorted");
  }
  return items;
}

/** The `count` items after the label. Throws wrong-label, trailing-bytes (too many) or malformed (too few). */
export function fields(bytes: Bytes, label: string, count: number): Bytes[] {
  const items = readLp(bytes);
  if (items[0] === undefined || !equal(items[0], utf8(label))) throw new SealError("wrong-label", label);
  if (items.length > count + 1) throw new SealError("trailing-bytes", label);
  if (items.length < count + 1) throw new SealError("malformed", label);
  return items.slice(1);
}

/** The item, if it has that many bytes. Throws malformed. */
export function exact(item: Bytes | undefined, size: number, where: string): Bytes {
  if (item === undefined || item.length !== size) throw new SealError("malformed", where);
  return item;
}

/** 32 bytes or none. Throws malformed. */
export function digestOrEmpty(item: Bytes | undefined, where: string): Bytes {
  return item !== undefined && item.length === 0 ? EMPTY : exact(item, 32, where);
}

/** A u64be no larger than 2^53 - 1. Throws malformed. */
export function number(item: Bytes | undefined, where: string): number {
  const bytes = exact(item, 8, where);
  const view = new DataView(bytes.buffer, bytes.byteOffset, 8);
  const value = view.getUint32(0) * 2 ** 32 + view.getUint32(4);
  if (!Number.isSafeInteger(value)) throw new SealError("malformed", where);
  return value;
}

/** Strict UTF-8 of at most `limit` bytes. Throws malformed or too-large. */
export function text(item: Bytes | undefined, limit: number, where: string): string {
  if (item === undefined) throw new SealError("malformed", where);
  if (item.length > limit) throw new SealError("too-large", where);
  return fromUtf8(item);
}

/** The name fixed at installation: 1 to 256 bytes of UTF-8. Throws malformed or too-large. */
export function instanceText(item: Bytes | undefined): string {
  if (item?.length === 0) throw new SealError("malformed", "instance");
  return text(item, 256, "instance");
}
