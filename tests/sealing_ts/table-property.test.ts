/**
 * Whatever is proposed, answered, said, verified, disputed and reopened at a table, in whatever order and by whom: it adds up
 * to what a plain model says, what cannot happen is refused by the same name, and nothing a company signs touches what was verified.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { hex } from "../../intake_forms/seal/bytes";
import type { Bytes } from "../../intake_forms/seal/bytes";
import { SealError } from "../../intake_forms/seal/errors";
import { makeEvent, parseEvent } from "../../intake_forms/seal/event";
import type { Event } from "../../intake_forms/seal/event";
import { sha256 } from "../../intake_forms/seal/hash";
import { roomInside } from "../../intake_forms/seal/room";
import { applyEvent, fork } from "../../intake_forms/seal/walk";
import type { Walk } from "../../intake_forms/seal/walk";
import { entrust, nameOfOrg, step, storeTable } from "./table-world";
import { digest, letIn, seeCase } from "./workers-world";
import { DAY, INSTANCE, newAccount, newOrg } from "./world";
import type { Org } from "./world";

const RUNS = 10 * Number(process.env.REMEDY_RUNS ?? 15);
/** Two who represent, two who have to answer, one who buys. */
const ROLES = ["representative", "representative", "duty_bearer", "duty_bearer", "buyer"] as const;
type RoleName = (typeof ROLES)[number] | "coordinator";

interface Sketch { id: number; owner: number; variant: number }
type Said = "verified" | "partly" | "disputed" | "reopened";
type Act =
  | { what: "plan"; by: number; stale: boolean; steps: Sketch[]; keep: boolean }
  | { what: "accepted" | "refused"; by: number; back: number }
  | { what: "done"; by: number; id: number }
  | { what: Said; by: number; id: number }
  | { what: "entrust"; by: number; who: number; role: RoleName }
  | { what: "revoke"; by: number; who: number };

interface ModelStep { text: string; owner: number; state: string; said: number; verified: number }
type Written = Map<number, { text: string; owner: number }>;

/** Events by their number; -1 is none. */
class Model {
  readonly roles = new Map<number, RoleName>(ROLES.map((role, at) => [at, role]));
  readonly gone = new Set<number>();
  readonly companies = new Set([2, 3, 4]);
  readonly plans: { number: number; by: number; steps: Written; answers: Map<number, boolean>; since: number }[] = [];
  inForce = -1;
  steps = new Map<number, ModelStep>();

  get latest() { return this.plans[this.plans.length - 1]; }

  /** With every verified step as it is, where somebody proposes with care. */
  written({ steps, keep }: { steps: Sketch[]; keep: boolean }): { list: Sketch[]; map: Written } {
    const kept = keep ? [...this.steps].filter(([, each]) => each.state === "verified").map(([id, each]) => ({ id, owner: each.owner, variant: Number(each.text.split(" ")[2]) })) : [];
    const list = [...kept, ...steps.filter(({ id }) => !kept.some((each) => each.id === id))];
    return { list, map: new Map(list.map((each) => [each.id, { text: `${each.id} ${each.owner} ${each.variant}`, owner: each.owner }])) };
  }

  /** What the workers verified of one who is gone keeps it. */
  private stands(id: number, steps: Written): boolean {
    const now = this.steps.get(id);
    return now?.state === "verified" && now.text === steps.get(id)?.text;
  }

  private undone(steps: Written): boolean {
    return [...this.steps].some(([id, { state, text }]) => state === "verified" && steps.get(id)?.text !== text);
  }

  /** What comes of it: `ok`, or the name of the refusal. */
  take(act: Act, number: number): string {
    const role = this.roles.get(act.by);
    const outcome = this.judge(act, number, role);
    if (outcome === "ok") this.settle(number);
    return outcome;
  }

