/** History and statements that the server, or somebody who helps it, makes up: each refused by name, however well it is signed. */
import { test } from "node:test";
import { b64, hex, unb64 } from "../../intake_forms/seal/bytes";
import type { Bytes } from "../../intake_forms/seal/bytes";
import { makeEvent } from "../../intake_forms/seal/change";
import { signEvent } from "../../intake_forms/seal/event";
import { sha256 } from "../../intake_forms/seal/hash";
import { newId } from "../../intake_forms/seal/keys";
import type { AccountKeys } from "../../intake_forms/seal/keys";
import { makeStatement, parseStatement, sortReaders } from "../../intake_forms/seal/statement";
import type { Statement } from "../../intake_forms/seal/statement";
import { forge, lie, mint, scene } from "./lies";
import type { Scene } from "./lies";
import { refused } from "./support";
import { DAY, INSTANCE, newAccount, newOrg, post, refresh, see } from "./world";

const EMPTY = new Uint8Array(0);

lie("an acknowledgement by a stranger under the organisation's roster", "not-entitled", async (each) => forge(each, await newAccount(), {}));
lie("an acknowledgement by a representative as if by the reporter", "not-entitled", async (each) => forge(each, each.amal, { roster: new Uint8Array(0) }));
lie("an acknowledgement by the reporter herself", "not-entitled", async (each) => forge(each, each.receipt, { roster: new Uint8Array(0) }));
lie("an acknowledgement under a roster of nobody here", "unknown-roster", async (each) => forge(each, each.amal, { roster: new Uint8Array(32).fill(9) }));
lie("a consent by a representative", "not-entitled", async (each) => forge(each, each.amal, { type: "consented", data: { fingerprint: "ab".repeat(32), purpose: "handover" } }));
lie("a room of a kind without rules", "unknown-kind", async (each) =>
  forge(each, each.receipt, { seq: 0, prev: new Uint8Array(0), roster: new Uint8Array(0), type: "founded", data: { kind: "table", founder: hex(each.receipt.kid) } }));
lie("a room founded in the name of another", "wrong-founder", async (each) =>
  forge(each, each.amal, { seq: 0, prev: new Uint8Array(0), roster: new Uint8Array(0), type: "founded", data: { kind: "reporter", founder: hex(each.receipt.kid) } }));
lie("an event of another room", "foreign-room", async (each) => forge(each, each.amal, { room: newId() }));
lie("a room without a history", "not-announced", (each) => { each.stored.json.events = []; });

lie("a statement of another instance", "foreign-instance", async (each) => mint(each, each.amal, { instance: "elsewhere" }, true));
lie("a statement of another room", "foreign-room", async (each) => mint(each, each.amal, { room: newId() }, true));
lie("a statement of another kind", "unknown-kind", async (each) => mint(each, each.amal, { kind: "table" }, true));
lie("a statement that skips an epoch", "foreign-epoch", async (each) => mint(each, each.amal, { epoch: 3 }, true));
lie("a statement after another one", "broken-chain", async (each) => mint(each, each.amal, { previous: new Uint8Array(32) }, true));
lie("a statement from before the last event", "not-announced", async (each) => mint(each, each.amal, { lastEvent: new Uint8Array(32) }, true));
lie("a statement signed by another than who announces it", "not-announced", async (each) => mint(each, each.amal, { signer: each.wil.kid }, true));
lie("an epoch for the receipt alone", "no-reader", async (each) => {
  post(each.stored, await makeEvent(await see(each.stored), each.receipt, { type: "revoked", reader: each.union.chain.fingerprint }, DAY), each.receipt);
  await mint(each, each.receipt, { readers: [{ fingerprint: EMPTY, kid: each.receipt.kid }] }, true, EMPTY);
});
lie("an epoch that keeps a reader who was let go", "readers-changed", async (each) => {
  post(each.stored, await makeEvent(await see(each.stored), each.receipt, { type: "revoked", reader: each.union.chain.fingerprint }, DAY), each.receipt);
  await mint(each, each.receipt, {}, true, EMPTY);
});

