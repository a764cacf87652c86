/** One step of a plan: what is promised, what its owner says of it, and what the workers verified. Two voices, two fields. */
import type { ComponentChildren } from "preact";
import { countdown, pressing } from "../countdown";
import { _, ngettext } from "../i18n";
import { day, list } from "../names";
import { hex } from "../seal";
import { representing } from "../table-opening";
import type { StepView } from "../table-view";
import { called } from "./table-at";
import type { TableAt } from "./table-at";
import { DisputeStep, ReopenStep, ReportStep, VerifyStep } from "./table-step-forms";
import { ReadTableText } from "./table-text";
import { Fold } from "./fold";

const BADGES: Readonly<Record<string, string>> = { said: "new", verified: "good", partly: "warn", disputed: "stop" };

export function StepCard({ at, step }: { at: TableAt; step: StepView }) {
  const { codes } = at;
  return (
    <div class="card">
      <p class="card-head">
        <strong>{codes.label("kinds", step.kind)}</strong>
        {step.state && <span class={`badge ${BADGES[step.state] ?? ""}`}>{codes.label("step_states", step.state)}</span>}
      </p>
      <StepFacts at={at} step={step} />
      {step.state !== null && <Voices at={at} step={step} />}
    </div>
  );
}

/** What a step promises. */
export function StepFacts({ at, step }: { at: TableAt; step: StepView }) {
  const { codes } = at;
  return (
    <dl class="facts">
      <Fact name={_("Form of remedy")}>{codes.label("forms", step.form)}</Fact>
      <Fact name={_("Who does it")}><bdi>{called(at, step.owner)}</bdi></Fact>
      <Fact name={_("Last day")}>{day(step.due_on)} {step.days_left !== null && <span class={`badge ${pressing(step.days_left)}`}>{countdown(step.days_left)}</span>}</Fact>
      {step.amount && <Fact name={_("Amount")}><bdi>{step.amount} {step.currency}</bdi> {step.instalments && ngettext("in %(num)s instalment", "in %(num)s instalments", step.instalments)}</Fact>}
      {step.workers && <Fact name={_("How many workers it reaches")}>{codes.label("workers_bands", step.workers)}</Fact>}
      {step.beneficiaries.length > 0 && <Fact name={_("For whom")}>{list(step.beneficiaries.map((code) => codes.label("beneficiaries", code)))}</Fact>}
      {step.evidence.length > 0 && <Fact name={_("What is to show it")}>{list(step.evidence.map((code) => codes.label("evidence", code)))}</Fact>}
    </dl>
  );
}

const Fact = ({ name, children }: { name: string; children: ComponentChildren }) => <div><dt>{name}</dt><dd>{children}</dd></div>;

/** Why it was opened again, if that is what was said of it last; nothing otherwise. */
function reopenedFor({ of: { facts, verified } }: TableAt, step: string): string {
  const last = verified.events.find(({ hash }) => hex(hash) === facts.steps.get(step)?.verified);
  return last?.type === "step_reopened" ? String(last.data.reason) : "";
}

function Voices({ at, step }: { at: TableAt; step: StepView }) {
  const { said, verified, state } = step;
  const owner = at.of.mine.find(({ reader }) => reader.organisation === step.owner);
  const workers = representing(at.of);
  const reason = reopenedFor(at, step.step);
  return (
    <>
      <dl class="answers">
        <dt>{_("What its owner says")}</dt>
        <dd>
          {said === null ? _("Nothing yet.") : _("Said on %(day)s to be done.", { day: day(said.on) })}
          {said && <ReadTableText at={at} digest={said.entry} kind="report" label={_("Read what was reported as done")} />}
        </dd>
        <dt>{_("What the workers verified")}</dt>
        <dd>
          {verified === null ? _("Nothing yet.") : `${at.codes.label("verdicts", verified.verdict)}, ${day(verified.on)}.`}
          {reason !== "" && ` ${at.codes.label("reopened_reasons", reason)}.`}
          {verified?.asked && verified.confirmed && ` ${_("Asked: %(asked)s. Confirmed: %(confirmed)s.", { asked: at.codes.label("workers_bands", verified.asked), confirmed: at.codes.label("workers_bands", verified.confirmed) })}`}
          {verified?.entry && <ReadTableText at={at} digest={verified.entry} kind="reasons" label={_("Read what the workers say of it")} />}
          {step.verify_by && <span class="line muted">{_("To be verified by %(day)s.", { day: day(step.verify_by) })} {step.verify_overdue && <span class="badge stop">{_("overdue")}</span>}</span>}
        </dd>
      </dl>
      <div class="no-print">
        {owner && (state === "open" || state === "partly" || state === "disputed") && <Fold label={_("Report this step as done…")}><ReportStep at={at} step={step} as={owner} /></Fold>}
        {workers && (state === "said" || state === "partly" || state === "disputed") && <Fold label={_("Verify this step…")}><VerifyStep at={at} step={step} as={workers} /></Fold>}
        {workers && (state === "verified" || state === "partly") && <Fold label={_("Open this step again…")}><ReopenStep at={at} step={step} as={workers} /></Fold>}
        {workers && state === "said" && <Fold label={_("Dispute this step…")}><DisputeStep at={at} step={step} as={workers} /></Fold>}
      </div>
    </>
  );
}
