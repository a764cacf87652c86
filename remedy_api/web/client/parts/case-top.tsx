/** Where a case stands, large enough to be read across a table: the step it is in, and how long it may still take. */
import { countdown, pressing } from "../countdown";
import type { CaseView } from "../case-view";
import { _ } from "../i18n";
import { countryName, day, list, reference } from "../names";
import { ran } from "./case-clocks";
import type { Codes } from "./codes";

export function CaseTop({ view, codes }: { view: CaseView; codes: Codes }) {
  return (
    <>
      <p class="case-about">
        {view.site && <span class="muted">{_("Case %(reference)s", { reference: reference(view.case) })}</span>}
        {view.site && <span class="muted">{view.site.native_name && <><bdi>{view.site.native_name}</bdi> · </>}{countryName(view.site.country)}</span>}
        {view.issues.map((code) => <span key={code} class="badge">{codes.label("issues", code)}</span>)}
        {view.workers && <span class="badge">{codes.label("workers_bands", view.workers)}</span>}
      </p>
      <Stand view={view} codes={codes} />
      {view.external.length > 0 && <p class="muted">{_("It also goes other ways: %(channels)s.", { channels: list(view.external.map((code) => codes.label("channels", code))) })}</p>}
    </>
  );
}

function Stand({ view, codes }: { view: CaseView; codes: Codes }) {
  const clock = runningClock(view);
  const hidden = clock ? undefined : view.clocks.find((each) => each.done_on === null && each.from_day === null);
  const kind = view.closed_on !== null || view.suspended ? "" : clock ? pressing(clock.days_left ?? 0) : hidden?.overdue ? "stop" : "";
  return (
    <section class={`stand ${kind}`} aria-label={_("Where the case stands")}>
      <p class="stand-stage">{view.outcome === null ? codes.label("stages", view.stage) : _("Closed: %(outcome)s", { outcome: codes.label("outcomes", view.outcome) })}</p>
      {view.closed_on !== null ? <Closed view={view} /> : view.suspended ? <Paused view={view} />
        : hidden ? <Hidden view={view} overdue={hidden.overdue} />
        : clock === undefined ? <p class="muted">{_("Since %(day)s. No deadline runs in this step.", { day: day(view.stage_since) })}</p> : (
          <>
            <p class="stand-count">{countdown(clock.days_left ?? 0)}</p>
            <p class="muted">{ran(clock)}</p>
          </>
        )}
    </section>
  );
}

/** The clock counts from a report that this person does not read: its days would tell that report's. */
function Hidden({ view, overdue }: { view: CaseView; overdue: boolean }) {
  return (
    <>
      {overdue && <p class="stand-count">{_("overdue")}</p>}
      <p class="muted">{_("Since %(day)s. Only who reads the report sees the deadline of this step.", { day: day(view.stage_since) })}</p>
    </>
  );
}

function Paused({ view }: { view: CaseView }) {
  return (
    <>
      <p class="stand-count">{_("paused")}</p>
      <p class="muted">{view.review_on === null ? _("No day is set to look at it again.") : _("To be looked at again on %(day)s", { day: day(view.review_on) })}</p>
    </>
  );
}

function Closed({ view }: { view: CaseView }) {
  return <p class="muted">{_("Closed on %(day)s.", { day: day(view.closed_on ?? "") })} {view.reopen_until && _("It can be opened again until %(day)s.", { day: day(view.reopen_until) })}</p>;
}

/** The clock of the step the case is in, while it runs. */
export function runningClock(view: CaseView): CaseView["clocks"][number] | undefined {
  return view.clocks.find((clock) => clock.done_on === null && clock.days_left !== null && clock.due_on !== null);
}
