/** The life of a case's room as pages live it: founded, written in, let in, entrusted, let go, re-keyed, closed. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { hex } from "../../intake_forms/seal/bytes";
import type { Bytes } from "../../intake_forms/seal/bytes";
import { headOf, statementRoom, verifyEntries } from "../../intake_forms/seal/casework";
import { foundRoster, verifyChain } from "../../intake_forms/seal/chain";
import { disclose } from "../../intake_forms/seal/disclosure";
import type { VerifiedEntry } from "../../intake_forms/seal/entries";
import { openEpochs } from "../../intake_forms/seal/epochs";
import { foundWorkersRoom } from "../../intake_forms/seal/founding";
import { newId, newSecret, orgKeys } from "../../intake_forms/seal/keys";
import type { OrganisationKeys } from "../../intake_forms/seal/keys";
import { organisationReader } from "../../intake_forms/seal/organisation";
import { verifyRoom as reporterVerifyRoom } from "../../intake_forms/seal/room";
import { parseRoster } from "../../intake_forms/seal/roster";
import { admitReader, makeEvents, mergedInto } from "../../intake_forms/seal/workers-change";
import type { NewEvent } from "../../intake_forms/seal/workers-types";
import { refused } from "./support";
import { digest, letGo, letIn, message, openCase, read, rekey, REPORT, say, seeCase, write } from "./workers-world";
import { changeOrg, DAY, file, headers, INSTANCE, newAccount, newOrg, newReporter, readerOf, refresh, store } from "./world";

test("a case says what was recorded, and its founder reads it", async () => {
  const { stored, union, amal, wil } = await openCase();
  await write(stored, union, wil, message("نبدأ"));
  const room = await seeCase(stored);
  assert.equal(room.kind, "workers");
  assert.deepEqual(room.founder, union.chain.fingerprint);
  assert.deepEqual([...room.case.roles], [[hex(union.chain.fingerprint), "representative"]]);
  assert.deepEqual(room.case.facts.get("issues"), ["wages", "hours"]);
  assert.deepEqual(room.case.facts.get("workers"), []);
  assert.deepEqual(room.case.linked, [REPORT]);
  assert.equal(room.case.stage, "admissibility");
  assert.deepEqual(await read(stored, union.secrets), ["message نبدأ"]);
  await say(stored, amal, { type: "recorded", data: { fact: "issues", values: ["wages"] } });
  assert.deepEqual((await seeCase(stored)).case.facts.get("issues"), ["wages"], "a later fact replaces an earlier one");
});

test("everything a case can say adds up", async () => {
  const { stored, union, amal } = await openCase();
  const mandate = await write(stored, union, amal, { kind: "mandate", language: "en", text: "{}" });
  const later = await write(stored, union, amal, { kind: "mandate", language: "en", text: "{\"who\":1}" });
  const into = mergedInto(newId());
  await say(stored, amal, { type: "kept", data: { what: "mandate", entry: mandate } }, { type: "kept", data: { what: "mandate", entry: later } });
  await say(stored, amal, { type: "consent_given", data: { audience: "supplier", content: "summary", organisations: [], until: "2027-01-31", way: "written", entry: "" } });
  const room = await seeCase(stored);
  const consent = hex(room.head);
  assert.deepEqual(room.case.consents.get(consent), { audience: "supplier", content: "summary", organisations: [], until: "2027-01-31", way: "written", entry: "", day: DAY });
  assert.equal(room.case.kept.get("mandate"), later);
  await say(stored, amal, { type: "unlinked", data: { report: REPORT } }, { type: "linked", data: { report: digest(8) } }, { type: "linked", data: { report: REPORT } },
    { type: "stage", data: { stage: "safety", reason: "", entry: mandate } }, { type: "suspended", data: { reason: "unsafe", review: "2026-04-01", entry: "" } });
  assert.deepEqual((await seeCase(stored)).case.linked, [digest(8), REPORT]);
  assert.equal((await seeCase(stored)).case.suspended, true);
  await say(stored, amal, { type: "resumed", data: {} }, { type: "consent_withdrawn", data: { consent } }, { type: "closed", data: { outcome: "merged", reason: "", into, entry: "" } });
  const closed = (await seeCase(stored)).case;
  assert.deepEqual([closed.suspended, closed.consents.size, closed.closed, closed.stage], [false, 0, "merged", "safety"]);
  await say(stored, amal, { type: "reopened", data: { reason: "new-facts", entry: "" } });
  assert.equal((await seeCase(stored)).case.closed, "");
});

test("who is let in reads the whole room; who is let go opens nothing written after", async () => {
  const { stored, union, amal } = await openCase();
  const sara = await newAccount();
  const monitor = await newOrg([sara]);
  await write(stored, union, amal, message("one"));
  await letIn(stored, union, amal, monitor);
  await write(stored, monitor, sara, message("two"));
  assert.deepEqual(await read(stored, monitor.secrets), ["message one", "message two"]);
  assert.equal((await seeCase(stored)).case.roles.get(hex(monitor.chain.fingerprint)), undefined);
  await letGo(stored, union, amal, monitor.chain.fingerprint);
  await write(stored, union, amal, message("three"));
  assert.deepEqual(await read(stored, union.secrets), ["message one", "message two", "message three"]);
  assert.deepEqual(await read(stored, monitor.secrets), ["message one", "message two"]);
  await refused("not-a-reader", () => write(stored, monitor, amal, message("x")));
  await refused("not-entitled", () => write(stored, monitor, sara, message("x")));
  await refused("not-entitled", () => say(stored, sara, { type: "resumed", data: {} }));
  await letIn(stored, union, amal, monitor);
  assert.deepEqual(await read(stored, monitor.secrets), ["message one", "message two", "message three"], "let in once more");
});

test("roles: a reader writes, a coordinator keeps the procedure, a representative decides", async () => {
  const { stored, union, amal } = await openCase();
  const [sara, cora, rosa] = [await newAccount(), await newAccount(), await newAccount()];
  const [monitor, secretariat, second] = [await newOrg([sara]), await newOrg([cora]), await newOrg([rosa])];
  await letIn(stored, union, amal, monitor);
  await letIn(stored, union, amal, secretariat, "coordinator");
  const stage: NewEvent = { type: "stage", data: { stage: "safety", reason: "", entry: "" } };
  const events: NewEvent[] = [
    { type: "kept", data: { what: "risk", entry: digest(1) } }, stage, { type: "suspended", data: { reason: "unsafe", review: "", entry: "" } }, { type: "resumed", data: {} },
  ];
  const reserved: NewEvent[] = [
    { type: "entrusted", data: { fingerprint: hex(monitor.chain.fingerprint), role: "representative" } }, { type: "linked", data: { report: digest(2) } },
    { type: "unlinked", data: { report: REPORT } }, { type: "recorded", data: { fact: "site", values: [] } },
    { type: "consent_given", data: { audience: "supplier", content: "summary", organisations: [], until: "", way: "written", entry: "" } }, { type: "consent_withdrawn", data: { consent: digest(3) } },
    { type: "closed", data: { outcome: "withdrawn", reason: "", into: "", entry: "" } }, { type: "reopened", data: { reason: "x", entry: "" } },
  ];
  for (const event of [...events, ...reserved]) await refused("not-entitled", () => say(stored, sara, event));
  for (const event of reserved) await refused("not-entitled", () => say(stored, cora, event));
  await refused("not-entitled", () => letIn(stored, monitor, sara, second));
  await refused("not-entitled", () => letIn(stored, secretariat, cora, second));
  await refused("not-entitled", () => letGo(stored, secretariat, cora, monitor.chain.fingerprint));
  await say(stored, cora, ...events);
  await letIn(stored, union, amal, second, "representative");
  await say(stored, rosa, { type: "recorded", data: { fact: "site", values: [] } });
  await letGo(stored, second, rosa, union.chain.fingerprint);
  await refused("not-entitled", () => say(stored, amal, stage));
  assert.deepEqual(await read(stored, second.secrets), await read(stored, union.secrets));
});

test("an organisation of another installation is not let in", async () => {
  const { stored, union, amal } = await openCase();
  const keys = await orgKeys(newSecret());
  const foreign = await foundRoster({ instance: "elsewhere", organisation: newId(), organisationKid: keys.kid, members: [amal.kid], managers: [amal.kid], signer: amal });
  const chain = await verifyChain({ instance: "elsewhere", organisation: parseRoster(foreign.body).organisation, rosters: [foreign], keys: [amal] });
  const room = await seeCase(stored);
  const entries = await verifyEntries(room, headers(stored));
  const given = { entries, keys: await openEpochs(room, union.secrets), actor: amal, day: DAY, newcomer: await organisationReader(chain, keys.kemPublic) };
  await refused("foreign-instance", () => admitReader(given));
});

test("a room is never left without a representative who can open its next epoch", async () => {
  const { stored, union, amal } = await openCase();
  const rosa = await newAccount();
  const second = await newOrg([rosa]);
  const [one, two] = [hex(union.chain.fingerprint), hex(second.chain.fingerprint)];
  await refused("wrong-event", () => letGo(stored, union, amal, union.chain.fingerprint));
  await refused("wrong-event", () => say(stored, amal, { type: "entrusted", data: { fingerprint: one, role: "coordinator" } }));
  await refused("wrong-event", () => say(stored, amal, { type: "entrusted", data: { fingerprint: two, role: "representative" } }));
  await letIn(stored, union, amal, second, "representative");
  await refused("wrong-event", () => letIn(stored, union, amal, second));
  await say(stored, amal, { type: "entrusted", data: { fingerprint: one, role: "coordinator" } });
  await refused("wrong-event", () => say(stored, rosa, { type: "entrusted", data: { fingerprint: two, role: "coordinator" } }));
  assert.deepEqual([...(await seeCase(stored)).case.roles], [[one, "coordinator"], [two, "representative"]]);
  await refused("wrong-event", () => letGo(stored, second, rosa, newAccountLike()));
  await letGo(stored, second, rosa, union.chain.fingerprint);
  assert.deepEqual([...(await seeCase(stored)).case.roles], [[two, "representative"]]);
  await refused("wrong-event", () => letGo(stored, second, rosa, second.chain.fingerprint));
});

const newAccountLike = (): Bytes => new Uint8Array(32).fill(5);

test("after somebody left an organisation a new epoch comes first, and he opens nothing of it", async () => {
  const { stored, union, amal, wil } = await openCase();
  await write(stored, union, wil, message("before"));
  const before = union.secrets.slice();
  await changeOrg(union, [amal]);
  refresh(stored, [union]);
  assert.equal((await seeCase(stored)).stale, true);
  await refused("stale-roster", () => write(stored, union, amal, message("x")));
  await refused("not-entitled", () => rekey(stored, union, wil));
  await rekey(stored, union, amal);
  await write(stored, union, amal, message("after"));
  assert.deepEqual(await read(stored, before), ["message before"]);
  assert.deepEqual(await read(stored, [union.secrets[1] as OrganisationKeys]), ["message before", "message after"]);
  await refused("not-entitled", () => say(stored, wil, { type: "resumed", data: {} }));
});

test("who belongs to two readers signs for the one that may", async () => {
  const { stored, union, amal } = await openCase();
  for (let round = 0; round < 4; round++) {
    const both = await newOrg([amal]);
    await letIn(stored, union, amal, both);
    await say(stored, amal, { type: "recorded", data: { fact: "site", values: [] } });
  }
});

test("kinds of entries stay where they belong, and what could hurt somebody is never disclosed", async () => {
  const { stored, union, amal } = await openCase();
  for (const kind of ["person", "answers", "narrative"] as const) await refused("kind-not-allowed", () => write(stored, union, amal, { kind, language: "en", text: "x" }));
  const kinds = ["message", "reasons", "mandate", "risk", "safe_contact", "referral", "notice"] as const;
  for (const kind of kinds) await write(stored, union, amal, { kind, language: "en", text: kind });
  await write(stored, union, amal, { kind: "attachment", name: "a.png", type: "image/png", content: new Uint8Array(9) });
  assert.deepEqual(await read(stored, union.secrets), [...kinds.map((kind) => `${kind} ${kind}`), "a.png"]);
  const room = await seeCase(stored);
  const { entries } = await verifyEntries(room, headers(stored));
  const given = { keys: await openEpochs(room, union.secrets), instance: INSTANCE, targetRoom: newId(), consent: new Uint8Array(32), to: await readerOf(await newOrg([await newAccount()])) };
  for (const [place, kind] of kinds.entries()) {
    const one = () => disclose({ ...given, entry: entries[place] as VerifiedEntry, body: stored.entries[place]?.body as Bytes });
    if (["mandate", "risk", "safe_contact"].includes(kind)) await refused("kind-not-allowed", one);
    else await one();
  }
});

test("the reporter's page knows no case: a workers' room is refused there, and so are its events and kinds of entries in hers", async () => {
  const { stored } = await openCase();
  await refused("unknown-kind", () => reporterVerifyRoom({ instance: INSTANCE, room: stored.room, json: stored.json }));
});

test("a case is opened by a member under the newest list only, and in its own installation", async () => {
  const [amal, wil] = [await newAccount(), await newAccount()];
  const union = await newOrg([amal, wil]);
  const given = { instance: INSTANCE, day: DAY, organisation: await readerOf(union), events: [] };
  await refused("not-entitled", async () => foundWorkersRoom({ ...given, actor: await newAccount() }));
  await refused("foreign-instance", () => foundWorkersRoom({ ...given, actor: amal, instance: "elsewhere" }));
  await refused("not-entitled", async () => {
    const other = await newOrg([await newAccount()]);
    return foundWorkersRoom({ ...given, actor: amal, organisation: await readerOf(other) });
  });
  await changeOrg(union, [amal]);
  await refused("not-entitled", async () => foundWorkersRoom({ ...given, actor: wil, organisation: await readerOf(union) }));
  const twice: NewEvent = { type: "linked", data: { report: REPORT } };
  await refused("wrong-event", async () => foundWorkersRoom({ ...given, actor: amal, organisation: await readerOf(union), events: [twice, twice] }));
});

test("what the server could not read is not signed", async () => {
  const { stored, amal } = await openCase();
  const room = await seeCase(stored);
  const sign = (event: NewEvent) => makeEvents(room, amal, [event], DAY);
  const value = (values: string[]): NewEvent => ({ type: "recorded", data: { fact: "issues", values } });
  for (const bad of [["a", "a"], ["A"], [""], ["a".repeat(81)], Array.from({ length: 33 }, (_, at) => `v${at}`)]) await refused("malformed", () => sign(value(bad)));
  await sign(value(["a".repeat(80), ...Array.from({ length: 31 }, (_, at) => `v${at}`)]));
  await refused("malformed", () => sign({ type: "recorded", data: { fact: "a".repeat(41), values: [] } }));
  await refused("malformed", () => sign({ type: "stage", data: { stage: "safety", reason: "Because.", entry: "" } }));
  await refused("malformed", () => sign({ type: "consent_given", data: { audience: "a", content: "b", organisations: [], until: "2026-02-30", way: "written", entry: "" } }));
  await refused("malformed", () => sign({ type: "kept", data: { what: "risk", entry: "" } }));
  await refused("malformed", () => sign({ type: "entrusted", data: { fingerprint: digest(1), role: "owner" as "coordinator" } }));
  await refused("unknown-event", () => sign({ type: "applauded" as "resumed", data: {} }));
  await refused("wrong-event", () => sign({ type: "acknowledged" as "resumed", data: {} }));
});

test("a report is linked by its proof of filing, which is the hash of a statement of its room", async () => {
  const union = await newOrg([await newAccount()]);
  const filed = await file([union], await newReporter());
  const stored = store(filed.bytes, [union]);
  const room = await seeCase(stored);
  assert.deepEqual(room.epochs[1]?.hash, filed.proof);
  assert.equal(statementRoom(Buffer.from(stored.json.epochs[1]?.statement as string, "base64")), hex(filed.room));
  assert.deepEqual([room.case.roles.size, room.case.stage], [0, ""]);
});

test("a long history is checked in slices, and the page is told how far", async () => {
  const { stored, amal } = await openCase();
  for (let round = 0; round < 12; round++) {
    await say(stored, amal, ...Array.from({ length: 16 }, (_, at): NewEvent => ({ type: "recorded", data: { fact: `fact-${at}`, values: [`v${round}`] } })));
  }
  const steps: number[] = [];
  let turns = 0;
  let clock = 0;
  const now = performance.now;
  // On a device that takes a slice's time for every event; whatever waits in the page has its turn between two.
  performance.now = () => (clock += 31);
  const progress = (done: number, total: number): void => {
    steps.push(done / total);
    setTimeout(() => turns++);
  };
  const room = await seeCase(stored, { progress }).finally(() => { performance.now = now; });
  assert.equal(steps.length, room.events.length);
  assert.ok(steps.at(-1) === 1 && steps.every((step, at) => at === 0 || step > (steps[at - 1] as number)), String(steps));
  assert.equal(turns, steps.length - 1);
  const { seq, hash } = headOf(room);
  assert.deepEqual([seq, hash], [198, room.head]);
});
