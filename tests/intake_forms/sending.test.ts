/** A report goes out as the same bytes under the same key until it is there; keys that changed are checked; nothing else ever goes out. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { verifyOrganisation } from "../../intake_forms/page/directory";
import { NoAnswer, Refusal } from "../../intake_forms/page/transport";
import { newAttempt, send, waitSeconds } from "../../intake_forms/page/sending";
import type { SendState } from "../../intake_forms/page/sending";
import type { Filed, OrganisationJson, Transport } from "../../intake_forms/page/transport";
import { b64, hex } from "../../intake_forms/seal/bytes";
import { foundRoster } from "../../intake_forms/seal/chain";
import { sealSubmission } from "../../intake_forms/seal/filing";
import { newSecret, orgKeys } from "../../intake_forms/seal/keys";
import { newReceipt } from "../../intake_forms/seal/paper";
import { receiptKeys } from "../../intake_forms/seal/receipt";
import { changeOrg, chainJson, DAY, INSTANCE, keysJson, newAccount, newOrg } from "../sealing_ts/world";
import type { Org } from "../sealing_ts/world";

const listing = (org: Org): OrganisationJson => {
  const chain = chainJson(org);
  const newest = chain.epochs[chain.epochs.length - 1] as (typeof chain.epochs)[number];
  return { organisation: hex(org.organisation), name: "Union", kind: "worker_organisation", country: "IN", languages: ["en"], description: {}, chain, ...newest };
};

type Answer = Error | "filed" | "other proof";

async function world(answers: Answer[], changed = false) {
  const [manager, member] = [await newAccount(), await newAccount()];
  const org = await newOrg([manager, member]);
  const before = listing(org);
  if (changed) await changeOrg(org, [manager]);
  const state = { listed: [listing(org)] as OrganisationJson[], sent: [] as { bytes: string; key: string }[], told: [] as string[], pauses: 0, proof: "", seals: 0 };
  const chosen = [await verifyOrganisation(INSTANCE, listing(org))];
  const transport = {
    directory: async () => state.listed,
    submit: async (parts: readonly Uint8Array[], key: string): Promise<Filed> => {
      state.sent.push({ bytes: parts.map(hex).join(""), key });
      const answer = answers.shift() ?? "filed";
      if (answer instanceof Error) throw answer;
      return { room: "", filed_on: DAY, proof: answer === "filed" ? state.proof : "00" };
    },
  } as unknown as Transport;
  const attempt = newAttempt();
  const again = () => send({
    transport, instance: INSTANCE, chosen, attempt, tell: (told: SendState) => state.told.push(told.at), pause: async () => { state.pauses++; },
    seal: async () => {
      state.seals++;
      const sealed = await sealSubmission({
        instance: INSTANCE, receipt: await receiptKeys(newReceipt().secret, INSTANCE), readers: chosen.map((each) => each.reader), reread: false, day: DAY, language: "en", narrative: "x" });
      state.proof = hex(sealed.proof);
      return { ...sealed, rewrap: async (readers) => { const again = await sealed.rewrap(readers); state.proof = hex(again.proof); return again; } };
    },
  });
  const filed = again();
  filed.catch(() => undefined);
  return { org, manager, state, filed, before, again };
}

test("no answer, a busy server, a server that is down: the same bytes, the same key, sealed once", async () => {
  const { state, filed } = await world([new NoAnswer(), new Refusal(503, "", ""), new Refusal(429, "too-many", "", 7)]);
  assert.equal((await filed).filed_on, DAY);
  assert.equal(new Set(state.sent.map((each) => each.bytes)).size, 1);
  assert.equal(new Set(state.sent.map((each) => each.key)).size, 1);
  assert.deepEqual([state.sent.length, state.pauses, state.seals], [4, 3, 1]);
  assert.ok(state.told.includes("waiting"));
});

test("what cannot pass is not tried again", async () => {
  const { state, filed } = await world([new Refusal(422, "invalid", "No.")]);
  await assert.rejects(filed, (error: Refusal) => error.status === 422);
  assert.equal(state.sent.length, 1);
});

test("given up and tried later: still the same bytes under the same key", async () => {
  const { state, filed, again } = await world([new Refusal(403, "", "")]);
  await assert.rejects(filed);
  await again();
  assert.equal(new Set(state.sent.map((each) => `${each.key} ${each.bytes}`)).size, 1);
  assert.deepEqual([state.sent.length, state.seals], [2, 1]);
});

test("a code whose report arrived already is said so, and not filed again", async () => {
  const { state, filed } = await world([new Refusal(409, "room-taken", "Seal it again.")]);
  await assert.rejects(filed, (error: Error) => error.message.startsWith("Your report arrived"));
  assert.equal(state.sent.length, 1);
});

test("an answer that does not fit the report is no proof", async () => {
  await assert.rejects((await world(["other proof"])).filed);
});

test("a key that changed as its own people say: wrapped anew under a new key of sending, the entries as they were", async () => {
  const { org, manager, state, filed } = await worldWithChange();
  await changeOrg(org, [manager]);
  state.listed = [listing(org)];
  await filed;
  assert.equal(state.sent.length, 2);
  assert.notEqual(state.sent[0]?.key, state.sent[1]?.key);
  assert.notEqual(state.sent[0]?.bytes, state.sent[1]?.bytes);
  assert.equal(state.seals, 1);
});

test("another organisation in its place: a stop, nothing more is sent", async () => {
  const { state, filed } = await worldWithChange();
  const impostor = await newOrg([await newAccount()]);
  state.listed = [{ ...listing(impostor), organisation: state.listed[0]?.organisation ?? "" }];
  await assert.rejects(filed, { code: "foreign-organisation" });
  assert.equal(state.sent.length, 1);
});

test("a first list of keys made anew under the same id: a stop", async () => {
  const { org, state, filed } = await worldWithChange();
  const thief = await newAccount();
  const keys = await orgKeys(newSecret());
  const roster = await foundRoster({
    instance: INSTANCE, organisation: org.organisation, organisationKid: keys.kid, members: [thief.kid], managers: [thief.kid], signer: thief });
  const chain = { rosters: [{ body: b64(roster.body), signature: b64(roster.signature) }], keys: [keysJson(thief)] };
  state.listed = [{ ...listing(org), chain, kid: hex(keys.kid), kem_public: b64(keys.kemPublic) }];
  await assert.rejects(filed, { code: "wrong-fingerprint" });
  assert.equal(state.sent.length, 1);
});

test("an older list than the one that was chosen: a stop", async () => {
  const { state, filed, before } = await worldWithChange(true);
  state.listed = [before];
  await assert.rejects(filed, { code: "rolled-back" });
  assert.equal(state.sent.length, 1);
});

test("an organisation that accepts no more: a stop", async () => {
  const { state, filed } = await worldWithChange();
  state.listed = [];
  await assert.rejects(filed);
  assert.equal(state.sent.length, 1);
});

test("waiting grows, ends at a minute, and gives the server what it asks for", () => {
  const waits = [0, 1, 2, 3, 4, 5, 50].map((attempt) => waitSeconds(attempt, new NoAnswer()));
  assert.deepEqual(waits, [2, 4, 8, 15, 30, 60, 60]);
  assert.equal(waitSeconds(0, new Refusal(429, "", "", 20)), 20);
  assert.equal(waitSeconds(0, new Refusal(429, "", "", 99_999)), 300);
});

/** A world whose first filing is answered 412, a moment later, so that the test can change what the directory says. */
async function worldWithChange(changed = false) {
  return world([new Refusal(412, "stale-roster", "")], changed);
}
