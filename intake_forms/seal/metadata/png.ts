/** PNG without text, time, EXIF, colour profiles and anything unknown, and without what follows its end. */
import { concat } from "../bytes";
import type { Bytes } from "../bytes";

// What decides how it looks; the last three are animation. Critical chunks begin with a capital and stay too.
const KEPT = new Set(["tRNS", "gAMA", "cHRM", "sRGB", "sBIT", "bKGD", "pHYs", "acTL", "fcTL", "fdAT"]);
const SIGNATURE = 8;

/** Throws for a picture that ends too early. Chunks are kept whole, so their checksums stay right. */
export function stripPng(content: Bytes): Bytes {
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  const kept = [content.subarray(0, SIGNATURE)];
  for (let at = SIGNATURE; ;) {
    const length = view.getUint32(at);
    const type = String.fromCharCode(...content.subarray(at + 4, at + 8));
    const end = at + 12 + length;
    if (end > content.length || !/^[A-Za-z]{4}$/.test(type)) throw new Error("cut");
    if (/^[A-Z]/.test(type) || KEPT.has(type)) kept.push(content.subarray(at, end));
    if (type === "IEND") return concat(...kept);
    at = end;
  }
}
