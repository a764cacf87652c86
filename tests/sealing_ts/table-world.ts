/** A table and the case it belongs to, for tests: a union, a company that has to answer, and a buyer. */
import { hex, unb64, unhex } from "../../intake_forms/seal/bytes";
import type { Bytes } from "../../intake_forms/seal/bytes";
import type { Role } from "../../intake_forms/seal/case-facts";
import { verifyEntries } from "../../intake_forms/seal/casework";
import type { VerifiedEntry } from "../../intake_forms/seal/entries";
import { openEpochs } from "../../intake_forms/seal/epochs";
import { foundTableRoom } from "../../intake_forms/seal/founding";
import type { AccountKeys } from "../../intake_forms/seal/keys";
import { makeDisclosure } from "../../intake_forms/seal/table-disclosure";
import type { DisclosureJson } from "../../intake_forms/seal/table-disclosure";
import type { NewStep, NewTableEvent } from "../../intake_forms/seal/table-types";
import { digest, letIn, say, seeCase, storeRoom } from "./workers-world";
import { DAY, headers, INSTANCE, newAccount, newOrg, post, readerOf } from "./world";
import type { Org, Store } from "./world";

export interface Table { stored: Store; union: Org; company: Org; buyer: Org; amal: AccountKeys; carl: AccountKeys; bea: AccountKeys }

export const nameOfOrg = (org: Org): string => hex(org.chain.fingerprint);

export async function storeTable(union: Org, actor: AccountKeys, events: readonly NewTableEvent[] = []): Promise<Store> {
  return storeRoom(union, actor, await foundTableRoom({ instance: INSTANCE, day: DAY, actor, organisation: await readerOf(union), events }));
}

/** `amal` represents the workers, `carl` answers for the company, `bea` buys. */
export async function openTable(): Promise<Table> {
  const [amal, carl, bea] = await Promise.all([newAccount(), newAccount(), newAccount()]);
  const [union, company, buyer] = await Promise.all([newOrg([amal]), newOrg([carl]), newOrg([bea])]);
  const stored = await storeTable(union, amal);
  await letIn(stored, union, amal, company, "duty_bearer");
  await letIn(stored, union, amal, buyer, "buyer");
  return { stored, union, company, buyer, amal, carl, bea };
}

export const step = (id: string, owner: Org, more: Partial<NewStep> = {}): NewStep => ({
  step: id, form: "pay", kind: "wages", owner: nameOfOrg(owner), due: "2026-12-31", amount: "", currency: "", instalments: "", workers: "", beneficiaries: [], evidence: [], ...more,
});

export const plan = (against: string, ...steps: NewStep[]): NewTableEvent => ({ type: "plan", data: { against, entry: digest(3), warned: "", steps } });
export const accepted = (name: string): NewTableEvent => ({ type: "accepted", data: { plan: name } });
export const refusedBy = (name: string): NewTableEvent => ({ type: "refused", data: { plan: name, entry: digest(4) } });
export const done = (id: string): NewTableEvent => ({ type: "said_done", data: { step: id, entry: digest(5) } });
export const verified = (id: string, result: "verified" | "partly" = "verified"): NewTableEvent =>
  ({ type: "verified", data: { step: id, result, asked: "1-4", confirmed: "1-4", entry: "" } });
export const disputed = (id: string): NewTableEvent => ({ type: "disputed", data: { step: id, entry: digest(6) } });
export const reopened = (id: string): NewTableEvent => ({ type: "step_reopened", data: { step: id, reason: "again", entry: "" } });

export const received: NewTableEvent = { type: "received", data: {} };
export const entrust = (org: Org, role: Role): NewTableEvent => ({ type: "entrusted", data: { fingerprint: nameOfOrg(org), role } });

export const tableOf = async ({ stored }: Table) => (await seeCase(stored)).table;

/** Says it and tells the hash of the event, as later ones name it. */
export async function tell(stored: Store, actor: AccountKeys, event: NewTableEvent): Promise<string> {
  await say(stored, actor, event);
  return hex((await seeCase(stored)).head);
}

/** A plan that the union proposed and the company accepted. */
export async function agree({ stored, amal, carl }: Table, against: string, ...steps: NewStep[]): Promise<string> {
  const name = await tell(stored, amal, plan(against, ...steps));
  await say(stored, carl, accepted(name));
  return name;
}

/** The consent of the workers that these organisations are shown something (none named: all). */
export const consent = (stored: Store, actor: AccountKeys, ...organisations: Org[]): Promise<string> => consentUntil("", stored, actor, ...organisations);

/** The same through that day. */
export async function consentUntil(until: string, stored: Store, actor: AccountKeys, ...organisations: Org[]): Promise<string> {
  const data = { audience: "supplier", content: "finding", organisations: organisations.map(nameOfOrg), until, way: "written" as const, entry: "" };
  await say(stored, actor, { type: "consent_given", data });
  return hex((await seeCase(stored)).head);
}

/** The entry of a case with this hash of its header, for a disclosure. */
export async function entryOf(stored: Store, by: Org, name: string) {
  const room = await seeCase(stored);
  const { entries } = await verifyEntries(room, headers(stored));
  const place = entries.findIndex((each) => hex(each.digest) === name);
  return { entry: entries[place] as VerifiedEntry, body: stored.entries[place]?.body as Bytes, keys: await openEpochs(room, by.secrets) };
}

/** Discloses an entry of the case at the table; the server takes the event and hands out what is returned. */
export async function show(from: Store, at: Table, name: string, given: string, ...to: Org[]): Promise<DisclosureJson> {
  const told = await makeDisclosure({
    table: await seeCase(at.stored), actor: at.amal, day: DAY, ...await entryOf(from, at.union, name), consent: given, to: await Promise.all(to.map(readerOf)),
  });
  post(at.stored, told, at.amal);
  return told;
}

/** What the server hands out beside the last `disclosed` event. */
export const handedOut = (told: DisclosureJson, event: string) => ({
  event, wraps: told.wraps.map(({ kid, wrap }) => ({ kid: unhex(kid), wrap: unb64(wrap) })), body: unb64(told.body), signature: unb64(told.signature),
});
