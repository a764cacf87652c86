/**
 * A server that lies about a table, alone or with the help of a company that reads it: it lets companies in, mints epochs, hands
 * keys on, replays disclosures, swaps wraps, shows old plans. Each lie ends in a refusal by name, or in what is true.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { b64, hex, unb64, unhex } from "../../intake_forms/seal/bytes";
import type { Bytes } from "../../intake_forms/seal/bytes";
import { headOf } from "../../intake_forms/seal/casework";
import { disclose } from "../../intake_forms/seal/disclosure";
import { openEpochs } from "../../intake_forms/seal/epochs";
import { sha256 } from "../../intake_forms/seal/hash";
import { wrapKey } from "../../intake_forms/seal/hpke";
import { newSecret } from "../../intake_forms/seal/keys";
import type { OrganisationKeys } from "../../intake_forms/seal/keys";
import { lp } from "../../intake_forms/seal/lp";
import { parseStatement, sortReaders } from "../../intake_forms/seal/statement";
import { openDisclosure } from "../../intake_forms/seal/table-disclosure";
import { epochInfo, lateInfo, sealPreviousKey } from "../../intake_forms/seal/wraps";
import { forge, mint } from "./lies";
import { refused } from "./support";
import { accepted, consent, entryOf, handedOut, plan, refusedBy, show, step, storeTable, tell } from "./table-world";
import { anotherTable, eventsOf, forged, lieAtTable, name, toldTable, visitTable } from "./told-table";
import type { ToldTable } from "./told-table";
import { digest, letGo, letIn, read, rekey, say, seeCase } from "./workers-world";
import { flip64, keysJson, newAccount, newKey, newOrg, readerOf, refresh } from "./world";
import type { Org } from "./world";

const latest = (each: ToldTable) => parseStatement(unb64(each.stored.json.epochs.at(-1)?.statement as string));
const asReader = (org: Org) => ({ fingerprint: org.chain.fingerprint, kid: org.chain.latest.organisationKid });

/** A company of the server's own, whose lists it shows. */
async function stranger(each: ToldTable): Promise<Org> {
  const org = await newOrg([await newAccount()]);
  refresh(each.stored, [org]);
  return org;
}
const personOf = (org: Org) => org.people[0] as ToldTable["amal"];

// Who sits there.
lieAtTable("a company let in by itself", "unknown-roster", async (each) => {
  const org = await stranger(each);
  await forged(each, org, personOf(org), "admitted", { fingerprint: name(org) });
});
lieAtTable("a company let in by a company", "not-entitled", async (each) => forged(each, each.company, each.carl, "admitted", { fingerprint: name(await stranger(each)) }));
lieAtTable("a company let in by a stranger under the union's list", "not-entitled", async (each) => forged(each, each.union, await newAccount(), "admitted", { fingerprint: name(await stranger(each)) }));
lieAtTable("a company among the readers that nobody let in", "readers-changed", async (each) => {
  const org = await stranger(each);
  await mint(each, each.carl, { readers: sortReaders([...latest(each).readers, asReader(org)]) }, true, each.company.chain.digest);
});
lieAtTable("the union dropped from the readers", "readers-changed", async (each) =>
  mint(each, each.carl, { readers: sortReaders([asReader(each.company), asReader(each.buyer)]) }, true, each.company.chain.digest));
lieAtTable("a company that represents, by its own word", "not-entitled", async (each) => forged(each, each.company, each.carl, "entrusted", { fingerprint: name(each.company), role: "representative" }));
lieAtTable("a company that represents, by the union's word", "wrong-event", async (each) => forged(each, each.union, each.amal, "entrusted", { fingerprint: name(each.company), role: "representative" }));
lieAtTable("a company let go that goes on", "unknown-roster", async (each) => {
  await letGo(each.stored, each.union, each.amal, each.company.chain.fingerprint);
  await forged(each, each.company, each.carl, "said_done", { step: "a", entry: digest(1) });
});

