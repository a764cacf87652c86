/** The reports a case was made of. Each stays locked for whoever it was sent to; a link opens those this person may read. */
import { useState } from "preact/hooks";
import { act } from "../case-acts";
import { proofOf, waitingReports } from "../case-founding";
import { _, ngettext } from "../i18n";
import { day, reference } from "../names";
import type { At } from "./case-at";
import { Confirmed } from "./dialog";
import { here } from "./mount";
import { Choice, Load, useLoad } from "./ui";

export function Reports({ at }: { at: At }) {
  const { reports, reports_total: total } = at.of.view;
  const mayChange = at.of.role === "representative" && at.of.facts.closed === "";
  const others = total - reports.length;
  return (
    <section>
      <h2>{_("Reports")}</h2>
      <ul class="plain rows">
        {reports.map((report) => (
          <li key={report.room}>
            <a href={here(`/reports/${report.room}`)}>{_("Report %(reference)s", { reference: reference(report.room) })}</a>{" "}
            <span class="muted">{_("Received on %(day)s", { day: day(report.filed_on) })}</span>
            {report.state === "withdrawn" && <> <span class="badge">{_("withdrawn by the reporter")}</span></>}
            {mayChange && <span class="no-print"> <TakeOut at={at} room={report.room} /></span>}
          </li>
        ))}
      </ul>
      {others > 0 && <p class="muted">{ngettext("%(num)s more report was sent to other organisations only. Nobody else reads it.", "%(num)s more reports were sent to other organisations only. Nobody else reads them.", others)}</p>}
      {mayChange && <AddReport at={at} />}
    </section>
  );
}

function TakeOut({ at, room }: { at: At; room: string }) {
  return (
    <Confirmed danger label={_("Take out")} title={_("Take this report out of the case?")} yes={_("Take it out")}
      explanation={<p>{_("The report itself stays where it is. The history of the case keeps that a report was taken out, not which one.")}</p>}
      run={async () => { await act(at.session, at.of.id, { type: "unlinked", data: { report: await proofOf(at.session, room) } }); await at.done(); }} />
  );
}

function AddReport({ at }: { at: At }) {
  const [open, setOpen] = useState(false);
  return (
    <div class="no-print">
      {open ? <Add at={at} /> : <button type="button" class="outline" onClick={() => setOpen(true)}>{_("Add a report…")}</button>}
    </div>
  );
}

function Add({ at }: { at: At }) {
  const loaded = useLoad(async () => (await Promise.all(at.of.mine.map((mine) => waitingReports(mine.organisation)))).flat());
  const [chosen, setChosen] = useState("");
  return (
    <Load of={loaded}>
      {(rows) => rows.length === 0 ? <p>{_("There is no other report that you confirmed and that belongs to no case yet.")}</p> : (
        <>
          <Choice label={_("Which report?")} value={chosen} onValue={setChosen}
            options={[["", _("Please choose")], ...rows.map((row): [string, string] => [row.room, `${reference(row.room)} – ${day(row.filed_on)}`])]} />
          <Confirmed label={_("Add it to this case")} disabled={chosen === ""} title={_("Add report %(reference)s to this case?", { reference: reference(chosen) })} yes={_("Add")}
            explanation={<p>{_("Whoever reads the case sees that one more report belongs to it. They cannot open the report. The reporter sees with the receipt how the case goes on.")}</p>}
            run={async () => { await act(at.session, at.of.id, { type: "linked", data: { report: await proofOf(at.session, chosen) } }); await at.done(); }} />
        </>
      )}
    </Load>
  );
}
