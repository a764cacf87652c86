/**
 * A server that lies to its own clients: swaps keys, mints epochs, adds readers, replays rosters, moves ciphertext, hides
 * entries. Each lie ends in a refusal by name, and nothing is ever sealed to a key that nobody vouched for.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { b64, hex, unb64 } from "../../intake_forms/seal/bytes";
import type { Bytes } from "../../intake_forms/seal/bytes";
import { foundRoster, verifyChain } from "../../intake_forms/seal/chain";
import { makeEvent, newEpoch } from "../../intake_forms/seal/change";
import { openEntry, verifyEntries } from "../../intake_forms/seal/entries";
import type { VerifiedEntry } from "../../intake_forms/seal/entries";
import { epochInfo, openEpochs } from "../../intake_forms/seal/epochs";
import { makeEvent as encodeEvent, parseEvent, signEvent } from "../../intake_forms/seal/event";
import { sealSubmission } from "../../intake_forms/seal/filing";
import { sha256 } from "../../intake_forms/seal/hash";
import { makeHeader, parseHeader } from "../../intake_forms/seal/header";
import type { Header } from "../../intake_forms/seal/header";
import { wrapKey } from "../../intake_forms/seal/hpke";
import { newSecret, orgKeys } from "../../intake_forms/seal/keys";
import type { AccountKeys } from "../../intake_forms/seal/keys";
import { openOrganisation, organisationInfo, organisationReader, sealPreviousSecret, wrapForMembers } from "../../intake_forms/seal/organisation";
import { makeRoster } from "../../intake_forms/seal/roster";
import { sealEntry } from "../../intake_forms/seal/seal-entry";
import { parseStatement, sortReaders } from "../../intake_forms/seal/statement";
import { chainOf, lie, message, mint, scene, visit } from "./lies";
import type { Scene } from "./lies";
import { refused } from "./support";
import { changeOrg, DAY, file, flip64, headers, INSTANCE, newAccount, newOrg, post, readerOf, refresh, see } from "./world";
import type { Org, Store } from "./world";

lie("an epoch minted without an event", "not-announced", async (each) => mint(each, each.amal));
lie("an epoch minted by a stranger", "unknown-signer", async (each) => mint(each, await newAccount(), {}, true));
lie("an epoch minted by a stranger whose keys the server vouches for", "not-entitled", async (each) => {
  const stranger = await newAccount();
  each.stored.json.authors.push({ kid: hex(stranger.kid), kem_public: b64(stranger.kemPublic), sig_public: b64(stranger.sigPublic) });
  await mint(each, stranger, {}, true);
});
lie("a reader added to an epoch", "readers-changed", async (each) => {
  const spy = await newOrg([await newAccount()]);
  const last = parseStatement(unb64(each.stored.json.epochs.at(-1)?.statement as string));
  refresh(each.stored, [spy]);
  await mint(each, each.amal, { readers: sortReaders([...last.readers, { fingerprint: spy.chain.fingerprint, kid: spy.chain.latest.organisationKid }]) }, true);
});
lie("a reader with a key its organisation never had", "wrong-kid", async (each) => {
  const swapped = await orgKeys(newSecret());
  const last = parseStatement(unb64(each.stored.json.epochs.at(-1)?.statement as string));
  const readers = last.readers.map((reader) => reader.fingerprint.length > 0 ? { ...reader, kid: swapped.kid } : reader);
  await mint(each, each.amal, { readers: sortReaders(readers) }, true);
});
lie("an epoch that drops what was said before", "wrong-closed", async (each) => mint(each, each.amal, {}, true));
lie("an epoch by somebody removed from the organisation", "not-entitled", async (each) => {
  const old = each.union.chain.digest;
  await changeOrg(each.union, [each.amal]);
  refresh(each.stored, [each.union]);
  each.stored.json.authors.push({ kid: hex(each.wil.kid), kem_public: b64(each.wil.kemPublic), sig_public: b64(each.wil.sigPublic) });
  const last = parseStatement(unb64(each.stored.json.epochs.at(-1)?.statement as string));
  const readers = last.readers.map((reader) => reader.fingerprint.length > 0 ? { ...reader, kid: each.union.chain.latest.organisationKid } : reader);
  await mint(each, each.wil, { readers: sortReaders(readers) }, true, old);
});
lie("another organisation's rosters under the same name", "wrong-fingerprint", async (each) => {
  const other = await newOrg([await newAccount()]);
  const id = each.union.organisation;
  const forged = await foundRoster({ instance: INSTANCE, organisation: id, organisationKid: (other.secrets[0] as Org["secrets"][0]).kid,
    members: [other.people[0]?.kid as Bytes], managers: [other.people[0]?.kid as Bytes], signer: other.people[0] as AccountKeys });
  const chain = chainOf(each);
  chain.rosters = [{ body: b64(forged.body), signature: b64(forged.signature) }];
  chain.keys = [{ kid: hex(other.people[0]?.kid as Bytes), kem_public: b64(other.people[0]?.kemPublic as Bytes), sig_public: b64(other.people[0]?.sigPublic as Bytes) }];
});
lie("an older roster than this device saw", "rolled-back", async (each) => {
  await changeOrg(each.union, [each.amal, each.wil, await newAccount()]);
  const { fingerprint, version, digest } = each.union.chain;
  each.pins.set(hex(each.union.organisation), { fingerprint, version, digest });
});
lie("another roster of the same version", "forked", async (each) => {
  const { latest } = each.union.chain;
  const spy = await newAccount();
  const make = async (members: Bytes[]) => {
    const body = makeRoster({ ...latest, version: 1, previous: each.union.chain.digest, members, signer: each.amal.kid });
    return { body, signature: await each.amal.sign(body) };
  };
  const [seen, shown] = [await make([...latest.members]), await make([...latest.members, spy.kid])];
  each.pins.set(hex(each.union.organisation), { fingerprint: each.union.chain.fingerprint, version: 1, digest: sha256(seen.body) });
  chainOf(each).rosters.push({ body: b64(shown.body), signature: b64(shown.signature) });
});
lie("a roster nobody entitled signed", "not-a-manager", async (each) => {
  const { latest, digest } = each.union.chain;
  const body = makeRoster({ ...latest, version: 1, previous: digest, managers: [each.wil.kid], signer: each.wil.kid });
  chainOf(each).rosters.push({ body: b64(body), signature: b64(await each.wil.sign(body)) });
});
lie("keys of a signer swapped", "wrong-kid", async (each) => {
  const other = await newAccount();
  const keys = chainOf(each).keys[0] as { sig_public: string };
  keys.sig_public = b64(other.sigPublic);
});
/** The header of the last entry, changed. */
function rewrite(each: Scene, change: Partial<Header>): void {
  const entry = each.stored.entries[3] as { header: Bytes };
  entry.header = makeHeader({ ...parseHeader(entry.header), ...change });
}