// Epochs and keys.
lieAtTable("an epoch without an event", "not-announced", async (each) => mint(each, each.amal));
lieAtTable("an epoch of the server's own", "unknown-signer", async (each) => mint(each, await newAccount(), {}, true));
lieAtTable("an epoch of the server's own, its keys shown", "not-entitled", async (each) => {
  const own = await newAccount();
  each.stored.json.authors.push(keysJson(own));
  await mint(each, own, {}, true);
});
lieAtTable("an epoch of the company's that nothing asks for", "not-entitled", async (each) => mint(each, each.carl, {}, true, each.company.chain.digest));
lieAtTable("an epoch of the company's, its union's list beside it", "not-entitled", async (each) => mint(each, each.carl, {}, true));
lieAtTable("a second epoch of a company's, after one for its new key", "not-entitled", async (each) => {
  const other = await newOrg([await newAccount()]);
  await letIn(each.stored, each.union, each.amal, other, "duty_bearer");
  await newKey(other, personOf(other));
  refresh(each.stored, [other]);
  await rekey(each.stored, other, personOf(other));
  await visitTable(each);
  await mint(each, personOf(other), {}, true, other.chain.digest);
});
lieAtTable("an epoch of a case", "unknown-kind", async (each) => mint(each, each.amal, { kind: "workers" }, true));
lieAtTable("an epoch with a key of the server's own", "wrong-commitment", async (each) => {
  const reader = each.company.secrets[0] as OrganisationKeys;
  const wrap = each.stored.json.wraps.filter((one) => one.kid === hex(reader.kid)).at(-1) as { wrap: string; epoch: number };
  wrap.wrap = b64(await wrapKey(reader.kemPublic, newSecret(), epochInfo(parseStatement(unb64(each.stored.json.epochs[wrap.epoch]?.statement as string)), reader.kid)));
});
lieAtTable("the true key of the epoch before, slipped in", "malformed", async (each) => {
  // With the help of the union's own keys: even who could hand it on honestly must not.
  const keys = await openEpochs(await seeCase(each.stored), each.union.secrets);
  const at = parseStatement(unb64(each.stored.json.epochs[1]?.statement as string));
  (each.stored.json.epochs[1] as { previous: string | null }).previous = b64(await sealPreviousKey(keys.get(1) as Bytes, at, keys.get(0) as Bytes));
});
lieAtTable("nonsense for a key of the epoch before", "malformed", (each) => { (each.stored.json.epochs[2] as { previous: string | null }).previous = b64(new Uint8Array(60)); });
lieAtTable("a late key", "wrong-wraps", async (each) => {
  const reader = each.company.secrets[0] as OrganisationKeys;
  const keys = await openEpochs(await seeCase(each.stored), each.union.secrets);
  const zero = parseStatement(unb64(each.stored.json.epochs[0]?.statement as string));
  const wrap = await wrapKey(reader.kemPublic, keys.get(0) as Bytes, lateInfo(zero, newSecret(), reader.kid));
  each.stored.json.wraps.push({ epoch: 0, kid: hex(reader.kid), wrap: b64(wrap), late: true });
});
test("a table: a key slipped in that is refused opens nothing that was said before", async () => {
  const each = await toldTable();
  assert.deepEqual(await read(each.stored, each.company.secrets), ["message we are here"]);
  assert.deepEqual(await read(each.stored, each.union.secrets), ["message before anybody came", "message we are here"]);
});

// Disclosures.
lieAtTable("the disclosure of another table", "foreign-room", async (each) => { eventsOf(each).push(eventsOf(await anotherTable()).at(-1) as { payload: string; signature: string }); });
lieAtTable("a disclosure that this table does not have", "not-announced", async (each) => { each.event = (await anotherTable()).event; });
lieAtTable("another event for a disclosure", "not-announced", (each) => { each.event = each.agreed; });
lieAtTable("the wraps of two recipients exchanged", "wrong-wraps", (each) => each.shown.wraps.reverse());
lieAtTable("a wrap left out", "wrong-wraps", (each) => each.shown.wraps.pop());
lieAtTable("a wrap twice", "wrong-wraps", (each) => { each.shown.wraps[1] = each.shown.wraps[0] as { kid: string; wrap: string }; });
lieAtTable("a wrap altered", "wrong-wraps", (each) => { for (const wrap of each.shown.wraps) wrap.wrap = flip64(wrap.wrap); });
lieAtTable("another body", "wrong-body", (each) => { each.shown.body = flip64(each.shown.body); });
lieAtTable("another's signature under an entry", "bad-signature", (each) => { each.shown.signature = flip64(each.shown.signature); });
lieAtTable("a disclosure by a company", "not-entitled", async (each) => forged(each, each.company, each.carl, "disclosed", disclosedData(each, {})));
lieAtTable("the same entry under the same consent, after another", "wrong-event", async (each) => {
  const data = disclosedData(each, {});
  await show(each.from, each, each.entry, await consent(each.from, each.amal), each.company);
  await visitTable(each);
  await forged(each, each.union, each.amal, "disclosed", data);
});
lieAtTable("the same entry once more", "wrong-event", async (each) => forged(each, each.union, each.amal, "disclosed", disclosedData(each, {})));

const disclosedData = ({ stored }: ToldTable, more: object): object => ({ ...(JSON.parse(new TextDecoder().decode(unb64(stored.json.events.at(-1)?.payload as string))) as { data: object }).data, ...more });

