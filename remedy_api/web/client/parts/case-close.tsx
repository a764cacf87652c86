/** Closing a case: how it ends, why, and what is said when something was left to do. */
import { useState } from "preact/hooks";
import { into } from "../case-acts";
import { fetchCases, isAfter } from "../case-view";
import type { CaseRow } from "../case-view";
import { _ } from "../i18n";
import { reference } from "../names";
import type { At } from "./case-at";
import { readBy, useReasons } from "./case-step";
import { ConfirmForm } from "./confirm-form";
import { Words } from "./more-fields";
import { Choice, Load, useLoad } from "./ui";

const NOT_ADMISSIBLE = "not_admissible";
const REMEDIED = "remedied";
/** How a case ends that came as far as carrying out a remedy. */
const REMEDY: readonly string[] = [REMEDIED, "partly_remedied", "unremedied"];
/** The reason with which it ends although something is left to do. */
const OVERRIDE = "override";

/** `refusing`: not admissible is the only outcome; otherwise it is none of them once the case was taken on. */
export function Close({ at, refusing = false }: { at: At; refusing?: boolean }) {
  const reasons = useReasons(at, refusing ? "refuse" : "close");
  const [outcome, setOutcome] = useState(refusing ? NOT_ADMISSIBLE : "");
  const [other, setOther] = useState("");
  const [errors, setErrors] = useState<{ outcome?: string; other?: string; reason?: string }>({});
  const outcomes = at.codes.options("outcomes", _("Please choose")).filter(([code]) => code !== NOT_ADMISSIBLE && (!REMEDY.includes(code) || isCarriedOut(at)));
  const why = at.codes.options("reasons", _("None of these"), "closed").filter(([code]) => code !== OVERRIDE || REMEDY.includes(outcome));
  const reason = why.some(([code]) => code === reasons.value.reason) ? reasons.value.reason : "";
  const unverified = outcome === REMEDIED && at.of.view.steps_unverified !== 0;
  function check(): boolean {
    const found = {
      ...(outcome === "" ? { outcome: _("Please choose how it ends.") } : {}),
      ...(outcome === "merged" && other === "" ? { other: _("Please choose the case it goes on in.") } : {}),
      ...(unverified && reason !== OVERRIDE ? { reason: _("Not every step of the plan is verified. Verify them first, or choose “%(reason)s”.", { reason: at.codes.label("reasons", OVERRIDE) }) } : {}),
    };
    setErrors(found);
    return reasons.need(_("Please write your reasons.")) && Object.keys(found).length === 0;
  }
  return (
    <ConfirmForm danger submit={refusing ? _("Do not take it on") : _("Close the case")} title={_("Close the case: %(outcome)s?", { outcome: at.codes.label("outcomes", outcome) })} yes={_("Close the case")} check={check}
      explanation={(
        <>
          <p>{_("The case ends today, for everybody who reads it. All clocks stop. It can be opened again for 90 days.")}</p>
          {reason === OVERRIDE && <p>{_("It will stand at the top of this page for good that the case was closed although something was left to do, with your reasons.")}</p>}
        </>
      )}
      run={() => reasons.send((entry) => ({ type: "closed", data: { outcome, reason, into: outcome === "merged" ? into(other) : "", entry } }), outcome === "referred" ? "referral" : "reasons")}>
      {!refusing && <Choice label={_("How does it end?")} value={outcome} onValue={setOutcome} error={errors.outcome ?? null} options={outcomes} />}
      {outcome === "merged" && <OtherCase at={at} value={other} onValue={setOther} error={errors.other ?? null} />}
      <Choice label={_("Reason")} value={reason} onValue={(value) => reasons.set({ reason: value })} error={errors.reason ?? null} options={why} />
      <Words label={outcome === "referred" ? _("To whom do you refer it, and why?") : _("Your reasons")} told={reasons.value} set={reasons.set} error={reasons.error} help={readBy(at)} rows={4} />
    </ConfirmForm>
  );
}

/** What became of the remedy can be said once a plan is being carried out. */
const isCarriedOut = (at: At): boolean => !isAfter("implementation", at.of.view.stage);

/** The other cases of my organisations, newest first. */
function OtherCase({ at, value, onValue, error }: { at: At; value: string; onValue: (other: string) => void; error: string | null }) {
  const loaded = useLoad(async () => (await Promise.all(at.of.mine.map((mine) => fetchCases(mine.organisation, "all", null)))).flatMap((page) => page.items));
  const name = (row: CaseRow): string => `${reference(row.case)} ${row.site?.name ?? ""}`;
  return (
    <Load of={loaded}>
      {(rows) => (
        <Choice label={_("In which case does it go on?")} value={value} onValue={onValue} error={error}
          options={[["", _("Please choose")], ...rows.filter((row) => row.case !== at.of.id && row.outcome === null).map((row): [string, string] => [row.case, name(row)])]} />
      )}
    </Load>
  );
}
