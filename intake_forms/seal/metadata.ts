/**
 * Pictures say where, when and with what they were taken. Before sealing, JPEG, PNG and WebP lose everything that is not
 * needed to show them; other kinds keep what they have and come back with a warning.
 */
import type { Bytes } from "./bytes";
import { stripJpeg } from "./metadata/jpeg";
import { sniff } from "./metadata/kind";
import type { FileKind } from "./metadata/kind";
import { stripPng } from "./metadata/png";
import { stripWebp } from "./metadata/webp";

/** Why a file was left as it is: its kind, or a picture that could not be read to its end. */
export type MetadataWarning = Exclude<FileKind, "jpeg" | "png" | "webp" | "text"> | "unreadable-image";

const STRIP: Partial<Record<FileKind, (content: Bytes) => Bytes>> = { jpeg: stripJpeg, png: stripPng, webp: stripWebp };

/** The cleaned file. `removed`: something was taken out; `warning`: something may have stayed in. The name is judged last. */
export function stripMetadata(name: string, type: string, content: Bytes): { content: Bytes; removed: boolean; warning: MetadataWarning | null } {
  const kind = sniff(name, type, content);
  if (kind === "text") return { content, removed: false, warning: null };
  const strip = STRIP[kind];
  if (strip === undefined) return { content, removed: false, warning: kind as MetadataWarning };
  try {
    const cleaned = strip(content);
    return { content: cleaned, removed: cleaned.length !== content.length || cleaned.some((byte, at) => byte !== content[at]), warning: null };
  } catch {
    return { content, removed: false, warning: "unreadable-image" };
  }
}
