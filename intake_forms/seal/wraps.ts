/** An epoch's key for each of its readers, and the key before for those who hold it. Needs no room, so filing does not either. */
import { equal } from "./bytes";
import type { Bytes } from "./bytes";
import { hkdf, sealBox } from "./derive";
import { SealError } from "./errors";
import { wrapKey } from "./hpke";
import * as labels from "./labels";
import { exact, lp } from "./lp";
import type { Wrap } from "./organisation";
import type { RoomReader, Statement } from "./statement";

type Place = Pick<Statement, "instance" | "room" | "epoch" | "commit">;

/** An epoch key for one of its readers. */
export function epochInfo(place: Place, kid: Bytes): Bytes {
  return lp(labels.WRAP, place.instance, exact(place.room, 16, "room"), place.epoch, exact(place.commit, 32, "commit"), exact(kid, 32, "kid"));
}

/** An earlier epoch key for somebody admitted later; `admitting` is the hash of the event that admitted him. */
export function lateInfo(place: Place, admitting: Bytes, kid: Bytes): Bytes {
  return lp(labels.WRAP_LATE, place.instance, exact(place.room, 16, "room"), place.epoch, exact(place.commit, 32, "commit"),
    exact(admitting, 32, "event"), exact(kid, 32, "kid"));
}

export const previousAad = (place: Place): Bytes => lp(labels.EPOCH_PREV, place.instance, exact(place.room, 16, "room"), place.epoch);

/** The key of the epoch before, for those who hold `ck`, the key of `place.epoch`. */
export async function sealPreviousKey(ck: Bytes, place: Place, before: Bytes): Promise<Bytes> {
  return sealBox(await hkdf(ck, labels.EPOCH_PREV), previousAad(place), before);
}

/** A reader with the key that its kid stands for. */
export interface Recipient extends RoomReader { readonly kemPublic: Bytes; readonly sigPublic: Bytes }

/** One wrap for each reader of the statement, in its order; the recipients' keys were checked against their kids. Throws wrong-wraps. */
export async function wrapEpoch(ck: Bytes, statement: Statement, recipients: readonly Recipient[]): Promise<Wrap[]> {
  return Promise.all(statement.readers.map(async ({ kid }) => {
    const recipient = recipients.find((each) => equal(each.kid, kid));
    if (recipient === undefined) throw new SealError("wrong-wraps");
    return { kid, wrap: await wrapKey(recipient.kemPublic, ck, epochInfo(statement, kid)) };
  }));
}
