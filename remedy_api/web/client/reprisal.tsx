/** Somebody is punished for complaining: a case of its own, opened in one press; or, for who opens no cases, a word to who does. */
import { useEffect, useState } from "preact/hooks";
import { get } from "./api";
import { caseOf } from "./case-of";
import type { CaseRow } from "./case-view";
import { _ } from "./i18n";
import { reference } from "./names";
import { here, signedInPage } from "./parts/mount";
import { confirmed, REPORT_KINDS } from "./parts/navigation";
import { OriginReaders, useOrigin, WhichCase } from "./parts/reprisal-case";
import type { OwnCase } from "./parts/reprisal-case";
import { ReprisalForm } from "./parts/reprisal-form";
import type { ReprisalFields } from "./parts/reprisal-form";
import { Action, Choice, Empty, Form, Load, Notice, useLoad } from "./parts/ui";
import { useFormDraft } from "./parts/use-draft";
import { openReport } from "./report-opening";
import { ReprisalOpener, tell } from "./reprisal-opening";
import type { Part } from "./reprisal-opening";
import { occasionOf, readReprisal } from "./reprisal-words";
import { openRoom, openRow } from "./room-opening";
import { hex } from "./seal";
import type { Membership, Session } from "./session";
import type { Page as PageOf } from "./supply";

interface Draft extends ReprisalFields { organisation: string; origin: string }
interface Said { origin: string; what: string; language: string; who?: string; first?: string[] }
interface Start { cases: OwnCase[]; empty: Draft; opener: ReprisalOpener; begun: boolean }

async function load(session: Session, founding: readonly Membership[], reading: readonly Membership[]): Promise<Start> {
  const opener = new ReprisalOpener(session, `reprisal/begun/${location.hash}`);
  const [pages, said, begun] = await Promise.all([
    Promise.all(reading.map((each) => get<PageOf<CaseRow>>(`/v1/organisations/${each.organisation}/cases?limit=100`))), occasion(session), founding.length > 0 && opener.before(),
  ]);
  const rows = pages.flatMap(({ data }) => data.items).filter((row) => !row.fast_track);
  const named = rows.map((row): [string, string] => [row.case, `${row.site?.name ?? _("Site not known yet")} – ${reference(row.case)}`]);
  return {
    cases: [...new Map(named)].map(([id, name]) => ({ id, name })), opener, begun,
    empty: { organisation: founding[0]?.organisation ?? "", first: [], who: "", ...said },
  };
}

/** What the page was opened with: a case, or words that somebody wrote in one or in a letter. */
async function occasion(session: Session): Promise<Said> {
  const { origin, report, entry } = occasionOf(location.hash);
  const nothing = { origin, what: "", language: document.documentElement.lang };
  if (report !== "") {
    const [room, found] = await Promise.all([openReport(session, report), caseOf(report)]);
    const letter = room.conversation.find((said) => said.id === entry);
    return { ...nothing, origin: found ?? "", ...(letter ? words(letter.text, letter.language) : {}) };
  }
  if (entry === "") return nothing;
  const room = await openRoom(session, origin);
  const row = room.rows.find((each) => hex(each.entry.entry) === entry);
  const opened = row && await openRow(room, row);
  return { ...nothing, ...(opened?.content?.kind === "reprisal" ? words(opened.content.text, opened.content.language) : {}) };
}

function words(text: string, language: string): { what: string; who: string; first: string[]; language: string } {
  const { what, who, first } = readReprisal(text);
  return { what, who, first: [...first], language };
}

function Page({ session }: { session: Session }) {
  const reading = confirmed(session).filter(({ kind }) => REPORT_KINDS.has(kind));
  const founding = reading.filter(({ kind }) => kind === "worker_organisation");
  const loaded = useLoad(() => load(session, founding, reading));
  // The same page for another case: only what stands behind the # changed, and no browser loads it anew for that.
  useEffect(() => {
    const again = (): void => location.reload();
    addEventListener("hashchange", again);
    return () => removeEventListener("hashchange", again);
  }, []);
  if (reading.length === 0) return <Empty title={_("Only those who stand by the workers can do this.")} />;
  return <Load of={loaded}>{(start) => founding.length > 0 ? <Open start={start} session={session} founding={founding} /> : <Tell start={start} session={session} />}</Load>;
}

const WHAT = (): string => _("Please write what happened. A few words are enough.");
const checking = (): string => _("The chosen case is still being checked. Please wait a moment and press again.");