lie("a wrap swapped for a key the server knows", "wrong-commitment", async (each) => {
  const reader = each.union.secrets[0] as Org["secrets"][0];
  const statement = parseStatement(unb64(each.stored.json.epochs[1]?.statement as string));
  const wrap = each.stored.json.wraps.find((one) => one.epoch === 1 && one.kid === hex(reader.kid)) as { wrap: string };
  wrap.wrap = b64(await wrapKey(reader.kemPublic, newSecret(), epochInfo(statement, reader.kid)));
});
lie("a wrap moved to another epoch", "cannot-open", (each) => {
  const mine = each.stored.json.wraps.filter((wrap) => wrap.kid === hex(each.union.secrets[0]?.kid as Bytes));
  (mine[1] as { wrap: string }).wrap = mine[0]?.wrap as string;
});
lie("a wrap altered", "cannot-open", (each) => {
  const wrap = each.stored.json.wraps.find((one) => one.kid === hex(each.union.secrets[0]?.kid as Bytes)) as { wrap: string };
  wrap.wrap = flip64(wrap.wrap);
});
lie("a wrap for an epoch that does not exist", "foreign-epoch", (each) => {
  each.stored.json.wraps.push({ ...each.stored.json.wraps[0] as Store["json"]["wraps"][0], epoch: 7 });
});
lie("a body altered", "wrong-body", (each) => { (each.stored.entries[2] as { body: Bytes }).body = unb64(flip64(b64(each.stored.entries[2]?.body as Bytes))); });
lie("a body swapped with another", "wrong-body", (each) => { (each.stored.entries[2] as { body: Bytes }).body = each.stored.entries[1]?.body as Bytes; });
lie("a body cut", "wrong-length", (each) => { (each.stored.entries[2] as { body: Bytes }).body = (each.stored.entries[2]?.body as Bytes).subarray(0, 4000); });
lie("an entry hidden", "wrong-closed", (each) => { each.stored.entries.splice(1, 1); });
lie("an entry twice", "twins", (each) => { each.stored.entries.push(each.stored.entries.at(-1) as Store["entries"][0]); });
lie("an entry of another room", "foreign-room", async (each) => {
  const other = await scene();
  each.stored.entries.push(other.stored.entries[0] as Store["entries"][0]);
});
lie("an entry whose author was renamed", "foreign-author", (each) => {
  const entry = each.stored.entries[3] as { header: Bytes };
  const at = hex(entry.header).indexOf(hex(each.amal.kid)) / 2;
  entry.header = Uint8Array.from(entry.header, (byte, place) => place >= at && place < at + 32 ? 1 : byte);
});
lie("an entry of an epoch that does not exist", "foreign-epoch", (each) => rewrite(each, { epoch: 9 }));
lie("an entry that saw an event of nobody", "foreign-head", (each) => rewrite(each, { head: new Uint8Array(32) }));
lie("an entry said to be of another epoch", "foreign-author", (each) => rewrite(each, { epoch: 0 }));
lie("an entry whose signature is not its author's", "bad-signature", (each) => rewrite(each, { signature: new Uint8Array(64) }));
lie("an entry with another body, and its hash", "bad-signature", (each) => {
  const other = parseHeader(each.stored.entries[0]?.header as Bytes);
  (each.stored.entries[3] as { body: Bytes }).body = each.stored.entries[0]?.body as Bytes;
  rewrite(each, { bodyHash: other.bodyHash, bodyLength: other.bodyLength });
});
lie("an author's keys withheld", "unknown-signer", (each) => {
  each.stored.json.authors = [];
  chainOf(each).keys = chainOf(each).keys.filter((keys) => keys.kid !== hex(each.wil.kid));
  rewrite(each, { author: each.wil.kid });
});
lie("the last event cut off with its epoch left", "not-announced", (each) => { each.stored.json.events.pop(); });
lie("an event altered", "bad-signature", async (each) => {
  const before = each.stored.json.events.at(-1) as { payload: string };
  const event = parseEvent(unb64(before.payload));
  before.payload = b64(encodeEvent({ ...event, day: "2026-03-10" }));
});
lie("events in another order", "broken-chain", (each) => { each.stored.json.events.reverse(); });
lie("another instance", "foreign-instance", async (each) => {
  const event = parseEvent(unb64(each.stored.json.events[0]?.payload as string));
  const signed = await signEvent(each.receipt, { ...event, instance: "elsewhere" });
  each.stored.json.events[0] = { payload: b64(signed.payload), signature: b64(signed.signature) };
});
lie("an acknowledgement under a roster from before a removal", "roster-went-back", async (each) => {
  const old = each.union.chain.digest;
  post(each.stored, await makeEvent(await see(each.stored), each.amal, { type: "acknowledged" }, DAY), each.amal);
  await changeOrg(each.union, [each.amal]);
  refresh(each.stored, [each.union]);
  post(each.stored, await makeEvent(await see(each.stored), each.amal, { type: "acknowledged" }, DAY), each.amal);
  const head = sha256(unb64(each.stored.json.events.at(-1)?.payload as string));
  const signed = await signEvent(each.wil, { instance: INSTANCE, room: each.stored.room, seq: each.stored.json.events.length, prev: head, day: DAY,
    type: "acknowledged", actor: each.wil.kid, roster: old, data: {} });
  post(each.stored, { events: [{ payload: b64(signed.payload), signature: b64(signed.signature) }] }, each.wil);
});
lie("a statement of another place in the row", "foreign-epoch", (each) => { each.stored.json.epochs.reverse(); });

