/** The life of a room as pages live it: filed, read, acknowledged, answered, handed over, re-keyed, withdrawn. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { hex } from "../../intake_forms/seal/bytes";
import type { Bytes } from "../../intake_forms/seal/bytes";
import { foundRoster, verifyChain } from "../../intake_forms/seal/chain";
import { admit, makeEvent, newEpoch } from "../../intake_forms/seal/change";
import type { Content, NewContent } from "../../intake_forms/seal/content";
import { disclose, disclosureInfo, openDisclosed } from "../../intake_forms/seal/disclosure";
import type { DisclosurePlace } from "../../intake_forms/seal/disclosure";
import { headerOf, openEntry, recordOf, verifyEntries } from "../../intake_forms/seal/entries";
import type { VerifiedEntry } from "../../intake_forms/seal/entries";
import { openEpochs } from "../../intake_forms/seal/epochs";
import { wrapKey } from "../../intake_forms/seal/hpke";
import { newId, newSecret } from "../../intake_forms/seal/keys";
import type { AccountKeys, KemKeys, OrganisationKeys } from "../../intake_forms/seal/keys";
import { openOrganisation, organisationReader } from "../../intake_forms/seal/organisation";
import { parseRoster } from "../../intake_forms/seal/roster";
import { receiptEntry, sealEntry } from "../../intake_forms/seal/seal-entry";
import { wrapEpoch } from "../../intake_forms/seal/wraps";
import { openSubmission } from "./reading";
import { refused } from "./support";
import { changeOrg, DAY, file, headers, INSTANCE, newAccount, newOrg, newReporter, post, postEntry, readerOf, refresh, see, store } from "./world";
import type { Org, Store } from "./world";

const message = (text: string): NewContent => ({ kind: "message", language: "ar", text });

/** Everything these keys open, in order. */
async function read(stored: Store, keys: readonly KemKeys[]): Promise<string[]> {
  const room = await see(stored);
  const epochs = await openEpochs(room, keys);
  const { entries } = await verifyEntries(room, headers(stored));
  const texts: string[] = [];
  for (const [place, entry] of entries.entries()) {
    if (!epochs.has(entry.epoch)) continue;
    const content: Content = await openEntry(entry, stored.entries[place]?.body as Bytes, epochs);
    texts.push(`${content.kind} ${content.kind === "attachment" ? content.name : content.text}`);
  }
  return texts;
}

async function write(stored: Store, keys: readonly KemKeys[], author: AccountKeys, content: NewContent): Promise<void> {
  const room = await see(stored);
  postEntry(stored, await sealEntry(room, await openEpochs(room, keys), author, content), author);
}

async function start(): Promise<{ stored: Store; union: Org; amal: AccountKeys; wil: AccountKeys; receipt: Awaited<ReturnType<typeof newReporter>> }> {
  const [amal, wil] = [await newAccount(), await newAccount()];
  const union = await newOrg([amal, wil]);
  const receipt = await newReporter();
  return { stored: store((await file([union], receipt)).bytes, [union]), union, amal, wil, receipt };
}

test("the organisation reads what was filed; the receipt reads the conversation alone", async () => {
  const { stored, union, amal, receipt } = await start();
  const filed = await read(stored, union.secrets);
  assert.equal(filed.length, 3);
  assert.equal(filed[2], "narrative De deur was op slot.");
  assert.deepEqual(await read(stored, [receipt]), []);
  await write(stored, union.secrets, amal, message("لقد قرأنا شكواك"));
  await write(stored, [receipt], receipt, message("شكرا"));
  assert.deepEqual(await read(stored, [receipt]), ["message لقد قرأنا شكواك", "message شكرا"]);
  assert.equal((await read(stored, union.secrets)).length, 5);
  const room = await see(stored);
  assert.ok(receiptEntry(receipt, await sealEntry(room, await openEpochs(room, [receipt]), receipt, message("x"))).length > 4096);
});

test("a reporter who asks for it can read her own report again", async () => {
  const union = await newOrg([await newAccount()]);
  const receipt = await newReporter();
  const stored = store((await file([union], receipt, { reread: true })).bytes, [union]);
  assert.equal((await read(stored, [receipt])).length, 3);
});

