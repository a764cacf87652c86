/**
 * JPEG without what is about it: EXIF, XMP, IPTC, comments, thumbnails, colour profiles, maker's blocks, and whatever
 * follows its end (phones append films and second pictures there).
 */
import { concat, utf8 } from "../bytes";
import type { Bytes } from "../bytes";
import { readOrientation, writeOrientation } from "./orientation";

const EXIF = "Exif\0\0";

const text = (bytes: Bytes, from: number, length: number): string => String.fromCharCode(...bytes.subarray(from, from + length));

/** Throws for a picture that ends too early or is none. */
export function stripJpeg(content: Bytes): Bytes {
  const kept: Bytes[] = [];
  let orientation = 1;
  let at = 2;
  for (;;) {
    while (content[at] === 0xff && content[at + 1] === 0xff) at += 1; // fill bytes
    const marker = content[at + 1];
    if (content[at] !== 0xff || marker === undefined) throw new Error("no marker");
    if (marker === 0xd9) break;
    const length = ((content[at + 2] ?? 0) << 8) | (content[at + 3] ?? 0);
    let end = at + 2 + length;
    if (length < 2 || end > content.length) throw new Error("cut");
    if (marker === 0xe1 && text(content, at + 4, 6) === EXIF) orientation = readOrientation(content.subarray(at + 10, end));
    if (marker === 0xda) end = scanEnd(content, end);
    if (needed(content, at, marker)) kept.push(content.subarray(at, end));
    at = end;
  }
  return concat(Uint8Array.of(0xff, 0xd8), ...turned(orientation, kept), Uint8Array.of(0xff, 0xd9));
}

/** Of the application segments only JFIF (how the colours are meant) and Adobe's (which transform they went through). */
function needed(content: Bytes, at: number, marker: number): boolean {
  if (marker === 0xe0) return text(content, at + 4, 5) === "JFIF\0" && (content[at + 3] ?? 0) === 16;
  if (marker === 0xee) return text(content, at + 4, 5) === "Adobe";
  return !(marker >= 0xe0 && marker <= 0xef) && marker !== 0xfe;
}

/** The orientation goes behind JFIF, which wants to be first. */
function turned(orientation: number, kept: readonly Bytes[]): readonly Bytes[] {
  if (orientation === 1) return kept;
  const block = concat(utf8(EXIF), writeOrientation(orientation));
  const segment = concat(Uint8Array.of(0xff, 0xe1, 0, block.length + 2), block);
  const first = kept[0]?.[1] === 0xe0 ? 1 : 0;
  return [...kept.slice(0, first), segment, ...kept.slice(first)];
}

/** Where the coded picture ends: at a marker that is neither a stuffed byte nor a restart. */
function scanEnd(content: Bytes, from: number): number {
  for (let at = from; at + 1 < content.length; at++) {
    if (content[at] !== 0xff) continue;
    const next = content[at + 1] as number;
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  throw new Error("no end");
}
