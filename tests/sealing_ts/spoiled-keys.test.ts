/** One reader who seals nonsense to the others: they read all the rest, are told whose keys do not open, and can go on. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { b64, hex, random } from "../../intake_forms/seal/bytes";
import { verifyEntries } from "../../intake_forms/seal/casework";
import { newEpoch } from "../../intake_forms/seal/change";
import { verifyEntries as verifyAll } from "../../intake_forms/seal/entries";
import { openEpochs } from "../../intake_forms/seal/epochs";
import type { SpoiledEpoch } from "../../intake_forms/seal/epochs";
import type { AccountKeys, KemKeys } from "../../intake_forms/seal/keys";
import { sealEntry } from "../../intake_forms/seal/seal-entry";
import { revokeReader } from "../../intake_forms/seal/workers-change";
import { openReceipt } from "../../intake_forms/page/receipt-room";
import type { Holder } from "../../intake_forms/page/receipt-room";
import { scene } from "./lies";
import { refused } from "./support";
import { openTable } from "./table-world";
import type { Table } from "./table-world";
import { letIn, message, openCase, seeCase, write } from "./workers-world";
import { DAY, headers, INSTANCE, newAccount, newKey, newOrg, post, postEntry, refresh, see } from "./world";
import type { Store } from "./world";

/** As a page opens it. */
async function look(stored: Store, secrets: readonly KemKeys[]) {
  const room = await seeCase(stored);
  const spoiled: SpoiledEpoch[] = [];
  const keys = await openEpochs(room, secrets, spoiled);
  return { entries: await verifyEntries(room, headers(stored)), room, keys, told: spoiled.map(({ epoch, by, error }) => [epoch, by, error.code]) };
}

/** A monitor without a role, let in, opens an epoch that nobody but itself can read. */
async function spoil(spare: { wraps: boolean; previous: boolean }) {
  const { stored, union, amal } = await openCase();
  await write(stored, union, amal, message("one"));
  const sara = await newAccount();
  const monitor = await newOrg([sara]);
  await letIn(stored, union, amal, monitor);
  const posted = await newEpoch({ ...await look(stored, monitor.secrets), actor: sara, day: DAY });
  const epoch = posted.epoch as NonNullable<typeof posted.epoch>;
  if (!spare.wraps) epoch.wraps = epoch.wraps.map((each) => each.kid === hex(monitor.chain.latest.organisationKid) ? each : { ...each, wrap: b64(random(1168)) });
  if (!spare.previous) epoch.previous = b64(random(60));
  post(stored, posted, sara);
  return { stored, union, amal, sara, monitor };
}

const acting = (actor: AccountKeys) => ({ actor, day: DAY });

test("a wrap of nonsense leaves one epoch without key, and a representative goes on without it", async () => {
  const { stored, union, amal, monitor } = await spoil({ wraps: false, previous: true });
  const seen = await look(stored, union.secrets);
  assert.deepEqual(seen.told, [[2, 2, "cannot-open"]]);
  assert.deepEqual([...seen.keys.keys()].sort(), [0, 1]);
  await refused("not-a-reader", () => sealEntry(seen.room, seen.keys, amal, message("nobody could read this")));
  const posted = await revokeReader({ ...seen, ...acting(amal), reader: monitor.chain.fingerprint });
  assert.equal(posted.epoch?.previous, null);
  post(stored, posted, amal);
  const after = await look(stored, union.secrets);
  await sealEntry(after.room, after.keys, amal, message("we go on"));
  assert.deepEqual([...after.keys.keys()].sort(), [0, 1, 3]);
  assert.deepEqual([...(await look(stored, monitor.secrets)).keys.keys()].sort(), [0, 1, 2]);
});

test("without removing anybody, too: new keys for all who read", async () => {
  const { stored, union, amal, monitor } = await spoil({ wraps: false, previous: true });
  post(stored, await newEpoch({ ...await look(stored, union.secrets), ...acting(amal) }), amal);
  assert.ok((await look(stored, union.secrets)).keys.has(3));
  assert.ok((await look(stored, monitor.secrets)).keys.has(3));
});

test("who represents nobody hands on the key there was, or opens no epoch", async () => {
  const { stored, union, amal, sara, monitor } = await spoil({ wraps: true, previous: true });
  const posted = await newEpoch({ ...await look(stored, union.secrets), ...acting(amal) });
  (posted.epoch as NonNullable<typeof posted.epoch>).wraps.forEach((each) => { if (each.kid === hex(monitor.chain.latest.organisationKid)) each.wrap = b64(random(1168)); });
  post(stored, posted, amal);
  const seen = await look(stored, monitor.secrets);
  assert.deepEqual(seen.told, [[3, 3, "cannot-open"]]);
  await refused("not-a-reader", () => newEpoch({ ...seen, ...acting(sara) }));
});

