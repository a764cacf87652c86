/** What is said of a step: its owner reports it as done; the workers verify it, in full or partly, dispute it, or open it again. */
import { useState } from "preact/hooks";
import { _ } from "../i18n";
import type { Mine } from "../table-opening";
import type { StepView } from "../table-view";
import { ConfirmForm } from "./confirm-form";
import { Radios, Words } from "./more-fields";
import type { TableAt } from "./table-at";
import { useText } from "./table-text";
import { Choice } from "./ui";

interface Of { at: TableAt; step: StepView; as: Mine }

export function ReportStep({ at, step, as }: Of) {
  const report = useText(at, `report/${step.step}`, "report");
  return (
    <ConfirmForm submit={_("Report as done")} title={_("Report this step as done?")} yes={_("Sign the report")}
      explanation={<p>{_("You sign for %(organisation)s that this step is done. It counts as verified only once the workers confirm it.", { organisation: as.reader.name })}</p>}
      check={() => report.need(_("Please write what was done."))} run={() => report.send(as.fingerprint, (entry) => ({ type: "said_done", data: { step: step.step, entry } }))}>
      <Words label={_("What was done, and what shows it?")} told={report.value} set={report.set} error={report.error}
        help={_("Everybody at the table can read it. Write no names of workers. Files go with a message, below.")} />
    </ConfirmForm>
  );
}

export function VerifyStep({ at, step, as }: Of) {
  const text = useText(at, `verify/${step.step}`, "reasons");
  const { result, asked, confirmed } = text.value;
  const [errors, setErrors] = useState<{ result?: string; asked?: string; confirmed?: string }>({});
  function check(): boolean {
    const found = {
      ...(result === "" ? { result: _("Please choose one.") } : {}), ...(asked === "" ? { asked: _("Please choose how many.") } : {}), ...(confirmed === "" ? { confirmed: _("Please choose how many.") } : {}),
    };
    setErrors(found);
    return Object.keys(found).length === 0;
  }
  const bands = at.codes.options("workers_bands", _("Please choose"));
  return (
    <ConfirmForm submit={_("Say what was verified")} title={_("Sign what was verified?")} yes={_("Sign")} check={check}
      explanation={<p>{_("You sign what the workers told you, for everybody at the table. No company can change it. Bands tell nobody who was asked.")}</p>}
      run={() => text.send(as.fingerprint, (entry) => ({ type: "verified", data: { step: step.step, result: result === "verified" ? "verified" : "partly", asked, confirmed, entry } }))}>
      <Radios legend={_("What do the workers confirm?")} value={result} onValue={(value) => text.set({ result: value })} error={errors.result ?? null}
        options={[["verified", _("It was done as promised.")], ["partly", _("It was done in part.")]]} />
      <Choice label={_("How many workers did you ask?")} value={asked} onValue={(value) => text.set({ asked: value })} options={bands} error={errors.asked ?? null} />
      <Choice label={_("How many of them confirmed it?")} value={confirmed} onValue={(value) => text.set({ confirmed: value })} options={bands} error={errors.confirmed ?? null} />
      <Words label={_("In your own words (if needed)")} told={text.value} set={text.set} rows={3} help={_("Everybody at the table can read it. Write no names of workers.")} />
    </ConfirmForm>
  );
}

export function DisputeStep({ at, step, as }: Of) {
  const reasons = useText(at, `dispute/${step.step}`, "reasons");
  return (
    <ConfirmForm submit={_("Dispute the step")} title={_("Dispute that this step is done?")} yes={_("Sign that it is disputed")} danger
      explanation={<p>{_("You sign that the workers dispute it, for everybody at the table. Then it is its owner's turn again.")}</p>}
      check={() => reasons.need(_("Please write your reasons."))} run={() => reasons.send(as.fingerprint, (entry) => ({ type: "disputed", data: { step: step.step, entry } }))}>
      <Words label={_("Why is it disputed?")} told={reasons.value} set={reasons.set} error={reasons.error} help={_("Everybody at the table can read it. Write no names of workers.")} />
    </ConfirmForm>
  );
}

/** `result` of the draft is the reason here. */
export function ReopenStep({ at, step, as }: Of) {
  const text = useText(at, `reopen/${step.step}`, "reasons");
  const { result: reason } = text.value;
  const [error, setError] = useState<string | null>(null);
  return (
    <ConfirmForm submit={_("Open the step again")} title={_("Open this step again?")} yes={_("Sign that it is open again")} danger
      explanation={<p>{_("You sign for the workers that this step is not settled, for everybody at the table. It is its owner's turn again; what was verified before stays in the history.")}</p>}
      check={() => { setError(reason === "" ? _("Please choose a reason.") : null); return reason !== ""; }}
      run={() => text.send(as.fingerprint, (entry) => ({ type: "step_reopened", data: { step: step.step, reason, entry } }))}>
      <Choice label={_("Reason")} value={reason} onValue={(value) => text.set({ result: value })} error={error} options={at.codes.options("reopened_reasons", _("Please choose"))} />
      <Words label={_("In your own words (if needed)")} told={text.value} set={text.set} rows={3} help={_("Everybody at the table can read it. Write no names of workers.")} />
    </ConfirmForm>
  );
}
