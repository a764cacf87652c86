/** On the page of a report: when it is erased, once that is near, and what stops it. */
import { _ } from "../i18n";
import { day } from "../names";
import type { OpenReport } from "../report-opening";
import { fetchEnding } from "../retention-view";
import { Notice, useLoad } from "./ui";

export function ReportEnding({ report }: { report: OpenReport }) {
  const [loaded] = useLoad(() => fetchEnding(report.id), [report]);
  // A day that is years away says nothing yet; and a page that cannot say it is no worse for it.
  if (loaded.state !== "ready" || !loaded.value.announced || loaded.value.erased_on === null) return null;
  const { what, erased_on: on } = loaded.value;
  return (
    <Notice kind="warn" title={_("This report will be erased on %(day)s.", { day: day(on) })}>
      {what !== "withdrawn_report" && <p>{_("Nobody has written in it for years. A confirmation, an answer or a case stops it.")}</p>}
    </Notice>
  );
}
