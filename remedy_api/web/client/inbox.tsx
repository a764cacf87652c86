/** Reports by organisation: unseen ones first. Nothing is opened here; the list knows days and states only. */
import { useState } from "preact/hooks";
import { call } from "./api";
import { daysUntil } from "./countdown";
import { _, ngettext } from "./i18n";
import { ByOrganisation } from "./parts/by-organisation";
import { here, signedInPage } from "./parts/mount";
import { REPORT_KINDS } from "./parts/navigation";
import { day, list, reference } from "./names";
import { CountdownBadge } from "./parts/countdown-badge";
import { State } from "./parts/report-state";
import type { ReportState } from "./parts/report-state";
import { Empty, Failure, Load, useAction, useLoad } from "./parts/ui";
import type { Membership, Session } from "./session";

interface ReportRow {
  room: string; filed_on: string; state: ReportState; unseen: boolean;
  /** The last day to acknowledge it, as long as nobody did; and the case it belongs to. */
  due_on: string | null; case: string | null;
  readers: { organisation: string; name: string }[];
}

interface Shelf { items: ReportRow[]; next: string | null }

async function page(organisation: string, after: string | null): Promise<Shelf> {
  const query = after === null ? "" : `?after=${encodeURIComponent(after)}`;
  return (await call<Shelf>("GET", `/v1/organisations/${organisation}/reports${query}`)).data;
}

function Inbox({ session }: { session: Session }) {
  return <ByOrganisation session={session}>{(membership) => REPORT_KINDS.has(membership.kind) ? <ShelfOf membership={membership} /> : <Elsewhere />}</ByOrganisation>;
}

/** Where people of companies and buyers begin: no report ever comes to them. */
function Elsewhere() {
  return (
    <Empty title={_("Reports go to those whom workers choose")}>
      <p>{_("What concerns your organisation stands at the tables it was invited to, and in what workers agreed to show it.")}</p>
      <p class="actions"><a href={here("/tables")}>{_("Tables")}</a><a href={here("/review")}>{_("Review")}</a></p>
    </Empty>
  );
}

function ShelfOf({ membership }: { membership: Membership }) {
  const loaded = useLoad(() => page(membership.organisation, null));
  return (
    <section aria-label={_("Reports to %(organisation)s", { organisation: membership.name })}>
      <Load of={loaded}>{(first) => <Rows membership={membership} first={first} />}</Load>
    </section>
  );
}

function Rows({ membership, first }: { membership: Membership; first: Shelf }) {
  const [more, setMore] = useState<ReportRow[]>([]);
  const [next, setNext] = useState(first.next);
  const { busy, failure, go } = useAction(async () => {
    const shelf = await page(membership.organisation, next);
    setMore([...more, ...shelf.items]);
    setNext(shelf.next);
  });
  const rows = [...first.items, ...more];
  const unseen = rows.filter((row) => row.unseen).length;
  if (rows.length === 0) {
    return (
      <Empty title={_("No reports yet")}>
        <p>{_("When a worker sends a report to %(organisation)s, it appears here, and you get one short mail.", { organisation: membership.name })}</p>
        <p><a href={here(`/notice/${membership.organisation}`)}>{_("Print the notice that tells workers how to report")}</a></p>
      </Empty>
    );
  }
  return (
    <>
      <p role="status">{unseen > 0 ? ngettext("%(num)s report has something new.", "%(num)s reports have something new.", unseen) : _("You have seen everything.")}</p>
      <ul class="cards">
        {[...rows.filter((row) => row.unseen), ...rows.filter((row) => !row.unseen)].map((row) => <li key={row.room}><Row row={row} mine={membership.organisation} /></li>)}
      </ul>
      <Failure error={failure} />
      {next !== null && <button type="button" class="outline" aria-busy={busy} onClick={() => void go()}>{_("Show more")}</button>}
    </>
  );
}

function Row({ row, mine }: { row: ReportRow; mine: string }) {
  const others = row.readers.filter((reader) => reader.organisation !== mine).map((reader) => reader.name);
  return (
    <a class={`card ${row.unseen ? "unseen" : ""}`} href={here(`/reports/${row.room}`)}>
      <span class="card-head">
        <strong>{_("Report %(reference)s", { reference: reference(row.room) })}</strong>
        <span>
          {row.unseen && <span class="badge new">{_("new")}</span>} <State state={row.state} />{" "}
          {row.due_on !== null && <CountdownBadge days={daysUntil(row.due_on)} />}
        </span>
      </span>
      <p>{_("Received on %(day)s", { day: day(row.filed_on) })}</p>
      {row.case !== null && <p>{_("Part of case %(reference)s", { reference: reference(row.case) })}</p>}
      {others.length > 0 && <p class="muted" dir="auto">{_("Also read by %(organisations)s", { organisations: list(others) })}</p>}
    </a>
  );
}

signedInPage(Inbox);
