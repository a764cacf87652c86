/** What an entry says, as padded plaintext. The kind stands only in here: from outside all entries look alike. */
import { equal, utf8 } from "./bytes";
import type { Bytes } from "./bytes";
import { SealError } from "./errors";
import type { TableText, WorkersText } from "./kinds";
import { lp, number, readLp, text } from "./lp";
import { attachmentSize, checkZeros, ladder } from "./padding";
import type { Plain } from "./stream";

export const MAX_ATTACHMENT = 25 * 1024 * 1024;
/** The texts of a filing, and those of the conversation about it. What else there is stands in kinds.ts: the reporter's pages never load that. */
export const FILED = ["person", "answers", "narrative"] as const;
export const CONVERSATION = ["message", "reprisal"] as const;
const LIMITS = { language: 35, form: 64, name: 255, type: 127 };

export type TextKind = (typeof FILED)[number] | (typeof CONVERSATION)[number] | WorkersText | TableText;
/** A text with its BCP 47 language; `form` and `version` say which form it answers (empty and 0: none). */
export interface TextContent { readonly kind: TextKind; readonly language: string; readonly form: string; readonly version: number; readonly text: string }
/** A file: name and media type as its author gave them (never to be trusted), and its bytes. */
export interface AttachmentContent { readonly kind: "attachment"; readonly size: number; readonly name: string; readonly type: string; readonly content: Bytes }
export type Content = TextContent | AttachmentContent;
/** What somebody wants to seal. */
export type NewContent =
  | { readonly kind: TextKind; readonly language: string; readonly text: string; readonly form?: string; readonly version?: number }
  | { readonly kind: "attachment"; readonly name: string; readonly type: string; readonly content: Bytes };

/** Throws kind-not-allowed for a text that is none of these; attachments belong everywhere. */
export function checkKind(kind: string, texts: readonly string[]): void {
  if (kind !== "attachment" && !texts.includes(kind)) throw new SealError("kind-not-allowed", kind);
}

/** The plaintext, for `sealStream`. Throws too-large for what no size of the protocol holds. */
export function encodeContent(content: NewContent): Plain {
  if (content.kind === "attachment") {
    const { name, type, content: bytes } = content;
    if (bytes.length > MAX_ATTACHMENT) throw new SealError("too-large", "attachment");
    text(utf8(name), LIMITS.name, "name");
    text(utf8(type), LIMITS.type, "type");
    const first = lp(lp("attachment", bytes.length, name, type));
    return { size: attachmentSize(first.length + bytes.length), pieces: [first, bytes] };
  }
  const { kind, language, form = "", version = 0 } = content;
  checkText({ kind, language, form, version, text: content.text });
  const plain = lp(lp(kind, language, form, version, content.text));
  return { size: ladder(plain.length), pieces: [plain] };
}

function checkText(content: TextContent): void {
  if (content.language === "" || (content.version !== 0 && content.form === "")) throw new SealError("malformed", "text");
  text(utf8(content.language), LIMITS.language, "language");
  text(utf8(content.form), LIMITS.form, "form");
}

/** Strictly: the size its padding must have, padding of zeros only, nothing beside what it says. Whether the kind belongs there is checked apart. */
export function parseContent(padded: Bytes): Content {
  const view = new DataView(padded.buffer, padded.byteOffset, padded.byteLength);
  const end = padded.length < 4 ? 4 : 4 + view.getUint32(0);
  if (end > padded.length) throw new SealError("malformed", "content");
  const items = readLp(padded.subarray(4, end));
  if (items[0] !== undefined && equal(items[0], utf8("attachment"))) return parseAttachment(items, padded, end);
  if (ladder(end) !== padded.length) throw new SealError("padding-size");
  checkZeros(padded.subarray(end));
  if (items.length !== 5) throw new SealError("malformed", "text");
  const content: TextContent = {
    kind: text(items[0], 32, "kind") as TextKind,
    language: text(items[1], LIMITS.language, "language"),
    form: text(items[2], LIMITS.form, "form"),
    version: number(items[3], "version"),
    text: text(items[4], padded.length, "text"),
  };
  checkText(content);
  return content;
}

function parseAttachment(items: readonly Bytes[], padded: Bytes, end: number): AttachmentContent {
  if (items.length !== 4) throw new SealError("malformed", "attachment");
  const size = number(items[1], "size");
  if (attachmentSize(end + size) !== padded.length) throw new SealError("padding-size");
  checkZeros(padded.subarray(end + size));
  if (size > MAX_ATTACHMENT) throw new SealError("too-large", "attachment");
  return {
    kind: "attachment", size, name: text(items[2], LIMITS.name, "name"), type: text(items[3], LIMITS.type, "type"),
    content: padded.subarray(end, end + size),
  };
}
