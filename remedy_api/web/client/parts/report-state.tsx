/** Where a report stands, as a small label. */
import { _ } from "../i18n";

export type ReportState = "submitted" | "acknowledged" | "withdrawn";

export function State({ state }: { state: ReportState }) {
  if (state === "submitted") return <span class="badge warn">{_("not acknowledged yet")}</span>;
  if (state === "withdrawn") return <span class="badge">{_("withdrawn by the reporter")}</span>;
  return <span class="badge good">{_("acknowledged")}</span>;
}
