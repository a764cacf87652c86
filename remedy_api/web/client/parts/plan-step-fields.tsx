/** The fields of one step of a plan that somebody writes. */
import { inDays } from "../countdown";
import { _ } from "../i18n";
import { owners } from "../plan-drafts";
import type { StepErrors } from "../plan-drafts";
import type { NewStep } from "../seal-tables";
import { Checks, DayField } from "./more-fields";
import type { TableAt } from "./table-at";
import { Choice, Field } from "./ui";

export function StepFields({ at: { of, codes }, step, errors, change }: { at: TableAt; step: NewStep; errors: StepErrors; change: (to: Partial<NewStep>) => void }) {
  const choose = _("Please choose");
  const pairs = (name: string): [string, string][] => codes.list(name).map(({ code, label }) => [code, label]);
  return (
    <>
      <Choice label={_("What is to be done?")} value={step.kind} onValue={(kind) => change({ kind })} options={codes.options("kinds", choose)} error={errors.kind ?? null} />
      <Choice label={_("Form of remedy")} value={step.form} onValue={(form) => change({ form })} options={codes.options("forms", choose)} error={errors.form ?? null} />
      <Choice label={_("Who does it")} value={step.owner} onValue={(owner) => change({ owner })} options={[["", choose], ...owners(of)]} error={errors.owner ?? null} />
      <DayField label={_("Last day")} value={step.due} onValue={(due) => change({ due })} min={inDays(1)} error={errors.due ?? null} />
      <Field label={_("Amount (if it is about money)")} value={step.amount} onValue={(amount) => change({ amount })} error={errors.amount ?? null} dir="ltr" autocomplete="off" />
      <Choice label={_("Currency")} value={step.currency} onValue={(currency) => change({ currency })} options={codes.options("currencies", _("None"))} error={errors.currency ?? null} />
      <Field label={_("Number of instalments (if any)")} value={step.instalments} onValue={(instalments) => change({ instalments })} error={errors.instalments ?? null} dir="ltr" autocomplete="off" />
      <Choice label={_("How many workers it reaches")} value={step.workers} onValue={(workers) => change({ workers })} options={codes.options("workers_bands", _("Not said"))} />
      <Checks legend={_("For whom")} options={pairs("beneficiaries")} chosen={step.beneficiaries} change={(beneficiaries) => change({ beneficiaries })} error={errors.beneficiaries ?? null} />
      <Checks legend={_("What is to show it")} options={pairs("evidence")} chosen={step.evidence} change={(evidence) => change({ evidence })} error={errors.evidence ?? null} />
    </>
  );
}
