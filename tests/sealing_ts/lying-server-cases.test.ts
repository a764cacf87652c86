/**
 * A server that lies about a case, alone or with the help of somebody who reads it: it swaps, drops and replays history,
 * mints epochs, raises roles, moves entries. Each lie ends in a refusal by name.
 */
import { test } from "node:test";
import { b64, EMPTY, hex, unb64 } from "../../intake_forms/seal/bytes";
import type { Bytes } from "../../intake_forms/seal/bytes";
import { headOf, verifyEntries, verifyRoom } from "../../intake_forms/seal/casework";
import type { Head } from "../../intake_forms/seal/casework";
import type { Pin } from "../../intake_forms/seal/chain";
import { openEntry } from "../../intake_forms/seal/entries";
import { openEpochs } from "../../intake_forms/seal/epochs";
import { makeEvent as encodeEvent, parseEvent } from "../../intake_forms/seal/event";
import { sha256 } from "../../intake_forms/seal/hash";
import { makeHeader, parseHeader } from "../../intake_forms/seal/header";
import type { Header } from "../../intake_forms/seal/header";
import { wrapKey } from "../../intake_forms/seal/hpke";
import { newSecret } from "../../intake_forms/seal/keys";
import type { AccountKeys } from "../../intake_forms/seal/keys";
import { verifyRoom as reporterVerifyRoom } from "../../intake_forms/seal/room";
import { makeStatement, parseStatement, sortReaders } from "../../intake_forms/seal/statement";
import type { RoomReader } from "../../intake_forms/seal/statement";
import { sealPreviousKey, epochInfo } from "../../intake_forms/seal/wraps";
import { forge, mint, scene } from "./lies";
import { refused } from "./support";
import { digest, letGo, letIn, message, openCase, rekey, REPORT, say, seeCase, storeFounding, write } from "./workers-world";
import type { Case } from "./workers-world";
import { changeOrg, flip64, headers, INSTANCE, keysJson, newAccount, newOrg, refresh } from "./world";
import type { Org, Store } from "./world";

/** A case with a monitor let in after the first letter, and what one reader remembers of it. */
interface Told extends Case { monitor: Org; sara: AccountKeys; pins: Map<string, Pin>; seen: Head }

/** Made once, because keys take their time; each test tells its lie to a copy. */
const honest = make();
let other: Promise<Told> | undefined;

async function told(): Promise<Told> {
  const each = await honest;
  return { ...each, stored: copyStore(each.stored), union: copyOrg(each.union), monitor: copyOrg(each.monitor), pins: new Map(each.pins) };
}

/** Another case, of other people. */
const another = async (): Promise<Told> => (other ??= make());

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
async function visit({ stored, pins, seen, union }: Told, keys = union.secrets): Promise<void> {
  const room = await seeCase(stored, { pins, seen });
  const { entries } = await verifyEntries(room, headers(stored));
  const epochs = await openEpochs(room, keys);
  for (const [place, entry] of entries.entries()) {
    if (epochs.has(entry.epoch)) await openEntry(entry, stored.entries[place]?.body as Bytes, epochs);
  }
}

function lie(name: string, code: string, tell: (each: Told) => unknown, keys?: (each: Told) => Org["secrets"]): void {
  test(`a case: ${name}: ${code}`, async () => {
    const each = await told();
    await visit(each, keys?.(each));
    await tell(each);
    await refused(code, () => visit(each, keys?.(each)));
  });
}

const last = (each: Told) => parseStatement(unb64(each.stored.json.epochs.at(-1)?.statement as string));
const asReader = (org: Org): RoomReader => ({ fingerprint: org.chain.fingerprint, kid: org.chain.latest.organisationKid });
const events = (each: Told) => each.stored.json.events;
const first = (org: Org) => ({ type: "founded", seq: 0, prev: EMPTY, data: { kind: "workers", founder: hex(org.chain.fingerprint) } });

