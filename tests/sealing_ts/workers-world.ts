/** A case and its room, for tests: the small server of world.ts takes it as it takes the others. */
import { hex, unhex } from "../../intake_forms/seal/bytes";
import type { Bytes } from "../../intake_forms/seal/bytes";
import { verifyEntries, verifyRoom } from "../../intake_forms/seal/casework";
import type { CaseworkGiven } from "../../intake_forms/seal/casework";
import type { Role } from "../../intake_forms/seal/case-facts";
import { newEpoch } from "../../intake_forms/seal/change";
import type { NewContent } from "../../intake_forms/seal/content";
import { openEntry } from "../../intake_forms/seal/entries";
import { openEpochs } from "../../intake_forms/seal/epochs";
import { foundWorkersRoom } from "../../intake_forms/seal/founding";
import type { AccountKeys, KemKeys } from "../../intake_forms/seal/keys";
import type { VerifiedRoom } from "../../intake_forms/seal/room";
import { sealEntry } from "../../intake_forms/seal/seal-entry";
import type { NewTableEvent } from "../../intake_forms/seal/table-types";
import { admitReader, makeEvents, revokeReader } from "../../intake_forms/seal/workers-change";
import type { NewEvent } from "../../intake_forms/seal/workers-types";
import { chainJson, DAY, headers, INSTANCE, keysJson, newAccount, newOrg, post, postEntry, readerOf, refresh } from "./world";
import type { Org, Store } from "./world";

export const digest = (fill: number): string => hex(new Uint8Array(32).fill(fill));
export const REPORT = digest(7);

/** What every case says first. */
export const FIRST: readonly NewEvent[] = [
  { type: "linked", data: { report: REPORT } },
  { type: "recorded", data: { fact: "issues", values: ["wages", "hours"] } },
  { type: "recorded", data: { fact: "workers", values: [] } },
  { type: "recorded", data: { fact: "site", values: ["ab".repeat(16)] } },
  { type: "stage", data: { stage: "admissibility", reason: "", entry: "" } },
];

export interface Case { stored: Store; union: Org; amal: AccountKeys; wil: AccountKeys }

/** A case that the union's manager opened; `amal` manages, `wil` is a member. */
export async function openCase(events = FIRST): Promise<Case> {
  const [amal, wil] = [await newAccount(), await newAccount()];
  const union = await newOrg([amal, wil]);
  return { stored: await storeFounding(union, amal, events), union, amal, wil };
}

export async function storeFounding(union: Org, actor: AccountKeys, events = FIRST): Promise<Store> {
  return storeRoom(union, actor, await foundWorkersRoom({ instance: INSTANCE, day: DAY, actor, organisation: await readerOf(union), events }));
}

/** What the server has of a room that was just founded. */
export function storeRoom(union: Org, actor: AccountKeys, { room, json }: Awaited<ReturnType<typeof foundWorkersRoom>>): Store {
  const { statement, signature, wraps } = json.epoch;
  return {
    room: unhex(room), entries: [],
    json: {
      receipt: null, epochs: [{ epoch: 0, statement, signature, previous: null }], wraps: wraps.map((each) => ({ epoch: 0, late: false, ...each })),
      events: [...json.events], authors: [keysJson(actor)], chains: { [hex(union.organisation)]: chainJson(union) },
    },
  };
}

export const seeCase = (stored: Store, more: Partial<CaseworkGiven> = {}): Promise<VerifiedRoom> =>
  verifyRoom({ instance: INSTANCE, room: stored.room, json: structuredClone(stored.json), ...more });

const given = async (stored: Store, keys: readonly KemKeys[], actor: AccountKeys) => {
  const room = await seeCase(stored);
  return { entries: await verifyEntries(room, headers(stored)), keys: await openEpochs(room, keys), actor, day: DAY };
};

export async function say(stored: Store, actor: AccountKeys, ...events: (NewEvent | NewTableEvent)[]): Promise<void> {
  post(stored, await makeEvents(await seeCase(stored), actor, events, DAY), actor);
}

/** `by`: the organisation whose keys the actor holds. */
export async function letIn(stored: Store, by: Org, actor: AccountKeys, newcomer: Org, role?: Role): Promise<void> {
  post(stored, await admitReader({ ...await given(stored, by.secrets, actor), newcomer: await readerOf(newcomer), role }), actor);
  refresh(stored, [newcomer]);
}

export async function letGo(stored: Store, by: Org, actor: AccountKeys, reader: Bytes): Promise<void> {
  post(stored, await revokeReader({ ...await given(stored, by.secrets, actor), reader }), actor);
}

export async function rekey(stored: Store, by: Org, actor: AccountKeys): Promise<void> {
  post(stored, await newEpoch(await given(stored, by.secrets, actor)), actor);
}

/** Writes an entry; returns the hash of its header, as events name it. */
export async function write(stored: Store, by: Org, actor: AccountKeys, content: NewContent): Promise<string> {
  const room = await seeCase(stored);
  postEntry(stored, await sealEntry(room, await openEpochs(room, by.secrets), actor, content), actor);
  const { entries } = await verifyEntries(await seeCase(stored), headers(stored));
  return hex(entries.at(-1)?.digest as Bytes);
}

/** Everything these keys open, in order. */
export async function read(stored: Store, keys: readonly KemKeys[]): Promise<string[]> {
  const room = await seeCase(stored);
  const epochs = await openEpochs(room, keys);
  const { entries } = await verifyEntries(room, headers(stored));
  const texts = [];
  for (const [place, entry] of entries.entries()) {
    if (!epochs.has(entry.epoch)) continue;
    const content = await openEntry(entry, stored.entries[place]?.body as Bytes, epochs);
    texts.push("text" in content ? `${content.kind} ${content.text}` : content.name);
  }
  return texts;
}

export const message = (text: string): NewContent => ({ kind: "message", language: "ar", text });
