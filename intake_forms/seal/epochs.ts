/** Keys of epochs: which of them one's own keys open. */
import { equal } from "./bytes";
import type { Bytes } from "./bytes";
import { hkdf, openBox } from "./derive";
import { SealError } from "./errors";
import { openWrap } from "./hpke";
import type { KemKeys } from "./keys";
import * as labels from "./labels";
import { admissionOf, roomInside } from "./room";
import type { VerifiedRoom } from "./room";
import { commitOf } from "./statement";
import type { Statement } from "./statement";
import { epochInfo, lateInfo, previousAad } from "./wraps";

export { epochInfo, lateInfo } from "./wraps";

/** Keys by number of their epoch; each was checked against the signed commit. */
export type EpochKeys = ReadonlyMap<number, Bytes>;

async function checked(ck: Bytes, statement: Statement): Promise<Bytes> {
  // HPKE Base and the previous seal prove nothing about who sealed: the signed commitment does.
  if (!equal(await commitOf(ck), statement.commit)) throw new SealError("wrong-commitment", "epoch");
  return ck;
}

/** An epoch without key, because what was given for it does not open or opens to another key than was signed. `by`: the epoch that brought it. */
export interface SpoiledEpoch { readonly epoch: number; readonly by: number; readonly error: SealError }

/**
 * The epoch keys that one's `keys` (of organisations, or of a receipt) open; a seal of a previous key is asked only where no
 * wrap gave that key. What does not open, or opens to another key than was signed, leaves its epoch without key and is put
 * into `spoiled`, to be told: one reader who seals nonsense must not lock the others out of the rest. Without that list it is
 * thrown. Throws not-a-reader, foreign-epoch, wrong-wraps; without list cannot-open, wrong-commitment.
 */
export async function openEpochs(room: VerifiedRoom, keys: readonly KemKeys[], spoiled?: SpoiledEpoch[]): Promise<EpochKeys> {
  const inside = roomInside(room);
  const { statements } = inside.walk;
  const opened = new Map<number, Bytes>();
  const failed: SpoiledEpoch[] = [];
  const attempt = async (epoch: number, by: number, opening: Promise<Bytes>): Promise<void> => {
    try {
      opened.set(epoch, await checked(await opening, statements[epoch] as Statement));
    } catch (error) {
      if (!spoiled || !(error instanceof SealError)) throw error;
      failed.push({ epoch, by, error });
    }
  };
  for (const { epoch, kid, wrap, late } of inside.material.wraps) {
    const mine = keys.find((each) => equal(each.kid, kid));
    if (mine === undefined) continue;
    const statement = statements[epoch];
    if (statement === undefined) throw new SealError("foreign-epoch");
    // Elsewhere newcomers read back through the seals of previous keys.
    if (late && room.kind !== "reporter") throw new SealError("wrong-wraps");
    if (!late && !statement.readers.some((reader) => equal(reader.kid, kid))) throw new SealError("not-a-reader");
    const info = late ? lateInfo(statement, admissionOf(inside, kid), kid) : epochInfo(statement, kid);
    await attempt(epoch, epoch, openWrap(mine.kem, wrap, info));
  }
  for (let epoch = statements.length - 1; epoch > 0; epoch--) {
    const [ck, sealed] = [opened.get(epoch), inside.material.previous.get(epoch)];
    if (ck === undefined || sealed === undefined || opened.has(epoch - 1)) continue;
    await attempt(epoch - 1, epoch, openBox(await hkdf(ck, labels.EPOCH_PREV), previousAad(statements[epoch] as Statement), sealed));
  }
  spoiled?.push(...failed.filter(({ epoch }) => !opened.has(epoch)));
  return opened;
}

/** The key of one epoch, checked once more before anything is sealed with it. Throws not-a-reader, wrong-commitment. */
export async function epochKey(room: VerifiedRoom, keys: EpochKeys, epoch: number): Promise<Bytes> {
  const statement = roomInside(room).walk.statements[epoch];
  const ck = keys.get(epoch);
  if (ck === undefined || statement === undefined) throw new SealError("not-a-reader");
  return checked(ck, statement);
}
