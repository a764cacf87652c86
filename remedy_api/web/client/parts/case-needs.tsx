/** "What is needed from us now": the next step, what is still missing for it, each with one button, and the step itself at last. */
import type { ComponentChildren } from "preact";
import { handles } from "../case-access";
import { monitoring } from "../case-findings";
import { isAfter } from "../case-view";
import type { Missing, NextStep } from "../case-view";
import { _ } from "../i18n";
import { list } from "../names";
import { needName } from "../need-words";
import type { At } from "./case-at";
import { Close } from "./case-close";
import { CompaniesForm } from "./case-companies";
import { ConsentForm } from "./case-consent";
import { IssuesForm } from "./case-facts";
import { FindingForm, InterestsForm } from "./case-finding-forms";
import { mayFind } from "./case-findings";
import { MandateForm, RiskForm, SafeContactForm } from "./case-kept";
import { BeginStage, Reopen, Resume } from "./case-step";
import { Fold } from "./fold";
import { here } from "./mount";
import { Notice } from "./ui";

export function Needs({ at }: { at: At }) {
  return (
    <section class="needs no-print" aria-labelledby="needs-title">
      <h2 id="needs-title">{_("What is needed from us now")}</h2>
      <Inside at={at} />
    </section>
  );
}

function Inside({ at }: { at: At }) {
  const { view, role } = at.of;
  const mayStep = handles(role);
  if (view.closed_on !== null) return role === "representative" && view.reopen_until !== null ? <><p>{_("Nothing: the case is closed.")}</p><Fold label={_("Open the case again…")}><Reopen at={at} /></Fold></> : <p>{_("Nothing: the case is closed.")}</p>;
  if (view.suspended) return mayStep ? <><p>{_("The case is paused. End the pause when it can go on.")}</p><Resume at={at} /></> : <p>{_("Nothing: the case is paused.")}</p>;
  const next = forward(view.stage, view.next);
  if (view.needs === "all_withdrawn") return <Withdrawn at={at} next={next} />;
  if (!mayStep) return at.of.monitor === null ? <Waiting at={at} /> : <Monitoring at={at} />;
  if (next === undefined) return <p>{view.needs === null ? _("Nothing now.") : `${needName(view.needs)}.`}</p>;
  return <Next at={at} next={next} />;
}

/** Somebody else has to act; whoever reads can write. */
function Waiting({ at }: { at: At }) {
  const acting = at.of.view.readers.filter((reader) => handles(reader.role)).map((reader) => reader.name);
  return (
    <>
      {at.of.view.needs !== null && <p><strong>{needName(at.of.view.needs)}.</strong> {_("Write what you find below, in the messages.")}</p>}
      <p>{_("The next step is for %(organisations)s to take.", { organisations: list(acting) })}</p>
    </>
  );
}

/** Whoever finds the facts: its interests first, then a draft, then the finding. */
function Monitoring({ at }: { at: At }) {
  const { facts, view } = at.of;
  const mine = monitoring(at.of) ?? "";
  const own = [...facts.findings.values()].filter(({ organisation }) => organisation === mine);
  if (!facts.declared.has(mine)) {
    return (
      <>
        <p>{_("Before you write a finding, say what your interests are.")}</p>
        <Fold label={_("Put our interests on file…")} main><InterestsForm at={at} /></Fold>
      </>
    );
  }
  if (!mayFind(at)) return <p>{_("Nothing now. You can write what you found once the fact-finding has begun.")}</p>;
  if (own.length === 0) return <><p>{view.needs === null ? _("You can write down what you found.") : `${needName(view.needs)}.`}</p><Fold label={_("Write a finding…")} main><FindingForm at={at} /></Fold></>;
  if (own.every(({ established }) => established)) return <p>{_("Nothing: your finding is established.")}</p>;
  return (
    <>
      <p>{_("Your finding is a draft. Read what is said to it, revise it if that changes something, and establish it.")}</p>
      <p><a href="#findings">{_("To the findings")}</a></p>
    </>
  );
}