test("a wrap for somebody the statement does not name is not opened", async () => {
  const { stored, union, receipt } = await scene();
  stored.json.wraps.push({ epoch: 0, kid: hex(receipt.kid), wrap: stored.json.wraps[0]?.wrap as string, late: false });
  await refused("not-a-reader", async () => openEpochs(await see(stored), [receipt]));
  stored.json.wraps = [{ ...stored.json.wraps[0] as Store["json"]["wraps"][0], late: true }];
  await refused("not-a-reader", async () => openEpochs(await see(stored), union.secrets));
});

test("a secret that the server made up is not taken for the organisation's", async () => {
  const { union, amal } = await scene();
  const place = { instance: INSTANCE, organisation: union.organisation, epoch: 0 };
  const wrap = await wrapKey(amal.kemPublic, newSecret(), organisationInfo(place, union.chain.latest.organisationKid, amal.kid));
  await refused("wrong-kid", () => openOrganisation(union.chain, amal, { epochs: [], wraps: [{ epoch: 0, wrap }] }));
  await changeOrg(union, [amal]);
  const now = union.secrets[1] as Org["secrets"][0];
  const previous = await sealPreviousSecret(now, await orgKeys(newSecret()), { ...place, epoch: 1 });
  const mine = union.wraps.find((each) => each.epoch === 1) as { epoch: number; wrap: Bytes };
  await refused("wrong-kid", () => openOrganisation(union.chain, amal, { epochs: [{ epoch: 1, previous }], wraps: [mine] }));
});