  private judge(act: Act, number: number, role: RoleName | undefined): string {
    const represents = role === "representative";
    switch (act.what) {
      case "plan": {
        if (!represents && role !== "duty_bearer") return "not-entitled";
        const { list, map } = this.written(act);
        const possible = (this.latest !== undefined || represents) && !act.stale && map.size === list.length
          && list.every(({ id, owner }) => this.roles.get(owner) === "duty_bearer" || (this.gone.has(owner) && this.stands(id, map))) && !this.undone(map);
        if (!possible) return "wrong-event";
        this.plans.push({ number, by: act.by, steps: map, answers: new Map([[act.by, true]]), since: -1 });
        return "ok";
      }
      case "accepted":
      case "refused": {
        if (!represents && role !== "duty_bearer") return "not-entitled";
        const plan = this.latest;
        if (plan === undefined || act.back > 0) return "wrong-event";
        if (!represents && ![...plan.steps.values()].some(({ owner }) => owner === act.by)) return "not-entitled";
        if (plan.answers.has(act.by)) return "wrong-event";
        if (act.what === "accepted" ? this.undone(plan.steps) : this.inForce === plan.number) return "wrong-event";
        plan.answers.set(act.by, act.what === "accepted");
        return "ok";
      }
      case "done": {
        const found = this.steps.get(act.id);
        if (found === undefined) return "wrong-event";
        if (found.owner !== act.by) return "not-entitled";
        if (found.state === "said" || found.state === "verified") return "wrong-event";
        Object.assign(found, { state: "said", said: number });
        return "ok";
      }
      case "entrust":
        if (!represents) return "not-entitled";
        if (this.gone.has(act.who) || (act.role === "representative" && this.companies.has(act.who))) return "wrong-event";
        if (act.role !== "representative" && ![...this.roles].some(([org, each]) => org !== act.who && each === "representative")) return "wrong-event";
        this.roles.set(act.who, act.role);
        if (act.role === "duty_bearer" || act.role === "buyer") this.companies.add(act.who);
        return "ok";
      case "revoke":
        if (!represents) return "not-entitled";
        if (this.gone.has(act.who) || ![...this.roles].some(([org, each]) => org !== act.who && each === "representative")) return "wrong-event";
        this.gone.add(act.who);
        this.roles.delete(act.who);
        return "ok";
      default: {
        if (!represents) return "not-entitled";
        const from = { verified: ["said", "partly", "disputed"], partly: ["said", "partly", "disputed"], disputed: ["said"], reopened: ["verified", "partly"] }[act.what];
        const found = this.steps.get(act.id);
        if (found === undefined || !from.includes(found.state)) return "wrong-event";
        Object.assign(found, { state: act.what === "reopened" ? "open" : act.what, verified: number });
        return "ok";
      }
    }
  }

  private settle(number: number): void {
    const plan = this.latest;
    if (plan === undefined || plan.number === this.inForce || this.undone(plan.steps)) return;
    const yes = (org: number): boolean => plan.answers.get(org) === true;
    if (![...this.roles].some(([org, role]) => role === "representative" && yes(org))) return;
    for (const { owner } of plan.steps.values()) if (!this.gone.has(owner) && !yes(owner)) return;
    this.inForce = plan.number;
    plan.since = number;
    const anew = (each: { text: string; owner: number }): ModelStep => ({ ...each, state: "open", said: -1, verified: -1 });
    this.steps = new Map([...plan.steps].map(([id, each]) => [id, this.steps.get(id)?.text === each.text ? this.steps.get(id) as ModelStep : anew(each)]));
  }
}

interface World { walk: Walk; orgs: Org[]; hashes: string[]; head: Bytes; seq: number }

/** The event with which somebody does it. */
function eventOf({ walk, orgs, hashes, head, seq }: World, model: Model, act: Act): Event {
  const by = orgs[act.by] as Org;
  const latest = model.latest === undefined ? "" : hashes[model.latest.number] as string;
  const said = (): { type: string; data: Event["data"] } => {
    switch (act.what) {
      case "plan": {
        const steps = model.written(act).list.map(({ id, owner, variant }) => ({ ...step(`s${id}`, orgs[owner] as Org, { form: `form-${variant}` }) }));
        return { type: "plan", data: { against: act.stale ? digest(9) : latest, entry: digest(1), warned: "", steps } };
      }
      case "accepted": return { type: "accepted", data: { plan: answered(act.back) } };
      case "refused": return { type: "refused", data: { plan: answered(act.back), entry: digest(1) } };
      case "done": return { type: "said_done", data: { step: `s${act.id}`, entry: digest(1) } };
      case "disputed": return { type: "disputed", data: { step: `s${act.id}`, entry: digest(1) } };
      case "reopened": return { type: "step_reopened", data: { step: `s${act.id}`, reason: "again", entry: "" } };
      case "entrust": return entrust(orgs[act.who] as Org, act.role) as unknown as { type: string; data: Event["data"] };
      case "revoke": return { type: "revoked", data: { reader: nameOfOrg(orgs[act.who] as Org) } };
      default: return { type: "verified", data: { step: `s${act.id}`, result: act.what, asked: "a", confirmed: "b", entry: "" } };
    }
  };
  const answered = (back: number): string => hashes[model.plans[model.plans.length - 1 - back]?.number ?? -1] ?? digest(8);
  return { instance: INSTANCE, room: walk.room, seq, prev: head, day: DAY, actor: (by.people[0] as Org["people"][0]).kid, roster: by.chain.digest, ...said() };
}