/** The filing once more, as its own receipt would sign it if it meant harm (or had been found by somebody who does). */
async function refile(each: Scene, change: (zero: Statement, one: Statement) => [Partial<Statement>, Partial<Statement>], second: AccountKeys = each.receipt): Promise<void> {
  const { json } = each.stored;
  const parsed = json.epochs.slice(0, 2).map((epoch) => parseStatement(unb64(epoch.statement))) as [Statement, Statement];
  const changes = change(...parsed);
  const founded = json.events[0] as { payload: string; signature: string };
  const announce = async (signer: AccountKeys, statements: Bytes[]) => {
    const prev = sha256(unb64(json.events.at(-1)?.payload as string));
    const event = { instance: INSTANCE, room: each.stored.room, seq: json.events.length, prev, day: DAY, type: "epoch", actor: signer.kid,
      roster: signer === each.receipt ? EMPTY : each.union.chain.digest, data: { statements: statements.map((body) => hex(sha256(body))) } };
    const signed = await signEvent(signer, event);
    json.events.push({ payload: b64(signed.payload), signature: b64(signed.signature) });
  };
  json.events = [founded];
  const zero = makeStatement({ ...parsed[0], ...changes[0] });
  json.epochs[0] = { epoch: 0, statement: b64(zero), signature: b64(await each.receipt.sign(zero)), previous: null };
  if (second !== each.receipt) await announce(each.receipt, [zero]);
  const lastEvent = sha256(unb64(json.events.at(-1)?.payload as string));
  const one = makeStatement({ ...parsed[1], previous: sha256(zero), lastEvent, signer: second.kid, ...changes[1] });
  json.epochs[1] = { epoch: 1, statement: b64(one), signature: b64(await second.sign(one)), previous: null };
  await announce(second, second === each.receipt ? [zero, one] : [one]);
  json.authors = [];
  each.stored.entries.splice(3);
  if (second !== each.receipt) json.authors.push({ kid: hex(second.kid), kem_public: b64(second.kemPublic), sig_public: b64(second.sigPublic) });
}

test("the filing signed once more, unchanged, is accepted", async () => {
  const honest = await scene();
  await refile(honest, () => [{}, {}]);
  await see(honest.stored);
});

/** Of the filing's two epochs; nothing is opened, the statements are enough. */
function misfiled(name: string, code: string, change: (each: Scene) => Promise<Parameters<typeof refile>[1]>, second?: (each: Scene) => AccountKeys): void {
  test(`${name}: ${code}`, async () => {
    const each = await scene();
    await refile(each, await change(each), second?.(each));
    await refused(code, () => see(each.stored));
  });
}

const receiptOf = (each: Scene) => ({ fingerprint: EMPTY, kid: each.receipt.kid });
const another = async (each: Scene) => {
  const org = await newOrg([await newAccount()]);
  refresh(each.stored, [org]);
  return { fingerprint: org.chain.fingerprint, kid: org.chain.latest.organisationKid };
};

misfiled("a filing that nobody but its receipt reads", "no-reader", async (each) => () => [{ readers: [receiptOf(each)] }, {}]);
misfiled("a filing that a second receipt reads", "readers-changed", async (each) => (zero) =>
  [{ readers: sortReaders([...zero.readers, { fingerprint: EMPTY, kid: each.wil.kid }]) }, {}]);
misfiled("a conversation that a second receipt reads", "readers-changed", async (each) => (_, one) =>
  [{}, { readers: sortReaders([...one.readers, { fingerprint: EMPTY, kid: each.wil.kid }]) }]);
misfiled("a conversation without the receipt", "readers-changed", async () => (zero) => [{}, { readers: zero.readers }]);
misfiled("a conversation with one organisation more", "readers-changed", async (each) => {
  const more = await another(each);
  return (_, one) => [{}, { readers: sortReaders([...one.readers, more]) }];
});
misfiled("a conversation with another organisation", "readers-changed", async (each) => {
  const other = await another(each);
  return () => [{}, { readers: sortReaders([other, receiptOf(each)]) }];
});
misfiled("a conversation opened by a representative", "wrong-founder", async () => () => [{}, {}], (each) => each.amal);
