/** A case as a lying server tells it, what one reader remembers of the true one, and the visit that must end in a refusal. */
import { test } from "node:test";
import { EMPTY, hex, unb64 } from "../../intake_forms/seal/bytes";
import type { Bytes } from "../../intake_forms/seal/bytes";
import { headOf, verifyEntries } from "../../intake_forms/seal/casework";
import type { Head } from "../../intake_forms/seal/casework";
import type { Pin } from "../../intake_forms/seal/chain";
import { openEntry } from "../../intake_forms/seal/entries";
import { openEpochs } from "../../intake_forms/seal/epochs";
import type { AccountKeys } from "../../intake_forms/seal/keys";
import { parseStatement } from "../../intake_forms/seal/statement";
import type { RoomReader } from "../../intake_forms/seal/statement";
import { refused } from "./support";
import { letIn, message, openCase, say, seeCase, write } from "./workers-world";
import type { Case } from "./workers-world";
import { headers, newAccount, newOrg } from "./world";
import type { Org, Store } from "./world";

/** A case with a monitor let in after the first letter, and what one reader remembers of it. */
export interface Told extends Case { monitor: Org; sara: AccountKeys; pins: Map<string, Pin>; seen: Head }

/** Made once, because keys take their time; each test tells its lie to a copy. */
const honest = make();
let other: Promise<Told> | undefined;

export async function told(): Promise<Told> {
  const each = await honest;
  return { ...each, stored: copyStore(each.stored), union: copyOrg(each.union), monitor: copyOrg(each.monitor), pins: new Map(each.pins) };
}

/** Another case, of other people. */
export const another = async (): Promise<Told> => (other ??= make());

async function make(): Promise<Told> {
  const each = await openCase();
  const sara = await newAccount();
  const monitor = await newOrg([sara]);
  // The founder comes first in every list of readers, so that a check of the first one alone would be found out.
  if (hex(each.union.chain.fingerprint) > hex(monitor.chain.fingerprint)) return make();
  await write(each.stored, each.union, each.wil, message("one"));
  await letIn(each.stored, each.union, each.amal, monitor);
  await write(each.stored, monitor, sara, message("two"));
  await say(each.stored, each.amal, { type: "recorded", data: { fact: "site", values: [] } });
  const pins = new Map([each.union, monitor].map(({ organisation, chain }) => [hex(organisation), { fingerprint: chain.fingerprint, version: chain.version, digest: chain.digest }]));
  return { ...each, monitor, sara, pins, seen: headOf(await seeCase(each.stored)) };
}

const copyStore = ({ json, entries, room }: Store): Store => ({ room, json: structuredClone(json), entries: entries.map((each) => ({ ...each })) });
const copyOrg = (org: Org): Org =>
  ({ ...org, rosters: [...org.rosters], people: [...org.people], secrets: [...org.secrets], epochs: [...org.epochs], wraps: [...org.wraps] });

/** What a page does before it shows or writes anything. */
export async function visit({ stored, pins, seen, union }: Told, keys = union.secrets): Promise<void> {
  const room = await seeCase(stored, { pins, seen });
  const { entries } = await verifyEntries(room, headers(stored));
  const epochs = await openEpochs(room, keys);
  for (const [place, entry] of entries.entries()) {
    if (epochs.has(entry.epoch)) await openEntry(entry, stored.entries[place]?.body as Bytes, epochs);
  }
}

export function lie(name: string, code: string, tell: (each: Told) => unknown, keys?: (each: Told) => Org["secrets"]): void {
  test(`a case: ${name}: ${code}`, async () => {
    const each = await told();
    await visit(each, keys?.(each));
    await tell(each);
    await refused(code, () => visit(each, keys?.(each)));
  });
}

export const last = (each: Told) => parseStatement(unb64(each.stored.json.epochs.at(-1)?.statement as string));
export const asReader = (org: Org): RoomReader => ({ fingerprint: org.chain.fingerprint, kid: org.chain.latest.organisationKid });
export const events = (each: Told) => each.stored.json.events;
export const first = (org: Org) => ({ type: "founded", seq: 0, prev: EMPTY, data: { kind: "workers", founder: hex(org.chain.fingerprint) } });
