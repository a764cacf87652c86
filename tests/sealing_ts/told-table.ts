/** A table as a lying server tells it, what one reader remembers of the true one, and the visit that must end in a refusal. */
import { test } from "node:test";
import { hex, unb64, unhex } from "../../intake_forms/seal/bytes";
import type { Bytes } from "../../intake_forms/seal/bytes";
import { headOf, verifyEntries } from "../../intake_forms/seal/casework";
import type { Head } from "../../intake_forms/seal/casework";
import { openEntry } from "../../intake_forms/seal/entries";
import { openEpochs } from "../../intake_forms/seal/epochs";
import type { AccountKeys } from "../../intake_forms/seal/keys";
import type { VerifiedRoom } from "../../intake_forms/seal/room";
import { openDisclosure } from "../../intake_forms/seal/table-disclosure";
import type { DisclosureJson } from "../../intake_forms/seal/table-disclosure";
import { forge } from "./lies";
import { refused } from "./support";
import { agree, consent, done, nameOfOrg, show, step, storeTable, verified } from "./table-world";
import type { Table } from "./table-world";
import { letIn, message, openCase, say, seeCase, write } from "./workers-world";
import { headers, newAccount, newOrg } from "./world";
import type { Org, Store } from "./world";

/** A table at which one step is verified and one is said, an entry of the case was shown, and what each side remembers of it. */
export interface ToldTable extends Table { from: Store; shown: DisclosureJson; event: string; agreed: string; entry: string; given: string; seen: Head | undefined }

const honest = make();
let other: Promise<ToldTable> | undefined;

const copyStore = ({ json, entries, room }: Store): Store => ({ room, json: structuredClone(json), entries: entries.map((each) => ({ ...each })) });

export async function toldTable(): Promise<ToldTable> {
  const each = await honest;
  return { ...each, stored: copyStore(each.stored), from: copyStore(each.from), shown: structuredClone(each.shown) };
}

/** Another table, of other people. */
export const anotherTable = async (): Promise<ToldTable> => (other ??= make());

async function make(): Promise<ToldTable> {
  const { stored: from, union, amal } = await openCase();
  const [carl, bea] = [await newAccount(), await newAccount()];
  const [company, buyer] = [await newOrg([carl]), await newOrg([bea])];
  const stored = await storeTable(union, amal);
  await write(stored, union, amal, message("before anybody came"));
  await letIn(stored, union, amal, company, "duty_bearer");
  await letIn(stored, union, amal, buyer, "buyer");
  const at = { stored, union, company, buyer, amal, carl, bea };
  await write(stored, company, carl, message("we are here"));
  const agreed = await agree(at, "", step("a", company), step("b", company));
  await say(stored, carl, done("a"), done("b"));
  await say(stored, amal, verified("a"));
  const entry = await write(from, union, amal, { kind: "notice", language: "en", text: "The wages of May" });
  const given = await consent(from, amal);
  const shown = await show(from, at, entry, given, company, buyer);
  const room = await seeCase(stored);
  return { ...at, from, shown, event: hex(room.head), agreed, entry, given, seen: headOf(room) };
}

/** What a page does before it shows anything: here the company's, which reads and opens what it was shown. */
export async function visitTable({ stored, seen, shown, event, company }: ToldTable, by = company): Promise<VerifiedRoom> {
  const room = await seeCase(stored, { seen });
  const { entries } = await verifyEntries(room, headers(stored));
  const epochs = await openEpochs(room, by.secrets);
  for (const [place, entry] of entries.entries()) {
    if (epochs.has(entry.epoch)) await openEntry(entry, stored.entries[place]?.body as Bytes, epochs);
  }
  const wraps = shown.wraps.map(({ kid, wrap }) => ({ kid: unhex(kid), wrap: unb64(wrap) }));
  await openDisclosure(room, by.secrets, { event, wraps, body: unb64(shown.body), signature: unb64(shown.signature) });
  return room;
}

export function lieAtTable(name: string, code: string, tell: (each: ToldTable) => unknown): void {
  test(`a table: ${name}: ${code}`, async () => {
    const each = await toldTable();
    await visitTable(each);
    await tell(each);
    await refused(code, () => visitTable(each));
  });
}

/** An event as the server would like it, signed by one of these for that organisation. */
export const forged = (each: ToldTable, by: Org, actor: AccountKeys, type: string, data: object, more: object = {}): Promise<void> =>
  forge(each, actor, { roster: by.chain.digest, type, data: data as Record<string, string>, ...more });

export const eventsOf = (each: ToldTable) => each.stored.json.events;
export const name = nameOfOrg;
