/** Pictures lose what is about them and keep what they show; other files come back as they were, with a warning. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateSync } from "node:zlib";
import fc from "fast-check";
import { concat, utf8 } from "../../intake_forms/seal/bytes";
import type { Bytes } from "../../intake_forms/seal/bytes";
import { stripMetadata } from "../../intake_forms/seal/metadata";
import { readOrientation, writeOrientation } from "../../intake_forms/seal/metadata/orientation";

const SECRET = "GPS 52.37N 4.90E Canon-serial-12345";
const secret = utf8(SECRET);
const of = (...bytes: number[]): Bytes => Uint8Array.of(...bytes);
const contains = (bytes: Bytes, text: string): boolean => Buffer.from(bytes).includes(text);

// ---- JPEG
const segment = (marker: number, data: Bytes): Bytes => concat(of(0xff, marker, (data.length + 2) >> 8, (data.length + 2) & 255), data);
const jfif = segment(0xe0, concat(utf8("JFIF\0"), of(1, 1, 0, 0, 1, 0, 1, 0, 0)));
const exif = (orientation: number) => segment(0xe1, concat(utf8("Exif\0\0"), writeOrientation(orientation), secret));
const scan = concat(segment(0xda, of(1, 1, 0, 0, 63, 0)), of(0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56));
const tables = concat(segment(0xdb, new Uint8Array(65)), segment(0xc2, of(8, 0, 1, 0, 1, 1, 1, 0x11, 0)), segment(0xc4, new Uint8Array(20)));
const jpeg = (...middle: Bytes[]): Bytes => concat(of(0xff, 0xd8), ...middle, of(0xff, 0xd9));

test("JPEG: EXIF, XMP, IPTC, comments, maker's blocks, thumbnails and what follows the end are gone", () => {
  const dirty = concat(jpeg(
    jfif, exif(1), segment(0xe1, concat(utf8("http://ns.adobe.com/xap/1.0/\0"), secret)), segment(0xed, concat(utf8("Photoshop 3.0\0"), secret)),
    segment(0xe2, concat(utf8("ICC_PROFILE\0"), secret)), segment(0xe2, concat(utf8("MPF\0"), secret)), segment(0xee, concat(utf8("Adobe"), new Uint8Array(7))),
    segment(0xe0, concat(utf8("JFXX\0"), secret)), segment(0xfe, secret), of(0xff), tables, scan, segment(0xc4, new Uint8Array(20)), scan), jpeg(exif(1)), secret);
  const { content, removed, warning } = stripMetadata("IMG_0001.JPG", "image/jpeg", dirty);
  assert.equal(warning, null);
  assert.equal(removed, true);
  assert.ok(contains(dirty, SECRET) && !contains(content, SECRET));
  const adobe = segment(0xee, concat(utf8("Adobe"), new Uint8Array(7)));
  assert.deepEqual(content, jpeg(jfif, adobe, tables, scan, segment(0xc4, new Uint8Array(20)), scan));
  assert.deepEqual(stripMetadata("a", "", content), { content, removed: false, warning: null });
});

test("JPEG: a picture that lies on its side stays upright for people", () => {
  const { content } = stripMetadata("a.jpg", "", jpeg(jfif, exif(6), tables, scan));
  assert.ok(!contains(content, SECRET));
  assert.deepEqual(content, jpeg(jfif, segment(0xe1, concat(utf8("Exif\0\0"), writeOrientation(6))), tables, scan));
  assert.deepEqual(stripMetadata("a.jpg", "", jpeg(exif(8), tables, scan)).content, jpeg(segment(0xe1, concat(utf8("Exif\0\0"), writeOrientation(8))), tables, scan));
});

test("orientation is read in both byte orders and believed only where it is one", () => {
  for (let value = 2; value <= 8; value++) assert.equal(readOrientation(writeOrientation(value)), value);
  const little = concat(utf8("II"), of(42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0));
  assert.equal(readOrientation(little), 3);
  for (const odd of [writeOrientation(1), writeOrientation(9), writeOrientation(0), of(), utf8("MM"), of(0x4d, 0x4d, 0, 42, 255, 255, 255, 255)]) assert.equal(readOrientation(odd), 1);
});

// ---- PNG
const chunk = (type: string, data: Bytes): Bytes => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  return concat(length, utf8(type), data, of(1, 2, 3, 4));
};
const PNG = of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10);
const png = (...chunks: Bytes[]): Bytes => concat(PNG, ...chunks);
const [ihdr, idat, iend] = [chunk("IHDR", new Uint8Array(13)), chunk("IDAT", new Uint8Array(deflateSync(Buffer.alloc(4)))), chunk("IEND", of())] as [Bytes, Bytes, Bytes];

test("PNG: text, time, EXIF, profiles and unknown chunks are gone", () => {
  const lost = ["tEXt", "zTXt", "iTXt", "eXIf", "tIME", "iCCP", "prVt", "caBX"].map((type) => chunk(type, secret));
  const kept = [chunk("gAMA", of(1)), chunk("PLTE", of(1, 2, 3)), chunk("tRNS", of(0))];
  const { content, removed, warning } = stripMetadata("scan.png", "image/png", concat(png(ihdr, ...lost, ...kept, idat, iend), secret));
  assert.deepEqual([content, removed, warning], [png(ihdr, ...kept, idat, iend), true, null]);
});

// ---- WebP
const riff = (type: string, data: Bytes): Bytes => {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(data.length);
  return concat(utf8(type), length, data, new Uint8Array(data.length % 2));
};
const webp = (...chunks: Bytes[]): Bytes => riff("RIFF", concat(utf8("WEBP"), ...chunks));
const vp8x = (flags: number) => riff("VP8X", of(flags, 0, 0, 0, 9, 0, 0, 9, 0, 0));

test("WebP: EXIF, XMP and profiles are gone, and the flags that announce them", () => {
  const picture = riff("VP8 ", new Uint8Array(11));
  const dirty = concat(webp(vp8x(0x3c), riff("ICCP", secret), picture, riff("EXIF", concat(writeOrientation(1), secret)), riff("XMP ", secret), riff("zzzz", secret)), secret);
  assert.deepEqual(stripMetadata("a.webp", "", dirty), { content: webp(vp8x(0x10), picture), removed: true, warning: null });
  const turned = webp(vp8x(0x08), picture, riff("EXIF", concat(utf8("Exif\0\0"), writeOrientation(6), secret)));
  assert.deepEqual(stripMetadata("a.webp", "", turned).content, webp(vp8x(0x08), picture, riff("EXIF", writeOrientation(6))));
  assert.deepEqual(stripMetadata("a.webp", "", webp(picture)), { content: webp(picture), removed: false, warning: null });
});

test("a picture that ends too early, or lies about its parts, stays as it is, with a warning", () => {
  const whole = [jpeg(jfif, exif(1), tables, scan), png(ihdr, chunk("tEXt", secret), idat, iend), webp(riff("VP8L", new Uint8Array(30)), riff("EXIF", secret))];
  for (const picture of whole) {
    for (let size = 12; size < picture.length; size += 3) {
      const cut = picture.slice(0, size);
      assert.deepEqual(stripMetadata("a", "", cut), { content: cut, removed: false, warning: "unreadable-image" }, String(size));
    }
  }
  assert.equal(stripMetadata("a", "", webp(riff("EXIF", secret))).warning, "unreadable-image");
});

test("whatever bytes a picture has, none fails and none grows much", () => {
  fc.assert(fc.property(fc.constantFrom(of(0xff, 0xd8), PNG, concat(utf8("RIFF"), of(60, 0, 0, 0), utf8("WEBPVP8 "))), fc.uint8Array({ maxLength: 300 }), (start, rest) => {
    const given = concat(start, rest);
    return stripMetadata("a", "", given).content.length <= given.length + 64;
  }));
});

test("other kinds come back as they were, with a warning that names them", () => {
  const ftyp = (brand: string) => concat(of(0, 0, 0, 24), utf8(`ftyp${brand}`));
  const kinds: [string, Bytes, string | null][] = [
    ["IMG_1.HEIC", ftyp("heic"), "heic"], ["a.avif", ftyp("avif"), "heic"], ["brief.pdf", utf8("%PDF-1.7"), "pdf"], ["brief.docx", utf8("PK\u0003\u0004"), "office"],
    ["oud.doc", of(0xd0, 0xcf, 0x11, 0xe0, 0xa1), "office"], ["a.rtf", utf8("{\\rtf1"), "office"], ["a.mp4", ftyp("isom"), "video"], ["a.mov", ftyp("qt  "), "video"],
    ["a.webm", of(0x1a, 0x45, 0xdf, 0xa3), "video"], ["a.avi", concat(utf8("RIFF"), of(0, 0, 0, 0), utf8("AVI ")), "video"], ["a.m4a", ftyp("M4A "), "audio"], ["a.mp3", utf8("ID3"), "audio"],
    ["a.mp3", of(0xff, 0xfb, 0x90, 0), "audio"], ["a.ogg", utf8("OggS"), "audio"], ["a.wav", concat(utf8("RIFF"), of(0, 0, 0, 0), utf8("WAVE")), "audio"],
    ["a.txt", utf8("hallo"), null], ["a.gif", utf8("GIF89a"), "unknown"], ["a.zip", utf8("PK\u0003\u0004"), "unknown"], ["a.svg", utf8("<svg>"), "unknown"], ["leeg", of(), "unknown"],
  ];
  for (const [name, content, warning] of kinds) assert.deepEqual(stripMetadata(name, "", content), { content, removed: false, warning }, name);
  assert.equal(stripMetadata("foto.png", "image/png", jpeg(exif(1), tables, scan)).warning, null, "its bytes say what it is, not its name");
});
