/** The header of an entry, which everybody may read, and the containers in which an entry travels. */
import { concat, u32 } from "./bytes";
import type { Bytes } from "./bytes";
import { SealError } from "./errors";
import { sha256 } from "./hash";
import * as labels from "./labels";
import { digestOrEmpty, exact, fields, lp, number } from "./lp";
import { plainSize } from "./padding";
import { SIGNATURE_SIZE } from "./signing";

const MAX_HEADER = 512;
const MAX_BODY = 27 * 1024 * 1024;

/** Ids and salt 16 bytes, digests and kids 32, signature 64; `head` may be empty; `bodyLength` counts sealed bytes. */
export interface Header {
  readonly room: Bytes; readonly epoch: number; readonly entry: Bytes; readonly author: Bytes; readonly salt: Bytes; readonly head: Bytes;
  readonly commitment: Bytes; readonly bodyHash: Bytes; readonly bodyLength: number; readonly signature: Bytes;
}

/** The exact bytes that `closed` lists cover by their hash. */
export function makeHeader(header: Header): Bytes {
  return lp(labels.HEADER, header.room, header.epoch, header.entry, header.author, header.salt, header.head,
    header.commitment, header.bodyHash, header.bodyLength, header.signature);
}

/** Where an entry stands, as a hash: a disclosure can prove the place without naming it. */
export function placeOf(header: Pick<Header, "room" | "epoch" | "salt" | "head">): Bytes {
  return sha256(lp(labels.PLACE, header.room, header.epoch, header.salt, header.head));
}

/** What the author of an entry signs. */
export function entryMessage(instance: string, header: Omit<Header, "signature">): Bytes {
  return lp(labels.ENTRY, instance, placeOf(header), header.entry, header.author, header.commitment, header.bodyHash);
}

/** Strictly: sizes, no trailing bytes, a body length that the padding can give. The signature is not checked. */
export function parseHeader(raw: Bytes): Header {
  if (raw.length > MAX_HEADER) throw new SealError("too-large", "header");
  const items = fields(raw, labels.HEADER, 10);
  const header: Header = {
    room: exact(items[0], 16, "room"),
    epoch: number(items[1], "epoch"),
    entry: exact(items[2], 16, "entry"),
    author: exact(items[3], 32, "author"),
    salt: exact(items[4], 16, "salt"),
    head: digestOrEmpty(items[5], "head"),
    commitment: exact(items[6], 32, "commitment"),
    bodyHash: exact(items[7], 32, "body hash"),
    bodyLength: number(items[8], "body length"),
    signature: exact(items[9], SIGNATURE_SIZE, "signature"),
  };
  if (header.bodyLength > MAX_BODY) throw new SealError("too-large", "body");
  plainSize(header.bodyLength);
  return header;
}

/** The entry container: u32be length of the header, header, body. */
export function joinEntry(header: Bytes, body: Bytes): Bytes {
  return concat(u32(header.length), header, body);
}
