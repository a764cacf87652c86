/** What a table needs now of an organisation of the person who looks, in one sentence. */
import { _ } from "../i18n";
import { day } from "../names";
import type { TableAt } from "./table-at";

export function TableNeed({ at: { of: { view } } }: { at: TableAt }) {
  const words = view.needs === null ? "" : needed(view.needs);
  if (words === "") return null;
  return (
    <section class="needs" aria-label={_("Needed now")}>
      <p class="need">{words} {view.needs === "do_step" || view.needs === "verify_step" ? <span class="muted">{_("Until %(day)s.", { day: day(view.needs_on ?? "") })}</span> : null}</p>
    </section>
  );
}

/** The same for a list. */
export function needed(need: string): string {
  switch (need) {
    case "confirm_receipt": return _("Please confirm that your organisation received this invitation.");
    case "propose_plan": return _("It is the workers' turn to propose a plan.");
    case "answer_plan": return _("Please accept the latest plan, or refuse it with reasons.");
    case "do_step": return _("Your organisation has promised a step that is not done yet.");
    case "verify_step": return _("A step is said to be done. Please ask the workers, and say what they confirm.");
    default: return "";
  }
}