function check({ walk, orgs, hashes }: World, model: Model): void {
  const names = orgs.map(nameOfOrg);
  const of = (numbers: Iterable<number>): string[] => [...numbers].map((each) => names[each] as string).sort();
  const hash = (number: number): string => hashes[number] ?? "";
  const { table } = walk;
  assert.equal(table.inForce, hash(model.inForce));
  assert.deepEqual(table.plans.map((each) => [each.plan, each.organisation, [...each.accepted].sort(), [...each.refused].sort(), each.inForceBy?.hash ?? ""]), model.plans.map(({ number, by, answers, since }) =>
    [hash(number), names[by], of([...answers].filter(([, yes]) => yes).map(([org]) => org)), of([...answers].filter(([, yes]) => !yes).map(([org]) => org)), hash(since)]));
  assert.deepEqual(Object.fromEntries(table.steps), Object.fromEntries([...model.steps].map(([id, { state, said, verified }]) => [`s${id}`, { state, said: hash(said), verified: hash(verified) }])));
  assert.deepEqual(new Map(walk.roles), new Map([...model.roles].map(([org, role]) => [names[org], role])));
}

/** What somebody who does not represent signed leaves what was verified where it was. */
function unharmed(before: Walk, after: Walk, what: string): void {
  const written = ({ table }: Walk, id: string): string => JSON.stringify(table.plans.find((each) => each.plan === table.inForce)?.steps.get(id));
  for (const [id, { state, verified }] of before.table.steps) {
    const now = after.table.steps.get(id);
    const same = written(before, id) === written(after, id);
    if (state === "verified") assert.ok(same && now?.state === "verified", `${what} undid a verified step`);
    if (same) assert.equal(now?.verified, verified, `${what} changed what was said of a step`);
  }
}

const org = fc.nat(ROLES.length - 1);
const representing = fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: org });
const answering = fc.oneof({ weight: 4, arbitrary: fc.constant(2) }, { weight: 1, arbitrary: org });
const id = fc.nat(2);
const sketch = fc.record({ id, owner: fc.oneof({ weight: 6, arbitrary: fc.constant(2) }, { weight: 2, arbitrary: fc.constant(3) }, { weight: 1, arbitrary: fc.constant(4) }), variant: fc.nat(1) });
const seldom = fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) });
const back = fc.oneof({ weight: 9, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constant(1) });
const steps = fc.uniqueArray(sketch, { minLength: 1, maxLength: 3, selector: (each) => each.id });
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ what: fc.constant("plan" as const), by: fc.oneof(representing, answering), stale: seldom, keep: fc.boolean(), steps }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant("plan" as const), by: representing, stale: fc.constant(false), keep: fc.boolean(), steps: fc.array(sketch, { minLength: 1, maxLength: 3 }) }) },
  { weight: 8, arbitrary: fc.record({ what: fc.constantFrom("accepted" as const, "accepted" as const, "refused" as const), by: fc.oneof(representing, answering), back }) },
  { weight: 5, arbitrary: fc.record({ what: fc.constant("done" as const), by: answering, id }) },
  { weight: 6, arbitrary: fc.record({ what: fc.constantFrom<Said>("verified", "verified", "partly", "disputed", "reopened"), by: representing, id }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant("entrust" as const), by: representing, who: org, role: fc.constantFrom<RoleName>(...ROLES, "coordinator") }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant("revoke" as const), by: representing, who: org }) },
);

