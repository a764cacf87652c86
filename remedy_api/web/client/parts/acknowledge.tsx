/** One button: the reporter learns, in her own language, that her report arrived and is looked at. */
import { _ } from "../i18n";
import { acknowledge } from "../report-acts";
import type { OpenReport } from "../report-opening";
import type { Session } from "../session";
import { Action, Notice } from "./ui";

export function Acknowledge({ session, report, done }: { session: Session; report: OpenReport; done: () => void }) {
  return (
    <Notice kind="warn" title={_("The reporter is waiting for a sign")}>
      <p>{_("With this button the reporter sees, in their own language, that the report arrived and that you will look into it.")}</p>
      <Action run={async () => { await acknowledge(session, report); await done(); }}>{_("Acknowledge the report")}</Action>
    </Notice>
  );
}
