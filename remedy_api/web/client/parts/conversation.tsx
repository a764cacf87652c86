/** Letters to and fro with the reporter. */
import { _ } from "../i18n";
import { autonym } from "../languages";
import type { OpenReport } from "../report-opening";
import { aboutReport } from "../reprisal-words";
import type { Session } from "../session";
import { Letter, WriteLetter } from "./letters";
import { OpenReprisal } from "./reprisal-told";
import { Empty } from "./ui";

export function Conversation({ session, report, sent }: { session: Session; report: OpenReport; sent: () => void }) {
  return (
    <section>
      <h2>{_("Conversation with the reporter")}</h2>
      {report.conversation.length === 0 ? <Empty title={_("Nothing was said yet.")} /> : (
        <ul class="conversation">
          {report.conversation.map((said) => <li key={said.id} class={said.ours ? "ours" : ""}><Letter said={said} room={report} /><OpenReprisal said={said} href={aboutReport(report.id, said.id)} readers={report.readers} /></li>)}
        </ul>
      )}
      <WriteLetter session={session} room={report} draft={`reply/${report.id}`} label={_("Your answer")} sent={sent} thanks={_("Sent. The reporter reads it with the receipt.")}
        help={_("The reporter reads %(language)s. What you write is kept, locked, in this browser until you send it.", { language: autonym(report.reporterLanguage) })} />
    </section>
  );
}
