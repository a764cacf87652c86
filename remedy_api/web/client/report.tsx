/** One report, opened here: what was said, who can read it, the conversation, and handing it on. */
import { useEffect } from "preact/hooks";
import { _ } from "./i18n";
import { here, setTitle, signedInPage } from "./parts/mount";
import { day, reference } from "./names";
import { Acknowledge } from "./parts/acknowledge";
import { CaseLink } from "./parts/case-link";
import { Conversation } from "./parts/conversation";
import { Grievance } from "./parts/grievance";
import { HandOver } from "./parts/hand-over";
import { Readers } from "./parts/readers";
import { ReportEnding } from "./parts/report-ending";
import { State } from "./parts/report-state";
import { SpoiledKeys } from "./parts/spoiled-keys";
import { Load, Notice, useLoad } from "./parts/ui";
import { markSeen } from "./room-acts";
import { openReport } from "./report-opening";
import type { OpenReport } from "./report-opening";
import type { Session } from "./session";

function Page({ session }: { session: Session }) {
  const room = document.body.dataset.room ?? "";
  const loaded = useLoad(() => openReport(session, room));
  return (
    <>
      <p class="no-print"><a href={here("/inbox")}>{_("All reports")}</a></p>
      <Load of={loaded}>{(report) => <Report session={session} report={report} reload={loaded[1]} />}</Load>
    </>
  );
}

function Report({ session, report, reload }: { session: Session; report: OpenReport; reload: () => void }) {
  useEffect(() => {
    setTitle(_("Report %(reference)s", { reference: reference(report.id) }));
    void markSeen(report);
  }, [report]);
  const withdrawn = report.state === "withdrawn";
  return (
    <>
      <p>{_("Received on %(day)s", { day: day(report.filedOn) })} <State state={report.state} /></p>
      {withdrawn && (
        <Notice title={_("The reporter has withdrawn this report.")}>
          <p>{_("Its contents were erased on the server and cannot be opened any more. What you have noted elsewhere, please erase too.")}</p>
        </Notice>
      )}
      <ReportEnding report={report} />
      {report.state === "submitted" && <Acknowledge report={report} session={session} done={reload} />}
      {!withdrawn && report.state !== "submitted" && <CaseLink report={report} />}
      {!withdrawn && <SpoiledKeys room={report} />}
      {!withdrawn && <Grievance report={report} />}
      <Readers session={session} report={report} changed={reload} />
      {!withdrawn && <Conversation session={session} report={report} sent={reload} />}
      {!withdrawn && <HandOver session={session} report={report} done={reload} />}
    </>
  );
}

signedInPage(Page);
