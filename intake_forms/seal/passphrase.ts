/**
 * From a passphrase to the key of its slot. Argon2id is WebAssembly: only pages that take a passphrase import this file,
 * never the reporter's.
 */
import { argon2id } from "hash-wasm";
import { utf8 } from "./bytes";
import type { Bytes } from "./bytes";
import { hkdf } from "./derive";
import { SealError } from "./errors";
import * as labels from "./labels";
import { exact, lp } from "./lp";

/** Parameters as the server keeps them with the slot. */
export interface Kdf { readonly name: "argon2id"; readonly memory_kib: number; readonly passes: number; readonly lanes: number }

/** What new slots get, and the floor: no server can talk a device into a cheaper guess. */
export const KDF: Kdf = { name: "argon2id", memory_kib: 65_536, passes: 3, lanes: 4 };
/** Parameters come from the server: without a ceiling they could freeze the device. */
const CEILING: Kdf = { name: "argon2id", memory_kib: 1_048_576, passes: 16, lanes: 16 };

// Unicode's White_Space, written out: \s means something else in each language.
const WHITE_SPACE = /[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/g;

/** NFKC, each run of white space one space, none at either end: the same words typed on any keyboard. May be empty. */
export function normalise(passphrase: string): string {
  return passphrase.normalize("NFKC").replace(WHITE_SPACE, " ").replace(/^ | $/g, "");
}

function checkKdf(kdf: Kdf): void {
  const { memory_kib, passes, lanes } = kdf;
  if (kdf.name !== "argon2id" || ![memory_kib, passes, lanes].every(Number.isSafeInteger)) throw new SealError("weak-kdf");
  if (memory_kib < KDF.memory_kib || passes < KDF.passes || lanes < KDF.lanes) throw new SealError("weak-kdf");
  if (memory_kib > CEILING.memory_kib || passes > CEILING.passes || lanes > CEILING.lanes) throw new SealError("excessive-kdf");
}

/** MK: 32 bytes, a second or two on a phone. Throws weak-kdf, excessive-kdf, empty-passphrase, malformed. */
export async function masterKey(passphrase: string, salt: Bytes, kdf: Kdf): Promise<Bytes> {
  checkKdf(kdf);
  exact(salt, 16, "salt");
  const normal = normalise(passphrase);
  if (normal === "") throw new SealError("empty-passphrase");
  return argon2id({
    password: utf8(normal), salt, memorySize: kdf.memory_kib, iterations: kdf.passes, parallelism: kdf.lanes,
    hashLength: 32, outputType: "binary",
  });
}

/** What is sent to sign in. It says nothing of the slot key: both are derived from MK, neither from the other. */
export function authKey(master: Bytes, instance: string, user: Bytes): Promise<Bytes> {
  return hkdf(master, lp(labels.ACCOUNT_AUTH, instance, exact(user, 16, "user")));
}

/** What seals the passphrase slot; it never leaves the device. */
export function slotKey(master: Bytes, instance: string, user: Bytes): Promise<Bytes> {
  return hkdf(master, lp(labels.ACCOUNT_WRAP, instance, exact(user, 16, "user")));
}