test("a member opens the organisation's keys of every epoch from one wrap", async () => {
  const { union, amal, wil } = await start();
  await changeOrg(union, [amal]);
  await changeOrg(union, [amal, await newAccount()]);
  const epochs = union.epochs.map((each) => ({ epoch: each.epoch, previous: each.previous ? Buffer.from(each.previous, "base64") : null }));
  const last = union.wraps.filter((each) => each.epoch === 1 && hex(each.kid) === hex(amal.kid));
  const opened = await openOrganisation(union.chain, amal, { epochs, wraps: last });
  assert.deepEqual(opened.map((keys) => hex(keys.kid)), [...union.secrets].reverse().map((keys) => hex(keys.kid)));
  const old = union.wraps.filter((each) => hex(each.kid) === hex(wil.kid));
  assert.equal((await openOrganisation(union.chain, wil, { epochs, wraps: old })).length, 1, "who was removed keeps the old key and gets no new one");
});

test("hand-over needs the reporter's consent; the newcomer then reads all of it", async () => {
  const { stored, union, amal, receipt } = await start();
  const sara = await newAccount();
  const monitor = await newOrg([sara]);
  const fingerprint = monitor.chain.fingerprint;
  post(stored, await makeEvent(await see(stored), amal, { type: "acknowledged" }, DAY), amal);
  await write(stored, union.secrets, amal, message("mag dit naar de inspectie?"));
  post(stored, await makeEvent(await see(stored), amal, { type: "handover_proposed", fingerprint }, DAY), amal);
  const change = async (actor: AccountKeys) => {
    const room = await see(stored);
    return admit({ entries: await verifyEntries(room, headers(stored)), keys: await openEpochs(room, union.secrets), actor, day: DAY, newcomer: await readerOf(monitor) });
  };
  await refused("not-entitled", () => change(amal));
  post(stored, await makeEvent(await see(stored), receipt, { type: "consented", fingerprint }, DAY), receipt);
  post(stored, await change(amal), amal);
  refresh(stored, [union, monitor]);
  assert.deepEqual(await read(stored, monitor.secrets), await read(stored, union.secrets));
  assert.equal((await read(stored, monitor.secrets)).length, 4);
  await refused("wrong-event", () => change(amal));
  const foreign = await foundRoster({ instance: "elsewhere", organisation: newId(), organisationKid: (monitor.secrets[0] as OrganisationKeys).kid,
    members: [sara.kid], managers: [sara.kid], signer: sara });
  const { organisation } = parseRoster(foreign.body);
  const elsewhere = await verifyChain({ instance: "elsewhere", organisation, rosters: [foreign], keys: [sara] });
  const newcomer = await organisationReader(elsewhere, (monitor.secrets[0] as OrganisationKeys).kemPublic);
  const room = await see(stored);
  const entries = await verifyEntries(room, headers(stored));
  await refused("foreign-instance", async () => admit({ entries, keys: await openEpochs(room, union.secrets), actor: amal, day: DAY, newcomer }));
  await write(stored, monitor.secrets, sara, message("wij nemen het over"));
  assert.equal((await read(stored, [receipt])).at(-1), "message wij nemen het over");
});

test("after somebody left, nothing is written before a new epoch, and the one who left opens nothing new", async () => {
  const { stored, union, amal, wil, receipt } = await start();
  const before = union.secrets.slice();
  await changeOrg(union, [amal]);
  refresh(stored, [union]);
  assert.equal((await see(stored)).stale, true);
  await refused("stale-roster", () => write(stored, union.secrets, amal, message("x")));
  await refused("stale-roster", () => write(stored, [receipt], receipt, message("x")));
  const room = await see(stored);
  const entries = await verifyEntries(room, headers(stored));
  await refused("not-entitled", async () => newEpoch({ entries, keys: await openEpochs(room, before), actor: wil, day: DAY }));
  post(stored, await newEpoch({ entries, keys: await openEpochs(room, union.secrets), actor: amal, day: DAY }), amal);
  assert.equal((await see(stored)).stale, false);
  await write(stored, [union.secrets[1] as OrganisationKeys], amal, message("nieuw"));
  assert.equal((await read(stored, before)).length, 3);
  assert.equal((await read(stored, [union.secrets[1] as OrganisationKeys])).length, 1, "the new key alone, with the seal of epoch 1's key");
  assert.equal((await read(stored, [receipt])).at(-1), "message nieuw");
  await refused("not-entitled", () => write(stored, union.secrets, wil, message("x")));
});