/** Nobody who reported stands behind it any more: that comes before every step. */
function Withdrawn({ at, next }: { at: At; next: NextStep | undefined }) {
  return (
    <>
      <Notice kind="warn" title={_("All reports of this case were withdrawn.")}>
        <p>{_("Ask the workers whether it goes on. If they do not want it, close the case.")}</p>
        <p>{_("Companies, buyers and the public are shown nothing of it meanwhile. If it goes on, add another report.")}</p>
      </Notice>
      {next && <Next at={at} next={next} />}
    </>
  );
}

/** Steps back are found further down the page. */
function forward(stage: string, next: readonly NextStep[]): NextStep | undefined {
  return next.find((each) => isAfter(each.step, stage));
}

function Next({ at, next }: { at: At; next: NextStep }) {
  const missing = next.failures;
  const name = at.codes.label("stages", next.step);
  return (
    <>
      <p>{missing.length === 0 ? _("Everything is there for the next step: %(stage)s.", { stage: name }) : _("Before the next step (%(stage)s) can begin:", { stage: name })}</p>
      {missing.length > 0 && <ol class="plain tasks">{missing.map((failure) => <li key={failure.code} class="card"><Task at={at} failure={failure} /></li>)}</ol>}
      {missing.length === 0 && (
        <Fold label={_("Begin: %(stage)s…", { stage: name })} main>
          <BeginStage at={at} stage={next.step} wants={next.wants} />
        </Fold>
      )}
      {at.of.view.stage === "admissibility" && at.of.role === "representative" && <Fold label={_("We cannot take this on…")}><Close at={at} refusing /></Fold>}
    </>
  );
}

function Task({ at, failure }: { at: At; failure: Missing }) {
  const task = taskOf(failure.code, at);
  // A step that only representatives may prepare is named to a coordinator, without its button.
  const mine = task !== null && (task.kept || at.of.role === "representative");
  return (
    <>
      <p>{failure.message} <Where at={at} code={failure.code} /></p>
      {mine && <Fold label={task.label} main>{task.form}</Fold>}
      {!mine && task !== null && <p class="muted">{_("Only those who represent the workers can do this.")}</p>}
    </>
  );
}

/** Where one goes on with what has no form here: further down this page, or at the table. */
function Where({ at, code }: { at: At; code: string }) {
  const { readers, tables } = at.of.view;
  switch (code) {
    case "finding-missing": return readers.some(({ role }) => role === "monitor") ? <a href="#findings">{_("To the findings")}</a> : <a href="#readers">{_("Let a monitor find the facts")}</a>;
    case "table-missing": return <a href="#tables">{_("To the tables")}</a>;
    case "plan-missing": return <a href={tables.length === 1 ? here(`/tables/${tables[0]?.table}`) : "#tables"}>{_("To the tables")}</a>;
    default: return null;
  }
}

interface TaskForm { label: string; form: ComponentChildren; kept: boolean }

function taskOf(code: string, at: At): TaskForm | null {
  switch (code) {
    case "mandate-missing": return { label: _("Write down the mandate…"), form: <MandateForm at={at} />, kept: true };
    case "risk-missing": return { label: _("Rate the risk…"), form: <RiskForm at={at} />, kept: true };
    case "safe-contact-missing": return { label: _("Write down the safe contact…"), form: <SafeContactForm at={at} />, kept: true };
    case "consent-missing":
    case "company-consent-missing": return { label: _("Write down a consent…"), form: <ConsentForm at={at} />, kept: false };
    case "issues-missing": return { label: _("Record what it is about…"), form: <IssuesForm at={at} />, kept: false };
    case "duty-bearer-missing": return { label: _("Name the companies…"), form: <CompaniesForm at={at} />, kept: false };
    default: return null;
  }
}
