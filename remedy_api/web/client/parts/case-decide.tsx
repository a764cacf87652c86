/** Everything that can be changed or decided besides the next step. Each is folded away until somebody wants it. */
import { handles } from "../case-access";
import { isAfter } from "../case-view";
import { _ } from "../i18n";
import type { At } from "./case-at";
import { Close } from "./case-close";
import { CompaniesForm } from "./case-companies";
import { ChannelsForm, IssuesForm, SiteForm } from "./case-facts";
import { Pause, StepBack } from "./case-step";
import { Fold } from "./fold";

export function Decide({ at }: { at: At }) {
  const { role, view } = at.of;
  if (!handles(role) || view.closed_on !== null) return null;
  const represents = role === "representative";
  const back = view.next.filter(({ step }) => at.codes.list("stages").some(({ code }) => code === step) && isAfter(view.stage, step));
  return (
    <section class="no-print">
      <h2>{_("Change or decide something else")}</h2>
      {represents && <Fold label={_("What it is about…")}><IssuesForm at={at} /></Fold>}
      {represents && <Fold label={_("The production site…")}><SiteForm at={at} /></Fold>}
      {represents && <Fold label={_("The companies…")}><CompaniesForm at={at} /></Fold>}
      {represents && <Fold label={_("Other ways it takes: court, inspectorate…")}><ChannelsForm at={at} /></Fold>}
      {!view.suspended && <Fold label={_("Pause the case…")}><Pause at={at} /></Fold>}
      {!view.suspended && back.map(({ step }) => <Fold key={step} label={_("Go back to the step “%(stage)s”…", { stage: at.codes.label("stages", step) })}><StepBack at={at} stage={step} /></Fold>)}
      {represents && <Fold label={_("Close the case…")}><Close at={at} /></Fold>}
    </section>
  );
}
