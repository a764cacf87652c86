/** The rules of a table one by one: who may sign what, who represents, who is shown something. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { AccountKeys } from "../../intake_forms/seal/keys";
import type { NewTableEvent } from "../../intake_forms/seal/table-types";
import { refused } from "./support";
import { accepted, disputed, done, entrust, nameOfOrg, openTable, plan, received, refusedBy, reopened, step, tableOf, tell, verified } from "./table-world";
import { digest, letGo, letIn, say } from "./workers-world";
import { newAccount, newOrg } from "./world";

test("each type has its signers", async () => {
  const at = await openTable();
  const { stored, union, company, amal, carl, bea } = at;
  const sara = await newAccount();
  const reader = await newOrg([sara]);
  await letIn(stored, union, amal, reader);
  const other = await newOrg([await newAccount()]);
  for (const [by, actor] of [[company, carl], [at.buyer, bea], [reader, sara]] as const) {
    await refused("not-entitled", () => letIn(stored, by, actor, other));
    await refused("not-entitled", () => letGo(stored, by, actor, union.chain.fingerprint));
    await refused("not-entitled", () => say(stored, actor, entrust(by, "representative")));
  }
  await refused("wrong-event", () => say(stored, carl, plan("", step("a", company))));
  for (const actor of [bea, sara]) await refused("not-entitled", () => say(stored, actor, plan("", step("a", company))));
  const first = await tell(stored, amal, plan("", step("a", company)));
  for (const actor of [bea, sara]) for (const answer of [accepted(first), refusedBy(first)]) await refused("not-entitled", () => say(stored, actor, answer));
  await say(stored, carl, accepted(first));
  for (const actor of [amal, bea, sara]) await refused("not-entitled", () => say(stored, actor, done("a")));
  await say(stored, carl, done("a"));
  for (const actor of [carl, bea, sara]) for (const event of [verified("a"), verified("a", "partly"), disputed("a"), reopened("a")]) await refused("not-entitled", () => say(stored, actor, event));
  await say(stored, amal, verified("a"));
  for (const actor of [carl, bea, sara]) await refused("not-entitled", () => say(stored, actor, reopened("a")));
  await refused("not-entitled", () => say(stored, amal, received));
  for (const actor of [carl, bea, sara]) {
    await say(stored, actor, received);
    await refused("wrong-event", () => say(stored, actor, received));
  }
  assert.deepEqual([...(await tableOf(at)).received], [company, at.buyer, reader].map(nameOfOrg));
});

test("a company never comes to represent the workers, also not by a detour", async () => {
  const at = await openTable();
  const { stored, union, company, buyer, amal } = at;
  for (const org of [company, buyer]) {
    await refused("wrong-event", () => say(stored, amal, entrust(org, "representative")));
    for (const detour of ["monitor", "coordinator"] as const) {
      await say(stored, amal, entrust(org, detour));
      await refused("wrong-event", () => say(stored, amal, entrust(org, "representative")));
    }
  }
  await letGo(stored, union, amal, company.chain.fingerprint);
  await letIn(stored, union, amal, company);
  await refused("wrong-event", () => say(stored, amal, entrust(company, "representative")));
  await say(stored, amal, entrust(company, "duty_bearer"));
  const second = await newOrg([await newAccount()]);
  await letIn(stored, union, amal, second, "monitor");
  await say(stored, amal, entrust(second, "representative"));
  await say(stored, amal, entrust(second, "buyer"), entrust(second, "coordinator"));
  await refused("wrong-event", () => say(stored, amal, entrust(second, "representative")));
});

test("a table is never left without a representative who reads", async () => {
  const { stored, union, company, amal } = await openTable();
  await refused("wrong-event", () => letGo(stored, union, amal, union.chain.fingerprint));
  await refused("wrong-event", () => say(stored, amal, entrust(union, "buyer")));
  await refused("wrong-event", () => letIn(stored, union, amal, company));
  await refused("wrong-event", () => letGo(stored, union, amal, new Uint8Array(32).fill(5)));
  await refused("wrong-event", async () => say(stored, amal, entrust(await newOrg([await newAccount()]), "monitor")));
});

test("disclosures name readers who are not on their way out, and each once", async () => {
  const at = await openTable();
  const { stored, company, buyer, amal, carl } = at;
  const disclosed = (to: string[], more: object = {}) => ({ type: "disclosed", data: {
    entry: digest(1).slice(32), place: digest(2), commitment: digest(3), body: digest(4), author: digest(5), consent: digest(6), to, wraps: digest(7), ...more,
  } }) as unknown as NewTableEvent;
  const two = [nameOfOrg(company), nameOfOrg(buyer)].sort();
  const tries = (event: NewTableEvent, actor: AccountKeys = amal) => () => say(stored, actor, event);
  await refused("malformed", tries(disclosed([...two].reverse())));
  await refused("malformed", tries(disclosed([two[0] as string, two[0] as string])));
  await refused("malformed", tries(disclosed([])));
  await refused("malformed", tries(disclosed(Array.from({ length: 17 }, (_, place) => digest(place)))));
  await refused("malformed", tries(disclosed(two, { entry: digest(1) })));
  await refused("not-entitled", tries(disclosed(two), carl));
  await refused("wrong-event", tries(disclosed([digest(9)])));
  await say(stored, amal, disclosed([nameOfOrg(company)]));
  await refused("wrong-event", tries(disclosed(two)));
  await say(stored, amal, disclosed([nameOfOrg(buyer)]), disclosed(two, { commitment: digest(8) }));
  await say(stored, amal, { type: "revoked", data: { reader: nameOfOrg(buyer) } } as unknown as NewTableEvent);
  await refused("wrong-event", tries(disclosed([nameOfOrg(buyer)], { entry: digest(9).slice(32) })));
  const late = await newOrg([await newAccount()]);
  await say(stored, amal, { type: "admitted", data: { fingerprint: nameOfOrg(late) } } as unknown as NewTableEvent);
  await refused("wrong-event", tries(disclosed([nameOfOrg(late)])));
  assert.equal((await tableOf(at)).disclosures.length, 3);
});
