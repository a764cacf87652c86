/**
 * A server that lies about a case, alone or with the help of somebody who reads it: it swaps, drops and replays history,
 * mints epochs, raises roles, moves entries. Each lie ends in a refusal by name.
 */
import { test } from "node:test";
import { b64, EMPTY, hex, unb64 } from "../../intake_forms/seal/bytes";
import { headOf } from "../../intake_forms/seal/casework";
import { sha256 } from "../../intake_forms/seal/hash";
import type { AccountKeys } from "../../intake_forms/seal/keys";
import { makeStatement, parseStatement, sortReaders } from "../../intake_forms/seal/statement";
import type { RoomReader } from "../../intake_forms/seal/statement";
import { forge } from "./lies";
import { digest, letGo, rekey, REPORT, say, seeCase, storeFounding } from "./workers-world";
import { changeOrg, newAccount, newOrg, refresh } from "./world";
import { told, another, lie, asReader, events, first } from "./told-case";
import type { Told } from "./told-case";

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
lie("a dialogue, for which there are no rules", "unknown-kind", async (each) => founding(each, each.amal, { data: { kind: "dialogue", founder: hex(each.union.chain.fingerprint) } }));
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

test("the founding once more, unchanged, is accepted", async () => {
  const each = await told();
  const stored = await storeFounding(each.union, each.amal);
  await seeCase(stored);
  Object.assign(each, { stored, seen: undefined });
  await refound(each, [asReader(each.union)]);
  await seeCase(stored);
});
