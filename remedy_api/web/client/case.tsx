/** One case on one page: where it stands, what is needed now, and everything that proves it. */
import { useEffect, useRef, useState } from "preact/hooks";
import { openCase } from "./case-opening";
import type { OpenCase } from "./case-opening";
import { fetchCase } from "./case-view";
import type { CaseView } from "./case-view";
import { _ } from "./i18n";
import { reference } from "./names";
import { Afterwards } from "./parts/case-afterwards";
import type { At } from "./parts/case-at";
import { Checking } from "./parts/case-checking";
import { Clocks } from "./parts/case-clocks";
import { Decide } from "./parts/case-decide";
import { Export, PrintIt } from "./parts/case-export";
import { Findings } from "./parts/case-findings";
import { History } from "./parts/case-history";
import { Letters } from "./parts/case-letters";
import { Needs } from "./parts/case-needs";
import { Overridden } from "./parts/case-overridden";
import { CaseEnding } from "./parts/case-ending";
import { WhatOthersSee } from "./parts/case-preview";
import { Readers } from "./parts/case-readers";
import { Reports } from "./parts/case-reports";
import { Reprisal } from "./parts/case-reprisal";
import { Safe } from "./parts/case-safe";
import { Supply } from "./parts/case-supply";
import { CaseTop } from "./parts/case-top";
import { Tables } from "./parts/table-open";
import { loadCodes } from "./parts/codes";
import type { Codes } from "./parts/codes";
import { here, setTitle, signedInPage } from "./parts/mount";
import { SpoiledCaseKeys } from "./parts/case-spoiled";
import { Failure, Loading } from "./parts/ui";
import { markSeen } from "./room-acts";
import type { Progress } from "./room-opening";
import { hex } from "./seal";
import type { Session } from "./session";

/** `of` is null while the server's answer is being checked for the first time; `progress` is null once it is checked. */
interface Shown { view: CaseView; codes: Codes; of: OpenCase | null; progress: Progress | null }
type State = { is: "loading" } | { is: "stopped"; error: unknown } | ({ is: "shown" } & Shown);

function Page({ session }: { session: Session }) {
  const id = document.body.dataset.room ?? "";
  const [state, reload] = useCase(session, id);
  // What a server said that does not hold stays nowhere, not in the heading either.
  useEffect(() => { if (state.is === "stopped") setTitle(_("Case %(reference)s", { reference: reference(id) })); }, [state.is]);
  return (
    <>
      <p class="no-print"><a href={here("/cases")}>{_("All cases")}</a></p>
      {state.is === "loading" ? <Loading /> : state.is === "stopped" ? <Failure error={state.error} retry={reload} /> : <Case shown={state} session={session} done={reload} />}
    </>
  );
}

/** Loads and checks. What was checked before stays while it is checked anew; what does not hold leaves nothing behind. */
function useCase(session: Session, id: string): [State, () => Promise<void>] {
  const [state, setState] = useState<State>({ is: "loading" });
  const [turn, setTurn] = useState(0);
  // Those who signed something and wait until it stands on the page.
  const waiting = useRef<(() => void)[]>([]);
  useEffect(() => {
    let current = true;
    const show = (next: (before: State) => State): void => { if (current) setState(next); };
    async function load(): Promise<void> {
      const [view, codes] = await Promise.all([fetchCase(id), loadCodes()]);
      show((before) => before.is === "shown" ? before : { is: "shown", view, codes, of: null, progress: null });
      const of = await openCase(session, view, (progress) => show((before) => before.is === "shown" ? { ...before, progress } : before));
      show(() => ({ is: "shown", view: of.view, codes, of, progress: null }));
      void markSeen(of);
    }
    load().catch((error: unknown) => show(() => ({ is: "stopped", error })))
      .then(() => { if (current) for (const go of waiting.current.splice(0)) go(); });
    return () => { current = false; };
  }, [turn]);
  return [state, () => new Promise((go) => { waiting.current.push(go); setTurn((value) => value + 1); })];
}

function Case({ shown: { view, codes, of, progress }, session, done }: { shown: Shown; session: Session; done: () => Promise<void> }) {
  const [withMessages, setWithMessages] = useState(false);
  const short = _("Case %(reference)s", { reference: reference(view.case) });
  // The browser keeps a list of titles: the site's name stays out of it.
  useEffect(() => setTitle(view.site?.name ?? short, short), [short, view.site?.name]);
  const at: At | null = of && { session, of, codes, done };
  // After every signed step the forms begin folded away; what was typed in them is kept as a draft.
  const head = of && hex(of.verified.head);
  return (
    <div class={`case ${withMessages ? "print-messages" : ""}`}>
      <CaseTop view={view} codes={codes} />
      <Checking of={of} view={view} progress={progress} />
      {at && <SpoiledCaseKeys at={at} />}
      {at && <Overridden at={at} />}
      {at && view.fast_track && <Reprisal at={at} />}
      {at && <Needs key={`needs-${head}`} at={at} />}
      {at && <Afterwards key={`after-${head}`} at={at} />}
      <Clocks view={view} codes={codes} />
      {at && <Readers key={`readers-${head}`} at={at} />}
      <Supply view={view} codes={codes} />
      {at && (
        <>
          <Findings key={`findings-${head}`} at={at} />
          <Tables key={`tables-${head}`} at={at} />
          <Reports key={`reports-${head}`} at={at} />
          {!view.fast_track && <Reprisal at={at} />}
          <Safe key={`safe-${head}`} at={at} />
          <WhatOthersSee key={`preview-${head}`} at={at} />
          <Letters at={at} />
          <History at={at} />
          <CaseEnding key={`ending-${head}`} at={at} />
          <Decide key={`decide-${head}`} at={at} />
          <PrintIt withMessages={withMessages} set={setWithMessages} />
          <Export at={at} />
        </>
      )}
    </div>
  );
}

signedInPage(Page);
