/** Plans of a table: who must agree before one is in force, what becomes of its steps, and that two voices stay two. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { hex } from "../../intake_forms/seal/bytes";
import type { RoomEvent } from "../../intake_forms/seal/room";
import { refused } from "./support";
import { accepted, agree, disputed, done, entrust, nameOfOrg, openTable, plan, received, refusedBy, reopened, step, tableOf, tell, verified } from "./table-world";
import type { Table } from "./table-world";
import { digest, letGo, letIn, say, seeCase } from "./workers-world";
import { newAccount, newOrg } from "./world";

const states = async (at: Table) => Object.fromEntries([...(await tableOf(at)).steps].map(([id, { state }]) => [id, state]));

test("plans answer each other; only the latest can be accepted or refused, once by each", async () => {
  const at = await openTable();
  const { stored, union, company, buyer, amal, carl } = at;
  await refused("wrong-event", () => say(stored, amal, plan(digest(1), step("a", company))));
  await refused("wrong-event", () => say(stored, amal, plan("", step("a", company), step("a", company))));
  for (const owner of [union, buyer, await newOrg([await newAccount()])]) await refused("wrong-event", () => say(stored, amal, plan("", step("a", company), step("b", owner))));
  const first = await tell(stored, amal, plan("", step("a", company)));
  await refused("wrong-event", () => say(stored, amal, plan("", step("a", company))));
  await refused("wrong-event", () => say(stored, amal, accepted(first)));
  await refused("wrong-event", () => say(stored, amal, refusedBy(first)));
  await refused("wrong-event", () => say(stored, carl, accepted(digest(1))));
  const second = await tell(stored, carl, plan(first, step("a", company, { due: "2027-06-30" })));
  await refused("wrong-event", () => say(stored, carl, accepted(first)));
  await refused("wrong-event", () => say(stored, carl, refusedBy(first)));
  await refused("wrong-event", () => say(stored, carl, accepted(second)));
  await refused("wrong-event", () => say(stored, carl, plan(first, step("a", company))));
  assert.equal((await tableOf(at)).inForce, "");
  await say(stored, amal, refusedBy(second));
  await refused("wrong-event", () => say(stored, amal, accepted(second)));
  await refused("wrong-event", () => say(stored, amal, refusedBy(second)));
  const third = await tell(stored, amal, plan(second, step("a", company, { due: "2027-03-31" })));
  await say(stored, carl, accepted(third));
  await refused("wrong-event", () => say(stored, carl, refusedBy(third)));
  const now = await tableOf(at);
  assert.equal(now.inForce, third);
  assert.deepEqual(now.plans.map((each) => [each.plan, each.organisation, [...each.accepted], [...each.refused]]), [
    [first, nameOfOrg(union), [nameOfOrg(union)], []], [second, nameOfOrg(company), [nameOfOrg(company)], [nameOfOrg(union)]],
    [third, nameOfOrg(union), [nameOfOrg(union), nameOfOrg(company)], []],
  ]);
});

test("a plan is in force once a representative and every owner accepted it, and until another is", async () => {
  const at = await openTable();
  const { stored, union, company, amal, carl } = at;
  const dora = await newAccount();
  const second = await newOrg([dora]);
  await letIn(stored, union, amal, second, "duty_bearer");
  const first = await tell(stored, amal, plan("", step("a", company), step("b", second)));
  await say(stored, carl, accepted(first));
  assert.equal((await tableOf(at)).inForce, "", "one owner is missing");
  await refused("wrong-event", () => say(stored, carl, done("a")));
  await say(stored, dora, accepted(first));
  assert.equal((await tableOf(at)).inForce, first);
  await say(stored, carl, done("a"));
  const counter = await tell(stored, carl, plan(first, step("a", company, { form: "other" })));
  assert.equal((await tableOf(at)).inForce, first, "a company alone puts nothing in force");
  await refused("not-entitled", () => say(stored, dora, accepted(counter)));
  await refused("not-entitled", () => say(stored, dora, refusedBy(counter)));
  assert.deepEqual(await states(at), { a: "said", b: "open" });
  await say(stored, amal, accepted(counter));
  assert.equal((await tableOf(at)).inForce, counter);
  assert.deepEqual(await states(at), { a: "open" }, "a changed step begins anew");
  await refused("wrong-event", () => say(stored, dora, done("b")));
  await refused("wrong-event", async () => say(stored, amal, refusedBy(counter)));
});

test("of each plan it is known which event brought it into force", async () => {
  const at = await openTable();
  const { stored, union, company, amal, carl } = at;
  const dora = await newAccount();
  const second = await newOrg([dora]);
  await letIn(stored, union, amal, second, "duty_bearer");
  const last = async () => { const { hash, seq, day } = (await seeCase(stored)).events.at(-1) as RoomEvent; return { hash: hex(hash), seq, day }; };
  const first = await agree(at, "", step("a", company));
  const by = await last();
  const other = await tell(stored, amal, plan(first, step("a", company), step("b", second)));
  await say(stored, carl, accepted(other));
  assert.deepEqual((await tableOf(at)).plans.map(({ inForceBy }) => inForceBy), [by, undefined]);
  // Not an answer, but that the last who was asked is gone; the epoch after it brings nothing.
  await letGo(stored, union, amal, second.chain.fingerprint);
  const { hash, seq, day } = (await seeCase(stored)).events.at(-2) as RoomEvent;
  await say(stored, carl, received);
  assert.deepEqual((await tableOf(at)).plans.map(({ inForceBy }) => inForceBy), [by, { hash: hex(hash), seq, day }]);
});

test("who proposes accepts, but stands in for no representative; another representative may", async () => {
  const at = await openTable();
  const { stored, union, company, amal, carl } = at;
  const rosa = await newAccount();
  const second = await newOrg([rosa]);
  await letIn(stored, union, amal, second, "representative");
  const first = await agree(at, "", step("a", company));
  const other = await tell(stored, carl, plan(first, step("a", company), step("b", company)));
  await say(stored, amal, refusedBy(other));
  await say(stored, rosa, accepted(other));
  assert.equal((await tableOf(at)).inForce, other, "one of them is enough");
  await refused("wrong-event", () => say(stored, rosa, refusedBy(other)));
  const last = await agree(at, other, step("a", company));
  await refused("wrong-event", () => say(stored, rosa, refusedBy(last)));
  await say(stored, rosa, accepted(last));
});

test("what was verified of one who was let go stays in the plans that follow, and nothing else of it does", async () => {
  const at = await openTable();
  const { stored, union, company, amal, carl } = at;
  const dora = await newAccount();
  const second = await newOrg([dora]);
  await letIn(stored, union, amal, second, "duty_bearer");
  const [paid, mends] = [step("a", company), step("b", company)];
  const first = await agree(at, "", paid, mends);
  await say(stored, carl, done("a"));
  await say(stored, amal, verified("a"));
  const kept = (await tableOf(at)).steps.get("a");
  await letGo(stored, union, amal, company.chain.fingerprint);
  for (const [by, more] of [[amal, mends], [dora, mends], [amal, step("c", company)]] as const) await refused("wrong-event", () => say(stored, by, plan(first, paid, more)));
  for (const by of [amal, dora]) await refused("wrong-event", () => say(stored, by, plan(first, step("a", company, { due: "2027-03-01" }))));
  await refused("wrong-event", () => say(stored, amal, plan(first, step("b", second))));
  const next = await tell(stored, dora, plan(first, paid, step("b", second)));
  await say(stored, amal, accepted(next));
  const now = await tableOf(at);
  assert.deepEqual([now.inForce, now.steps.get("a")], [next, kept], "only those who read were asked");
  // Let in again it answers again, and is asked; without its role its step keeps out of every plan.
  await letIn(stored, union, amal, company, "monitor");
  await refused("wrong-event", () => say(stored, amal, plan(next, paid, step("b", second))));
  await say(stored, amal, entrust(company, "duty_bearer"));
  const last = await tell(stored, amal, plan(next, paid));
  assert.equal((await tableOf(at)).inForce, next);
  await say(stored, carl, accepted(last));
  assert.equal((await tableOf(at)).inForce, last);
  // Reopened it is no longer what was verified, and needs somebody who does it.
  await say(stored, amal, reopened("a"));
  await letGo(stored, union, amal, company.chain.fingerprint);
  await refused("wrong-event", () => say(stored, amal, plan(last, paid)));
  await say(stored, amal, plan(last, step("a", second)));
});

test("who represented when it accepted and does not now puts nothing in force", async () => {
  const at = await openTable();
  const { stored, union, company, amal, carl } = at;
  const rosa = await newAccount();
  const second = await newOrg([rosa]);
  await letIn(stored, union, amal, second, "representative");
  const first = await tell(stored, rosa, plan("", step("a", company)));
  await say(stored, amal, entrust(second, "coordinator"));
  await say(stored, carl, accepted(first));
  assert.equal((await tableOf(at)).inForce, "");
  await say(stored, amal, accepted(first));
  assert.equal((await tableOf(at)).inForce, first);
});

test("an owner who is let go holds up nobody, and owns nothing new", async () => {
  const at = await openTable();
  const { stored, union, company, amal, carl } = at;
  const dora = await newAccount();
  const second = await newOrg([dora]);
  await letIn(stored, union, amal, second, "duty_bearer");
  const first = await tell(stored, amal, plan("", step("a", company), step("b", second)));
  await say(stored, carl, accepted(first));
  await letGo(stored, union, amal, second.chain.fingerprint);
  assert.equal((await tableOf(at)).inForce, first);
  await refused("wrong-event", () => say(stored, amal, plan(first, step("a", company), step("b", second))));
  await refused("not-entitled", () => say(stored, dora, done("b")));
  await letGo(stored, union, amal, company.chain.fingerprint);
  assert.equal((await tableOf(at)).inForce, first, "what was agreed stays agreed");
});

test("a step is said, then verified, partly or disputed; two voices, two fields", async () => {
  const at = await openTable();
  const { stored, amal, carl } = at;
  await refused("wrong-event", () => say(stored, carl, done("a")));
  await agree(at, "", step("a", at.company), step("b", at.company));
  for (const event of [verified("a"), verified("a", "partly"), disputed("a"), reopened("a")]) await refused("wrong-event", () => say(stored, amal, event));
  await refused("wrong-event", () => say(stored, carl, done("c")));
  const said = await tell(stored, carl, done("a"));
  await refused("wrong-event", () => say(stored, carl, done("a")));
  await refused("wrong-event", () => say(stored, amal, reopened("a")));
  const of = async (id: string) => (await tableOf(at)).steps.get(id);
  assert.deepEqual(await of("a"), { state: "said", said, verified: "" });
  const no = await tell(stored, amal, disputed("a"));
  assert.deepEqual(await of("a"), { state: "disputed", said, verified: no });
  await refused("wrong-event", () => say(stored, amal, disputed("a")));
  await refused("wrong-event", () => say(stored, amal, reopened("a")));
  const partly = await tell(stored, amal, verified("a", "partly"));
  assert.deepEqual(await of("a"), { state: "partly", said, verified: partly });
  await refused("wrong-event", () => say(stored, amal, disputed("a")));
  const again = await tell(stored, carl, done("a"));
  assert.deepEqual(await of("a"), { state: "said", said: again, verified: partly }, "a company's word touches no other");
  const yes = await tell(stored, amal, verified("a"));
  assert.deepEqual(await of("a"), { state: "verified", said: again, verified: yes });
  for (const event of [verified("a"), verified("a", "partly"), disputed("a")]) await refused("wrong-event", () => say(stored, amal, event));
  await refused("wrong-event", () => say(stored, carl, done("a")));
  const anew = await tell(stored, amal, reopened("a"));
  assert.deepEqual(await of("a"), { state: "open", said: again, verified: anew });
  await refused("wrong-event", () => say(stored, amal, verified("a")));
  await say(stored, carl, done("a"));
  await say(stored, amal, verified("a", "partly"), reopened("a"));
  assert.deepEqual(await states(at), { a: "open", b: "open" });
});

test("what is verified stays in every later plan, byte for byte", async () => {
  const at = await openTable();
  const { stored, company, amal, carl } = at;
  const [a, b] = [step("a", company), step("b", company)];
  const first = await agree(at, "", a, b);
  await say(stored, carl, done("a"), done("b"));
  await say(stored, amal, verified("a"), verified("b", "partly"));
  const without = [[b], [step("a", company, { due: "2027-01-01" }), b], [step("a", company, { evidence: ["receipt"] })]];
  for (const steps of without) for (const actor of [amal, carl]) await refused("wrong-event", () => say(stored, actor, plan(first, ...steps)));
  const second = await agree(at, first, a, step("c", company));
  assert.deepEqual(await states(at), { a: "verified", c: "open" });
  assert.equal((await tableOf(at)).inForce, second);
  const third = await agree(at, second, a, b, step("c", company));
  assert.deepEqual(await states(at), { a: "verified", b: "open", c: "open" }, "what a plan left out begins anew");
  await say(stored, amal, reopened("a"));
  await agree(at, third, step("a", company, { due: "2027-01-01" }));
  assert.deepEqual(await states(at), { a: "open" });
});

test("a step verified while a plan lies open is not undone by accepting it", async () => {
  const at = await openTable();
  const { stored, company, amal, carl } = at;
  const first = await agree(at, "", step("a", company));
  await say(stored, carl, done("a"));
  const open = await tell(stored, amal, plan(first, step("a", company, { due: "2027-01-01" })));
  await say(stored, amal, verified("a"));
  await refused("wrong-event", () => say(stored, carl, accepted(open)));
  assert.equal((await tableOf(at)).inForce, first);
  assert.deepEqual(await states(at), { a: "verified" });
  await say(stored, carl, refusedBy(open));
  await say(stored, amal, reopened("a"));
  assert.equal((await tableOf(at)).inForce, first);
});

test("a step verified while a plan lies open keeps it out also when an owner is let go", async () => {
  const at = await openTable();
  const { stored, union, company, amal, carl } = at;
  const second = await newOrg([await newAccount()]);
  await letIn(stored, union, amal, second, "duty_bearer");
  const first = await agree(at, "", step("a", company));
  await say(stored, carl, done("a"));
  const open = await tell(stored, amal, plan(first, step("a", company, { due: "2027-01-01" }), step("b", second)));
  await say(stored, carl, accepted(open));
  await say(stored, amal, verified("a"));
  await letGo(stored, union, amal, second.chain.fingerprint);
  assert.equal((await tableOf(at)).inForce, first);
  await say(stored, amal, reopened("a"));
  assert.equal((await tableOf(at)).inForce, open, "reopened over a representative's own name it is free");
});
