/** The plan in force with its steps, and the latest proposal with what was said to it. */
import { _, ngettext } from "../i18n";
import { day } from "../names";
import { say } from "../table-acts";
import type { Mine } from "../table-opening";
import type { PlanView } from "../table-view";
import { Details } from "./case-text";
import { ConfirmForm } from "./confirm-form";
import { Confirmed } from "./dialog";
import { Fold } from "./fold";
import { Words } from "./more-fields";
import { called } from "./table-at";
import type { TableAt } from "./table-at";
import { name } from "./table-earlier";
import { SideBySide } from "./plan-compared";
import { ProgressBar } from "./table-progress";
import { StepCard } from "./table-step";
import { ReadTableText, useText } from "./table-text";
import { Empty, Notice } from "./ui";

export function Agreed({ at }: { at: TableAt }) {
  const { plans, in_force: held, progress } = at.of.view;
  const plan = plans.find((each) => each.plan === held);
  return (
    <section>
      <h2>{_("The plan in force")}</h2>
      {plan === undefined || progress === null ? <Empty title={_("No plan is in force yet.")} /> : (
        <>
          <About at={at} plan={plan} />
          <Left at={at} />
          <ProgressBar progress={progress} />
          <Steps at={at} plan={plan} />
        </>
      )}
    </section>
  );
}

/** Owners of steps who never accepted the plan in force: they had left the table, and so did not hold up the others. */
function Left({ at }: { at: TableAt }) {
  const { plans, inForce } = at.of.facts;
  const held = plans.find(({ plan }) => plan === inForce);
  const owners = new Set([...held?.steps.values() ?? []].map((step) => String(step.owner)).filter((owner) => !held?.accepted.has(owner)));
  if (owners.size === 0) return null;
  return (
    <Notice kind="warn">
      {[...owners].map((owner) => <p key={owner}>{_("%(organisation)s has left the table without accepting this plan. Nobody here has promised its steps.", { organisation: name(at.of, owner) })}</p>)}
    </Notice>
  );
}

/** The latest plan, until it is in force. */
export function Proposed({ at }: { at: TableAt }) {
  const [plan, before] = at.of.view.plans;
  if (plan === undefined || plan.plan === at.of.view.in_force) return null;
  const mine = answering(at, plan);
  return (
    <section>
      <h2>{_("The latest proposal")}</h2>
      <About at={at} plan={plan} />
      <Steps at={at} plan={plan} />
      {before && <Details label={_("Compare it with the plan before")}>{() => <SideBySide at={at} before={before} after={plan} />}</Details>}
      {mine && (
        <div class="no-print">
          <Confirmed label={_("Accept the plan")} title={_("Accept this plan?")} yes={_("Sign that we accept")}
            explanation={<p>{_("You sign for %(organisation)s that it accepts the plan with all of its steps. It is in force once everybody has accepted who must.", { organisation: mine.reader.name })}</p>}
            run={async () => { await say(at.session, at.of.id, mine.fingerprint, { type: "accepted", data: { plan: plan.plan } }); await at.done(); }} />
          <Fold label={_("Refuse the plan…")}><Refuse at={at} plan={plan} mine={mine} /></Fold>
        </div>
      )}
    </section>
  );
}

/** The organisation of mine that can still answer: one that represents the workers, or one that owns a step. */
function answering(at: TableAt, plan: PlanView): Mine | undefined {
  return at.of.mine.find(({ reader: { organisation }, role }) => !plan.answers.some((each) => each.organisation === organisation)
    && (role === "representative" || (role === "duty_bearer" && plan.steps.some((step) => step.owner === organisation))));
}

function About({ at, plan }: { at: TableAt; plan: PlanView }) {
  return (
    <>
      <p>
        {_("Plan %(number)s, proposed by %(organisation)s on %(day)s.", { number: plan.number, organisation: called(at, plan.organisation), day: day(plan.proposed_on) })}{" "}
        {plan.in_force_on && _("In force since %(day)s.", { day: day(plan.in_force_on) })}
      </p>
      {plan.warned && <Notice kind="warn"><p>{_("The text of this plan seems to ask workers to give up legal claims. A remedy must not cost anybody the way to a court. Ask for advice before you accept it.")}</p></Notice>}
      <ReadTableText at={at} digest={plan.entry} kind="plan" label={_("Read the text of the plan")} />
      <ul class="plain">
        {plan.answers.map((each) => (
          <li key={each.organisation}>
            <strong><bdi>{called(at, each.organisation)}</bdi></strong> <span class={`badge ${each.answer === "accepted" ? "good" : "stop"}`}>{at.codes.label("answers", each.answer)}</span> <span class="muted">{day(each.on)}</span>
            {each.entry && <ReadTableText at={at} digest={each.entry} kind="reasons" label={_("Read why it refuses the plan")} />}
          </li>
        ))}
      </ul>
    </>
  );
}

function Steps({ at, plan }: { at: TableAt; plan: PlanView }) {
  return (
    <>
      <h3>{ngettext("%(num)s step", "%(num)s steps", plan.steps.length)}</h3>
      <ol class="cards">{plan.steps.map((step) => <li key={step.step}><StepCard at={at} step={step} /></li>)}</ol>
    </>
  );
}

function Refuse({ at, plan, mine }: { at: TableAt; plan: PlanView; mine: Mine }) {
  const reasons = useText(at, `refuse/${plan.plan}`, "reasons");
  return (
    <ConfirmForm submit={_("Refuse the plan")} title={_("Refuse this plan?")} yes={_("Sign that we refuse")} danger
      explanation={<p>{_("You sign for %(organisation)s that it refuses the plan. Everybody at the table can read the reasons. It cannot accept this plan afterwards, only another one.", { organisation: mine.reader.name })}</p>}
      check={() => reasons.need(_("Please write your reasons."))} run={() => reasons.send(mine.fingerprint, (entry) => ({ type: "refused", data: { plan: plan.plan, entry } }))}>
      <Words label={_("Why do you refuse the plan?")} told={reasons.value} set={reasons.set} error={reasons.error} />
    </ConfirmForm>
  );
}
