/** A plan that somebody writes: it begins with the latest one, and carries what the workers verified as it was signed. */
import { _ } from "./i18n";
import { inDays } from "./countdown";
import { hex } from "./seal";
import type { NewStep, PlanStep } from "./seal-tables";
import type { Mine, OpenTable } from "./table-opening";

/** Most steps that a plan can have; the history takes no more. */
export const MOST_STEPS = 24;
const MOST_FOR = 4;
const MOST_EVIDENCE = 8;

/** The organisation of mine that may propose: the workers' representatives first, who has to answer once there is a plan. */
export function proposing(of: OpenTable): Mine | undefined {
  return of.mine.find(({ role }) => role === "representative") ?? (of.facts.plans.length > 0 ? of.mine.find(({ role }) => role === "duty_bearer") : undefined);
}

/** Who can be made to do a step, by fingerprint and name. */
export const owners = (of: OpenTable): [string, string][] =>
  of.readers.map(({ name, trust }): [string, string] => [hex(trust.chain.fingerprint), name]).filter(([fingerprint]) => of.facts.roles.get(fingerprint) === "duty_bearer");

/** The hash of the plan against which the next one is proposed, or empty. */
export const latestOf = ({ facts: { plans } }: OpenTable): string => plans[plans.length - 1]?.plan ?? "";

/** Whether the workers verified this step: then no plan changes it. */
export const isVerified = (of: OpenTable, step: string): boolean => of.facts.steps.get(step)?.state === "verified";

/** The steps to begin with: those of the latest plan, and every verified one as the plan in force has it. */
export function begin(of: OpenTable): NewStep[] {
  const { plans, inForce } = of.facts;
  const held = plans.find(({ plan }) => plan === inForce)?.steps;
  const steps = new Map([...plans[plans.length - 1]?.steps ?? []]);
  for (const [name, step] of held ?? []) if (isVerified(of, name)) steps.set(name, step);
  return [...steps.values()].map(asStep);
}

/** An empty step under a name that no step of this table has had. */
export function another(of: OpenTable, steps: readonly NewStep[]): NewStep {
  const used = new Set([...of.facts.plans.flatMap((plan) => [...plan.steps.keys()]), ...steps.map(({ step }) => step)]);
  let number = used.size + 1;
  while (used.has(`s${number}`)) number += 1;
  const [[owner] = [""], ...others] = owners(of);
  return {
    step: `s${number}`, form: "", kind: "", owner: others.length === 0 ? owner : "", due: inDays(60), amount: "", currency: "", instalments: "", workers: "", beneficiaries: [], evidence: [],
  };
}

/** In the one order of members in which a step is signed. */
function asStep(step: PlanStep | NewStep): NewStep {
  const { step: name, form, kind, owner, due, amount, currency, instalments, workers, beneficiaries, evidence } = step as NewStep;
  return { step: name, form, kind, owner, due, amount, currency, instalments, workers, beneficiaries: [...beneficiaries], evidence: [...evidence] };
}

/** As it will be signed: without what was typed around a number. */
export const finished = (step: NewStep): NewStep => asStep({ ...step, amount: step.amount.trim(), instalments: step.instalments.trim() });

export type StepErrors = { [Name in keyof NewStep]?: string };

/** What is wrong with a step, by field. */
export function wrong(typed: NewStep): StepErrors {
  const step = finished(typed);
  return {
    ...(step.kind === "" ? { kind: _("Please choose what is to be done.") } : {}),
    ...(step.form === "" ? { form: _("Please choose a form of remedy.") } : {}),
    ...(step.owner === "" ? { owner: _("Please choose who does it.") } : {}),
    ...(step.due < inDays(1) ? { due: _("Please choose a day in the future.") } : {}),
    ...(step.amount !== "" && !/^[1-9][0-9]{0,11}(\.[0-9]{2})?$/.test(step.amount) ? { amount: _("Please write the amount in digits, with a point before the cents: 1200 or 1200.50.") } : {}),
    ...((step.amount === "") !== (step.currency === "") ? { currency: _("An amount and its currency belong together.") } : {}),
    ...(step.instalments !== "" && (step.amount === "" || !/^([2-9]|[1-9][0-9]|1[01][0-9]|120)$/.test(step.instalments)) ? { instalments: _("Please write a number from 2 to 120, or nothing if it is paid at once.") } : {}),
    ...(step.beneficiaries.length > MOST_FOR ? { beneficiaries: _("Please choose at most %(num)s.", { num: MOST_FOR }) } : {}),
    ...(step.evidence.length > MOST_EVIDENCE ? { evidence: _("Please choose at most %(num)s.", { num: MOST_EVIDENCE }) } : {}),
  };
}
