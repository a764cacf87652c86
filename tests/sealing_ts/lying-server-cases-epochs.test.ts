/** The same server, lying about epochs, keys and entries of a case. Each lie ends in a refusal by name. */
import { test } from "node:test";
import { b64, EMPTY, hex, unb64 } from "../../intake_forms/seal/bytes";
import type { Bytes } from "../../intake_forms/seal/bytes";
import { verifyRoom } from "../../intake_forms/seal/casework";
import { openEpochs } from "../../intake_forms/seal/epochs";
import { makeEvent as encodeEvent, parseEvent } from "../../intake_forms/seal/event";
import { sha256 } from "../../intake_forms/seal/hash";
import { makeHeader, parseHeader } from "../../intake_forms/seal/header";
import type { Header } from "../../intake_forms/seal/header";
import { wrapKey } from "../../intake_forms/seal/hpke";
import { newSecret } from "../../intake_forms/seal/keys";
import { verifyRoom as reporterVerifyRoom } from "../../intake_forms/seal/room";
import { parseStatement, sortReaders } from "../../intake_forms/seal/statement";
import { sealPreviousKey, epochInfo } from "../../intake_forms/seal/wraps";
import { forge, mint, scene } from "./lies";
import { refused } from "./support";
import { letGo, letIn, rekey, REPORT, seeCase } from "./workers-world";
import { changeOrg, flip64, INSTANCE, keysJson, newAccount, newOrg, refresh } from "./world";
import type { Org, Store } from "./world";
import { told, another, visit, lie, last, asReader, events } from "./told-case";
import type { Told } from "./told-case";

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
