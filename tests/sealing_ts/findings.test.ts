/** What monitors find: interests declared first, drafts commented on, established, contested, replaced; and consents by name. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { hex } from "../../intake_forms/seal/bytes";
import type { AccountKeys } from "../../intake_forms/seal/keys";
import type { NewEvent } from "../../intake_forms/seal/workers-types";
import { refused } from "./support";
import { entrust, nameOfOrg } from "./table-world";
import { digest, letGo, letIn, openCase, say, seeCase } from "./workers-world";
import { DAY, newAccount, newOrg } from "./world";
import type { Org, Store } from "./world";

interface Watched { stored: Store; union: Org; monitor: Org; other: Org; amal: AccountKeys; sara: AccountKeys; tom: AccountKeys; cora: AccountKeys }

/** Two monitors that have not declared anything yet, and a coordinator. */
async function watched(): Promise<Watched> {
  const { stored, union, amal } = await openCase();
  const [sara, tom, cora] = [await newAccount(), await newAccount(), await newAccount()];
  const [monitor, other, secretariat] = [await newOrg([sara]), await newOrg([tom]), await newOrg([cora])];
  for (const each of [monitor, other]) await letIn(stored, union, amal, each, "monitor");
  await letIn(stored, union, amal, secretariat, "coordinator");
  return { stored, union, monitor, other, amal, sara, tom, cora };
}

const declared = (entry = 1): NewEvent => ({ type: "declared", data: { entry: digest(entry) } });
const finding = (replaces = "", more: object = {}): NewEvent =>
  ({ type: "finding", data: { entry: digest(2), conclusion: "partly", grade: "moderate", evidence: [digest(3), digest(4)], replaces, ...more } });
const commented = (name: string, entry = 5): NewEvent => ({ type: "commented", data: { finding: name, entry: digest(entry) } });
const established = (name: string): NewEvent => ({ type: "established", data: { finding: name } });
const contested = (name: string, entry = 6): NewEvent => ({ type: "contested", data: { finding: name, entry: digest(entry) } });

async function tell(stored: Store, actor: AccountKeys, event: NewEvent): Promise<string> {
  await say(stored, actor, event);
  return hex((await seeCase(stored)).head);
}

test("a monitor declares its interests, then finds; the workers' side comments and contests", async () => {
  const { stored, monitor, amal, sara, cora } = await watched();
  await refused("wrong-event", () => say(stored, sara, finding()));
  await say(stored, sara, declared(), declared(9));
  const name = await tell(stored, sara, finding());
  await say(stored, cora, commented(name));
  await say(stored, amal, commented(name, 7), contested(name));
  await refused("wrong-event", () => say(stored, amal, contested(name)));
  await say(stored, sara, established(name));
  await refused("wrong-event", () => say(stored, sara, established(name)));
  const facts = (await seeCase(stored)).case;
  assert.deepEqual([...facts.declared], [[nameOfOrg(monitor), digest(9)]]);
  const [found] = [...facts.findings.values()];
  const { event, ...rest } = found as NonNullable<typeof found>;
  assert.deepEqual(rest, { finding: name, organisation: nameOfOrg(monitor), established: true, contested: digest(6), comments: [digest(5), digest(7)] });
  assert.deepEqual(event.data.evidence, [digest(3), digest(4)]);
});

test("a finding takes the place of one of its own organisation alone, and with it goes what was said of that one", async () => {
  const { stored, amal, sara, tom } = await watched();
  await say(stored, sara, declared());
  const first = await tell(stored, sara, finding());
  await refused("wrong-event", () => say(stored, tom, finding()));
  await say(stored, tom, declared());
  const second = await tell(stored, tom, finding());
  for (const replaces of [first, digest(9)]) await refused("wrong-event", () => say(stored, tom, finding(replaces)));
  await say(stored, amal, contested(first), commented(first));
  await say(stored, sara, established(first));
  const third = await tell(stored, sara, finding(first));
  const facts = (await seeCase(stored)).case;
  assert.deepEqual([...facts.findings.keys()], [second, third]);
  assert.deepEqual([facts.findings.get(third)?.established, facts.findings.get(third)?.contested, facts.findings.get(third)?.comments], [false, "", []]);
  for (const event of [finding(first), established(first)]) await refused("wrong-event", () => say(stored, sara, event));
  for (const event of [commented(first), contested(first)]) await refused("wrong-event", () => say(stored, amal, event));
});