test("a table: a disclosure made for another table does not open here, even if a representative signs it again", async () => {
  const each = await toldTable();
  const second = await storeTable(each.union, each.amal);
  await letIn(second, each.union, each.amal, each.company, "duty_bearer");
  await letIn(second, each.union, each.amal, each.buyer, "buyer");
  const there = { ...each, stored: second };
  await forged(there, each.union, each.amal, "disclosed", disclosedData(each, {}));
  const room = await seeCase(second);
  await refused("cannot-open", () => openDisclosure(room, each.company.secrets, handedOut(each.shown, hex(room.head))));
});

test("a table: a disclosure whose wraps stand in each other's place is nobody's", async () => {
  const each = await toldTable();
  const wraps = each.shown.wraps.map(({ kid, wrap }) => ({ kid: unhex(kid), wrap: unb64(wrap) })).reverse();
  await forged(each, each.union, each.amal, "disclosed", disclosedData(each, { commitment: digest(1), wraps: hex(sha256(lp(...wraps.map(({ kid, wrap }) => lp(kid, wrap))))) }));
  const room = await seeCase(each.stored);
  await refused("wrong-wraps", () => openDisclosure(room, each.company.secrets, { ...handedOut(each.shown, hex(room.head)), wraps }));
});

test("a table: under a consent that nobody gave, or with another key, nothing opens", async () => {
  const each = await toldTable();
  const made = await disclose({
    ...await entryOf(each.from, each.union, each.entry), instance: latest(each).instance, targetRoom: each.stored.room, consent: unhex(each.given), to: await readerOf(each.company),
  });
  const wraps = [made.wrap];
  const hash = hex(sha256(lp(lp(made.wrap.kid, made.wrap.wrap))));
  const given = { wraps, body: unb64(each.shown.body), signature: unb64(each.shown.signature) };
  const told = async (more: object): Promise<[Awaited<ReturnType<typeof seeCase>>, string]> => {
    const copy = await toldTable();
    const data = { ...disclosedData(copy, {}), to: [name(each.company)], wraps: hash, ...more };
    // The server hides the disclosure that was, so that there is nothing to compare with.
    eventsOf(copy).pop();
    await forged(copy, each.union, each.amal, "disclosed", data);
    const seen = await seeCase(copy.stored);
    return [seen, hex(seen.head)];
  };
  const [honest, event] = await told({});
  await openDisclosure(honest, each.company.secrets, { ...given, event });
  const [consented, other] = await told({ consent: digest(9) });
  await refused("cannot-open", () => openDisclosure(consented, each.company.secrets, { ...given, event: other }));
  const [entry, third] = await told({ entry: digest(9).slice(32) });
  await refused("bad-signature", () => openDisclosure(entry, each.company.secrets, { ...given, event: third }));
});

// Plans and steps.
/** Another company comes; the one that owes the steps is let go, and reads on until the epoch that follows. */
async function companyLeft(each: ToldTable): Promise<Org> {
  const other = await newOrg([await newAccount()]);
  await letIn(each.stored, each.union, each.amal, other, "duty_bearer");
  await forged(each, each.union, each.amal, "revoked", { reader: name(each.company) });
  return other;
}
lieAtTable("a step verified by the company", "not-entitled", async (each) => forged(each, each.company, each.carl, "verified", { step: "b", result: "verified", asked: "a", confirmed: "a", entry: "" }));
lieAtTable("a step verified by the company under the union's list", "not-entitled", async (each) =>
  forge(each, each.carl, { type: "verified", data: { step: "b", result: "verified", asked: "a", confirmed: "a", entry: "" } }));
lieAtTable("a step verified by the buyer", "not-entitled", async (each) => forged(each, each.buyer, each.bea, "verified", { step: "b", result: "partly", asked: "a", confirmed: "a", entry: "" }));
lieAtTable("a verified step reopened by the company", "not-entitled", async (each) => forged(each, each.company, each.carl, "step_reopened", { step: "a", reason: "again", entry: "" }));
lieAtTable("a step said done by the buyer", "not-entitled", async (each) => forged(each, each.buyer, each.bea, "said_done", { step: "b", entry: digest(1) }));
lieAtTable("a verified step said done once more", "wrong-event", async (each) => forged(each, each.company, each.carl, "said_done", { step: "a", entry: digest(1) }));
lieAtTable("a plan of the company without the verified step", "wrong-event", async (each) =>
  forged(each, each.company, each.carl, "plan", { against: each.agreed, entry: digest(1), warned: "", steps: [step("b", each.company)] }));