test("the reporter's page opens only the room that her own receipt founded", async () => {
  const [mine, other] = [await scene(), await scene()];
  await visit(mine, [], mine.receipt.kid);
  await refused("wrong-founder", () => visit(other, [], mine.receipt.kid));
});

test("a directory with a swapped key gives no reader to seal to", async () => {
  const { union } = await scene();
  const spy = await orgKeys(newSecret());
  await refused("wrong-kid", () => organisationReader(union.chain, spy.kemPublic));
  await refused("bad-key", () => organisationReader(union.chain, new Uint8Array(3)));
});

test("a printed fingerprint catches an organisation founded by the server", async () => {
  const { union } = await scene();
  const forged = await newOrg([await newAccount()]);
  await refused("wrong-fingerprint", () => verifyChain({
    instance: INSTANCE, organisation: forged.organisation, rosters: forged.rosters, keys: forged.people, fingerprint: union.chain.fingerprint }));
});

test("a new epoch is wrapped for no key that the rosters do not name", async () => {
  const { stored, union, amal } = await scene();
  await changeOrg(union, [amal]);
  refresh(stored, [union]);
  const spy = await orgKeys(newSecret());
  const newest = stored.json.chains[hex(union.organisation)]?.epochs.at(-1) as { kem_public: string };
  newest.kem_public = b64(spy.kemPublic);
  const room = await see(stored);
  const given = { entries: await verifyEntries(room, headers(stored)), keys: await openEpochs(room, union.secrets), actor: amal, day: DAY };
  await refused("wrong-kid", () => newEpoch(given));
});

test("an organisation's secret is wrapped only for people its roster lists, under keys of their kid", async () => {
  const { union, amal, wil } = await scene();
  const keys = union.secrets[0] as Org["secrets"][0];
  await refused("not-a-reader", async () => wrapForMembers(keys, union.chain.latest, [await newAccount()]));
  await refused("wrong-kid", () => wrapForMembers(keys, union.chain.latest, [{ ...amal, kemPublic: wil.kemPublic }]));
  await refused("wrong-kid", async () => wrapForMembers(await orgKeys(newSecret()), union.chain.latest, [amal]));
});

test("what was not verified is not sealed with, whatever it looks like", async () => {
  const honest = await scene();
  const { stored, union, amal, receipt } = honest;
  const room = await see(stored);
  const keys = await openEpochs(room, union.secrets);
  const entries = await verifyEntries(room, headers(stored));
  const reader = await readerOf(union);
  const cast = <T>(thing: T): T => ({ ...thing });
  const given = { instance: INSTANCE, receipt, reread: false, day: DAY, language: "en", narrative: "x" };
  await assert.rejects(sealSubmission({ ...given, readers: [cast(reader)] }), TypeError);
  const filed = await file([union], receipt);
  await assert.rejects(filed.rewrap([cast(reader)]), TypeError);
  await assert.rejects(organisationReader(cast(union.chain), reader.kemPublic), TypeError);
  await assert.rejects(sealEntry(cast(room), keys, amal, message("x")), TypeError);
  await assert.rejects(newEpoch({ entries: cast(entries), keys, actor: amal, day: DAY }), TypeError);
  await assert.rejects(openEntry(cast(entries.entries[0] as VerifiedEntry), stored.entries[0]?.body as Bytes, keys), TypeError);
  assert.throws(() => { (room as { head: Bytes }).head = new Uint8Array(32); }, TypeError);
});

test("keys of an epoch that were not signed seal nothing", async () => {
  const { stored, amal } = await scene();
  const room = await see(stored);
  await refused("wrong-commitment", () => sealEntry(room, new Map([[1, newSecret()]]), amal, message("x")));
  await refused("not-a-reader", () => sealEntry(room, new Map(), amal, message("x")));
});
