/** When a plan is in force, and what becomes of its steps. */
import type { Role } from "./case-facts";
import type { PlanStep } from "./event";
import type { InForceBy, Plan, StepState, TableFacts } from "./table-state";

type Facts = Omit<TableFacts, "roles">;

/** The organisations that are to do something. */
export const ownersOf = ({ steps }: Pick<Plan, "steps">): Set<string> => new Set([...steps.values()].map((step) => step.owner as string));

const stepsInForce = ({ plans, inForce }: Facts): ReadonlyMap<string, PlanStep> => plans.find((plan) => plan.plan === inForce)?.steps ?? new Map();

/** A payload has one form only, so equal members in one order are equal bytes. */
const sameStep = (a: PlanStep | undefined, b: PlanStep | undefined): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Whether these have every step that is verified now, in the very same bytes. */
export function keepsVerified(table: Facts, steps: ReadonlyMap<string, PlanStep>): boolean {
  const agreed = stepsInForce(table);
  return [...table.steps].every(([id, { state }]) => state !== "verified" || sameStep(steps.get(id), agreed.get(id)));
}

/** The latest plan is in force once its proposer, a representative and every owner that still reads accepted it. `by`: after which event this is looked at. */
export function settle(table: Facts, roles: ReadonlyMap<string, Role>, reading: ReadonlySet<string>, by: InForceBy): Facts {
  const latest = table.plans[table.plans.length - 1];
  if (latest === undefined || latest.plan === table.inForce) return table;
  const represented = [...latest.accepted].some((name) => roles.get(name) === "representative");
  const agreed = [...ownersOf(latest)].every((owner) => latest.accepted.has(owner) || !reading.has(owner));
  // What was verified while the plan lay open stays as it was agreed: nobody's acceptance takes it away.
  if (!represented || !agreed || !keepsVerified(table, latest.steps)) return table;
  const before = stepsInForce(table);
  const steps = [...latest.steps].map(([id, step]): [string, StepState] =>
    [id, (sameStep(before.get(id), step) ? table.steps.get(id) : undefined) ?? { state: "open", said: "", verified: "" }]);
  return { ...table, plans: [...table.plans.slice(0, -1), { ...latest, inForceBy: by }], inForce: latest.plan, steps: new Map(steps) };
}
