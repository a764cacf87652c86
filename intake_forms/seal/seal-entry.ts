/** Sealing entries. Nothing here opens anything, and nothing here falls back on anything. */
import { concat } from "./bytes";
import type { Bytes } from "./bytes";
import { checkKind, encodeContent } from "./content";
import type { NewContent } from "./content";
import { epochKey } from "./epochs";
import type { EpochKeys } from "./epochs";
import { SealError } from "./errors";
import { entryMessage, joinEntry, makeHeader } from "./header";
import { newId } from "./keys";
import type { AccountKeys } from "./keys";
import { exact } from "./lp";
import type { ReceiptKeys } from "./receipt";
import { commitmentOf, recordKey, streamKeyOf } from "./record";
import { checkCurrent } from "./room";
import type { VerifiedRoom } from "./room";
import { sealStream } from "./stream";
import type { Progress } from "./stream";
import { actsIn } from "./walk";

/** An entry ready to be posted, and posted again as it is: a retry never seals anew. */
export interface SealedEntry {
  readonly entry: Bytes; readonly header: Bytes; readonly body: Bytes;
  /** What POST …/entries takes. */
  readonly bytes: Bytes;
}

export interface RecordPlace {
  readonly ck: Bytes; readonly instance: string; readonly room: Bytes; readonly kind: string; readonly epoch: number;
  /** The hash of the last event its author saw. */
  readonly head: Bytes;
}

/** One entry under a fresh id and salt. For this library alone: it takes a key that the caller has checked. */
export async function sealRecord(place: RecordPlace, author: AccountKeys, content: NewContent, progress?: Progress): Promise<Omit<SealedEntry, "bytes">> {
  checkKind(content.kind, place.kind, place.epoch);
  const where = { room: place.room, epoch: place.epoch, entry: newId(), author: author.kid, salt: newId(), head: place.head };
  const key = await recordKey(place.ck, place.instance, where);
  const { body, bodyHash } = await sealStream(await streamKeyOf(key), encodeContent(content), progress);
  const unsigned = { ...where, commitment: await commitmentOf(key), bodyHash, bodyLength: body.length };
  const header = makeHeader({ ...unsigned, signature: await author.sign(entryMessage(place.instance, unsigned)) });
  return { entry: where.entry, header, body };
}

/**
 * Seals into the newest epoch of a room. Throws stale-roster or stale-epoch (a new epoch comes first), after-withdrawal,
 * not-entitled, not-a-reader, kind-not-allowed, too-large.
 */
export async function sealEntry(room: VerifiedRoom, keys: EpochKeys, author: AccountKeys, content: NewContent, progress?: Progress): Promise<SealedEntry> {
  const { walk, last } = checkCurrent(room);
  if (actsIn(last, author.kid, walk.chains).length === 0) throw new SealError("not-entitled", "entry");
  const ck = await epochKey(room, keys, last.epoch);
  const sealed = await sealRecord({ ck, instance: room.instance, room: room.room, kind: room.kind, epoch: last.epoch, head: room.head }, author, content, progress);
  return { ...sealed, bytes: joinEntry(sealed.header, sealed.body) };
}

/** What a receipt posts: its lookup, then the entry. */
export function receiptEntry(keys: ReceiptKeys, entry: SealedEntry): Bytes {
  return concat(exact(keys.lookup, 32, "lookup"), entry.bytes);
}
