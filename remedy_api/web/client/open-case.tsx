/** Opening a case from reports: which belong together, what it is about, where, how many; then read once more, and signed. */
import { useState } from "preact/hooks";
import { Founder, waitingReports } from "./case-founding";
import type { ReportRow } from "./case-founding";
import { caseOf } from "./case-of";
import { suggestions } from "./case-suggestions";
import type { Suggestions } from "./case-suggestions";
import { _ } from "./i18n";
import { day, list, reference } from "./names";
import { loadCodes } from "./parts/codes";
import type { Codes } from "./parts/codes";
import { ConfirmForm } from "./parts/confirm-form";
import { IssueFields } from "./parts/issue-fields";
import { here, setTitle, signedInPage } from "./parts/mount";
import { Checks, Radios } from "./parts/more-fields";
import { SitePicker } from "./parts/site-picker";
import { Step } from "./parts/steps";
import { Choice, Form, Load, Notice, useLoad } from "./parts/ui";
import { useFormDraft } from "./parts/use-draft";
import type { FormDraft } from "./parts/use-draft";
import { WhatRecordingMeans } from "./parts/what-recording-means";
import { openReport } from "./report-opening";
import type { OpenReport } from "./report-opening";
import type { Reader } from "./room-opening";
import type { Session } from "./session";
import { siteLine } from "./supply";
import type { SiteSummary } from "./supply";

interface Draft { step: number; organisation: string; reports: string[]; issues: string[]; indicators: string[]; workers: string; site: SiteSummary | null }
interface Start { room: OpenReport; codes: Codes; mine: Reader[]; others: ReportRow[]; already: string | null; said: Suggestions }

async function load(session: Session, id: string): Promise<Start> {
  const [room, codes, already] = await Promise.all([openReport(session, id), loadCodes(), caseOf(id)]);
  setTitle(_("Open a case"));
  const mine = room.readers.filter((reader) => reader.mine && reader.kind === "worker_organisation");
  const others = (await Promise.all(mine.map((reader) => waitingReports(reader.organisation)))).flat();
  return { room, codes, mine, already, said: await suggestions(room, codes), others: others.filter((row, place) => row.room !== id && others.findIndex((each) => each.room === row.room) === place) };
}

function Page({ session }: { session: Session }) {
  const id = document.body.dataset.room ?? "";
  const loaded = useLoad(() => load(session, id));
  return (
    <>
      <p class="no-print"><a href={here(`/reports/${id}`)}>{_("Back to the report")}</a></p>
      <Load of={loaded}>{(start) => <Possible start={start} session={session} />}</Load>
    </>
  );
}

function Possible({ start, session }: { start: Start; session: Session }) {
  if (start.already !== null) {
    return <Notice title={_("This report belongs to a case already.")}><p><a href={here(`/cases/${start.already}`)}>{_("Go to the case")}</a></p></Notice>;
  }
  if (start.room.state !== "acknowledged") {
    return <Notice kind="warn"><p>{_("First confirm to the reporter that the report arrived. Then you can open a case.")}</p></Notice>;
  }
  if (start.mine.length === 0) {
    return <Notice kind="warn"><p>{_("Only an organisation that represents workers can open a case. You can hand the report over to one.")}</p></Notice>;
  }
  return <Steps start={start} session={session} />;
}

const LAST = 5;

function Steps({ start, session }: { start: Start; session: Session }) {
  const id = start.room.id;
  const draft = useFormDraft<Draft>(session, `open-case/${id}`, {
    step: 1, organisation: start.mine[0]?.organisation ?? "", reports: [id], ...start.said });
  const [error, setError] = useState<string | null>(null);
  const { value, set } = draft;
  const step = Math.min(Math.max(value.step, 1), LAST);
  const go = (to: number): void => { setError(null); set({ step: to }); };
  const page = { number: step, of: LAST, ...(step > 1 ? { back: () => go(step - 1) } : {}) };
  const next = (good: boolean, words: string) => async (): Promise<void> => good ? go(step + 1) : setError(words);
  switch (step) {
    case 1: return <Step {...page} title={_("Which reports belong together?")}><Form submit={_("Continue")} run={next(true, "")}><WhichReports start={start} draft={draft} /></Form></Step>;
    case 2: return (
      <Step {...page} title={_("What is it about?")}>
        {start.said.issues.length > 0 && <p>{_("What the reporter chose is ticked already. Please check it: what stands here will leave the lock.")}</p>}
        <Form submit={_("Continue")} run={next(value.issues.length > 0, _("Please choose at least one."))}><IssueFields codes={start.codes} value={value} set={set} error={error} /></Form>
      </Step>
    );
    case 3: return (
      <Step {...page} title={_("Where does it happen?")}>
        <p>{_("If you do not know it yet, go on. You can record the site later.")}</p>
        <Form submit={value.site === null ? _("Continue without a site") : _("Continue")} run={next(true, "")}><SitePicker value={value.site} onChange={(site) => set({ site })} /></Form>
      </Step>
    );
    case 4: return (
      <Step {...page} title={_("How many workers does it concern?")}>
        <Form submit={_("Continue")} run={next(true, "")}>
          <Radios legend={_("About how many? Never a number, only a range.")} value={value.workers} onValue={(workers) => set({ workers })}
            options={start.codes.options("workers_bands", _("Not known"))} />
        </Form>
      </Step>
    );
    default: return <Step {...page} title={_("Check and sign")}><Sign start={start} draft={draft} session={session} /></Step>;
  }
}

