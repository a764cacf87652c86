/** Plans that are neither in force nor the latest: their texts and steps can still be read, out of the signed history. */
import { _, ngettext } from "../i18n";
import { day } from "../names";
import { nameOf } from "../room-opening";
import { unhex } from "../seal";
import type { Plan, PlanStep } from "../seal-tables";
import type { OpenTable } from "../table-opening";
import type { StepView } from "../table-view";
import { Details } from "./case-text";
import type { TableAt } from "./table-at";
import { StepFacts } from "./table-step";
import { ReadTableText } from "./table-text";

export function EarlierPlans({ at }: { at: TableAt }) {
  const { plans, inForce } = at.of.facts;
  const earlier = plans.map((plan, place) => ({ plan, number: place + 1 })).filter(({ plan, number }) => plan.plan !== inForce && number < plans.length).reverse();
  if (earlier.length === 0) return null;
  return (
    <section id="earlier">
      <h2>{_("Earlier plans")}</h2>
      <ul class="cards">{earlier.map(({ plan, number }) => <li key={plan.plan}><Card at={at} plan={plan} number={number} /></li>)}</ul>
    </section>
  );
}

function Card({ at, plan, number }: { at: TableAt; plan: Plan; number: number }) {
  const { day: proposed, data } = plan.event;
  return (
    <div class="card">
      <p>
        {_("Plan %(number)s, proposed by %(organisation)s on %(day)s.", { number, organisation: name(at.of, plan.organisation), day: day(proposed) })}{" "}
        {plan.inForceBy && _("It was in force from %(day)s until another took its place.", { day: day(plan.inForceBy.day) })}
      </p>
      <ReadTableText at={at} digest={String(data.entry)} kind="plan" label={_("Read the text of plan %(number)s", { number })} />
      <Details label={ngettext("Read its %(num)s step", "Read its %(num)s steps", plan.steps.size)}>
        {() => <ol class="cards">{[...plan.steps.values()].map((step) => <li key={String(step.step)}><div class="card"><p class="card-head"><strong>{at.codes.label("kinds", String(step.kind))}</strong></p><StepFacts at={at} step={promised(at.of, step)} /></div></li>)}</ol>}
      </Details>
    </div>
  );
}

/** Organisations at the table, by their fingerprint. */
export const name = (of: OpenTable, fingerprint: string): string => nameOf(of, unhex(fingerprint)) ?? _("An organisation that read this before");

/** What a step promised, as far as the signed history says it. */
function promised(of: OpenTable, step: PlanStep): StepView {
  const text = (member: string): string => String(step[member] ?? "");
  const owner = of.known.find(({ trust }) => String(trust.chain.fingerprint) === String(unhex(text("owner"))));
  return {
    step: text("step"), form: text("form"), kind: text("kind"), owner: owner?.organisation ?? "", owner_name: owner?.name ?? "", due_on: text("due"), amount: text("amount") || null, currency: text("currency") || null,
    instalments: Number(text("instalments")) || null, workers: text("workers") || null, beneficiaries: [...step.beneficiaries as readonly string[]], evidence: [...step.evidence as readonly string[]],
    state: null, overdue: false, days_left: null, said: null, verified: null, verify_by: null, verify_overdue: false,
  };
}
