/** The tables at which an organisation sits, what needs it first on top. */
import { useState } from "preact/hooks";
import { get } from "./api";
import { _, ngettext } from "./i18n";
import { day, list, reference } from "./names";
import { ByOrganisation } from "./parts/by-organisation";
import { here, signedInPage } from "./parts/mount";
import { needed } from "./parts/table-need";
import { Empty, Failure, Load, useAction, useLoad } from "./parts/ui";
import type { Membership, Session } from "./session";
import type { Page } from "./supply";
import type { TableRow } from "./table-view";

async function fetchTables(organisation: string, after: string | null): Promise<Page<TableRow>> {
  const query = new URLSearchParams(after === null ? {} : { after });
  return (await get<Page<TableRow>>(`/v1/organisations/${organisation}/tables?${query}`)).data;
}

function Tables({ session }: { session: Session }) {
  return <ByOrganisation session={session}>{(membership) => <Shelf membership={membership} />}</ByOrganisation>;
}

function Shelf({ membership }: { membership: Membership }) {
  const loaded = useLoad(() => fetchTables(membership.organisation, null));
  return (
    <Load of={loaded}>
      {(first) => first.items.length === 0 ? <Empty title={_("No tables yet")}><p>{_("A table is opened from a case. Who is invited to one finds it here.")}</p></Empty>
        : <Rows first={first} more={(after) => fetchTables(membership.organisation, after)} />}
    </Load>
  );
}

function Rows({ first, more }: { first: Page<TableRow>; more: (after: string) => Promise<Page<TableRow>> }) {
  const [rest, setRest] = useState<readonly TableRow[]>([]);
  const [next, setNext] = useState(first.next);
  const { busy, failure, go } = useAction(async () => {
    const page = await more(next ?? "");
    setRest([...rest, ...page.items]);
    setNext(page.next);
  });
  return (
    <>
      <ul class="cards">{[...first.items, ...rest].map((row) => <li key={row.table}><Row row={row} /></li>)}</ul>
      <Failure error={failure} />
      {next !== null && <button type="button" class="outline" aria-busy={busy} onClick={() => void go()}>{_("Show more")}</button>}
    </>
  );
}

function Row({ row }: { row: TableRow }) {
  return (
    <a class={`card ${row.unseen ? "unseen" : ""}`} href={here(`/tables/${row.table}`)}>
      <span class="card-head">
        <strong>{_("Remedy table %(reference)s", { reference: reference(row.table) })}</strong>
        <span>{row.unseen && <span class="badge new">{_("new")}</span>} {row.overdue > 0 && <span class="badge stop">{_("overdue")}</span>}</span>
      </span>
      {row.needs !== null && <p class="need">{needed(row.needs)}</p>}
      {row.parties.length > 0 && <p>{_("With %(organisations)s.", { organisations: list(row.parties) })}</p>}
      <p class="muted">
        {_("Opened on %(day)s.", { day: day(row.opened_on) })}{" "}
        {row.in_force_on === null ? _("No plan is in force yet.") : `${ngettext("%(num)s step", "%(num)s steps", row.steps)}. ${_("Said to be done, not verified: %(said)s. Verified: %(verified)s.", { said: row.said, verified: row.verified })}`}
      </p>
    </a>
  );
}

signedInPage(Tables);
