/** Handing a report to another organisation: proposed here, allowed by the reporter, and only then done. */
import { useState } from "preact/hooks";
import { _ } from "../i18n";
import { kindName } from "../names";
import { completeHandOver, proposeHandOver } from "../report-acts";
import { candidates } from "../room-acts";
import type { Candidate } from "../room-acts";
import type { OpenReport } from "../report-opening";
import type { Session } from "../session";
import { Confirmed } from "./dialog";
import { KeyCheck } from "./key-check";
import { Choice, Load, Notice, useLoad } from "./ui";

export function HandOver({ session, report, done }: { session: Session; report: OpenReport; done: () => void }) {
  const [open, setOpen] = useState(report.handOvers.length > 0);
  return (
    <section class="no-print">
      <h2>{_("Hand over to another organisation")}</h2>
      {open ? <Choices session={session} report={report} done={done} /> : (
        <>
          <p>{_("If another organisation can help better, you can ask the reporter whether it may read this too.")}</p>
          <button type="button" class="outline" onClick={() => setOpen(true)}>{_("Hand over…")}</button>
        </>
      )}
    </section>
  );
}

function Choices({ session, report, done }: { session: Session; report: OpenReport; done: () => void }) {
  const loaded = useLoad(() => candidates(session, report.readers));
  return (
    <Load of={loaded}>
      {(all) => (
        <>
          {report.handOvers.map((step) => {
            const to = all.find((candidate) => candidate.fingerprint === step.fingerprint);
            return <Under key={step.fingerprint} session={session} report={report} to={to} consented={step.consented} changed={loaded[1]} done={done} />;
          })}
          <Propose session={session} report={report} changed={loaded[1]} done={done}
            among={all.filter((candidate) => !report.handOvers.some((step) => step.fingerprint === candidate.fingerprint))} />
        </>
      )}
    </Load>
  );
}

function Under({ session, report, to, consented, changed, done }: {
  session: Session; report: OpenReport; to: Candidate | undefined; consented: boolean; changed: () => void; done: () => void;
}) {
  if (to === undefined) return <Notice kind="warn"><p>{_("An organisation you proposed does not accept reports any more.")}</p></Notice>;
  if (!consented) {
    return (
      <Notice title={_("Waiting for the reporter")}>
        <p dir="auto">{_("The reporter sees your question when looking in with the receipt. Until then %(organisation)s reads nothing.", { organisation: to.trust.name })}</p>
      </Notice>
    );
  }
  return (
    <Notice kind="good" title={_("The reporter agreed")}>
      <p dir="auto">{_("%(organisation)s may read this report.", { organisation: to.trust.name })}</p>
      {to.trust.proven ? (
        <Confirmed label={_("Hand over now")} title={_("Hand over to %(organisation)s?", { organisation: to.trust.name })} yes={_("Hand over")}
          explanation={<p>{_("From then on it can open the report and the conversation, and answer. This cannot be taken back.")}</p>}
          run={async () => { await completeHandOver(session, report, to); await done(); }} />
      ) : <KeyCheck session={session} of={to.trust} changed={changed} />}
    </Notice>
  );
}

function Propose({ session, report, among, changed, done }: {
  session: Session; report: OpenReport; among: Candidate[]; changed: () => void; done: () => void;
}) {
  const [chosen, setChosen] = useState("");
  const to = among.find((candidate) => candidate.trust.organisation === chosen);
  if (among.length === 0) return <p>{_("There is no other organisation that accepts reports.")}</p>;
  return (
    <>
      <Choice label={_("To which organisation?")} value={chosen} onValue={setChosen}
        options={[["", _("Choose an organisation")], ...among.map((candidate): [string, string] => [candidate.trust.organisation, `${candidate.trust.name} (${kindName(candidate.kind)})`])]} />
      {to && (
        <>
          {to.description && <p class="own-words muted">{to.description}</p>}
          <KeyCheck session={session} of={to.trust} changed={changed} />
          <Confirmed label={_("Ask the reporter")} disabled={!to.trust.proven} title={_("Ask the reporter whether %(organisation)s may read this?", { organisation: to.trust.name })}
            yes={_("Ask")} explanation={<p>{_("Nothing is shown to anybody until the reporter agrees.")}</p>}
            run={async () => { await proposeHandOver(session, report, to); await done(); }} />
        </>
      )}
    </>
  );
}