test("the reporter herself may re-key a room", async () => {
  const { stored, union, amal, receipt } = await start();
  await changeOrg(union, [amal]);
  refresh(stored, [union]);
  const room = await see(stored);
  post(stored, await newEpoch({ entries: await verifyEntries(room, headers(stored)), keys: await openEpochs(room, [receipt]), actor: receipt, day: DAY }), receipt);
  await write(stored, [receipt], receipt, message("ik ben er nog"));
  assert.equal((await read(stored, union.secrets)).at(-1), "message ik ben er nog");
});

test("after withdrawal nothing follows", async () => {
  const { stored, union, amal, receipt } = await start();
  await refused("not-entitled", async () => makeEvent(await see(stored), amal, { type: "withdrawn" }, DAY));
  post(stored, await makeEvent(await see(stored), receipt, { type: "withdrawn" }, DAY), receipt);
  assert.equal((await see(stored)).withdrawn, true);
  await refused("after-withdrawal", () => write(stored, union.secrets, amal, message("x")));
  await refused("after-withdrawal", async () => makeEvent(await see(stored), amal, { type: "acknowledged" }, DAY));
});

test("a lost receipt is cut off by a representative, not by its finder", async () => {
  const { stored, union, amal, receipt } = await start();
  await refused("not-entitled", async () => makeEvent(await see(stored), receipt, { type: "revoked", reader: receipt.kid }, DAY));
  await refused("not-entitled", async () => makeEvent(await see(stored), amal, { type: "revoked", reader: union.chain.fingerprint }, DAY));
  await refused("wrong-event", async () => makeEvent(await see(stored), amal, { type: "revoked", reader: newIdLike() }, DAY));
  post(stored, await makeEvent(await see(stored), amal, { type: "revoked", reader: receipt.kid }, DAY), amal);
  assert.equal((await see(stored)).stale, true);
  await refused("stale-epoch", () => write(stored, union.secrets, amal, message("x")));
  const room = await see(stored);
  const entries = await verifyEntries(room, headers(stored));
  post(stored, await newEpoch({ entries, keys: await openEpochs(room, union.secrets), actor: amal, day: DAY }), amal);
  await write(stored, union.secrets, amal, message("tussen ons"));
  assert.deepEqual(await read(stored, [receipt]), []);
  await refused("not-entitled", async () => makeEvent(await see(stored), receipt, { type: "withdrawn" }, DAY));
  await refused("not-a-reader", () => write(stored, [receipt], amal, message("x")));
});

const newIdLike = (): Bytes => new Uint8Array(32).fill(7);

test("kinds stay where they belong", async () => {
  const { stored, union, amal } = await start();
  for (const kind of ["person", "answers", "narrative"] as const) {
    await refused("kind-not-allowed", () => write(stored, union.secrets, amal, { kind, language: "en", text: "x" }));
  }
  await refused("too-large", () => write(stored, union.secrets, amal, message("x".repeat(262_144))));
  await refused("malformed", () => write(stored, union.secrets, amal, message("\ud800")));
});

test("a filing that named an old key is wrapped anew: its entries stay, its proof changes", async () => {
  const [amal, wil] = [await newAccount(), await newAccount()];
  const union = await newOrg([amal, wil]);
  const receipt = await newReporter();
  const filed = await file([union], receipt);
  await changeOrg(union, [amal]);
  const again = await filed.rewrap([await readerOf(union)]);
  const [first, second] = await Promise.all([openSubmission(filed.bytes, INSTANCE, union.secrets), openSubmission(again.bytes, INSTANCE, union.secrets.slice(1))]);
  assert.deepEqual(second.entries.map((each) => hex(each.header)), first.entries.map((each) => hex(each.header)));
  assert.notEqual(hex(again.proof), hex(filed.proof));
  assert.deepEqual(hex(again.room), hex(filed.room));
  const other = await newOrg([amal]);
  await refused("readers-changed", async () => filed.rewrap([await readerOf(other)]));
  await refused("readers-changed", async () => filed.rewrap([await readerOf(union), await readerOf(other)]));
});

test("an epoch is wrapped for each of its readers or not at all", async () => {
  const kid = new Uint8Array(32);
  const statement = { instance: "i", room: kid.subarray(16), kind: "reporter", epoch: 0, commit: kid, previous: kid, closed: kid, lastEvent: kid, signer: kid, readers: [{ fingerprint: kid, kid }] };
  await refused("wrong-wraps", () => wrapEpoch(kid, statement, []));
});

