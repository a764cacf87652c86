/** The life of a table as pages live it: founded, joined, shown something of the case, written at, left. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { hex } from "../../intake_forms/seal/bytes";
import { foundTableRoom } from "../../intake_forms/seal/founding";
import { newId } from "../../intake_forms/seal/keys";
import { openDisclosure } from "../../intake_forms/seal/table-disclosure";
import { verifyRoom as reporterVerifyRoom } from "../../intake_forms/seal/room";
import { makeEvents } from "../../intake_forms/seal/workers-change";
import { refused } from "./support";
import { consent, consentUntil, handedOut, nameOfOrg, openTable, plan, show, step, storeTable } from "./table-world";
import { digest, letGo, letIn, message, openCase, read, rekey, say, seeCase, storeFounding, write } from "./workers-world";
import { DAY, INSTANCE, newAccount, newKey, newOrg, post, readerOf, refresh } from "./world";

test("who sits down later reads from there on and nothing before; who left reads nothing after", async () => {
  const [amal, carl, bea] = [await newAccount(), await newAccount(), await newAccount()];
  const [union, company, buyer] = [await newOrg([amal]), await newOrg([carl]), await newOrg([bea])];
  const stored = await storeTable(union, amal);
  await write(stored, union, amal, message("one"));
  await letIn(stored, union, amal, company, "duty_bearer");
  await write(stored, company, carl, message("two"));
  await letIn(stored, union, amal, buyer, "buyer");
  await write(stored, buyer, bea, message("three"));
  await letGo(stored, union, amal, company.chain.fingerprint);
  await write(stored, union, amal, message("four"));
  assert.deepEqual(await read(stored, union.secrets), ["message one", "message two", "message three", "message four"]);
  assert.deepEqual(await read(stored, company.secrets), ["message two", "message three"]);
  assert.deepEqual(await read(stored, buyer.secrets), ["message three", "message four"]);
  assert.ok(stored.json.epochs.every((each) => each.previous === null), "no epoch hands a key on");
  const room = await seeCase(stored);
  assert.equal(room.kind, "table");
  assert.deepEqual([...room.table.roles], [[nameOfOrg(union), "representative"], [nameOfOrg(buyer), "buyer"]]);
  assert.deepEqual([room.case.stage, room.case.findings.size, room.table.plans.length], ["", 0, 0]);
  await letIn(stored, union, amal, company);
  await write(stored, company, carl, message("five"));
  assert.deepEqual(await read(stored, company.secrets), ["message two", "message three", "message five"], "nothing of the time in between");
});

test("a reader opens the next epoch whoever it is, with or without the key of the one before", async () => {
  const at = await openTable();
  await newKey(at.company, at.carl);
  refresh(at.stored, [at.company]);
  await rekey(at.stored, at.buyer, at.bea);
  // At a table there is no key to hand on, so a spoiled one locks nobody out.
  await newKey(at.company, at.carl);
  refresh(at.stored, [at.company]);
  await rekey(at.stored, { ...at.company, secrets: [] }, at.carl);
  await write(at.stored, at.company, at.carl, message("x"));
  assert.deepEqual(await read(at.stored, at.union.secrets), ["message x"]);
});

test("kinds of entries stay where they belong", async () => {
  const at = await openTable();
  const kinds = ["message", "reasons", "plan", "report", "minute", "reply"] as const;
  for (const kind of kinds) await write(at.stored, at.company, at.carl, { kind, language: "en", text: kind });
  await write(at.stored, at.company, at.carl, { kind: "attachment", name: "a.png", type: "image/png", content: new Uint8Array(9) });
  assert.deepEqual(await read(at.stored, at.union.secrets), [...kinds.map((kind) => `${kind} ${kind}`), "a.png"]);
  for (const kind of ["person", "answers", "narrative", "mandate", "risk", "safe_contact", "referral", "notice", "finding", "comment", "interests", "witness", "reprisal", "reprisal_link"] as const) {
    await refused("kind-not-allowed", () => write(at.stored, at.union, at.amal, { kind, language: "en", text: "x" }));
  }
  const of = await openCase();
  for (const kind of ["plan", "report", "minute", "reply"] as const) await refused("kind-not-allowed", () => write(of.stored, of.union, of.amal, { kind, language: "en", text: "x" }));
});

test("a table is founded like a case: by a member, in its own installation, under an id of its own that the case names", async () => {
  const { stored: from, union, amal } = await openCase();
  const given = { instance: INSTANCE, day: DAY, organisation: await readerOf(union), events: [] };
  await refused("not-entitled", async () => foundTableRoom({ ...given, actor: await newAccount() }));
  await refused("foreign-instance", () => foundTableRoom({ ...given, actor: amal, instance: "elsewhere" }));
  await refused("unknown-event", () => foundTableRoom({ ...given, actor: amal, events: [{ type: "resumed" as "received", data: {} }] }));
  const stored = await storeTable(union, amal);
  const table = hex(stored.room);
  assert.notEqual(table, hex(from.room));
  assert.ok(!JSON.stringify(stored.json.events.map((each) => Buffer.from(each.payload, "base64").toString())).includes(hex(from.room)));
  await say(from, amal, { type: "table_opened", data: { table } });
  assert.deepEqual((await seeCase(from)).case.tables, [table]);
  await refused("wrong-event", () => say(from, amal, { type: "table_opened", data: { table } }));
  await say(from, amal, { type: "table_opened", data: { table: hex(newId()) } });
  await refused("unknown-kind", () => reporterVerifyRoom({ instance: INSTANCE, room: stored.room, json: stored.json }));
});

test("what the workers agreed to show is opened by those they named, and by nobody else", async () => {
  const { stored: from, union, amal } = await openCase();
  const [carl, bea, sara] = [await newAccount(), await newAccount(), await newAccount()];
  const [company, buyer, monitor] = [await newOrg([carl]), await newOrg([bea]), await newOrg([sara])];
  await letIn(from, union, amal, monitor, "monitor");
  const stored = await storeTable(union, amal);
  await letIn(stored, union, amal, company, "duty_bearer");
  await letIn(stored, union, amal, buyer, "buyer");
  const at = { stored, union, company, buyer, amal, carl, bea };
  const mine = await write(from, union, amal, { kind: "notice", language: "en", text: "The wages of May" });
  const found = await write(from, monitor, sara, { kind: "finding", language: "en", text: "Wages were kept" });
  const given = await consent(from, amal, company, buyer);
  const told = await show(from, at, mine, given, buyer, company);
  const room = await seeCase(stored);
  const event = hex(room.head);
  assert.deepEqual(room.table.disclosures.map(({ hash, organisation }) => [hash, organisation]), [[event, nameOfOrg(union)]]);
  for (const org of [company, buyer]) {
    const { content, vouched } = await openDisclosure(room, org.secrets, handedOut(told, event));
    assert.equal((content as { text: string }).text, "The wages of May");
    assert.equal(vouched, true);
  }
  await refused("not-a-reader", () => openDisclosure(room, monitor.secrets, handedOut(told, event)));
  await refused("not-a-reader", () => openDisclosure(room, union.secrets, handedOut(told, event)));

  // Of an author who does not sit here the representative's word stands, until somebody brings the keys.
  const only = await consent(from, amal, company);
  const second = await show(from, at, found, only, company);
  const now = await seeCase(stored);
  const name = hex(now.head);
  assert.equal((await openDisclosure(now, company.secrets, handedOut(second, name))).vouched, false);
  assert.equal((await openDisclosure(now, company.secrets, { ...handedOut(second, name), author: sara })).vouched, true);
  await refused("wrong-kid", () => openDisclosure(now, company.secrets, { ...handedOut(second, name), author: amal }));
  await refused("bad-signature", () => openDisclosure(now, company.secrets, { ...handedOut(second, name), author: sara, signature: handedOut(told, event).signature }));
  await refused("bad-signature", () => openDisclosure(now, company.secrets, { ...handedOut(told, event), signature: handedOut(second, name).signature }));
  await refused("wrong-body", () => openDisclosure(now, company.secrets, { ...handedOut(second, name), body: handedOut(told, event).body }));

  // Under another consent once more: the one before may be withdrawn, as here.
  await say(from, amal, { type: "consent_withdrawn", data: { consent: given } });
  await refused("not-entitled", () => show(from, at, mine, given, company));
  const anew = await consent(from, amal, company, buyer);
  const again = await show(from, at, mine, anew, company);
  const seen = await seeCase(stored);
  assert.equal(((await openDisclosure(seen, company.secrets, handedOut(again, hex(seen.head)))).content as { text: string }).text, "The wages of May");

  // Once each; to nobody whom the consent does not name; under no consent that is not there.
  await refused("wrong-event", () => show(from, at, mine, anew, company));
  await refused("wrong-event", () => show(from, at, mine, anew, company, buyer));
  await refused("not-entitled", () => show(from, at, found, only, buyer));
  await refused("not-entitled", () => show(from, at, found, only, company, buyer));
  await refused("not-entitled", () => show(from, at, found, digest(9), buyer));
  const open = await consent(from, amal);
  await refused("not-a-reader", () => show(from, at, found, open, monitor));
  await refused("malformed", () => show(from, at, found, open));
  await refused("malformed", () => show(from, at, found, open, buyer, buyer));
  await refused("not-entitled", () => show(from, { ...at, amal: carl }, found, open, buyer));
  await say(from, amal, { type: "consent_withdrawn", data: { consent: open } });
  await refused("not-entitled", () => show(from, at, found, open, buyer));
});

test("a consent is good through its last day", async () => {
  const { stored: from, union, amal } = await openCase();
  const at = await openTable();
  const stored = await storeTable(union, amal);
  refresh(stored, [at.company]);
  await letIn(stored, union, amal, at.company, "duty_bearer");
  const here = { ...at, stored, union, amal };
  const entry = await write(from, union, amal, message("x"));
  const before = new Date(Date.parse(DAY) - 86_400_000).toISOString().slice(0, 10);
  await refused("not-entitled", async () => show(from, here, entry, await consentUntil(before, from, amal), at.company));
  await show(from, here, entry, await consentUntil(DAY, from, amal), at.company);
});

test("what could hurt somebody is never disclosed, whatever the workers agreed to", async () => {
  const { stored: from, union, amal } = await openCase();
  const at = { ...await openTable() };
  const stored = await storeTable(union, amal);
  refresh(stored, [at.company]);
  await letIn(stored, union, amal, at.company, "duty_bearer");
  const here = { ...at, stored, union, amal };
  const given = await consent(from, amal);
  for (const kind of ["mandate", "risk", "safe_contact", "interests", "witness", "reprisal", "reprisal_link"] as const) {
    const entry = await write(from, union, amal, { kind, language: "en", text: "{}" });
    await refused("kind-not-allowed", () => show(from, here, entry, given, at.company));
  }
  for (const kind of ["message", "reasons", "referral", "notice", "finding", "comment"] as const) {
    await show(from, here, await write(from, union, amal, { kind, language: "en", text: kind }), given, at.company);
  }
  await show(from, here, await write(from, union, amal, { kind: "attachment", name: "a", type: "b", content: new Uint8Array(3) }), given, at.company);
  assert.equal((await seeCase(stored)).table.disclosures.length, 7);
});

test("who belongs to two readers signs for the one that may most, or for the one named", async () => {
  const at = await openTable();
  const both = await newOrg([at.amal]);
  await letIn(at.stored, at.union, at.amal, both, "duty_bearer");
  const room = await seeCase(at.stored);
  const received = [{ type: "received" as const, data: {} }];
  await refused("not-entitled", () => makeEvents(room, at.amal, received, DAY));
  await refused("not-entitled", () => makeEvents(room, at.amal, received, DAY, nameOfOrg(at.company)));
  post(at.stored, await makeEvents(room, at.amal, received, DAY, nameOfOrg(both)), at.amal);
  assert.deepEqual([...(await seeCase(at.stored)).table.received], [nameOfOrg(both)]);
});

test("what is signed at a table is shaped as everybody reads it", async () => {
  const at = await openTable();
  const room = await seeCase(at.stored);
  const sign = (more: object) => makeEvents(room, at.amal, [plan("", { ...step("a", at.company), ...more })], DAY);
  const good = [{ amount: "1", currency: "EUR" }, { amount: "999999999999.00", currency: "BDT", instalments: "120" }, { step: "a".repeat(16) }, { workers: "5-19", beneficiaries: ["a", "b", "c", "d"] }];
  for (const each of good) await sign(each);
  const bad = [
    { step: "a".repeat(17) }, { step: "" }, { step: "A" }, { owner: "" }, { owner: digest(1).slice(2) }, { due: "" }, { due: "2026-02-29" }, { amount: "1" }, { currency: "EUR" }, { amount: "0", currency: "EUR" },
    { amount: "01", currency: "EUR" }, { amount: "1.5", currency: "EUR" }, { amount: "1.", currency: "EUR" }, { amount: "1".repeat(13), currency: "EUR" }, { amount: "-1", currency: "EUR" }, { amount: "1\n", currency: "EUR" },
    { amount: "1", currency: "eur" }, { amount: "1", currency: "EURO" }, { instalments: "2" }, { amount: "1", currency: "EUR", instalments: "1" }, { amount: "1", currency: "EUR", instalments: "121" },
    { amount: "1", currency: "EUR", instalments: "02" }, { workers: "Five" }, { beneficiaries: ["a", "a"] }, { beneficiaries: ["a", "b", "c", "d", "e"] }, { beneficiaries: "a" },
    { evidence: Array.from({ length: 9 }, (_, place) => `e${place}`) }, { form: "" }, { kind: "x y" }, { more: "x" }, { amount: 1 }, { amount: null },
  ];
  for (const each of bad) await refused("malformed", () => sign(each));
  const steps = (number: number) => makeEvents(room, at.amal, [plan("", ...Array.from({ length: number }, (_, place) => step(`s${place}`, at.company)))], DAY);
  await steps(24);
  await refused("malformed", () => steps(25));
  await refused("malformed", () => steps(0));
  const { step: id, ...rest } = step("a", at.company);
  await refused("malformed", () => makeEvents(room, at.amal, [plan("", { ...rest, step: id })], DAY));
  await refused("malformed", () => makeEvents(room, at.amal, [plan("", null as never)], DAY));
  await refused("malformed", () => makeEvents(room, at.amal, [plan("", ["a"] as never)], DAY));
  await refused("malformed", () => makeEvents(room, at.amal, [{ type: "plan", data: { against: "", entry: digest(1), warned: "yes" as "", steps: [step("a", at.company)] } }], DAY));
  await refused("malformed", () => makeEvents(room, at.amal, [{ type: "verified", data: { step: "a", result: "open" as "partly", asked: "a", confirmed: "a", entry: "" } }], DAY));
  await refused("wrong-event", () => makeEvents(room, at.amal, [{ type: "resumed", data: {} }], DAY));
  const elsewhere = await storeFounding(at.union, at.amal);
  await refused("wrong-event", async () => makeEvents(await seeCase(elsewhere), at.amal, [plan("", step("a", at.company))], DAY));
});

test("keys of one's own open no table that one does not read", async () => {
  const at = await openTable();
  const stranger = await newOrg([await newAccount()]);
  await write(at.stored, at.union, at.amal, message("x"));
  assert.deepEqual(await read(at.stored, stranger.secrets), []);
  await refused("not-entitled", () => write(at.stored, stranger, stranger.people[0] as typeof at.amal, message("x")));
});
