/** Vectors of whole rooms: history, statements, entries, opened by each reader; and every way a server may lie about them. */
import assert from "node:assert/strict";
import { equal, hex, unhex } from "../../intake_forms/seal/bytes";
import type { Bytes } from "../../intake_forms/seal/bytes";
import { entriesHash, verifySeen } from "../../intake_forms/seal/casework";
import type { Head } from "../../intake_forms/seal/casework";
import { openEntry, verifyEntries } from "../../intake_forms/seal/entries";
import { openEpochs } from "../../intake_forms/seal/epochs";
import type { KemKeys } from "../../intake_forms/seal/keys";
import { admissionOf, roomInside } from "../../intake_forms/seal/room";
import type { VerifiedRoom } from "../../intake_forms/seal/room";
import type { RoomMaterial } from "../../intake_forms/seal/room-json";
import { openDisclosure } from "../../intake_forms/seal/table-disclosure";
import { kemPair } from "../../intake_forms/seal/xwing";
import { cases, each, keysOf, MAKERS } from "./support";
import type { Case } from "./support";

const FILES = ["rooms", "workers", "table"] as const;
type File = (typeof FILES)[number];
const firstOf = (file: File, maker: string): Case => cases(file, "rooms").find((given) => given.name.startsWith(maker)) as Case;
const first = new Map(FILES.flatMap((file) => MAKERS.map((maker) => [`${file} ${maker}`, firstOf(file, maker)])));

/** A case leaves out what is as in the first case of its file, also inside `material`. */
function complete(file: File, given: Case): Case {
  const base = first.get(`${file} ${given.name.split(":")[0]}`) as Case;
  return { ...base, ...given, material: { ...base.material, ...given.material } };
}

type Hex = Record<string, string>;
const signed = (each: Hex) => ({ body: unhex(each.body as string), signature: unhex(each.signature as string) });

function materialOf(json: Case["material"]): RoomMaterial {
  return {
    statements: json.epochs.map((each: Hex) => ({ body: unhex(each.statement as string), signature: unhex(each.signature as string) })),
    previous: new Map(json.epochs.filter((each: Hex) => each.previous).map((each: Hex & { epoch: number }) => [each.epoch, unhex(each.previous as string)])),
    wraps: json.wraps.map((each: Hex & { epoch: number }) => ({ epoch: each.epoch, kid: unhex(each.kid as string), wrap: unhex(each.wrap as string), late: each.late !== null })),
    events: json.events.map((each: Hex) => ({ payload: unhex(each.payload as string), signature: unhex(each.signature as string) })),
    authors: [...(json.receipt ? [json.receipt] : []), ...json.authors].map(keysOf),
    chains: json.chains.map((each: Case) => ({ organisation: unhex(each.organisation), rosters: each.rosters.map(signed), keys: each.keys.map(keysOf), epochs: [] })),
  };
}

for (const file of FILES) each(file, "rooms", async (short) => walk(complete(file, short)));

async function walk(given: Case): Promise<void> {
  const told = { instance: given.instance, room: unhex(given.room), material: materialOf(given.material) };
  const room = await verifySeen({ ...told, seen: given.seen && seenOf(given.seen) });
  const json: { header: string; body: string | null }[] = given.material.entries;
  const list = await verifyEntries(room, json.map((entry) => unhex(entry.header)));
  const { entries } = list;
  if (given.expected.entries !== undefined) assert.equal(hex(entriesHash(list)), given.expected.entries);
  const inside = roomInside(room);
  for (const wrap of given.material.wraps) if (wrap.late !== null && room.kind === "reporter") assert.equal(hex(admissionOf(inside, unhex(wrap.kid))), wrap.late);
  const opened = [];
  for (const reader of given.readers) {
    const keys: KemKeys = { ...kemPair(unhex(reader.kem_seed)), kid: unhex(reader.kid), sigPublic: new Uint8Array(0) };
    const epochs = await openEpochs(room, [keys]);
    assert.deepEqual(Object.fromEntries([...epochs].map(([epoch, ck]) => [String(epoch), hex(ck)])), reader.epochs);
    for (const [place, entry] of entries.entries()) {
      if (!epochs.has(entry.epoch)) continue;
      const content = await openEntry(entry, unhex(json[place]?.body as string), epochs);
      opened.push({ place, epoch: entry.epoch, ...content, ...("content" in content ? { content: hex(content.content as Bytes) } : {}) });
    }
  }
  assert.equal(hex(room.head), given.expected.head);
  assert.equal(room.epochs.length, given.expected.epochs);
  assert.equal(room.withdrawn, given.expected.withdrawn);
  if (given.material.receipt !== null) assert.ok(equal(room.founder, unhex(given.material.receipt.kid)));
  if (given.expected.case !== undefined) assert.deepEqual(caseOf(room), given.expected.case);
  if (given.expected.table !== undefined) assert.deepEqual(tableOf(room), given.expected.table);
  for (const shown of given.disclosed ?? []) {
    const { kem_seed: seed, kid } = given.readers[shown.reader];
    const wraps = shown.wraps.map((each: Hex) => ({ kid: unhex(each.kid as string), wrap: unhex(each.wrap as string) }));
    const keys = { ...kemPair(unhex(seed)), kid: unhex(kid), sigPublic: new Uint8Array(0) };
    const { content, vouched } = await openDisclosure(room, [keys], { event: shown.event, wraps, body: unhex(shown.body), signature: unhex(shown.signature) });
    assert.deepEqual("content" in content ? { ...content, content: hex(content.content) } : content, shown.opened);
    assert.ok(vouched);
  }
  const once = [...new Map(opened.sort((a, b) => a.place - b.place).map(({ place, ...content }) => [place, content])).values()];
  assert.deepEqual(once, given.expected.opened);
}

function seenOf(seen: { seq: number; hash: string; rosters: Record<string, number> }): Head {
  return { seq: seen.seq, hash: unhex(seen.hash), rosters: new Map(Object.entries(seen.rosters)) };
}

/** A case as README.md writes it. */
function caseOf({ case: { roles, facts, linked, kept, consents, stage, suspended, closed, declared, findings, tables } }: VerifiedRoom): object {
  return {
    roles: Object.fromEntries(roles), facts: Object.fromEntries(facts), linked, kept: Object.fromEntries(kept), consents: [...consents.keys()].sort(),
    stage, suspended, closed, declared: Object.fromEntries(declared), findings: [...findings.values()].map(({ event: _, ...finding }) => finding), tables,
  };
}

/** A table as README.md writes it. */
function tableOf({ table: { roles, received, plans, inForce, steps, disclosures } }: VerifiedRoom): object {
  return {
    roles: Object.fromEntries(roles), received: [...received].sort(), in_force: inForce, steps: Object.fromEntries(steps),
    plans: plans.map(({ plan, organisation, accepted, refused, inForceBy }) =>
      ({ plan, organisation, accepted: [...accepted].sort(), refused: [...refused].sort(), in_force_by: inForceBy?.hash ?? "" })),
    disclosures: disclosures.map(({ hash, organisation }) => ({ event: hash, organisation })),
  };
}
