/** Which way up a picture is: the one thing of its EXIF that is kept, because without it people see it lying on its side. */
import { concat, utf8 } from "../bytes";
import type { Bytes } from "../bytes";

const TAG = 0x0112;
const MAX_ENTRIES = 512;

/** 2 to 8 where an EXIF block (TIFF, without the `Exif` marker before it) says so, else 1. */
export function readOrientation(tiff: Bytes): number {
  const little = tiff[0] === 0x49;
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  try {
    const directory = view.getUint32(4, little);
    const count = Math.min(view.getUint16(directory, little), MAX_ENTRIES);
    for (let at = directory + 2; at < directory + 2 + 12 * count; at += 12) {
      if (view.getUint16(at, little) !== TAG) continue;
      const value = view.getUint16(at + 8, little);
      return value >= 2 && value <= 8 ? value : 1;
    }
  } catch {
    // Shorter than it says: then nothing says how it is turned.
  }
  return 1;
}

/** An EXIF block of that one number. */
export function writeOrientation(value: number): Bytes {
  return concat(utf8("MM"), Uint8Array.of(0, 42, 0, 0, 0, 8, 0, 1, TAG >> 8, TAG & 255, 0, 3, 0, 0, 0, 1, 0, value, 0, 0, 0, 0, 0, 0));
}