lieAtTable("a plan with an open step of a company that was let go", "wrong-event", async (each) => {
  const left = await companyLeft(each);
  await forged(each, each.union, each.amal, "plan", { against: each.agreed, entry: digest(1), warned: "", steps: [step("a", each.company), step("b", each.company), step("c", left)] });
});
lieAtTable("a plan with a new step of a company that was let go", "wrong-event", async (each) => {
  await companyLeft(each);
  await forged(each, each.union, each.amal, "plan", { against: each.agreed, entry: digest(1), warned: "", steps: [step("a", each.company), step("d", each.company)] });
});
lieAtTable("a plan with a verified step changed of a company that was let go", "wrong-event", async (each) => {
  await companyLeft(each);
  await forged(each, each.union, each.amal, "plan", { against: each.agreed, entry: digest(1), warned: "", steps: [step("a", each.company, { due: "2027-01-01" })] });
});
lieAtTable("a plan accepted in the union's name", "not-entitled", async (each) => {
  const counter = await tell(each.stored, each.carl, plan(each.agreed, step("a", each.company)));
  await forge(each, each.carl, { type: "accepted", data: { plan: counter } });
});
lieAtTable("a plan accepted by the buyer", "not-entitled", async (each) => {
  const counter = await tell(each.stored, each.carl, plan(each.agreed, step("a", each.company)));
  await forged(each, each.buyer, each.bea, "accepted", { plan: counter });
});
lieAtTable("an old plan accepted after another was proposed", "wrong-event", async (each) => {
  const old = await tell(each.stored, each.amal, plan(each.agreed, step("a", each.company)));
  await say(each.stored, each.amal, plan(old, step("a", each.company), step("c", each.company)));
  await forged(each, each.company, each.carl, "accepted", { plan: old });
});
lieAtTable("a plan against one that is not the latest", "wrong-event", async (each) => {
  await say(each.stored, each.amal, plan(each.agreed, step("a", each.company)));
  await forged(each, each.company, each.carl, "plan", { against: each.agreed, entry: digest(1), warned: "", steps: [step("a", each.company)] });
});
lieAtTable("the old plan served again, without the new one", "rolled-back", async (each) => {
  const before = structuredClone(each.stored.json);
  const next = await tell(each.stored, each.amal, plan(each.agreed, step("a", each.company)));
  await say(each.stored, each.carl, accepted(next));
  each.seen = headOf(await seeCase(each.stored));
  each.stored.json = before;
});
lieAtTable("the new plan refused instead of accepted", "forked", async (each) => {
  const next = await tell(each.stored, each.amal, plan(each.agreed, step("a", each.company)));
  const before = structuredClone(each.stored.json);
  await say(each.stored, each.carl, accepted(next));
  each.seen = headOf(await seeCase(each.stored));
  each.stored.json = before;
  await say(each.stored, each.carl, refusedBy(next));
});
lieAtTable("the plan's own event once more at the end", "broken-chain", (each) => {
  const at = eventsOf(each).findIndex(({ payload }) => hex(sha256(unb64(payload))) === each.agreed);
  eventsOf(each).push(eventsOf(each)[at] as { payload: string; signature: string });
});
lieAtTable("a step of the plan altered", "bad-signature", (each) => {
  const at = eventsOf(each).find(({ payload }) => hex(sha256(unb64(payload))) === each.agreed) as { payload: string };
  at.payload = b64(new TextEncoder().encode(new TextDecoder().decode(unb64(at.payload)).replace("\"wages\"", "\"wager\"")));
});
lieAtTable("a reporter's event", "wrong-event", async (each) => forged(each, each.union, each.amal, "withdrawn", {}));
lieAtTable("a case's event", "wrong-event", async (each) => forged(each, each.union, each.amal, "stage", { stage: "finding", reason: "", entry: "" }));

test("a table: a plan that a company alone accepted is shown as nothing but proposed", async () => {
  const each = await toldTable();
  const counter = await tell(each.stored, each.carl, plan(each.agreed, step("a", each.company), step("d", each.company)));
  await rekey(each.stored, each.union, each.amal);
  const room = await visitTable(each);
  assert.equal(room.table.inForce, each.agreed);
  assert.deepEqual([...room.table.steps.keys()], ["a", "b"]);
  await forged(each, each.company, each.carl, "accepted", { plan: counter });
  await refused("wrong-event", () => visitTable(each));
});

test("a table: what is told honestly is believed, by each of its readers", async () => {
  const each = await toldTable();
  for (const by of [each.company, each.buyer]) await visitTable(each, by);
  await refused("wrong-event", () => show(each.from, each, each.entry, each.given, each.company));
});
