/** An epoch's statement: who may read from here on, signed. Without a good one an epoch does not exist for a client. */
import { compare, equal, hex } from "./bytes";
import type { Bytes } from "./bytes";
import { hkdf } from "./derive";
import { SealError } from "./errors";
import { sha256 } from "./hash";
import * as labels from "./labels";
import { digestOrEmpty, exact, fields, instanceText, lp, lpSorted, number, readLp, readSorted, text } from "./lp";

export const ROOM_KINDS = ["reporter", "workers", "table", "dialogue"] as const;

const MAX_READERS = 64;
const MAX_STATEMENT = 16_384;

/** An organisation (fingerprint, and the kid of one of its epochs) or a receipt (no fingerprint). */
export interface RoomReader { readonly fingerprint: Bytes; readonly kid: Bytes }

/** One epoch of a room. Digests and kids are 32 bytes; `previous`, `closed` and `lastEvent` may be empty. */
export interface Statement {
  readonly instance: string; readonly room: Bytes; readonly kind: string; readonly epoch: number; readonly commit: Bytes;
  readonly previous: Bytes; readonly closed: Bytes; readonly lastEvent: Bytes; readonly signer: Bytes; readonly readers: readonly RoomReader[];
}

/** What stays the same when an organisation changes its key: its fingerprint; of a receipt, its kid. As hex. */
export const nameOf = (reader: RoomReader): string => hex(reader.fingerprint.length > 0 ? reader.fingerprint : reader.kid);

const encodeReader = (reader: RoomReader): Bytes => lp(reader.fingerprint, reader.kid);

/** The order of a statement, which is the order of its wraps. */
export function sortReaders<R extends RoomReader>(readers: readonly R[]): R[] {
  return [...readers].sort((a, b) => compare(encodeReader(a), encodeReader(b)));
}

/** The exact bytes that are signed and hashed. Throws twins for a reader named twice. */
export function makeStatement(statement: Statement): Bytes {
  return lp(labels.EPOCH, statement.instance, statement.room, statement.kind, statement.epoch, statement.commit, statement.previous,
    statement.closed, statement.lastEvent, statement.signer, lpSorted(statement.readers.map(encodeReader)));
}

/** What a statement says of the epoch before it: the hash over the exact headers of all its entries. */
export function closedHash(headers: readonly Bytes[]): Bytes {
  return sha256(lpSorted(headers.map(sha256)));
}

/** What a statement says of its epoch key without giving it away. */
export function commitOf(ck: Bytes): Promise<Bytes> {
  return hkdf(exact(ck, 32, "epoch key"), labels.EPOCH_COMMIT);
}

function readReaders(item: Bytes): RoomReader[] {
  const readers = readSorted(item, MAX_READERS).map((raw) => {
    const parts = readLp(raw);
    if (parts.length !== 2) throw new SealError("malformed", "reader");
    return { fingerprint: digestOrEmpty(parts[0], "fingerprint"), kid: exact(parts[1], 32, "reader kid") };
  });
  if (readers.length === 0) throw new SealError("no-reader");
  const named = [...readers, ...readers.filter((reader) => reader.fingerprint.length > 0).map((reader) => ({ ...reader, fingerprint: reader.kid }))];
  // One organisation with two kids, or one kid under two names: a wrap would have two owners.
  if (new Set(named.map(nameOf)).size !== named.length) throw new SealError("twins", "readers");
  return readers;
}

/** Strictly; links within one statement included (epoch 0 follows nothing and closes nothing). */
export function parseStatement(body: Bytes): Statement {
  if (body.length > MAX_STATEMENT) throw new SealError("too-large", "statement");
  const items = fields(body, labels.EPOCH, 10);
  const statement: Statement = {
    instance: instanceText(items[0]),
    room: exact(items[1], 16, "room"),
    kind: text(items[2], 32, "kind"),
    epoch: number(items[3], "epoch"),
    commit: exact(items[4], 32, "commit"),
    previous: digestOrEmpty(items[5], "previous"),
    closed: digestOrEmpty(items[6], "closed"),
    lastEvent: digestOrEmpty(items[7], "last event"),
    signer: exact(items[8], 32, "signer"),
    readers: readReaders(items[9] as Bytes),
  };
  if (!(ROOM_KINDS as readonly string[]).includes(statement.kind)) throw new SealError("unknown-kind", "room");
  const first = statement.epoch === 0;
  if (first !== (statement.previous.length === 0) || first !== (statement.closed.length === 0)) throw new SealError("broken-chain", "statement");
  return statement;
}

export const sameReader = (a: RoomReader, b: RoomReader): boolean => equal(a.fingerprint, b.fingerprint) && equal(a.kid, b.kid);
