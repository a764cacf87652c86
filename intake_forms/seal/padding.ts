/** Sizes tell stories: texts come in four sizes, attachments in few. */
import type { Bytes } from "./bytes";
import { SealError } from "./errors";
import { CHUNK, TAG } from "./stream";

/** The only sizes of a text before sealing. More is refused on the device. */
const LADDER = [4096, 16_384, 65_536, 262_144];
const ATTACHMENT_FLOOR = 4096;

/** The step a text of `size` bytes is padded to. Throws too-large. */
export function ladder(size: number): number {
  const step = LADDER.find((each) => size <= each);
  if (step === undefined) throw new SealError("too-large", "text");
  return step;
}

/** Exact, unlike Math.log2; for 1 up to 2^32 - 1. */
const floorLog2 = (value: number): number => 31 - Math.clz32(value);

/** Padmé: at most 12 % more, and few different sizes. `size` is at least 2. */
export function padme(size: number): number {
  const exponent = floorLog2(size);
  const step = 2 ** (exponent - floorLog2(exponent) - 1);
  return Math.ceil(size / step) * step;
}

/** The padded size of an attachment of `size` bytes, its own first lines included. */
export function attachmentSize(size: number): number {
  return padme(Math.max(ATTACHMENT_FLOOR, size));
}

/** The padded size inside `sealed` bytes. Throws padding-size if no padding gives it: it would tell something. */
export function plainSize(sealed: number): number {
  const chunks = Math.ceil(sealed / (CHUNK + TAG));
  const size = sealed - chunks * TAG;
  if (size < ATTACHMENT_FLOOR || size <= (chunks - 1) * CHUNK || padme(size) !== size) throw new SealError("padding-size");
  return size;
}

/** Throws padding-not-zero: padding carries no second message. */
export function checkZeros(padding: Bytes): void {
  if (padding.some((byte) => byte !== 0)) throw new SealError("padding-not-zero");
}
