/** Figures over several cases. A small number is kept back, and with it whatever would give it away. */
import { _ } from "../i18n";
import type { Figures } from "../review-view";

export function ReviewFigures({ of }: { of: Figures }) {
  if (Object.values(of).every((value) => value === null)) return <p class="muted">{_("No figures: they would speak of too few cases.")}</p>;
  return (
    <dl class="facts figures">
      <Figure name={_("Cases shown to you")} value={of.cases} />
      <Figure name={_("Steps promised")} value={of.promised} />
      <Figure name={_("Said to be done, not verified")} value={of.said} />
      <Figure name={_("Verified by the workers")} value={of.verified} />
      <Figure name={_("Overdue")} value={of.overdue} />
    </dl>
  );
}

function Figure({ name, value }: { name: string; value: number | null }) {
  return <div><dt>{name}</dt><dd>{value === null ? <span class="muted">{_("not told: too few cases")}</span> : value}</dd></div>;
}
