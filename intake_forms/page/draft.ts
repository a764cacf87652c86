/**
 * A draft on this device, only when asked for, locked under the code that the reporter wrote down. Passphrases would need
 * WebAssembly, which this page does without; the code has 104 random bits and needs no slow hashing.
 *
 * IndexedDB "remedy" holds sealed bytes: "report" (what was typed and chosen) and one item for each file. That there is
 * a draft stands in localStorage, because merely asking IndexedDB would create it.
 */
import { utf8 } from "../seal/bytes";
import { openDraft, sealDraft } from "../seal/slots";
import type { Answers } from "./expressions";
import type { Picked } from "./files";

/** What was seen of an organisation, in hex: its keys must follow from it when the draft is opened again. */
export interface KeptPin { readonly fingerprint: string; readonly version: number; readonly digest: string }

/** Everything of a report that is not sent yet. `marks`: by organisation id, what came of comparing its words; `pins`: of whom. */
export interface Draft {
  readonly answers: Answers; readonly chosen: readonly string[]; readonly marks: Readonly<Record<string, string>>;
  readonly pins: Readonly<Record<string, KeptPin>>; readonly files: readonly Picked[];
}

const NAME = "remedy";
const FLAG = "remedy-draft";
const STORE = "sealed";
/** A reporter has no account; the place in the seal that names one stays empty. */
const NOBODY = new Uint8Array(16);

export function hasDraft(): boolean {
  try {
    return localStorage.getItem(FLAG) !== null;
  } catch {
    return false; // a browser that keeps nothing
  }
}

const done = <T>(request: IDBRequest<T>): Promise<T> => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error ?? new Error("storage"));
});

async function within<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => Promise<T>): Promise<T> {
  const opening = indexedDB.open(NAME, 1);
  opening.onupgradeneeded = () => { opening.result.createObjectStore(STORE); };
  const database = await done(opening);
  try {
    return await work(database.transaction(STORE, mode).objectStore(STORE));
  } finally {
    database.close();
  }
}

/** Seals and keeps a draft; files already there are not sealed again. Throws where the browser keeps nothing. */
export async function keepDraft(code: Uint8Array, instance: string, draft: Draft): Promise<void> {
  const there = new Set((await within("readonly", (store) => done(store.getAllKeys()))).map(String));
  const { files, ...rest } = draft;
  const listed = files.map(({ content: _content, ...about }) => about);
  const items: [string, Uint8Array][] = [["report", await sealDraft(code, instance, NOBODY, "report", utf8(JSON.stringify({ ...rest, files: listed })))]];
  for (const file of files) {
    if (!there.has(file.id)) items.push([file.id, await sealDraft(code, instance, NOBODY, `file/${file.id}`, file.content)]);
  }
  await within("readwrite", async (store) => {
    const writes = items.map(([key, sealed]) => done(store.put(sealed, key)));
    for (const key of there) if (key !== "report" && !files.some((file) => file.id === key)) writes.push(done(store.delete(key)) as Promise<never>);
    await Promise.all(writes);
  });
  localStorage.setItem(FLAG, "1");
}

/** Throws SealError cannot-open for another code. */
export async function readDraft(code: Uint8Array, instance: string): Promise<Draft> {
  const get = (key: string): Promise<Uint8Array> => within("readonly", (store) => done(store.get(key) as IDBRequest<Uint8Array>));
  const { files, ...rest } = JSON.parse(new TextDecoder().decode(await openDraft(code, instance, NOBODY, "report", await get("report")))) as Draft;
  const whole: Picked[] = [];
  for (const about of files) {
    whole.push({ ...about, content: await openDraft(code, instance, NOBODY, `file/${about.id}`, await get(about.id)) });
  }
  return { ...rest, files: whole };
}

/** Erases the draft from this device. */
export async function eraseDraft(): Promise<void> {
  try {
    localStorage.removeItem(FLAG);
    await done(indexedDB.deleteDatabase(NAME));
  } catch { /* nothing is kept here */ }
}
