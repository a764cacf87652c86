/**
 * A ZIP archive in the one form that PROTOCOL.md, §15, allows: files in the order of their names, stored and not compressed
 * (what is sealed does not shrink), no times. Whoever checks it builds it again, so that no byte of it can be another one.
 */
const CRC = Uint32Array.from({ length: 256 }, (_, place) => {
  let value = place;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});
/** Version 2.0, no flags, stored, and midnight of the first day that a ZIP can name. */
const SAME = [20, 0, 0, 0, 33] as const;

function crc32(data: Uint8Array): number {
  let crc = -1;
  for (const byte of data) crc = (crc >>> 8) ^ (CRC[(crc ^ byte) & 255] as number);
  return ~crc >>> 0;
}

/** Numbers in little endian, each with its size in bytes. */
function bytes(...numbers: readonly (readonly [size: 2 | 4, value: number])[]): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(numbers.reduce((sum, [size]) => sum + size, 0)));
  let at = 0;
  for (const [size, value] of numbers) {
    if (size === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += size;
  }
  return new Uint8Array(view.buffer);
}

interface File { readonly name: Uint8Array<ArrayBuffer>; readonly crc: number; readonly size: number; readonly content: Blob }

export class Archive {
  private readonly files = new Map<string, File>();

  add(name: string, content: Uint8Array): void {
    // A blob each, which the browser may keep on the disk: large files need not fit into memory together.
    const blob = new Blob([content as Uint8Array<ArrayBuffer>]);
    this.files.set(name, { name: new TextEncoder().encode(name), crc: crc32(content), size: content.length, content: blob });
  }

  addText(name: string, text: string): void {
    this.add(name, new TextEncoder().encode(text));
  }

  /** The archive. Throws RangeError for more than a plain ZIP holds. */
  end(): Blob {
    const parts: BlobPart[] = [];
    const central: BlobPart[] = [];
    let at = 0;
    let listed = 0;
    // By code units, which for names of ASCII letters and digits is the order of their bytes.
    const sorted = [...this.files].sort(([one], [other]) => (one < other ? -1 : 1));
    for (const [, { name, crc, size, content }] of sorted) {
      const common = [...SAME.map((value) => [2, value] as const), [4, crc], [4, size], [4, size], [2, name.length], [2, 0]] as const;
      parts.push(bytes([4, 0x04034b50], ...common), name, content);
      central.push(bytes([4, 0x02014b50], [2, 20], ...common, [2, 0], [2, 0], [2, 0], [4, 0], [4, at]), name);
      at += 30 + name.length + size;
      listed += 46 + name.length;
    }
    if (sorted.length > 0xffff || at + listed > 0xffffffff) throw new RangeError("archive");
    const count = sorted.length;
    return new Blob([...parts, ...central, bytes([4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, listed], [4, at], [2, 0])], { type: "application/zip" });
  }
}