// The history.
lie("the first event missing", "broken-chain", (each) => events(each).shift());
lie("an event in the middle missing", "broken-chain", (each) => events(each).splice(3, 1));
lie("events in another order", "broken-chain", (each) => events(each).splice(3, 0, ...events(each).splice(4, 1)));
lie("an event altered", "bad-signature", (each) => {
  const before = events(each)[3] as { payload: string };
  before.payload = b64(new TextEncoder().encode(new TextDecoder().decode(unb64(before.payload)).replace("\"wages\"", "\"wager\"")));
});
lie("an event of another case", "foreign-room", async (each) => { events(each)[3] = (await another()).stored.json.events[3] as { payload: string; signature: string }; });
lie("another case for the one asked for", "foreign-room", async (each) => { each.stored.json = structuredClone((await another()).stored.json); });
lie("less than this person has seen", "rolled-back", (each) => { events(each).pop(); });
lie("another last event than this person has seen", "forked", async (each) => {
  events(each).pop();
  await say(each.stored, each.amal, { type: "recorded", data: { fact: "site", values: ["other"] } });
});
lie("the case as it was before somebody was let go", "rolled-back", async (each) => {
  const before = structuredClone(each.stored.json);
  await letGo(each.stored, each.union, each.amal, each.monitor.chain.fingerprint);
  each.seen = headOf(await seeCase(each.stored));
  each.stored.json = before;
});
lie("the list of keys as it was before somebody left", "rolled-back", async (each) => {
  await changeOrg(each.union, [each.amal]);
  const { fingerprint, version, digest: newest } = each.union.chain;
  each.pins.set(hex(each.union.organisation), { fingerprint, version, digest: newest });
});
lie("the last epoch hidden", "not-announced", (each) => each.stored.json.epochs.pop());

// Who may act.
const monitors = (each: Told) => ({ roster: each.monitor.chain.digest });
lie("an admission by a monitor", "not-entitled", async (each) => forge(each, each.sara, { ...monitors(each), type: "admitted", data: { fingerprint: digest(4) } }));
lie("a removal by a monitor", "not-entitled", async (each) => forge(each, each.sara, { ...monitors(each), type: "revoked", data: { reader: hex(each.union.chain.fingerprint) } }));
lie("a role raised by the monitor itself", "not-entitled", async (each) =>
  forge(each, each.sara, { ...monitors(each), type: "entrusted", data: { fingerprint: hex(each.monitor.chain.fingerprint), role: "representative" } }));
lie("a role raised by a coordinator", "not-entitled", async (each) => {
  const fingerprint = hex(each.monitor.chain.fingerprint);
  await say(each.stored, each.amal, { type: "entrusted", data: { fingerprint, role: "coordinator" } });
  await forge(each, each.sara, { ...monitors(each), type: "entrusted", data: { fingerprint, role: "representative" } });
});
lie("a case closed by a monitor", "not-entitled", async (each) => forge(each, each.sara, { ...monitors(each), type: "closed", data: { outcome: "withdrawn", reason: "", into: "", entry: "" } }));
lie("a fact recorded by a monitor under the union's list", "not-entitled", async (each) => forge(each, each.sara, { type: "recorded", data: { fact: "site", values: [] } }));
lie("a fact recorded by a stranger", "not-entitled", async (each) => forge(each, await newAccount(), { type: "recorded", data: { fact: "site", values: [] } }));
lie("a fact recorded under a list of nobody here", "unknown-roster", async (each) => {
  const other = await newOrg([await newAccount()]);
  refresh(each.stored, [other]);
  await forge(each, other.people[0] as AccountKeys, { roster: other.chain.digest, type: "recorded", data: { fact: "site", values: [] } });
});
lie("a fact recorded under no list", "not-entitled", async (each) => forge(each, each.amal, { roster: EMPTY, type: "recorded", data: { fact: "site", values: [] } }));
lie("something said by an organisation only just let in", "unknown-roster", async (each) => {
  const other = await newOrg([await newAccount()]);
  refresh(each.stored, [other]);
  await forge(each, each.amal, { type: "admitted", data: { fingerprint: hex(other.chain.fingerprint) } });
  await forge(each, other.people[0] as AccountKeys, { roster: other.chain.digest, type: "resumed", data: {} });
});
lie("something decided by a representative on its way out", "not-entitled", async (each) => {
  const fingerprint = hex(each.monitor.chain.fingerprint);
  await say(each.stored, each.amal, { type: "entrusted", data: { fingerprint, role: "representative" } });
  await forge(each, each.amal, { type: "revoked", data: { reader: fingerprint } });
  await forge(each, each.sara, { ...monitors(each), type: "linked", data: { report: digest(9) } });
});
lie("somebody who left an organisation, under its old list", "roster-went-back", async (each) => {
  const old = each.union.chain.digest;
  await changeOrg(each.union, [each.amal]);
  refresh(each.stored, [each.union]);
  await rekey(each.stored, each.union, each.amal);
  await forge(each, each.wil, { roster: old, type: "recorded", data: { fact: "site", values: [] } });
});
lie("a list older than one that was used", "roster-went-back", async (each) => {
  const old = each.union.chain.digest;
  await changeOrg(each.union, [each.amal, each.wil, await newAccount()]);
  refresh(each.stored, [each.union]);
  await say(each.stored, each.amal, { type: "resumed", data: {} });
  await forge(each, each.wil, { roster: old, type: "resumed" });
});
lie("a list older than the key its organisation reads with, though nobody used a newer one", "roster-went-back", async (each) => {
  const old = each.union.chain.digest;
  await changeOrg(each.union, [each.amal]);
  refresh(each.stored, [each.union]);
  await rekey(each.stored, each.monitor, each.sara);
  await forge(each, each.wil, { roster: old, type: "resumed" });
});

