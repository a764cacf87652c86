/** Sealing entries. Nothing here opens anything, and nothing here falls back on anything. */
import { concat } from "./bytes";
import type { Bytes } from "./bytes";
import type { NewContent } from "./content";
import { epochKey } from "./epochs";
import type { EpochKeys } from "./epochs";
import { SealError } from "./errors";
import { joinEntry } from "./header";
import type { AccountKeys } from "./keys";
import { exact } from "./lp";
import type { ReceiptKeys } from "./receipt";
import { checkCurrent } from "./room";
import type { VerifiedRoom } from "./room";
import { sealRecord } from "./seal-record";
import type { SealedRecord } from "./seal-record";
import type { Progress } from "./stream";
import { actsIn, textsOf } from "./walk";

/** An entry ready to be posted, and posted again as it is: a retry never seals anew. */
export interface SealedEntry extends SealedRecord {
  /** What POST …/entries takes. */
  readonly bytes: Bytes;
}

/**
 * Seals into the newest epoch of a room. Throws stale-roster or stale-epoch (a new epoch comes first), after-withdrawal,
 * not-entitled, not-a-reader, kind-not-allowed, too-large.
 */
export async function sealEntry(room: VerifiedRoom, keys: EpochKeys, author: AccountKeys, content: NewContent, progress?: Progress): Promise<SealedEntry> {
  const { walk, last } = checkCurrent(room);
  if (actsIn(last, author.kid, walk.chains).length === 0) throw new SealError("not-entitled", "entry");
  const ck = await epochKey(room, keys, last.epoch);
  const sealed = await sealRecord({ ck, instance: room.instance, room: room.room, texts: textsOf(walk, last.epoch), epoch: last.epoch, head: room.head }, author, content, progress);
  return { ...sealed, bytes: joinEntry(sealed.header, sealed.body) };
}

/** What a receipt posts: its lookup, then the entry. */
export function receiptEntry(keys: ReceiptKeys, entry: SealedEntry): Bytes {
  return concat(exact(keys.lookup, 32, "lookup"), entry.bytes);
}
