/** All clocks of a case: what ran, what runs, and what was kept. */
import type { CaseView, Clock } from "../case-view";
import { _ } from "../i18n";
import { day } from "../names";
import type { Codes } from "./codes";
import { CountdownBadge, Overdue } from "./countdown-badge";

export function Clocks({ view, codes }: { view: CaseView; codes: Codes }) {
  return (
    <section>
      <h2>{_("Deadlines")}</h2>
      <ul class="plain rows">
        {view.clocks.map((clock) => (
          <li key={clock.clock}>
            <span><strong>{clockName(clock.clock, codes)}</strong> <Left clock={clock} still={view.suspended} /></span>
            <span class="muted">{ran(clock)}</span>
          </li>
        ))}
      </ul>
      <p class="muted no-print"><a href={`/${document.documentElement.lang}/procedure${view.fast_track ? "/reprisal" : ""}`}>{_("The rules and deadlines of this programme")}</a></p>
    </section>
  );
}

/** From when to when, as far as it is known. */
export function ran({ from_day: from, due_on: due }: Clock): string {
  if (from === null) return due === null ? "" : _("Until %(due)s", { due: day(due) });
  return due === null ? _("Since %(day)s", { day: day(from) }) : _("Since %(day)s, until %(due)s", { day: day(from), due: day(due) });
}

/** `still`: the case is paused. Of a clock whose days are not told, only whether it is overdue. */
function Left({ clock, still }: { clock: Clock; still: boolean }) {
  if (clock.done_on !== null) {
    return clock.due_on !== null && clock.done_on > clock.due_on ? <span class="badge warn">{_("done on %(day)s, too late", { day: day(clock.done_on) })}</span>
      : <span class="badge good">{_("done on %(day)s", { day: day(clock.done_on) })}</span>;
  }
  if (clock.days_left === null && clock.overdue) return <Overdue />;
  if (clock.days_left === null && clock.from_day === null && !still) return <span class="badge">{_("running")}</span>;
  if (clock.days_left === null) return <span class="badge">{_("stands still")}</span>;
  return <CountdownBadge days={clock.days_left} />;
}

/** A clock is named after the step that ends it. */
function clockName(clock: string, codes: Codes): string {
  return clock === "acknowledgement" ? _("Confirm that the report arrived") : codes.label("stages", clock);
}
