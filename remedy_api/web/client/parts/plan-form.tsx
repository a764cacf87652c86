/** Proposing a plan: its text and its steps. A later one begins with the latest, and stands beside it. */
import { useState } from "preact/hooks";
import { Sealed } from "../case-acts";
import { _ } from "../i18n";
import { another, begin, finished, isVerified, latestOf, MOST_STEPS, owners, proposing, wrong } from "../plan-drafts";
import type { StepErrors } from "../plan-drafts";
import type { NewStep } from "../seal-tables";
import { sayWith } from "../table-acts";
import type { Mine } from "../table-opening";
import { seemsToWaive } from "../waiver-words";
import { ConfirmForm } from "./confirm-form";
import { Fold } from "./fold";
import { Words } from "./more-fields";
import { StepFields } from "./plan-step-fields";
import type { TableAt } from "./table-at";
import { StepFacts } from "./table-step";
import { Notice } from "./ui";
import { useFormDraft } from "./use-draft";

export function Propose({ at }: { at: TableAt }) {
  const mine = proposing(at.of);
  if (mine === undefined) return null;
  const first = latestOf(at.of) === "";
  return (
    <section class="no-print">
      {owners(at.of).length === 0 ? <p>{_("A plan can be proposed once somebody sits here who has to answer.")}</p> : (
        <Fold label={first ? _("Propose a plan…") : _("Propose a changed plan…")} main={first}><PlanForm at={at} mine={mine} /></Fold>
      )}
    </section>
  );
}

function PlanForm({ at, mine }: { at: TableAt; mine: Mine }) {
  const against = latestOf(at.of);
  const [empty] = useState(() => ({ text: "", language: document.documentElement.lang, steps: against === "" ? [another(at.of, [])] : begin(at.of) }));
  const draft = useFormDraft(at.session, `table/${at.of.id}/plan/${against}`, empty);
  const [sealed] = useState(() => new Sealed());
  const [errors, setErrors] = useState<{ text?: string; steps: StepErrors[] }>({ steps: [] });
  const { text, language, steps } = draft.value;
  const waives = seemsToWaive(text);
  const change = (name: string, to: Partial<NewStep>): void => draft.set({ steps: steps.map((each) => each.step === name ? { ...each, ...to } : each) });
  function check(): boolean {
    const found = { ...(text.trim() === "" ? { text: _("Please write what the plan says in words.") } : {}), steps: steps.map((step) => isVerified(at.of, step.step) ? {} : wrong(step)) };
    setErrors(found);
    return found.text === undefined && steps.length > 0 && found.steps.every((each) => Object.keys(each).length === 0);
  }
  async function run(): Promise<void> {
    await sayWith(at.session, at.of.id, mine.fingerprint, sealed, "plan", { text: text.trim(), language },
      (entry) => ({ type: "plan", data: { against, entry, warned: waives ? "waiver" : "", steps: steps.map(finished) } }));
    await draft.clear();
    await at.done();
  }
  return (
    <ConfirmForm submit={_("Propose the plan")} title={_("Propose this plan?")} yes={_("Sign and propose")} check={check} run={run}
      explanation={<p>{_("You sign for %(organisation)s that it proposes this plan, and thereby accepts it. Everybody at the table can read it. It cannot be changed afterwards, only replaced by another one.", { organisation: mine.reader.name })}</p>}>
      <Words label={_("What does the plan say in words?")} told={{ text, language }} set={draft.set} error={errors.text ?? null} help={_("Everybody at the table can read it. Write no names of workers.")} />
      {waives && <Notice kind="warn"><p>{_("This text seems to ask workers to give up legal claims. A remedy must not cost anybody the way to a court. You can propose it; then everybody sees this warning with the plan.")}</p></Notice>}
      <ol class="cards">
        {steps.map((step, place) => (
          <li key={step.step}>
            <fieldset class="card">
              <legend>{_("Step %(number)s", { number: place + 1 })}</legend>
              {isVerified(at.of, step.step) ? <Verified at={at} step={step} /> : <Edited at={at} step={step} errors={errors.steps[place] ?? {}} change={(to) => change(step.step, to)} />}
              {!isVerified(at.of, step.step) && steps.length > 1 && (
                <button type="button" class="outline" onClick={() => draft.set({ steps: steps.filter((each) => each !== step) })}>{_("Take step %(number)s out", { number: place + 1 })}</button>
              )}
            </fieldset>
          </li>
        ))}
      </ol>
      {steps.length < MOST_STEPS && <p><button type="button" class="outline" onClick={() => draft.set({ steps: [...steps, another(at.of, steps)] })}>{_("Add a step")}</button></p>}
    </ConfirmForm>
  );
}

function Edited({ at, step, errors, change }: { at: TableAt; step: NewStep; errors: StepErrors; change: (to: Partial<NewStep>) => void }) {
  const before = at.of.view.plans[0]?.steps.find((each) => each.step === step.step);
  return (
    <div class="pair">
      {before && <div><p class="field-name">{_("Before")}</p><StepFacts at={at} step={before} /></div>}
      <div>{before && <p class="field-name">{_("Now proposed")}</p>}<StepFields at={at} step={step} errors={errors} change={change} /></div>
    </div>
  );
}

/** What the workers verified goes on as it is. */
function Verified({ at, step }: { at: TableAt; step: NewStep }) {
  const { steps = [] } = at.of.view.plans.find(({ plan }) => plan === at.of.view.in_force) ?? {};
  const held = steps.find((each) => each.step === step.step);
  return (
    <>
      <p><strong>{at.codes.label("kinds", step.kind)}</strong> <span class="badge good">{at.codes.label("step_states", "verified")}</span> {_("It stays as it is.")}</p>
      {held && <StepFacts at={at} step={held} />}
    </>
  );
}