function Open({ start, session, founding }: { start: Start; session: Session; founding: readonly Membership[] }) {
  const { value, set, clear } = useFormDraft<Draft>(session, `reprisal/${location.hash}`, start.empty);
  const [begun, setBegun] = useState(start.begun);
  const [errors, setErrors] = useState<{ what: string | null; origin: string | null }>({ what: null, origin: null });
  const [part, setPart] = useState<Part>("opening");
  const origin = useOrigin(session, value.origin);
  async function run(): Promise<void> {
    const membership = founding.find(({ organisation }) => organisation === value.organisation) ?? founding[0];
    const found = { what: value.what.trim() === "" ? WHAT() : null, origin: origin[0].state === "loading" ? checking() : null };
    setErrors(found);
    if (membership === undefined || found.what !== null || found.origin !== null) return;
    try {
      const made = await start.opener.open(membership, value, setPart);
      await clear();
      await start.opener.forget();
      location.assign(here(`/cases/${made}`));
    } catch (error) {
      setBegun(await start.opener.before().catch(() => begun));
      throw error;
    }
  }
  return (
    <>
      <p>{_("Threats, dismissal, a worse shift, police, trouble at home: whatever is done to somebody because of a complaint becomes a case of its own. It comes first and waits for nothing.")}</p>
      <Notice>
        <p>{_("What you write here, and which case it belongs to, is locked on this device before it is sent. The server learns that your organisation opened a fast case, and nothing of what you write. No company is told anything unless the workers agree.")}</p>
      </Notice>
      {begun && (
        <Notice kind="warn" title={_("This was begun and is not finished.")}>
          <p>{_("The case is open already. Press the button below and it goes on where it stopped; nothing is made twice.")}</p>
          <Action quiet run={async () => { await start.opener.forget(); setBegun(false); }}>{_("Open another case instead")}</Action>
        </Notice>
      )}
      <Form submit={begun ? _("Go on") : _("Lock, sign and open the case")} run={run} busyText={doing(part)}>
        <WhichCase cases={start.cases} value={value.origin} set={(chosen) => set({ origin: chosen })} may="none" error={errors.origin} />
        {value.origin !== "" && <OriginReaders of={origin} opens />}
        <ReprisalForm value={value} set={set} error={errors.what} />
        {founding.length > 1 && (
          <Choice label={_("Which organisation represents the workers?")} value={value.organisation} onValue={(organisation) => set({ organisation })}
            options={founding.map(({ organisation, name }) => [organisation, name] as const)} />
        )}
        <p class="muted">{_("What you write is kept, locked, in this browser until all of it has arrived. If the connection breaks, press again.")}</p>
      </Form>
    </>
  );
}

function doing(part: Part): string {
  switch (part) {
    case "opening": return _("Opening the case…");
    case "writing": return _("Locking what happened…");
    case "tying": return _("Tying the two cases together…");
  }
}

/** Monitors and coordinators open no cases: they write it where the representative of the workers reads it, and she opens one. */
function Tell({ start, session }: { start: Start; session: Session }) {
  const { value, set, clear } = useFormDraft<Draft>(session, `reprisal/${location.hash}`, start.empty);
  const [errors, setErrors] = useState<{ what: string | null; origin: string | null }>({ what: null, origin: null });
  const [sent, setSent] = useState("");
  const origin = useOrigin(session, value.origin);
  async function run(): Promise<void> {
    const which = value.origin === "" ? _("Please choose the case. If there is none, call an organisation that represents workers.") : origin[0].state === "loading" ? checking() : null;
    const found = { what: value.what.trim() === "" ? WHAT() : null, origin: which };
    setErrors(found);
    if (found.what !== null || found.origin !== null) return;
    await tell(session, value.origin, value, value.language);
    setSent(value.origin);
    await clear();
  }
  if (sent !== "") {
    return (
      <Notice kind="good" title={_("It was sent.")}>
        <p role="status">{_("Who represents the workers reads it in the case and can open a case about the reprisal from it. If it is urgent, call them.")}</p>
        <p><a href={here(`/cases/${sent}`)}>{_("Go to the case")}</a></p>
      </Notice>
    );
  }
  return (
    <>
      <p>{_("Only an organisation that represents workers opens a case about a reprisal. What you write here is locked, and goes into the case that you choose.")}</p>
      <Form submit={_("Lock and send")} run={run} busyText={_("Locking and sending…")}>
        <WhichCase cases={start.cases} value={value.origin} set={(chosen) => set({ origin: chosen })} may="one" error={errors.origin} />
        {value.origin !== "" && <OriginReaders of={origin} opens={false} />}
        <ReprisalForm value={value} set={set} error={errors.what} />
      </Form>
    </>
  );
}

signedInPage(Page);
