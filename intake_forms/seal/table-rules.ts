/**
 * Tables, where those who have to answer sit with those who represent the workers: which event may follow and who may sign
 * it (PROTOCOL.md, 5.1). What a company says and what was verified are two things: nothing it signs changes the second.
 */
import { hex } from "./bytes";
import type { Bytes } from "./bytes";
import { SealError } from "./errors";
import type { Event, PlanStep } from "./event";
import { TABLE_TEXTS } from "./kinds";
import { acting, found, open as openByRole, possible, put, READERS } from "./role-rules";
import type { Statement } from "./statement";
import { keepsVerified, ownersOf, settle } from "./table-plans";
import { NO_TABLE } from "./table-state";
import type { Plan, StepState, TableFacts } from "./table-state";
import { TABLE_TYPES } from "./table-types";
import { actsIn, inForce, names, need, nextNames } from "./walk";
import type { RoomRules, Walk } from "./walk";

/** No epoch hands on the key of the one before: whoever is let in later gets only what is disclosed to it. */
export const TABLE: RoomRules = { kind: "table", types: TABLE_TYPES, handsOn: false, nothing: { table: NO_TABLE }, texts: () => TABLE_TEXTS, found, apply, open };

/** Who reads, and with which keys. */
const written = ({ readers }: Statement): string => JSON.stringify(readers.map(({ fingerprint, kid }) => [hex(fingerprint), hex(kid)]));

/** Who represents begins an epoch at any time; others one for each change of readers or of their keys. */
function open(walk: Walk, statement: Statement): void {
  openByRole(walk, statement);
  const before = inForce(walk);
  if (before === undefined || written(before) !== written(statement)) return;
  // Else who has to answer makes one key after the other that the workers cannot open, and never has to stop.
  const represents = actsIn(statement, statement.signer, walk.chains).some((name) => walk.roles.get(name) === "representative");
  if (!represents) throw new SealError("not-entitled", "needless epoch");
}

/** What a duty bearer may sign too; `received` and `said_done` ask for no role. All else is the representatives' own. */
const DUTY_BEARER: readonly string[] = ["plan", "accepted", "refused"];
const READER: readonly string[] = ["received", "said_done"];

function apply(walk: Walk, event: Event, hash: Bytes): void {
  const organisation = acting(walk, event);
  if (event.type === "epoch") return;
  const role = walk.roles.get(organisation);
  need(READER.includes(event.type) || role === "representative" || (role === "duty_bearer" && DUTY_BEARER.includes(event.type)), event);
  walk.table = { ...walk.table, ...CHANGES[event.type]?.(event.data as Record<string, string>, walk.table, { walk, organisation, hash: hex(hash), event }) };
  READERS[event.type]?.(walk, event, hash);
  // After everything: an owner who is let go no longer holds up what the others agreed to.
  walk.table = settle(walk.table, walk.roles, nextNames(walk), { hash: hex(hash), seq: event.seq, day: event.day });
}

type Facts = Omit<TableFacts, "roles">;
interface Said { readonly walk: Walk; readonly organisation: string; readonly hash: string; readonly event: Event }
/** What an event changes. Throws wrong-event for what cannot happen now, not-entitled where the right hangs on what it names. */
type Change = (data: Record<string, string>, table: Facts, said: Said) => Partial<Facts>;

/** The plan that was proposed last, if it is this one and its answer is the organisation's to give, once. */
function answering({ plan }: Record<string, string>, { plans }: Facts, { walk, organisation, event }: Said): Plan {
  const latest = plans[plans.length - 1];
  if (latest === undefined || latest.plan !== plan) throw new SealError("wrong-event", "not the latest plan");
  // A company answers for itself: a plan in which it does nothing is not its affair.
  need(walk.roles.get(organisation) === "representative" || ownersOf(latest).has(organisation), event);
  possible(!latest.accepted.has(organisation) && !latest.refused.has(organisation), "answered already");
  return latest;
}

const answered = ({ plans }: Facts, plan: Plan): Partial<Facts> => ({ plans: [...plans.slice(0, -1), plan] });

