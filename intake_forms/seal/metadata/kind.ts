/** What a file is, by its first bytes; by its name only where those say nothing. */
import type { Bytes } from "../bytes";

export type FileKind = "jpeg" | "png" | "webp" | "text" | "heic" | "pdf" | "office" | "video" | "audio" | "unknown";

const ascii = (content: Bytes, from: number, to: number): string => String.fromCharCode(...content.subarray(from, to));

const PICTURE_BRANDS = /^(heic|heix|heim|heis|hevc|hevx|mif1|msf1|avif|avis)$/;
const AUDIO_BRANDS = /^(M4A |M4B )$/;
const OFFICE_NAMES = /\.(docx?|xlsx?|pptx?|odt|ods|odp|rtf)$/i;

export function sniff(name: string, type: string, content: Bytes): FileKind {
  if (content[0] === 0xff && content[1] === 0xd8) return "jpeg";
  const start = ascii(content, 0, 16);
  if (start.startsWith("\x89PNG\r\n\x1a\n")) return "png";
  if (start.startsWith("RIFF")) return riff(start.slice(8, 12));
  if (start.slice(4, 8) === "ftyp") return media(start.slice(8, 12));
  if (start.startsWith("%PDF")) return "pdf";
  if (start.startsWith("\xd0\xcf\x11\xe0") || start.startsWith("{\\rtf") || (start.startsWith("PK") && OFFICE_NAMES.test(name))) return "office";
  if (start.startsWith("\x1aE\xdf\xa3") || start.startsWith("\0\0\x01\xba") || start.startsWith("\0\0\x01\xb3")) return "video";
  if (start.startsWith("ID3") || start.startsWith("OggS") || start.startsWith("fLaC") || start.startsWith("#!AMR")) return "audio";
  // MPEG audio without a tag: eleven bits set.
  if (content[0] === 0xff && ((content[1] ?? 0) & 0xe0) === 0xe0) return "audio";
  if (/^text\/plain\b/.test(type) || /\.txt$/i.test(name)) return "text";
  return OFFICE_NAMES.test(name) ? "office" : "unknown";
}

function riff(form: string): FileKind {
  if (form === "WEBP") return "webp";
  return form === "WAVE" ? "audio" : "video";
}

function media(brand: string): FileKind {
  if (PICTURE_BRANDS.test(brand)) return "heic";
  return AUDIO_BRANDS.test(brand) ? "audio" : "video";
}