const [mine, ours]: [Sketch, Sketch] = [{ id: 0, owner: 2, variant: 0 }, { id: 1, owner: 2, variant: 0 }];
const theirs: Sketch = { id: 1, owner: 3, variant: 1 };
const of = (what: Said, by: number, step: number): Act => ({ what, by, id: step });
const said = (by: number, step: number): Act => ({ what: "done", by, id: step });
const answer = (what: "accepted" | "refused", by: number): Act => ({ what, by, back: 0 });
const proposal = (by: number, ...sketches: Sketch[]): Act => ({ what: "plan", by, stale: false, keep: true, steps: sketches });

/** What cases drawn at random might leave out: each word with each of its outcomes. */
const SURE: Act[] = [
  { what: "revoke", by: 2, who: 3 }, { what: "entrust", by: 2, who: 2, role: "representative" }, said(2, 0), proposal(4, mine), proposal(2, mine), answer("accepted", 4), answer("refused", 4),
  ...(["verified", "partly", "disputed", "reopened"] as const).flatMap((what) => [of(what, 2, 0), of(what, 0, 0)]),
  proposal(0, mine, ours), answer("accepted", 0), answer("refused", 0), answer("accepted", 2), answer("refused", 1), said(3, 0),
  said(2, 0), of("disputed", 0, 0), said(2, 0), of("verified", 1, 0), said(2, 1), of("partly", 1, 1), of("reopened", 0, 1),
  proposal(2, { id: 2, owner: 2, variant: 1 }), answer("refused", 1), { what: "entrust", by: 0, who: 4, role: "representative" }, { what: "entrust", by: 0, who: 4, role: "coordinator" },
  { what: "revoke", by: 0, who: 4 }, { what: "revoke", by: 0, who: 4 },
  // Who reads without having to answer owns nothing, not even what was verified of it.
  { what: "entrust", by: 0, who: 2, role: "coordinator" }, proposal(0, mine), { what: "entrust", by: 0, who: 2, role: "duty_bearer" },
  // The company is gone, its verified step stays: as it is, and alone.
  { what: "revoke", by: 0, who: 2 }, proposal(0, { id: 1, owner: 3, variant: 0 }), proposal(3, ours), proposal(3, theirs), answer("accepted", 1), answer("accepted", 3),
  of("reopened", 0, 0), proposal(0, mine), proposal(3, theirs), answer("accepted", 1),
];

test("random plans, answers and words about steps add up to what a plain model says", async () => {
  const people = await Promise.all(ROLES.map(newAccount));
  const orgs = await Promise.all(people.map((each) => newOrg([each])));
  const stored = await storeTable(orgs[0] as Org, people[0] as Org["people"][0]);
  for (const [at, role] of ROLES.entries()) if (at > 0) await letIn(stored, orgs[0] as Org, people[0] as Org["people"][0], orgs[at] as Org, role);
  const room = await seeCase(stored);
  const happened = new Map<string, number>();
  fc.assert(fc.property(fc.array(act, { minLength: 20, maxLength: 60 }), (acts) => {
    const model = new Model();
    let world: World = { walk: fork(roomInside(room).walk), orgs, hashes: [], head: room.head, seq: room.events.length };
    for (const [number, each] of acts.entries()) {
      const event = eventOf(world, model, each);
      const payload = makeEvent(event);
      const company = model.roles.get(each.by) !== "representative";
      const outcome = model.take(each, number);
      happened.set(`${each.what} ${outcome}`, (happened.get(`${each.what} ${outcome}`) ?? 0) + 1);
      const next = fork(world.walk);
      const hash = sha256(payload);
      let found = "ok";
      try {
        applyEvent(next, parseEvent(payload, next.types), hash);
      } catch (error) {
        if (!(error instanceof SealError)) throw error;
        found = error.code;
      }
      assert.equal(found, outcome, JSON.stringify(each));
      world.hashes.push(hex(hash));
      if (outcome !== "ok") continue;
      if (company) unharmed(world.walk, next, each.what);
      world = { ...world, walk: next, head: hash, seq: world.seq + 1 };
      check(world, model);
    }
  }), { numRuns: RUNS, examples: [[SURE]] });
  const tried = ["plan", "accepted", "refused", "done", "verified", "partly", "disputed", "reopened", "entrust", "revoke"];
  for (const what of tried) for (const outcome of ["ok", "not-entitled", "wrong-event"]) assert.ok(happened.has(`${what} ${outcome}`), `${what} ${outcome} never tried`);
});