test("a key before of nonsense is asked only where no wrap gave that key", async () => {
  const { stored, union, amal } = await spoil({ wraps: true, previous: false });
  const seen = await look(stored, union.secrets);
  assert.deepEqual([seen.told, [...seen.keys.keys()].sort()], [[], [0, 1, 2]]);
  const late = await newOrg([await newAccount()]);
  await letIn(stored, union, amal, late);
  // Whoever comes later is told which epoch it cannot read, and who made the key that does not open.
  const newcomer = await look(stored, late.secrets);
  assert.deepEqual([newcomer.told, [...newcomer.keys.keys()].sort()], [[[1, 2, "cannot-open"]], [2, 3]]);
});

/** The company has a new key, and makes an epoch that nobody but itself can open. */
async function spoilTable(at: Table): Promise<void> {
  await newKey(at.company, at.carl);
  refresh(at.stored, [at.company]);
  const posted = await newEpoch({ ...await look(at.stored, at.company.secrets), ...acting(at.carl) });
  posted.epoch?.wraps.forEach((each) => { if (each.kid !== hex(at.company.chain.latest.organisationKid)) each.wrap = b64(random(1168)); });
  post(at.stored, posted, at.carl);
}

test("at a table: the company that spoiled a key is named, the union goes on, and the history holds for all", async () => {
  const at = await openTable();
  const { stored, union, company, buyer, amal, carl, bea } = at;
  await spoilTable(at);
  await write(stored, company, carl, message("you will never read this"));
  const seen = await look(stored, union.secrets);
  const spoiled = seen.room.epochs.length - 1;
  assert.deepEqual(seen.told, [[spoiled, spoiled, "cannot-open"]]);
  assert.deepEqual(seen.room.epochs[spoiled]?.signer, carl.kid);
  await refused("not-a-reader", () => sealEntry(seen.room, seen.keys, amal, message("nobody could read this")));
  // Nobody who only answers, or buys, makes one key after the other.
  await refused("not-entitled", async () => newEpoch({ ...await look(stored, company.secrets), ...acting(carl) }));
  await refused("not-entitled", async () => newEpoch({ ...await look(stored, buyer.secrets), ...acting(bea) }));
  post(stored, await newEpoch({ ...seen, ...acting(amal) }), amal);
  await refused("not-entitled", async () => newEpoch({ ...await look(stored, company.secrets), ...acting(carl) }));
  const after = await look(stored, union.secrets);
  postEntry(stored, await sealEntry(after.room, after.keys, amal, message("your keys do not open")), amal);
  for (const org of [union, company, buyer]) {
    const now = await look(stored, org.secrets);
    assert.ok(now.keys.has(spoiled + 1));
    assert.equal(now.keys.has(spoiled), org === company);
    // What was written under the spoiled key stays in its place.
    assert.deepEqual(now.entries.entries.map(({ epoch }) => epoch), [spoiled, spoiled + 1]);
  }
  // Each needs another key of its own, and after each the union goes on; or lets it go.
  await spoilTable(at);
  post(stored, await newEpoch({ ...await look(stored, union.secrets), ...acting(amal) }), amal);
  await spoilTable(at);
  post(stored, await revokeReader({ ...await look(stored, union.secrets), ...acting(amal), reader: company.chain.fingerprint }), amal);
  const last = await look(stored, union.secrets);
  assert.deepEqual([last.told.map(([epoch]) => epoch), last.keys.has(last.room.epochs.length - 1)], [[spoiled, spoiled + 2, spoiled + 4], true]);
});

test("at a table a representative makes new keys at any time", async () => {
  const { stored, union, amal } = await openTable();
  for (let more = 0; more < 2; more++) post(stored, await newEpoch({ ...await look(stored, union.secrets), ...acting(amal) }), amal);
  assert.ok((await look(stored, union.secrets)).keys.has(4));
});

test("without a list to put it into, it is thrown", async () => {
  const { stored, union } = await spoil({ wraps: false, previous: true });
  await refused("cannot-open", async () => openEpochs(await seeCase(stored), union.secrets));
});

test("with a receipt: what was written under a spoiled key stands there as a stop, and the rest is read", async () => {
  const { stored, union, amal, receipt } = await scene();
  const room = await see(stored);
  const given = { entries: await verifyAll(room, headers(stored)), keys: await openEpochs(room, union.secrets), ...acting(amal) };
  const posted = await newEpoch(given);
  posted.epoch?.wraps.forEach((each) => { if (each.kid === hex(receipt.kid)) each.wrap = b64(random(1168)); });
  post(stored, posted, amal);
  const now = await see(stored);
  postEntry(stored, await sealEntry(now, await openEpochs(now, union.secrets), amal, message("not for you")), amal);
  const json = { ...stored.json, room: hex(stored.room), filed_on: DAY };
  const transport = {
    room: async () => structuredClone(json),
    entries: async () => stored.entries.map((entry) => ({ header: b64(entry.header), body: b64(entry.body), posted_on: DAY })),
  } as unknown as Holder["transport"];
  const { conversation } = await openReceipt({ keys: receipt, instance: INSTANCE, transport });
  assert.deepEqual(conversation.map(({ text, broken }) => [text?.text ?? "", broken]), [["hello", false], ["", true]]);
});
