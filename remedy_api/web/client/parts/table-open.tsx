/** On the page of a case: the tables that were opened from it, and opening one. */
import { useState } from "preact/hooks";
import { roleOf } from "../case-compare";
import { _ } from "../i18n";
import { day, reference } from "../names";
import type { Reader } from "../room-opening";
import { hex } from "../seal";
import { TableFounder } from "../table-founding";
import type { At } from "./case-at";
import { Confirmed } from "./dialog";
import { here } from "./mount";
import { Action } from "./ui";

export function Tables({ at }: { at: At }) {
  const { view, facts, mine } = at.of;
  const [founder] = useState(() => new TableFounder());
  const workers = mine.find(({ trust }) => roleOf(facts, hex(trust.chain.fingerprint)) === "representative");
  const mayOpen = workers !== undefined && view.closed_on === null;
  if (view.tables.length === 0 && !mayOpen) return null;
  return (
    <section id="tables">
      <h2>{_("Tables about the remedy")}</h2>
      {view.tables.length > 0 && (
        <ul class="plain">
          {view.tables.map(({ table, opened_on: opened, founded }) => (
            <li key={table}>
              {founded ? <><a href={here(`/tables/${table}`)}>{_("Remedy table %(reference)s", { reference: reference(table) })}</a> <span class="muted">{_("Opened on %(day)s.", { day: day(opened) })}</span></>
                : <Waiting at={at} table={table} workers={mayOpen ? workers : undefined} />}
            </li>
          ))}
        </ul>
      )}
      {mayOpen && (
        <p class="no-print">
          <Confirmed label={_("Open a table…")} title={_("Open a table?")} yes={_("Sign and open")}
            explanation={(
              <>
                <p>{_("A table is a room of its own, in which you talk with companies about the remedy. Nothing of this case can be read there; your organisation alone sits at it first.")}</p>
                <p>{_("Whom you then invite, and only with the workers' consent, you choose on the page of the table. You sign this for %(organisation)s.", { organisation: workers.name })}</p>
              </>
            )}
            run={async () => { location.assign(here(`/tables/${await founder.open(at.session, at.of.id, workers)}`)); }} />
        </p>
      )}
    </section>
  );
}

/** The case has named it, and then the connection broke: it is opened under the name it has. */
function Waiting({ at, table, workers }: { at: At; table: string; workers: Reader | undefined }) {
  const [founder] = useState(() => new TableFounder());
  return (
    <>
      <p>{_("Remedy table %(reference)s", { reference: reference(table) })}. <span class="muted">{_("It is named in this case, but it is not open yet.")}</span></p>
      {workers && <p class="no-print"><Action quiet run={async () => { location.assign(here(`/tables/${await founder.open(at.session, at.of.id, workers, table)}`)); }}>{_("Open this table now")}</Action></p>}
    </>
  );
}
