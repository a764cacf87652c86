/** Which pictures may be drawn: told by their first bytes, never by the name or type that came with them. */

const SIGNATURES: readonly (readonly [string, number, readonly number[]])[] = [
  ["image/png", 0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ["image/jpeg", 0, [0xff, 0xd8, 0xff]],
  ["image/gif", 0, [0x47, 0x49, 0x46, 0x38]],
  ["image/webp", 8, [0x57, 0x45, 0x42, 0x50]],
];

/** The type of a picture that browsers draw without running anything, or null. SVG is none: it can hold script. */
export function pictureType(content: Uint8Array): string | null {
  for (const [type, start, signature] of SIGNATURES) {
    if (signature.every((byte, place) => content[start + place] === byte)) return type;
  }
  return null;
}

/** A file name without signs that hide its ending (letters that turn the direction) or that mean a folder. */
export function plainName(name: string): string {
  const plain = name.replace(/[\p{Cc}\p{Cf}/\\]/gu, "").trim();
  return plain === "" ? "file" : plain;
}
