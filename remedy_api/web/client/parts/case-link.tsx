/** From a report to its case, or to opening one. */
import { caseOf } from "../case-of";
import { _ } from "../i18n";
import { reference } from "../names";
import type { OpenReport } from "../report-opening";
import { here } from "./mount";
import { Load, Notice, useLoad } from "./ui";

export function CaseLink({ report }: { report: OpenReport }) {
  const loaded = useLoad(() => caseOf(report.id), [report]);
  return (
    <Load of={loaded}>
      {(found) => found !== null ? <p><a href={here(`/cases/${found}`)}>{_("Part of case %(reference)s", { reference: reference(found) })}</a></p>
        : report.readers.some((reader) => reader.mine && reader.kind === "worker_organisation") && (
          <div class="no-print">
            <Notice title={_("It can become a case")}>
              <p>{_("A case brings reports together, has its own deadlines, and shows everybody on the workers’ side where it stands.")}</p>
              <p><a href={here(`/open-case/${report.id}`)}>{_("Open a case")}</a></p>
            </Notice>
          </div>
        )}
    </Load>
  );
}