// What cannot happen.
for (const [type, data] of [["acknowledged", {}], ["handover_proposed", { fingerprint: digest(1) }], ["consented", { fingerprint: digest(1), purpose: "handover" }], ["withdrawn", {}]] as const) {
  lie(`something that happens with a reporter only (${type})`, "wrong-event", async (each) => forge(each, await newAccount(), { type, data }));
}
lie("a report linked twice", "wrong-event", async (each) => forge(each, each.amal, { type: "linked", data: { report: REPORT } }));
lie("a report unlinked that was not linked", "wrong-event", async (each) => forge(each, each.amal, { type: "unlinked", data: { report: digest(9) } }));
lie("a consent withdrawn that nobody gave", "wrong-event", async (each) => forge(each, each.amal, { type: "consent_withdrawn", data: { consent: digest(9) } }));
lie("a reader let in twice", "wrong-event", async (each) => forge(each, each.amal, { type: "admitted", data: { fingerprint: hex(each.monitor.chain.fingerprint) } }));
lie("somebody let go who is no reader", "wrong-event", async (each) => forge(each, each.amal, { type: "revoked", data: { reader: digest(9) } }));
lie("somebody entrusted who is no reader", "wrong-event", async (each) => forge(each, each.amal, { type: "entrusted", data: { fingerprint: digest(9), role: "coordinator" } }));
lie("the only representative let go", "wrong-event", async (each) => forge(each, each.amal, { type: "revoked", data: { reader: hex(each.union.chain.fingerprint) } }));
lie("the only representative who could open an epoch let go", "wrong-event", async (each) => {
  const other = await newOrg([await newAccount()]);
  refresh(each.stored, [other]);
  await forge(each, each.amal, { type: "admitted", data: { fingerprint: hex(other.chain.fingerprint) } });
  await forge(each, each.amal, { type: "entrusted", data: { fingerprint: hex(other.chain.fingerprint), role: "representative" } });
  await forge(each, each.amal, { type: "revoked", data: { reader: hex(each.union.chain.fingerprint) } });
});
lie("the only representative made coordinator", "wrong-event", async (each) =>
  forge(each, each.amal, { type: "entrusted", data: { fingerprint: hex(each.union.chain.fingerprint), role: "coordinator" } }));

