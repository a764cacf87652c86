/** The cases of an organisation: what needs it today on top, reports nobody confirmed yet, then everything. */
import { useState } from "preact/hooks";
import { get } from "./api";
import type { ReportRow } from "./case-founding";
import { fetchCases } from "./case-view";
import type { CaseRow } from "./case-view";
import { daysUntil } from "./countdown";
import { _, ngettext } from "./i18n";
import { countryName, day, list, reference } from "./names";
import { needName } from "./need-words";
import { ByOrganisation } from "./parts/by-organisation";
import { loadCodes } from "./parts/codes";
import type { Codes } from "./parts/codes";
import { CountdownBadge, Overdue } from "./parts/countdown-badge";
import { here, signedInPage } from "./parts/mount";
import { ReprisalMark } from "./parts/reprisal-told";
import { Empty, Failure, Load, useAction, useLoad } from "./parts/ui";
import type { Membership, Session } from "./session";
import type { Page } from "./supply";

interface Shelves { codes: Codes; today: Page<CaseRow>; all: Page<CaseRow>; reports: ReportRow[]; older: boolean }

async function load(organisation: string): Promise<Shelves> {
  const [codes, today, all, reports] = await Promise.all([
    loadCodes(), fetchCases(organisation, "today", null), fetchCases(organisation, "all", null),
    get<Page<ReportRow>>(`/v1/organisations/${organisation}/reports?limit=100`),
  ]);
  return { codes, today, all, older: reports.data.next !== null, reports: reports.data.items.filter((row) => row.state === "submitted" || row.state === "acknowledged" && row.case === null) };
}

function Cases({ session }: { session: Session }) {
  return <ByOrganisation session={session}>{(membership) => <Shelf membership={membership} />}</ByOrganisation>;
}

function Shelf({ membership }: { membership: Membership }) {
  const loaded = useLoad(() => load(membership.organisation));
  return (
    <Load of={loaded}>
      {({ codes, today, all, reports, older }) => (
        <>
          <section>
            <h2>{_("Needs you today")}</h2>
            {today.items.length === 0 && reports.every((row) => row.state !== "submitted") ? <Empty title={_("Nothing needs you today.")} /> : null}
            {/* Who is punished comes before everything else, also before a report that nobody has read yet. */}
            <Rows codes={codes} first={{ items: today.items.filter((row) => row.fast_track), next: null }} more={(after) => fetchCases(membership.organisation, "today", after)} needs />
            <Waiting reports={reports} />
            {older && <p><a href={here("/inbox")}>{_("Only the newest reports are looked through here. Older ones may wait for a sign too: all reports")}</a></p>}
            <Rows codes={codes} first={{ ...today, items: today.items.filter((row) => !row.fast_track) }} more={(after) => fetchCases(membership.organisation, "today", after)} needs />
          </section>
          <section>
            <h2>{_("All cases")}</h2>
            {all.items.length === 0 ? (
              <Empty title={_("No cases yet")}>
                <p>{_("A case begins with a report: open one that you confirmed, and choose “Open a case”.")}</p>
                <p><a href={here("/inbox")}>{_("All reports")}</a></p>
              </Empty>
            ) : <Rows codes={codes} first={all} more={(after) => fetchCases(membership.organisation, "all", after)} />}
          </section>
        </>
      )}
    </Load>
  );
}

/** Reports that wait for a sign, soonest first, and those that belong to no case. */
function Waiting({ reports }: { reports: readonly ReportRow[] }) {
  const unconfirmed = reports.filter((row) => row.state === "submitted").sort((one, other) => (one.due_on ?? "") < (other.due_on ?? "") ? -1 : 1);
  const loose = reports.length - unconfirmed.length;
  return (
    <>
      {unconfirmed.length > 0 && (
        <ul class="cards">
          {unconfirmed.map((row) => (
            <li key={row.room}>
              <a class="card" href={here(`/reports/${row.room}`)}>
                <span class="card-head">
                  <strong>{_("Report %(reference)s", { reference: reference(row.room) })}</strong>
                  {row.due_on !== null && <CountdownBadge days={daysUntil(row.due_on)} />}
                </span>
                <p>{_("Confirm that it arrived: the reporter is waiting for a sign.")}</p>
                <p class="muted">{_("Received on %(day)s", { day: day(row.filed_on) })}</p>
              </a>
            </li>
          ))}
        </ul>
      )}
      {loose > 0 && <p><a href={here("/inbox")}>{ngettext("%(num)s confirmed report belongs to no case yet.", "%(num)s confirmed reports belong to no case yet.", loose)}</a></p>}
    </>
  );
}

function Rows({ codes, first, more, needs = false }: { codes: Codes; first: Page<CaseRow>; more: (after: string) => Promise<Page<CaseRow>>; needs?: boolean }) {
  const [rest, setRest] = useState<readonly CaseRow[]>([]);
  const [next, setNext] = useState(first.next);
  const { busy, failure, go } = useAction(async () => {
    const page = await more(next ?? "");
    setRest([...rest, ...page.items]);
    setNext(page.next);
  });
  return (
    <>
      <ul class="cards">{[...first.items, ...rest].map((row) => <li key={row.case}><Row row={row} codes={codes} needs={needs} /></li>)}</ul>
      <Failure error={failure} />
      {next !== null && <button type="button" class="outline" aria-busy={busy} onClick={() => void go()}>{_("Show more")}</button>}
    </>
  );
}

function Row({ row, codes, needs }: { row: CaseRow; codes: Codes; needs: boolean }) {
  return (
    <a class={`card ${row.unseen ? "unseen" : ""} ${row.fast_track ? "fast-track" : ""}`} href={here(`/cases/${row.case}`)}>
      <span class="card-head">
        <strong><bdi>{row.site?.name ?? _("Site not known yet")}</bdi></strong>
        <span>
          {row.fast_track && <><ReprisalMark />{" "}</>}
          {row.unseen && <span class="badge new">{_("new")}</span>}{" "}
          {row.outcome !== null ? <span class="badge">{_("closed")}</span> : row.suspended ? <span class="badge">{_("paused")}</span>
            : row.days_left !== null ? <CountdownBadge days={row.days_left} /> : row.overdue && <Overdue />}
        </span>
      </span>
      {needs && row.needs !== null && <p class="need">{needName(row.needs)}</p>}
      <p>{row.outcome === null ? codes.label("stages", row.stage) : codes.label("outcomes", row.outcome)}</p>
      <p class="muted">{[reference(row.case), row.site ? countryName(row.site.country) : "", list(row.issues.map((code) => codes.label("issues", code)))].filter(Boolean).join(" · ")}</p>
    </a>
  );
}

signedInPage(Cases);