test("attachments follow the envelope, report progress and come back whole", async () => {
  const union = await newOrg([await newAccount()]);
  const receipt = await newReporter();
  const content = new Uint8Array(700_001).fill(9);
  const steps: number[] = [];
  const filed = await file([union], receipt, {
    attachments: [{ name: "صورة.jpg", type: "image/jpeg", content }, { name: "leeg.txt", type: "text/plain", content: new Uint8Array(0) }],
    progress: (done, total) => steps.push(done / total),
  });
  assert.equal(steps.at(-1), 1);
  assert.ok(steps.every((step, at) => at === 0 || step >= (steps[at - 1] as number)));
  assert.equal(filed.parts.length, 3, "a length, the envelope and the one body too large for it");
  const stored = store(filed.bytes, [union]);
  const room = await see(stored);
  const { entries } = await verifyEntries(room, headers(stored));
  const photo = await openEntry(entries[3] as VerifiedEntry, stored.entries[3]?.body as Bytes, await openEpochs(room, union.secrets));
  assert.ok(photo.kind === "attachment" && Buffer.from(photo.content).equals(Buffer.from(content)) && photo.name === "صورة.jpg");
});

test("a filing without readers, without words, or too large, is refused on the device", async () => {
  const union = await newOrg([await newAccount()]);
  const receipt = await newReporter();
  await refused("no-reader", () => file([], receipt));
  await refused("wrong-entries", async () => {
    const { person, answers, narrative, ...empty } = { instance: INSTANCE, receipt, readers: [await readerOf(union)], reread: false, day: DAY, language: "en", person: 0, answers: 0, narrative: 0 };
    const { sealSubmission } = await import("../../intake_forms/seal/filing");
    return sealSubmission(empty);
  });
  await refused("twins", () => file([union, union], receipt));
  const nine = await Promise.all(Array.from({ length: 9 }, async () => newOrg([await newAccount()])));
  await refused("too-large", () => file(nine, receipt));
  const large = { name: "a", type: "b", content: new Uint8Array(15_000_000) };
  await refused("too-large", () => file([union], receipt, { attachments: [large, large] }));
  await refused("too-large", () => file([union], receipt, { attachments: [{ name: "a", type: "b", content: new Uint8Array(25 * 1024 * 1024 + 1) }] }));
  const many = Array.from({ length: 22 }, (_, at) => ({ name: String(at), type: "b", content: new Uint8Array(1) }));
  await refused("wrong-entries", () => file([union], receipt, { attachments: many }));
});

test("a disclosed entry opens for the one it was disclosed to, and nothing else of its room", async () => {
  const { stored, union, receipt } = await start();
  const table = await newOrg([await newAccount()]);
  const room = await see(stored);
  const keys = await openEpochs(room, union.secrets);
  const { entries } = await verifyEntries(room, headers(stored));
  const given = { keys, instance: INSTANCE, targetRoom: newId(), consent: new Uint8Array(32).fill(3), to: await readerOf(table) };
  const [person, , narrative] = entries as [VerifiedEntry, VerifiedEntry, VerifiedEntry];
  await refused("kind-not-allowed", () => disclose({ ...given, entry: person, body: stored.entries[0]?.body as Bytes }));
  const body = stored.entries[2]?.body as Bytes;
  const { place, wrap } = await disclose({ ...given, entry: narrative, body });
  const content = await openDisclosed(place, table.secrets[0] as OrganisationKeys, wrap.wrap, body);
  assert.ok(content.kind === "narrative" && content.text === "De deur was op slot.");
  await refused("cannot-open", () => openDisclosed(place, receipt, wrap.wrap, body));
  await refused("cannot-open", () => openDisclosed({ ...place, targetRoom: newId() }, table.secrets[0] as OrganisationKeys, wrap.wrap, body));
  const to = table.secrets[0] as OrganisationKeys;
  const sealTo = async (at: DisclosurePlace, key: Bytes) => wrapKey(to.kemPublic, key, disclosureInfo(at, to.kid));
  await refused("wrong-commitment", async () => openDisclosed(place, to, await sealTo(place, newSecret()), body));
  const { commitment, bodyHash, entry } = headerOf(person);
  const who = { ...place, commitment, bodyHash, entry };
  await refused("kind-not-allowed", async () => openDisclosed(who, to, await sealTo(who, await recordOf(person, keys)), stored.entries[0]?.body as Bytes));
  await refused("wrong-body", () => openDisclosed(place, table.secrets[0] as OrganisationKeys, wrap.wrap, stored.entries[1]?.body as Bytes));
});