// The founding.
const founding = (each: Told, signer: AccountKeys, change: object) => forge(each, signer, { ...first(each.union), ...change });
lie("founded by a receipt", "not-entitled", async (each) => founding(each, each.amal, { roster: EMPTY }));
lie("founded for an organisation that nobody shows", "unknown-roster", async (each) => founding(each, each.amal, { data: { kind: "workers", founder: digest(9) } }));
lie("founded under another organisation's list", "unknown-roster", async (each) => founding(each, each.sara, { roster: each.monitor.chain.digest }));
lie("founded by somebody whom the list does not name", "not-entitled", async (each) => founding(each, each.sara, {}));
lie("a table, for which there are no rules", "unknown-kind", async (each) => founding(each, each.amal, { data: { kind: "table", founder: hex(each.union.chain.fingerprint) } }));
lie("something said before the first epoch", "wrong-event", async (each) => {
  events(each).splice(1);
  await forge(each, each.amal, { type: "linked", data: { report: REPORT } });
});
lie("a first epoch that is two", "wrong-event", async (each) => {
  events(each).splice(1);
  await forge(each, each.amal, { type: "epoch", data: { statements: each.stored.json.epochs.map((one) => hex(sha256(unb64(one.statement)))) } });
});
lie("a first epoch by somebody of no list", "not-entitled", async (each) => {
  events(each).splice(1);
  await forge(each, each.sara, { type: "epoch", data: { statements: [hex(sha256(unb64(each.stored.json.epochs[0]?.statement as string)))] } });
});

/** The founding once more, with another statement 0, signed by a member of the founder. */
async function refound(each: Told, readers: RoomReader[], signer = each.amal): Promise<void> {
  const zero = parseStatement(unb64(each.stored.json.epochs[0]?.statement as string));
  events(each).splice(1);
  const body = makeStatement({ ...zero, readers: sortReaders(readers), signer: signer.kid });
  each.stored.json.epochs = [{ epoch: 0, statement: b64(body), signature: b64(await signer.sign(body)), previous: null }];
  await forge(each, signer, { type: "epoch", data: { statements: [hex(sha256(body))] } });
}
lie("a first epoch that a second organisation reads", "readers-changed", async (each) => refound(each, [asReader(each.union), asReader(each.monitor)]));
lie("a first epoch that a receipt reads", "readers-changed", async (each) => refound(each, [asReader(each.union), { fingerprint: EMPTY, kid: each.sara.kid }]));
lie("a first epoch of another organisation", "readers-changed", async (each) => refound(each, [asReader(each.monitor)]));
lie("a first epoch of a receipt with the organisation's name", "readers-changed", async (each) => refound(each, [{ fingerprint: EMPTY, kid: each.union.chain.fingerprint }]));
lie("a first epoch by a member who never had its key", "not-entitled", async (each) => {
  const old = asReader(each.union);
  const late = await newAccount();
  await changeOrg(each.union, [each.amal, late]);
  refresh(each.stored, [each.union]);
  await refound(each, [old], late);
});

// Epochs.
lie("an epoch without an event", "not-announced", async (each) => mint(each, each.amal));
lie("an epoch with a stranger among its readers", "readers-changed", async (each) => {
  const spy = await newOrg([await newAccount()]);
  refresh(each.stored, [spy]);
  await mint(each, each.sara, { readers: sortReaders([...last(each).readers, asReader(spy)]) }, true, each.monitor.chain.digest);
});
lie("an epoch with a stranger in a reader's place", "readers-changed", async (each) => {
  const spy = await newOrg([await newAccount()]);
  refresh(each.stored, [spy]);
  await mint(each, each.sara, { readers: sortReaders([asReader(each.monitor), asReader(spy)]) }, true, each.monitor.chain.digest);
});
lie("an epoch whose signature is of something else", "bad-signature", (each) => {
  const epoch = each.stored.json.epochs[1] as { signature: string };
  epoch.signature = each.stored.json.epochs[0]?.signature as string;
});
lie("an epoch with a receipt among its readers", "readers-changed", async (each) =>
  mint(each, each.sara, { readers: sortReaders([...last(each).readers, { fingerprint: EMPTY, kid: each.sara.kid }]) }, true, each.monitor.chain.digest));
lie("an epoch whose reader is a receipt with an organisation's name", "readers-changed", async (each) =>
  mint(each, each.sara, { readers: sortReaders([asReader(each.monitor), { fingerprint: EMPTY, kid: each.union.chain.fingerprint }]) }, true, each.monitor.chain.digest));
