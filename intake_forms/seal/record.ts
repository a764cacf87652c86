/** The key of one entry, and what hangs on it: it opens that entry and nothing else. */
import type { Bytes } from "./bytes";
import { hkdf } from "./derive";
import type { Header } from "./header";
import * as labels from "./labels";
import { exact, lp } from "./lp";

/** Derived for one author and one place: moved anywhere else, the entry no longer opens. */
export function recordKey(ck: Bytes, instance: string, header: Pick<Header, "room" | "epoch" | "entry" | "author" | "salt">): Promise<Bytes> {
  const info = lp(labels.RECORD, instance, header.room, header.epoch, exact(header.entry, 16, "entry"), exact(header.author, 32, "author"));
  return hkdf(exact(ck, 32, "epoch key"), info, exact(header.salt, 16, "salt"));
}

/** AES-GCM alone lets one ciphertext open under two keys; the signed commitment pins the one. */
export const commitmentOf = (key: Bytes): Promise<Bytes> => hkdf(key, labels.RECORD_COMMIT);

/** Seals the body, once. */
export const streamKeyOf = (key: Bytes): Promise<Bytes> => hkdf(key, labels.RECORD_STREAM);
