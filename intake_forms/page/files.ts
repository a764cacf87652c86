/** Photos and documents, made harmless before they are kept: what a camera hides in a picture is taken out here. */
import { stripMetadata } from "../seal/metadata";
import type { MetadataWarning } from "../seal";
import { wellFormed } from "./form";

/** As much as one report or letter carries, in bytes together, and how many. */
export const MOST_BYTES = 25_000_000;
export const MOST_FILES = 20;

export interface Picked { readonly id: string; readonly name: string; readonly type: string; readonly content: Uint8Array; readonly cleaned: boolean; readonly warning: MetadataWarning | null }

/** Reads and cleans a chosen file. Throws what the browser throws when it cannot be read. */
export async function pick(file: File): Promise<Picked> {
  const raw = new Uint8Array(await file.arrayBuffer());
  const type = /^[\w.+-]+\/[\w.+-]+$/.test(file.type) ? file.type : "application/octet-stream";
  const name = wellFormed(file.name).slice(0, 200) || "file";
  const { content, removed, warning } = stripMetadata(name, type, raw);
  return { id: crypto.randomUUID(), name, type, content, cleaned: removed, warning };
}

export const bytesOf = (files: readonly Picked[]): number => files.reduce((sum, file) => sum + file.content.length, 0);

const PICTURES: readonly (readonly [string, number, readonly number[]])[] = [
  ["image/png", 0, [0x89, 0x50, 0x4e, 0x47]], ["image/jpeg", 0, [0xff, 0xd8, 0xff]], ["image/webp", 8, [0x57, 0x45, 0x42, 0x50]],
];

/** The type of a picture that a browser draws without running anything, told by its first bytes; else null. */
export function pictureType(content: Uint8Array): string | null {
  return PICTURES.find(([, start, sign]) => sign.every((byte, place) => content[start + place] === byte))?.[0] ?? null;
}

/** A name without signs that hide its ending or that mean a folder. */
export const plainName = (name: string): string => name.replace(/[\p{Cc}\p{Cf}/\\]/gu, "").trim() || "file";

/** An address of a picture or file inside this page; give it back with URL.revokeObjectURL. */
export function localAddress(content: Uint8Array, type: string | null): string {
  return URL.createObjectURL(new Blob([content as Uint8Array<ArrayBuffer>], { type: type ?? "application/octet-stream" }));
}
