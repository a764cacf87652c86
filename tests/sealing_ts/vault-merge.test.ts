/** What another device wrote into the vault is compared with what was checked here, before either goes on. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { hex } from "../../intake_forms/seal/bytes";
import { headOf } from "../../intake_forms/seal/casework";
import { newId, newSecret } from "../../intake_forms/seal/keys";
import type { VerifiedRoom } from "../../intake_forms/seal/room";
import { openCase, say, seeCase } from "./workers-world";
import { chainJson, changeOrg, INSTANCE, newAccount, newOrg } from "./world";
import type { Org } from "./world";
import type { SealedVault, VaultContent } from "../../remedy_api/web/client/vault";

const store = new Map<string, string>();
Object.assign(globalThis, {
  localStorage: { getItem: (key: string) => store.get(key) ?? null, setItem: (key: string, value: string) => void store.set(key, value) },
  document: { documentElement: { lang: "en" }, body: { dataset: {} }, cookie: "", querySelector: () => null, getElementById: () => null },
});
const { Vault, sealedVault } = await import("../../remedy_api/web/client/vault");
const { asPin, judge, prove, remember, SeenElsewhere } = await import("../../remedy_api/web/client/trust");

type ChainJson = Parameters<typeof judge>[3];
type Session = Parameters<typeof judge>[0];
const RESUMED = { type: "resumed", data: {} } as const;

/** A new browser of an account, given an old vault by the server, which has a newer one that another device wrote. */
async function device(old: VaultContent, now: VaultContent) {
  store.clear();
  const [secret, user] = [newSecret(), hex(newId())];
  let kept: SealedVault = await sealedVault(secret, INSTANCE, user, 6, now);
  let written = 0;
  const answer = (status: number, body?: object): Response => new Response(body ? JSON.stringify(body) : null, { status, headers: { "content-type": status === 412 ? "application/problem+json" : "application/json" } });
  globalThis.fetch = async (_path, init) => {
    if (init?.method !== "PUT") return answer(200, { vault: kept });
    if (new Headers(init.headers).get("If-Match") !== `"${kept.version}"`) return answer(412, {});
    kept = JSON.parse(init.body as string) as SealedVault;
    written++;
    return answer(204);
  };
  const vault = await Vault.open(secret, INSTANCE, user, await sealedVault(secret, INSTANCE, user, 5, old));
  const session = { instance: INSTANCE, vault, me: { user } } as unknown as Session;
  return { session, written: () => written };
}

const trustIn = (session: Session, org: Org) => judge(session, hex(org.organisation), "Union", chainJson(org) as ChainJson);
const pinned = (org: Org): VaultContent => ({ pins: { [hex(org.organisation)]: asPin(org.chain) }, invitations: {} });
const empty = (): VaultContent => ({ pins: {}, invitations: {} });

test("an organisation made up under the id of a pinned one replaces no pin", async () => {
  const real = await newOrg([await newAccount()]);
  const spy = await newAccount();
  const fake = await newOrg([spy], real.organisation);
  await changeOrg(fake, [spy, await newAccount()]); // one list more than the real one has
  const { session, written } = await device(empty(), pinned(real));
  const trust = await trustIn(session, fake);
  await assert.rejects(remember(session, [trust]), SeenElsewhere);
  assert.equal(written(), 0);
  await assert.rejects(prove(session, trust), SeenElsewhere);
  // From here on this device knows what the other one saw, and stops before it trusts anything.
  await assert.rejects(trustIn(session, fake), /not the ones you saw before/);
  await remember(session, [await trustIn(session, real)]);
});

test("a list that leaves out what another device saw is no list to go on with", async () => {
  const [amal, wil] = [await newAccount(), await newAccount()];
  const org = await newOrg([amal, wil]);
  const before = { ...org, rosters: [...org.rosters], chain: org.chain };
  await changeOrg(org, [amal]);
  const { session, written } = await device(pinned(before), pinned(org));
  const old = await trustIn(session, before);
  // Something must be new, or nothing is written: another organisation, seen for the first time.
  const other = await trustIn(session, await newOrg([await newAccount()]));
  await assert.rejects(remember(session, [other, old]), SeenElsewhere);
  assert.equal(written(), 0);
  await remember(session, [other, await trustIn(session, org)]);
  assert.equal(written(), 1);
});

test("another past of a case, or less of it, is not remembered over what another device saw", async () => {
  const { stored, amal } = await openCase();
  const at = (room: VerifiedRoom) => ({ room, head: headOf(room) });
  const first = await seeCase(stored);
  const copy = structuredClone(stored.json.events);
  await say(stored, amal, RESUMED);
  const more = await seeCase(stored);
  stored.json.events = copy;
  await say(stored, amal, { type: "suspended", data: { reason: "court", review: "", entry: "" } });
  await say(stored, amal, RESUMED);
  const forked = await seeCase(stored);
  const seen: VaultContent = { ...empty(), rooms: { [hex(more.room)]: { seq: headOf(more).seq, hash: hex(more.head) } } };
  for (const lie of [forked, first]) {
    const { session, written } = await device(empty(), seen);
    await assert.rejects(remember(session, [], at(lie)), SeenElsewhere);
    assert.equal(written(), 0);
    await remember(session, [], at(more));
  }
});