lie("an epoch that drops a reader", "readers-changed", async (each) => mint(each, each.sara, { readers: [asReader(each.monitor)] }, true, each.monitor.chain.digest));
lie("an epoch by a stranger", "unknown-signer", async (each) => mint(each, await newAccount(), {}, true));
lie("an epoch by a stranger whose keys the server shows", "not-entitled", async (each) => {
  const stranger = await newAccount();
  each.stored.json.authors.push(keysJson(stranger));
  await mint(each, stranger, {}, true);
});
lie("an epoch by an organisation that was let go, for itself", "unknown-roster", async (each) => {
  await letGo(each.stored, each.union, each.amal, each.monitor.chain.fingerprint);
  await mint(each, each.sara, { readers: sortReaders([...last(each).readers, asReader(each.monitor)]) }, true, each.monitor.chain.digest);
});
lie("an epoch by an organisation on its way out", "not-entitled", async (each) => {
  await forge(each, each.amal, { type: "revoked", data: { reader: hex(each.monitor.chain.fingerprint) } });
  await mint(each, each.sara, { readers: [asReader(each.union)] }, true, each.monitor.chain.digest);
});
lie("an epoch that keeps an organisation on its way out", "readers-changed", async (each) => {
  await forge(each, each.amal, { type: "revoked", data: { reader: hex(each.monitor.chain.fingerprint) } });
  await mint(each, each.sara, {}, true, each.monitor.chain.digest);
});
lie("an epoch by somebody who left, for the new key", "not-entitled", async (each) => {
  const old = each.union.chain.digest;
  await changeOrg(each.union, [each.amal]);
  refresh(each.stored, [each.union]);
  await mint(each, each.wil, { readers: sortReaders([asReader(each.union), asReader(each.monitor)]) }, true, old);
});
lie("an epoch that brings an organisation's old key back", "roster-went-back", async (each) => {
  const old = asReader(each.union);
  await changeOrg(each.union, [each.amal]);
  refresh(each.stored, [each.union]);
  await rekey(each.stored, each.union, each.amal);
  await mint(each, each.amal, { readers: sortReaders([old, asReader(each.monitor)]) }, true);
});
lie("an epoch with a key that its organisation never had", "wrong-kid", async (each) =>
  mint(each, each.sara, { readers: sortReaders([{ ...asReader(each.union), kid: sha256(EMPTY) }, asReader(each.monitor)]) }, true, each.monitor.chain.digest));
lie("an epoch of a reporter's room", "unknown-kind", async (each) => mint(each, each.amal, { kind: "reporter" }, true));
lie("an epoch that drops what was said before", "wrong-closed", async (each) => mint(each, each.amal, {}, true));

// Keys.
const wrapFor = (each: Told, epoch: number, org: Org) => each.stored.json.wraps.find((one) => one.epoch === epoch && one.kid === hex(org.secrets[0]?.kid as Bytes)) as { wrap: string; late: boolean };
lie("a key of the server's own", "wrong-commitment", async (each) => {
  const reader = each.union.secrets[0] as Org["secrets"][0];
  wrapFor(each, 1, each.union).wrap = b64(await wrapKey(reader.kemPublic, newSecret(), epochInfo(last(each), reader.kid)));
});
lie("a key moved to another epoch", "cannot-open", (each) => { wrapFor(each, 1, each.union).wrap = wrapFor(each, 0, each.union).wrap; });
lie("a late key", "wrong-wraps", (each) => { wrapFor(each, 0, each.union).late = true; });
lie("the key of the epoch before, altered", "cannot-open", (each) => {
  const epoch = each.stored.json.epochs[1] as { previous: string };
  epoch.previous = flip64(epoch.previous);
}, (each) => each.monitor.secrets);
lie("another key for the epoch before", "wrong-commitment", async (each) => {
  const ck = (await openEpochs(await seeCase(each.stored), each.union.secrets)).get(1) as Bytes;
  (each.stored.json.epochs[1] as { previous: string }).previous = b64(await sealPreviousKey(ck, last(each), newSecret()));
}, (each) => each.monitor.secrets);