/** A step of the plan in force, in one of these states. Throws wrong-event. */
function stepIn({ steps }: Facts, step = "", states: readonly StepState["state"][] = []): StepState {
  const found = steps.get(step);
  if (found === undefined || !states.includes(found.state)) throw new SealError("wrong-event", "step");
  return found;
}

const moved = ({ steps }: Facts, step: string | undefined, state: StepState): Partial<Facts> => ({ steps: put(steps, step as string, state) });

const CHANGES: Readonly<Record<string, Change>> = {
  entrusted({ fingerprint, role }, { companies }) {
    // Ever: else a company becomes a monitor first and then represents those whom it has to answer to.
    possible(role !== "representative" || !companies.has(fingerprint as string), "a company represents nobody");
    return role === "duty_bearer" || role === "buyer" ? { companies: new Set([...companies, fingerprint as string]) } : {};
  },
  received(_, { received }, { walk, organisation, event }) {
    need(walk.roles.get(organisation) !== "representative", event);
    possible(!received.has(organisation), "received already");
    return { received: new Set([...received, organisation]) };
  },
  disclosed({ entry, commitment, consent }, { disclosures, shown }, { walk, organisation, hash, event }) {
    const to = event.data.to as readonly string[];
    possible(to.every((name) => names(walk).has(name) && !walk.revoked.has(name)), "not a reader");
    // Under another consent it may be shown once more: the one before may be withdrawn by now, which nothing here says.
    const now = to.map((name) => `${entry} ${commitment} ${consent} ${name}`);
    possible(now.every((each) => !shown.has(each)), "disclosed already");
    return { disclosures: [...disclosures, { hash, organisation, event }], shown: new Set([...shown, ...now]) };
  },
  plan({ against }, table, { walk, organisation, hash, event }) {
    const { plans } = table;
    const given = event.data.steps as readonly PlanStep[];
    possible(plans.length > 0 || walk.roles.get(organisation) === "representative", "the first plan");
    possible(against === (plans[plans.length - 1]?.plan ?? ""), "against another plan");
    const steps = new Map(given.map((step) => [step.step as string, step]));
    possible(steps.size === given.length, "a step twice");
    const plan = { plan: hash, organisation, event, steps, accepted: new Set([organisation]), refused: new Set<string>(), inForceBy: undefined };
    // Who was let go has no role any more; what the workers verified of it stays its step, or no plan could follow.
    const reading = nextNames(walk);
    // That it is the same, the next line looks at.
    const kept = ({ step, owner }: PlanStep): boolean => table.steps.get(step as string)?.state === "verified" && !reading.has(owner as string);
    possible(given.every((step) => walk.roles.get(step.owner as string) === "duty_bearer" || kept(step)), "an owner who has nothing to answer for");
    possible(keepsVerified(table, steps), "a verified step changed");
    return { plans: [...plans, plan] };
  },
  accepted(data, table, said) {
    const plan = answering(data, table, said);
    possible(keepsVerified(table, plan.steps), "a verified step changed");
    return answered(table, { ...plan, accepted: new Set([...plan.accepted, said.organisation]) });
  },
  refused(data, table, said) {
    const plan = answering(data, table, said);
    possible(plan.plan !== table.inForce, "in force already");
    return answered(table, { ...plan, refused: new Set([...plan.refused, said.organisation]) });
  },
  said_done({ step }, table, { organisation, hash, event }) {
    stepIn(table, step, ["open", "said", "verified", "partly", "disputed"]);
    const agreed = table.plans.find((plan) => plan.plan === table.inForce);
    need(agreed?.steps.get(step as string)?.owner === organisation, event);
    return moved(table, step, { ...stepIn(table, step, ["open", "partly", "disputed"]), state: "said", said: hash });
  },
  verified: ({ step, result }, table, { hash }) =>
    moved(table, step, { ...stepIn(table, step, ["said", "partly", "disputed"]), state: result as "verified" | "partly", verified: hash }),
  disputed: ({ step }, table, { hash }) => moved(table, step, { ...stepIn(table, step, ["said"]), state: "disputed", verified: hash }),
  step_reopened: ({ step }, table, { hash }) => moved(table, step, { ...stepIn(table, step, ["verified", "partly"]), state: "open", verified: hash }),
};
