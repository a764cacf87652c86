/** WebP without EXIF, XMP, colour profile and anything unknown, and without what follows its end. */
import { concat, utf8 } from "../bytes";
import type { Bytes } from "../bytes";
import { readOrientation, writeOrientation } from "./orientation";

const KEPT = new Set(["VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF"]);
/** In VP8X: a colour profile, EXIF and XMP are present. */
const FLAGS = { profile: 0x20, exif: 0x08, xmp: 0x04 };

function chunk(type: string, data: Bytes): Bytes {
  const size = new Uint8Array(4);
  new DataView(size.buffer).setUint32(0, data.length, true);
  return concat(utf8(type), size, data, new Uint8Array(data.length % 2));
}

/** Throws for a picture that ends too early. */
export function stripWebp(content: Bytes): Bytes {
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  const end = 8 + view.getUint32(4, true);
  if (end > content.length) throw new Error("cut");
  const chunks: { type: string; data: Bytes }[] = [];
  let orientation = 1;
  for (let at = 12; at + 8 <= end;) {
    const type = String.fromCharCode(...content.subarray(at, at + 4));
    const size = view.getUint32(at + 4, true);
    if (at + 8 + size > end) throw new Error("cut");
    const data = content.subarray(at + 8, at + 8 + size);
    // Some writers put JPEG's marker before the block.
    if (type === "EXIF") orientation = readOrientation(String.fromCharCode(...data.subarray(0, 4)) === "Exif" ? data.subarray(6) : data);
    if (KEPT.has(type)) chunks.push({ type, data });
    at += 8 + size + (size % 2);
  }
  if (!chunks.some(({ type }) => type === "VP8 " || type === "VP8L" || type === "ANMF")) throw new Error("no picture");
  const extended = chunks[0]?.type === "VP8X";
  const body = chunks.map(({ type, data }) => chunk(type, type === "VP8X" ? flagged(data, orientation) : data));
  if (extended && orientation !== 1) body.push(chunk("EXIF", writeOrientation(orientation)));
  return chunk("RIFF", concat(utf8("WEBP"), ...body));
}

function flagged(header: Bytes, orientation: number): Bytes {
  const changed = header.slice();
  changed[0] = ((changed[0] ?? 0) & ~(FLAGS.profile | FLAGS.exif | FLAGS.xmp)) | (orientation === 1 ? 0 : FLAGS.exif);
  return changed;
}
