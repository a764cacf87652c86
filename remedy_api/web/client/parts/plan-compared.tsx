/** Two plans side by side, step by step: only what is new, changed or left out. */
import { _ } from "../i18n";
import type { PlanView, StepView } from "../table-view";
import type { TableAt } from "./table-at";
import { StepFacts } from "./table-step";

export function SideBySide({ at, before, after }: { at: TableAt; before: PlanView; after: PlanView }) {
  const names = [...new Set([...after.steps, ...before.steps].map(({ step }) => step))];
  const of = (plan: PlanView, name: string): StepView | undefined => plan.steps.find(({ step }) => step === name);
  const changed = names.map((name) => [name, of(before, name), of(after, name)] as const).filter(([, one, other]) => promise(one) !== promise(other));
  if (changed.length === 0) return <p>{_("The steps are the same as before.")}</p>;
  return (
    <ol class="cards">
      {changed.map(([name, one, other]) => (
        <li key={name}>
          <div class="card">
            <p class="card-head"><strong>{at.codes.label("kinds", (other ?? one)?.kind ?? "")}</strong></p>
            <div class="pair">
              <div><p class="field-name">{_("Before")}</p>{one ? <StepFacts at={at} step={one} /> : <p>{_("This step was not there.")}</p>}</div>
              <div><p class="field-name">{_("Now proposed")}</p>{other ? <StepFacts at={at} step={other} /> : <p>{_("This step is left out.")}</p>}</div>
            </div>
          </div>
        </li>
      ))}
    </ol>
  );
}

/** Everything that is promised, and nothing of how far it has come. */
function promise(step: StepView | undefined): string {
  if (step === undefined) return "";
  const { kind, form, owner, due_on: due, amount, currency, instalments, workers, beneficiaries, evidence } = step;
  return JSON.stringify([kind, form, owner, due, amount, currency, instalments, workers, beneficiaries, evidence]);
}