// Entries.
const rewrite = (each: Told, place: number, change: Partial<Header>): void => {
  const entry = each.stored.entries[place] as { header: Bytes };
  entry.header = makeHeader({ ...parseHeader(entry.header), ...change });
};
lie("an entry of another case", "foreign-room", async (each) => { each.stored.entries.push((await another()).stored.entries[0] as Store["entries"][0]); });
lie("an entry of another case with this one's name", "bad-signature", async (each) => {
  each.stored.entries.push({ ...(await another()).stored.entries[1] as Store["entries"][0] });
  rewrite(each, 2, { room: each.stored.room, head: EMPTY, author: each.sara.kid });
});
lie("an entry moved to another epoch", "bad-signature", (each) => rewrite(each, 0, { epoch: 1 }));
lie("an entry moved to before its author was let in", "foreign-author", (each) => rewrite(each, 1, { epoch: 0 }));
lie("an entry moved to an epoch that does not exist", "foreign-epoch", (each) => rewrite(each, 1, { epoch: 2 }));
lie("an entry that saw another history", "foreign-head", (each) => rewrite(each, 1, { head: sha256(EMPTY) }));
lie("an entry in another's name", "bad-signature", (each) => rewrite(each, 0, { author: each.amal.kid }));
lie("an entry in a stranger's name", "foreign-author", (each) => rewrite(each, 0, { author: sha256(EMPTY) }));
lie("an entry hidden", "wrong-closed", (each) => each.stored.entries.shift());
lie("an entry twice", "twins", (each) => each.stored.entries.push(each.stored.entries[1] as Store["entries"][0]));
lie("two bodies exchanged", "wrong-body", (each) => {
  const [one, two] = each.stored.entries as [Store["entries"][0], Store["entries"][0]];
  [one.body, two.body] = [two.body, one.body];
});

test("a member of two organisations cannot lend one the other's role", async () => {
  const each = await told();
  const both = await newOrg([each.amal]);
  await letIn(each.stored, each.union, each.amal, both);
  await forge(each, each.amal, { roster: both.chain.digest, type: "recorded", data: { fact: "site", values: [] } });
  await refused("not-entitled", () => visit(each));
});

test("what happens in cases does not happen in a reporter's room, whoever signs it", async () => {
  const each = await scene();
  await forge(each, each.amal, { type: "linked", data: { report: REPORT } });
  const given = { instance: INSTANCE, room: each.stored.room, json: each.stored.json };
  await refused("wrong-event", () => verifyRoom(given));
  // The reporter's page need not know the words of cases to refuse them.
  await refused("unknown-event", () => reporterVerifyRoom(given));
});

test("a receipt with an organisation's name does not stand for it in a reporter's room either", async () => {
  const each = await scene();
  const zero = parseStatement(unb64(each.stored.json.epochs[1]?.statement as string));
  const readers = zero.readers.map((reader) => reader.fingerprint.length > 0 ? { fingerprint: EMPTY, kid: reader.fingerprint } : reader);
  const spy = await newOrg([await newAccount()]);
  refresh(each.stored, [spy]);
  await mint(each, each.receipt, { readers: sortReaders(readers) }, true, EMPTY);
  await refused("readers-changed", () => reporterVerifyRoom({ instance: INSTANCE, room: each.stored.room, json: each.stored.json }));
});

test("an event changed on the way to the server is not what was signed", async () => {
  const each = await told();
  const event = parseEvent(unb64(events(each)[0]?.payload as string));
  events(each)[0] = { ...events(each)[0] as { signature: string }, payload: b64(encodeEvent({ ...event, day: "2026-03-10" })) };
  await refused("bad-signature", () => visit(each));
});

test("the founding once more, unchanged, is accepted", async () => {
  const each = await told();
  const stored = await storeFounding(each.union, each.amal);
  await seeCase(stored);
  Object.assign(each, { stored, seen: undefined });
  await refound(each, [asReader(each.union)]);
  await seeCase(stored);
});
