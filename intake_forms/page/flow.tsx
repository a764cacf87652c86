/**
 * Filing a report, step by step: what this is → who may read it → the form → files → review → the code → locking and
 * sending → done. Used by the reporter's page, and by casework for a representative who writes for a worker.
 */
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { AboutStep } from "./about-step";
import { newCode } from "./code-parts";
import { verifyDirectory } from "./directory";
import type { Directory, Known, Listed } from "./directory";
import { eraseDraft, keepDraft } from "./draft";
import { guardBack, isLeaving, onLeave } from "./exit";
import { FilesPart } from "./files-parts";
import { collect, relevantScreens, screensOf } from "./form";
import type { Choice, FormFile } from "./form";
import { FormScreen } from "./form-screen";
import { _ } from "./i18n";
import { KeepStep } from "./keep-step";
import { CodeStep, DoneStep } from "./last-steps";
import { Failure, Load, Notice, Screen } from "./parts";
import { ReadersStep } from "./readers-step";
import { begun, draftOf, knownFrom, newReport, sealReport } from "./report";
import type { Report } from "./report";
import { ReviewStep } from "./review-step";
import { SendStep } from "./send-step";
import { newAttempt } from "./sending";
import type { Filed, Site, Transport } from "./transport";

export interface ReportFlowGiven {
  readonly transport: Transport;
  /** What every seal is bound to, from /v1/programme. */
  readonly instance: string;
  /** The page's language and all that the programme offers, as {name: code, label: own name}. */
  readonly language: string; readonly languages: readonly Choice[];
  readonly formName?: string;
  /** What this device knows of an organisation from before, by its id; the reporter's page knows nothing. */
  readonly known?: (organisation: string) => Known | undefined;
  /** Called when somebody compared the words of an organisation and they are the same. */
  readonly proven?: (listed: Listed) => void;
  /** Who writes it down for a worker; absent when the reporter writes herself. */
  readonly filedBy?: string;
  /** A report that was kept on this device. */
  readonly begun?: Report;
  readonly filed?: (filed: Filed) => void;
  /** Leaves the flow; without it, steps only lead on. */
  readonly home?: () => void;
}

const STEPS = ["about", "readers", "form", "files", "review", "code", "send", "done"] as const;
type Step = (typeof STEPS)[number];
interface Place { readonly step: Step; readonly screen: number; /** Only one thing is changed, then back to the review. */ readonly mending?: boolean; readonly keeping?: boolean }

export function ReportFlow(given: ReportFlowGiven) {
  const { transport, instance, language, formName = "workplace_grievance" } = given;
  const [report, setReport] = useState(() => given.begun ?? newReport(language));
  const [place, setPlace] = useState<Place>({ step: given.begun ? "form" : "about", screen: 0 });
  const load = async (): Promise<{ directory: Directory; sites: readonly Site[] }> => {
    const [organisations, sites] = await Promise.all([transport.directory(), transport.sites()]);
    return { directory: await verifyDirectory(instance, organisations, given.known ?? ((organisation) => knownFrom(report, organisation))), sites };
  };
  const [filed, setFiled] = useState<Filed | null>(null);
  const unsent = place.step !== "done" && begun(report);
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent): void => { if (unsent && !isLeaving()) event.preventDefault(); };
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, [unsent]);
  useEffect(() => onLeave(() => setReport(newReport(language))), []);
  return (
    <Load load={load}>
      {({ directory, sites }) => (
        <Load key={language} load={() => transport.form(formName, language)}>
          {(form) => <Steps {...given} form={form} directory={directory} sites={sites} report={report} setReport={setReport} place={place} setPlace={setPlace} arrived={filed} setArrived={setFiled} />}
        </Load>
      )}
    </Load>
  );
}

