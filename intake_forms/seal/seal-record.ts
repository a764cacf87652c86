/** One sealed record, wherever it will stand: in a filing or in a room that is there already. */
import type { Bytes } from "./bytes";
import { checkKind, encodeContent } from "./content";
import type { NewContent } from "./content";
import { entryMessage, makeHeader } from "./header";
import { newId } from "./keys";
import type { AccountKeys } from "./keys";
import { commitmentOf, recordKey, streamKeyOf } from "./record";
import { sealStream } from "./stream";
import type { Progress } from "./stream";

export interface SealedRecord { readonly entry: Bytes; readonly header: Bytes; readonly body: Bytes }

export interface RecordPlace {
  readonly ck: Bytes; readonly instance: string; readonly room: Bytes; readonly epoch: number;
  /** The texts that belong there. */
  readonly texts: readonly string[];
  /** The hash of the last event its author saw. */
  readonly head: Bytes;
}

/** One entry under a fresh id and salt. For this library alone: it takes a key that the caller has checked. */
export async function sealRecord(place: RecordPlace, author: AccountKeys, content: NewContent, progress?: Progress): Promise<SealedRecord> {
  checkKind(content.kind, place.texts);
  const where = { room: place.room, epoch: place.epoch, entry: newId(), author: author.kid, salt: newId(), head: place.head };
  const key = await recordKey(place.ck, place.instance, where);
  const [streamKey, commitment] = await Promise.all([streamKeyOf(key), commitmentOf(key)]);
  const { body, bodyHash } = await sealStream(streamKey, encodeContent(content), progress);
  const unsigned = { ...where, commitment, bodyHash, bodyLength: body.length };
  const header = makeHeader({ ...unsigned, signature: await author.sign(entryMessage(place.instance, unsigned)) });
  return { entry: where.entry, header, body };
}