function WhichReports({ start, draft: { value, set } }: { start: Start; draft: FormDraft<Draft> }) {
  const { id, filedOn } = start.room;
  const label = (room: string, filed: string): string => `${_("Report %(reference)s", { reference: reference(room) })} – ${_("Received on %(day)s", { day: day(filed) })}`;
  return (
    <>
      <p>{_("This report is in the case:")} <strong>{label(id, filedOn)}</strong></p>
      {start.others.length > 0 && (
        <Checks legend={_("Others that belong to the same case")} chosen={value.reports} options={start.others.map((row) => [row.room, label(row.room, row.filed_on)])}
          change={(reports) => set({ reports: [id, ...reports] })} help={_("Nobody who reads the case can read these reports. One group’s report is never shown to another.")} />
      )}
      {start.mine.length > 1 && (
        <Choice label={_("Which organisation represents the workers?")} value={value.organisation} onValue={(organisation) => set({ organisation })}
          options={start.mine.map((reader) => [reader.organisation, reader.name] as const)} />
      )}
    </>
  );
}

function Sign({ start, draft, session }: { start: Start; draft: FormDraft<Draft>; session: Session }) {
  const [founder] = useState(() => new Founder());
  const { value } = draft;
  const organisation = start.mine.find((reader) => reader.organisation === value.organisation) ?? start.mine[0];
  const known = [start.room.id, ...start.others.map((row) => row.room)];
  const reports = value.reports.filter((room) => known.includes(room)); // a draft may be older than a report's way into another case
  async function run(): Promise<void> {
    if (organisation === undefined) return;
    const made = await founder.open(session, organisation, {
      reports, issues: value.issues, indicators: value.indicators, workers: value.workers, site: value.site?.site ?? null });
    await draft.clear();
    location.assign(here(`/cases/${made}`));
  }
  const words = (name: string, codes: readonly string[]): string => list(codes.map((code) => start.codes.label(name, code)));
  return (
    <ConfirmForm submit={_("Sign and open the case…")} title={_("Open the case now?")} yes={_("Sign and open")} check={() => true} run={run}
      explanation={<><p>{_("You sign this for %(organisation)s, which represents the workers from now on. The facts above leave the lock.", { organisation: organisation?.name ?? "" })}</p>
        <p>{_("Nobody else is told. The reporters see with their receipts that a case was opened.")}</p></>}>
      <dl class="answers">
        <dt>{_("Reports")}</dt>
        <dd>{list(reports.map(reference))}</dd>
        <dt>{_("What it is about")}</dt>
        <dd>{words("issues", value.issues)}</dd>
        {value.indicators.length > 0 && <><dt>{_("Signs of forced labour")}</dt><dd>{words("indicators", value.indicators)}</dd></>}
        <dt>{_("Production site")}</dt>
        <dd>{value.site === null ? _("Not known yet") : <><span class="line"><bdi>{value.site.name}</bdi></span><span class="line muted"><bdi>{siteLine(value.site)}</bdi></span></>}</dd>
        <dt>{_("How many workers")}</dt>
        <dd>{value.workers === "" ? _("Not known") : start.codes.label("workers_bands", value.workers)}</dd>
        <dt>{_("Who represents the workers")}</dt>
        <dd><bdi>{organisation?.name}</bdi></dd>
      </dl>
      <WhatRecordingMeans />
    </ConfirmForm>
  );
}

signedInPage(Page);
