/** One case as somebody outside is shown it: the same on the page of its reader and before the eyes of those who decide about it. */
import type { ComponentChildren } from "preact";
import { _, ngettext } from "../i18n";
import { countryName, list, reference } from "../names";
import { month } from "../review-view";
import type { ShownCase, ShownCodes, ShownFacts, ShownFinding, ShownProgress, ShownStep } from "../review-view";
import { ProgressBar } from "./table-progress";

const BADGES: Readonly<Record<string, string>> = { said: "new", verified: "good", partly: "warn", disputed: "stop" };

export function Shown({ of: { reference: id, facts, progress, finding, plan }, codes }: { of: ShownCase; codes: ShownCodes }) {
  const { shows } = facts;
  return (
    <article class="card shown">
      <h3 class="card-head">
        <span>{shows.site === null ? _("Case %(reference)s", { reference: reference(id) }) : <><bdi>{shows.site.name}</bdi> <span class="muted">{reference(id)}</span></>}</span>
        <span class={`badge ${shows.outcome === null ? "new" : "good"}`}>{shows.outcome === null ? codes.cases.label("stages", shows.stage) : codes.cases.label("outcomes", shows.outcome)}</span>
      </h3>
      <Facts of={shows} codes={codes} />
      {progress && <Progress of={progress.shows} codes={codes} />}
      {(finding ?? plan) && (
        <dl class="facts">
          {finding && <Fact name={_("What a monitor found")}>{finding.shows.map((one, place) => <Finding key={place} of={one} codes={codes} />)}</Fact>}
          {plan && <Fact name={_("Plan in force")}>{_("Since %(month)s.", { month: month(plan.shows.since) })} {ngettext("%(num)s version was proposed.", "%(num)s versions were proposed.", plan.shows.versions)}</Fact>}
        </dl>
      )}
      <p class="muted rests">{_("All of it is shown because the workers agreed, and as long as they do.")}</p>
    </article>
  );
}

const Fact = ({ name, children }: { name: string; children: ComponentChildren }) => <div><dt>{name}</dt><dd>{children}</dd></div>;

function Facts({ of, codes: { cases } }: { of: ShownFacts; codes: ShownCodes }) {
  return (
    <>
      {of.overridden && <p><span class="badge warn">{_("This case was closed although something was left to do.")}</span></p>}
      <dl class="facts">
        <Fact name={_("Where it stands")}>{_("%(stage)s, since %(month)s", { stage: cases.label("stages", of.stage), month: month(of.since) })} {of.overdue && <span class="badge stop">{_("overdue")}</span>}</Fact>
        {of.issues.length > 0 && <Fact name={_("What it is about")}>{list(of.issues.map((code) => cases.label("issues", code)))}</Fact>}
        {of.country !== null && <Fact name={_("Country")}>{countryName(of.country)}</Fact>}
        {of.workers !== null && <Fact name={_("How many workers it concerns")}>{cases.label("workers_bands", of.workers)}</Fact>}
        {of.involvement.length > 0 && <Fact name={_("Companies you know")}>{of.involvement.map(({ company, involvement }) => <span key={company} class="line"><bdi>{company}</bdi> <span class="badge">{cases.label("involvements", involvement)}</span></span>)}</Fact>}
      </dl>
    </>
  );
}

function Progress({ of, codes }: { of: ShownProgress; codes: ShownCodes }) {
  return (
    <>
      <h4>{_("What was promised, and what became of it")}</h4>
      <ProgressBar progress={of} />
      <ul class="rows steps">{of.steps.map((step, place) => <li key={place}><Step of={step} codes={codes} /></li>)}</ul>
    </>
  );
}

function Step({ of, codes: { plans } }: { of: ShownStep; codes: ShownCodes }) {
  return (
    <>
      <span><strong>{plans.label("kinds", of.kind)}</strong> <span class={`badge ${BADGES[of.state] ?? ""}`}>{plans.label("step_states", of.state)}</span> {of.overdue && <span class="badge stop">{_("overdue")}</span>}</span>
      <span class="muted">
        {plans.label("forms", of.form)} · {_("until %(month)s", { month: month(of.due) })} · {of.owner === null ? _("by somebody you do not know here") : <bdi>{of.owner}</bdi>}
      </span>
      <span class="muted">
        {of.said ? _("Its owner says that it is done.") : _("Its owner has not said yet that it is done.")}{" "}
        {of.verified ? _("The workers have verified it.") : _("The workers have not verified it.")}
      </span>
    </>
  );
}

function Finding({ of, codes: { cases } }: { of: ShownFinding; codes: ShownCodes }) {
  return (
    <span class="line">
      {_("%(conclusion)s (%(grade)s), %(month)s", { conclusion: cases.label("conclusions", of.conclusion), grade: cases.label("grades", of.grade), month: month(of.month) })} {of.contested && <span class="badge warn">{_("contradicted by the workers")}</span>}
    </span>
  );
}