test("each of these has its signers", async () => {
  const { stored, union, amal, sara, tom, cora } = await watched();
  const ann = await newAccount();
  const reader = await newOrg([ann]);
  await letIn(stored, union, amal, reader);
  for (const actor of [amal, cora, ann]) for (const event of [declared(), finding(), established(digest(1))]) await refused("not-entitled", () => say(stored, actor, event));
  for (const actor of [sara, tom]) await say(stored, actor, declared());
  const name = await tell(stored, sara, finding());
  await refused("not-entitled", () => say(stored, tom, established(name)));
  await refused("wrong-event", () => say(stored, tom, established(digest(1))));
  for (const actor of [sara, ann]) for (const event of [commented(name), contested(name)]) await refused("not-entitled", () => say(stored, actor, event));
  await refused("not-entitled", () => say(stored, cora, contested(name)));
  for (const actor of [sara, cora, ann]) await refused("not-entitled", () => say(stored, actor, { type: "table_opened", data: { table: digest(1).slice(32) } }));
  const reserved: NewEvent[] = [{ type: "kept", data: { what: "risk", entry: digest(1) } }, { type: "stage", data: { stage: "safety", reason: "", entry: "" } }, { type: "closed", data: { outcome: "x", reason: "", into: "", entry: "" } }];
  for (const event of reserved) await refused("not-entitled", () => say(stored, sara, event));
});

test("who may have to answer has no role in the workers' room; a monitor that is let go keeps its finding, not its right", async () => {
  const { stored, union, monitor, amal, sara } = await watched();
  for (const role of ["duty_bearer", "buyer"] as const) await refused("wrong-event", () => say(stored, amal, entrust(monitor, role)));
  await say(stored, sara, declared());
  const name = await tell(stored, sara, finding());
  await letGo(stored, union, amal, monitor.chain.fingerprint);
  await refused("not-entitled", () => say(stored, sara, established(name)));
  assert.equal((await seeCase(stored)).case.findings.get(name)?.established, false);
  await letIn(stored, union, amal, monitor, "monitor");
  await say(stored, sara, established(name));
});

test("a consent names those who may know, and of what was only said somebody was the witness", async () => {
  const { stored, amal } = await openCase();
  const data = { audience: "supplier", content: "finding", organisations: [digest(1), digest(2)], until: "", way: "oral" as const, entry: digest(3) };
  const given = (more: object): NewEvent => ({ type: "consent_given", data: { ...data, ...more } });
  await refused("wrong-event", () => say(stored, amal, given({ entry: "" })));
  const name = await tell(stored, amal, given({}));
  assert.deepEqual((await seeCase(stored)).case.consents.get(name), { ...data, day: DAY });
  for (const more of [{ way: "told" }, { way: "" }, { organisations: [digest(1), digest(1)] }, { organisations: [digest(1).slice(32)] }, { organisations: Array.from({ length: 17 }, (_, place) => digest(place)) }]) {
    await refused("malformed", () => say(stored, amal, given(more)));
  }
  await say(stored, amal, given({ organisations: Array.from({ length: 16 }, (_, place) => digest(place)) }), given({ organisations: [], way: "written", entry: "" }));
  for (const more of [{ evidence: [digest(1), digest(1)] }, { evidence: Array.from({ length: 17 }, (_, place) => digest(place)) }, { conclusion: "Yes." }, { grade: "" }, { entry: "" }]) {
    await refused("malformed", () => say(stored, amal, finding("", more)));
  }
});
