/** Entries as they come from the server: who wrote them, whether all are there, and what they say. */
import { equal, hex, unhex } from "./bytes";
import type { Bytes } from "./bytes";
import { checkKind, parseContent } from "./content";
import type { Content } from "./content";
import { epochKey } from "./epochs";
import type { EpochKeys } from "./epochs";
import { SealError } from "./errors";
import { sha256 } from "./hash";
import { entryMessage, parseHeader } from "./header";
import type { Header } from "./header";
import { Proofs } from "./proof";
import type { verified } from "./proof";
import { commitmentOf, recordKey, streamKeyOf } from "./record";
import { roomInside } from "./room";
import type { Step, VerifiedRoom } from "./room";
import { verifySignature } from "./signing";
import { closedHash } from "./statement";
import type { Statement } from "./statement";
import { bodyHash, openStream } from "./stream";
import type { Progress } from "./stream";
import { actsIn, textsOf } from "./walk";

/** An entry whose author could write it there and did. Only `verifyEntries` makes one. */
export interface VerifiedEntry {
  readonly [verified]: "entry";
  readonly entry: Bytes; readonly epoch: number; readonly author: Bytes;
  /** The organisation its author acts for; empty for the receipt. */
  readonly fingerprint: Bytes; readonly bodyLength: number;
  /** The hash of its header: how events name it. */
  readonly digest: Bytes;
}
/** All entries of a room, in the order given. */
export interface VerifiedEntries { readonly [verified]: "entries"; readonly room: VerifiedRoom; readonly entries: readonly VerifiedEntry[] }

const one = new Proofs<VerifiedEntry, { readonly room: VerifiedRoom; readonly header: Header }>("entry");
const all = new Proofs<VerifiedEntries, { readonly headers: readonly Bytes[] }>("list of entries");

/** All headers of a room: each alone, no id twice (twins), and of each closed epoch exactly those its closing listed (wrong-closed). */
export async function verifyEntries(room: VerifiedRoom, headers: readonly Bytes[], step?: Step): Promise<VerifiedEntries> {
  const entries: VerifiedEntry[] = [];
  const byEpoch = room.epochs.map((): Bytes[] => []);
  const events = new Set(room.events.map((event) => hex(event.hash)));
  for (const raw of headers) {
    const entry = verifyHeader(room, raw, events);
    entries.push(entry);
    byEpoch[entry.epoch]?.push(raw);
    await step?.(entries.length, headers.length);
  }
  if (new Set(entries.map((each) => hex(each.entry))).size !== entries.length) throw new SealError("twins", "entries");
  for (const statement of roomInside(room).walk.statements.slice(1)) {
    if (!equal(closedHash(byEpoch[statement.epoch - 1] ?? []), statement.closed)) throw new SealError("wrong-closed");
  }
  return all.vouch({ room, entries } as unknown as VerifiedEntries, { headers: [...headers] });
}

/** `events`: the hashes of the history, in hex. */
function verifyHeader(room: VerifiedRoom, raw: Bytes, events: ReadonlySet<string>): VerifiedEntry {
  const { walk, keys } = roomInside(room);
  const header = parseHeader(raw);
  if (!equal(header.room, room.room)) throw new SealError("foreign-room");
  const statement = walk.statements[header.epoch];
  if (statement === undefined) throw new SealError("foreign-epoch");
  if (header.head.length > 0 && !events.has(hex(header.head))) throw new SealError("foreign-head");
  const fingerprint = authorFor(room, statement, header.author);
  const author = keys.get(hex(header.author));
  if (author === undefined) throw new SealError("unknown-signer");
  verifySignature(author.sigPublic, entryMessage(room.instance, header), header.signature);
  const { entry, epoch, bodyLength } = header;
  return one.vouch({ entry, epoch, author: header.author, fingerprint, bodyLength, digest: sha256(raw) } as unknown as VerifiedEntry, { room, header });
}

/** The organisation for which the author writes, or nothing for a receipt. Throws foreign-author. */
function authorFor(room: VerifiedRoom, statement: Statement, author: Bytes): Bytes {
  const { walk } = roomInside(room);
  if (statement.epoch === 0 && room.kind === "reporter") {
    // What was filed comes from the reporter alone, who need not be able to read it again.
    if (!equal(author, walk.founder)) throw new SealError("foreign-author");
    return new Uint8Array(0);
  }
  const [name] = actsIn(statement, author, walk.chains);
  if (name === undefined) throw new SealError("foreign-author");
  return walk.chains.has(name) ? unhex(name) : new Uint8Array(0);
}

/** The exact headers that the next statement closes over. */
export function headersOf(entries: VerifiedEntries, epoch: number): Bytes[] {
  const { headers } = all.inside(entries);
  return headers.filter((_, place) => (entries.entries[place] as VerifiedEntry).epoch === epoch);
}

/**
 * What an entry says. Checks length, body hash and commitment before it opens. Throws wrong-length, wrong-body,
 * not-a-reader, wrong-commitment, cannot-open, padding-size, padding-not-zero, malformed, kind-not-allowed.
 */
export async function openEntry(entry: VerifiedEntry, body: Bytes, keys: EpochKeys, progress?: Progress): Promise<Content> {
  const { room, header } = one.inside(entry);
  return openRecord(await recordOf(entry, keys), textsOf(roomInside(room).walk, header.epoch), header, body, progress);
}

/** The record key of an entry. Throws not-a-reader. */
export async function recordOf(entry: VerifiedEntry, keys: EpochKeys): Promise<Bytes> {
  const { room, header } = one.inside(entry);
  return recordKey(await epochKey(room, keys, header.epoch), room.instance, header);
}

/** The header behind a verified entry, and the room in which it stands. */
export const headerOf = (entry: VerifiedEntry): Header => one.inside(entry).header;
export const roomOf = (entry: VerifiedEntry): VerifiedRoom => one.inside(entry).room;

/** Opens with a record key, for this library alone: the header must have been verified. `texts`: those that belong there. */
export async function openRecord(key: Bytes, texts: readonly string[], header: Header, body: Bytes, progress?: Progress): Promise<Content> {
  if (body.length !== header.bodyLength) throw new SealError("wrong-length", "body");
  if (!equal(await bodyHash(body), header.bodyHash)) throw new SealError("wrong-body");
  if (!equal(await commitmentOf(key), header.commitment)) throw new SealError("wrong-commitment", "record");
  const content = parseContent(await openStream(await streamKeyOf(key), body, progress));
  checkKind(content.kind, texts);
  return content;
}