function Steps({ report, setReport, place, setPlace, form, directory, sites, arrived, setArrived, ...given }: ReportFlowGiven & {
  form: FormFile; directory: Directory; sites: readonly Site[]; report: Report; setReport: (change: (before: Report) => Report) => void;
  place: Place; setPlace: (place: Place) => void; arrived: Filed | null; setArrived: (filed: Filed) => void;
}) {
  const [keepError, setKeepError] = useState<unknown>(null);
  const all = useMemo(() => screensOf(form), [form]);
  const asked = collect(all, report.answers);
  const screens = relevantScreens(all, report.answers);
  const files = { sites, languages: given.languages };
  const readers = directory.listed.filter((each) => report.chosen.includes(each.json.organisation) && report.marks[each.json.organisation] !== "different");
  const screen = screens[Math.min(place.screen, screens.length - 1)];
  const change = (part: Partial<Report>): void => setReport((before) => ({ ...before, ...part }));
  const latest = useRef(report);
  latest.current = report;

  // Only another report gets another sealing: what was sent and not answered may have arrived.
  const attempt = useMemo(newAttempt, [report.answers, report.chosen, report.files, report.reread, report.code]);
  const keeping = useRef(Promise.resolve());
  const keep = async (): Promise<void> => {
    const { code, kept } = latest.current;
    if (!kept || code === null) return;
    await keepDraft(code.secret, given.instance, draftOf(latest.current, directory.listed)).then(() => setKeepError(null), setKeepError);
  };
  const go = (next: Place): void => {
    if (next.step === "code" && report.code === null) change({ code: newCode() });
    setPlace(next);
  };
  // One after the other: an erasure must not be overtaken by a draft still being written.
  useEffect(() => { keeping.current = keeping.current.then(keep); }, [place, report.kept, report.files]);
  const forward = (): void => {
    if (place.mending) return go({ step: "review", screen: 0 });
    if (place.step === "form" && place.screen + 1 < screens.length) return go({ step: "form", screen: place.screen + 1 });
    go({ step: STEPS[STEPS.indexOf(place.step) + 1] ?? "done", screen: 0 });
  };
  const back = (): void => {
    if (place.keeping) return setPlace({ ...place, keeping: false });
    if (place.mending) return go({ step: "review", screen: 0 });
    if (place.step === "about" || place.step === "done") return given.home?.();
    if (place.step === "send") return go({ step: "review", screen: 0 });
    if (place.step === "form" && place.screen > 0) return go({ step: "form", screen: Math.min(place.screen, screens.length) - 1 });
    const before = STEPS[STEPS.indexOf(place.step) - 1] ?? "about";
    go({ step: before, screen: before === "form" ? screens.length - 1 : 0 });
  };
  const goBack = useRef(back);
  goBack.current = back;
  useEffect(() => guardBack(() => goBack.current()), []);

  if (place.keeping && report.code) {
    return (
      <Screen title={_("Go on later on this device")} back={back}>
        <KeepStep code={report.code} cancel={back} keep={() => { change({ kept: true, written: true }); setPlace({ ...place, keeping: false }); }} />
      </Screen>
    );
  }
  const number = STEPS.indexOf(place.step) + 1;
  const share = (number - 1 + (place.step === "form" ? place.screen / screens.length : 0)) / (STEPS.length - 1);
  const titles: Record<Step, string> = {
    about: _("What this is, and what it is not"), readers: _("Who may read your report?"), form: screen?.row.label ?? form.title,
    files: _("Photos and documents"), review: _("Look at it once more"), code: _("Your code"), send: _("Sending"), done: _("Your report has arrived"),
  };
  const mark = (listed: Listed, decision: "same" | "different" | undefined): void => {
    change({ marks: { ...report.marks, [listed.json.organisation]: decision } });
    if (decision === "same") given.proven?.(listed);
  };
  const canKeep = given.filedBy === undefined && !report.kept && (place.step === "form" || place.step === "files" || place.step === "review");
  return (
    <Screen title={titles[place.step]} part={{ number: Math.min(number, STEPS.length - 1), of: STEPS.length - 1, share }}
      back={place.step === "send" || place.step === "done" || (place.step === "about" && !given.home) ? undefined : back}>
      {keepError !== null && <><Failure error={keepError} /><p>{_("This browser does not keep anything. Do not close the page before you have sent your report.")}</p></>}
      {place.step === "about" && <AboutStep next={forward} filedBy={given.filedBy !== undefined} />}
      {place.step === "readers" && <ReadersStep directory={directory} chosen={report.chosen} marks={report.marks} mark={mark} next={forward}
        choose={(chosen) => change({ chosen })} languageName={(code) => given.languages.find((each) => each.name === code)?.label ?? code} />}
      {place.step === "form" && screen && (
        <FormScreen key={screen.row.name} form={form} screen={screen} answers={report.answers} asked={asked} files={files} next={forward}
          submit={place.mending ? _("Back to the overview") : _("Go on")}
          set={(name, answer) => setReport((before) => ({ ...before, answers: { ...before.answers, [name]: answer } }))} />
      )}
      {place.step === "files" && (
        <>
          <FilesPart files={report.files} change={(picked) => change({ files: picked })} />
          <p class="actions"><button type="button" onClick={forward}>{report.files.length === 0 && !place.mending ? _("Go on without files") : _("Go on")}</button></p>
        </>
      )}
      {place.step === "review" && (
        <ReviewStep form={form} screens={screens} asked={asked} languages={given.languages} picked={report.files} readers={readers.map((each) => each.json.name)}
          edit={(at) => go({ step: "form", screen: at, mending: true })} editReaders={() => go({ step: "readers", screen: 0, mending: true })}
          editFiles={() => go({ step: "files", screen: 0, mending: true })} next={readers.length > 0 ? forward : () => go({ step: "readers", screen: 0, mending: true })} />
      )}
      {place.step === "code" && report.code && (
        <CodeStep code={report.code} written={report.written} reread={report.reread} setReread={(reread) => change({ reread })}
          filedBy={given.filedBy !== undefined} next={() => { change({ written: true }); forward(); }} />
      )}
      {place.step === "send" && (
        <SendStep back={back} given={{
          transport: given.transport, instance: given.instance, chosen: readers, attempt,
          seal: (progress) => sealReport({ report: latest.current, instance: given.instance, readers, form, filedBy: given.filedBy, progress }),
        }} done={(filed) => {
          setArrived(filed);
          if (report.kept) void keeping.current.then(eraseDraft);
          setReport(() => newReport(given.language));
          setPlace({ step: "done", screen: 0 });
          given.filed?.(filed);
        }} />
      )}
      {place.step === "done" && arrived && <DoneStep filed={arrived} filedBy={given.filedBy !== undefined} home={given.home} />}
      {report.kept && place.step !== "done" && <Notice kind="good"><p>{_("Kept on this device, locked with your code.")}</p></Notice>}
      {canKeep && <p class="later"><button type="button" class="link" onClick={() => { if (!report.code) change({ code: newCode() }); setPlace({ ...place, keeping: true }); }}>{_("Go on later on this device")}</button></p>}
    </Screen>
  );
}
