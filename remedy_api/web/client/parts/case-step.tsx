/** Beginning the next step, pausing, going on, closing, opening again: each with its reasons, each asked about first. */
import { useState } from "preact/hooks";
import { act, actWith, into, Sealed } from "../case-acts";
import { fetchCases } from "../case-view";
import type { CaseRow } from "../case-view";
import { inDays } from "../countdown";
import { _ } from "../i18n";
import { list, reference } from "../names";
import type { NewEvent } from "../seal-cases";
import type { TextKind } from "../seal-rooms";
import { draftOf, readerNames } from "./case-at";
import type { At } from "./case-at";
import { ConfirmForm } from "./confirm-form";
import { Confirmed } from "./dialog";
import { DayField, Words } from "./more-fields";
import { Choice, Load, useLoad } from "./ui";
import { useFormDraft } from "./use-draft";

const NOT_ADMISSIBLE = "not_admissible";
/** Most days that a pause may last before somebody looks at it again; the server says the same. */
const REVIEW_WITHIN = 90;

/** A text that goes locked beside the act, with its draft. `day`: the one to begin with. */
export function useReasons(at: At, form: string, day = "") {
  const draft = useFormDraft(at.session, draftOf(at, form), { text: "", language: document.documentElement.lang, reason: "", day });
  const [sealed] = useState(() => new Sealed());
  const [error, setError] = useState<string | null>(null);
  return {
    ...draft, error,
    need: (words: string): boolean => { setError(draft.value.text.trim() === "" ? words : null); return draft.value.text.trim() !== ""; },
    send: async (event: (entry: string) => NewEvent, kind: TextKind = "reasons"): Promise<void> => {
      await actWith(at.session, at.of.id, sealed, kind, { text: draft.value.text.trim(), language: draft.value.language }, event);
      await draft.clear();
      at.done();
    },
  };
}

const readBy = (at: At): string => _("Who reads the text: %(organisations)s.", { organisations: list(readerNames(at)) });

/** `wants`: what the step must say in words: the reasons of a decision, or the notice that companies will get. */
export function BeginStage({ at, stage, wants }: { at: At; stage: string; wants: readonly string[] }) {
  const kind = wants.includes("notice") ? "notice" : wants.includes("reasons") ? "reasons" : "none";
  const reasons = useReasons(at, `stage/${stage}`);
  const name = at.codes.label("stages", stage);
  const begin = (entry: string): NewEvent => ({ type: "stage", data: { stage, reason: "", entry } });
  const explanation = (
    <>
      <p>{_("The step “%(stage)s” begins today, for everybody who reads this case. The step before it ends. You sign this.", { stage: name })}</p>
      {kind === "notice" && <p>{_("This program sends nothing to a company now: it notes what you tell them.")}</p>}
    </>
  );
  const title = _("Begin the step “%(stage)s”?", { stage: name });
  const submit = _("Begin: %(stage)s", { stage: name });
  if (kind === "none") {
    return <Confirmed label={submit} title={title} yes={_("Begin")} explanation={explanation} run={async () => { await act(at.session, at.of.id, begin("")); at.done(); }} />;
  }
  return (
    <ConfirmForm submit={submit} title={title} yes={_("Begin")} explanation={explanation} run={() => reasons.send(begin, kind === "notice" ? "notice" : "reasons")}
      check={() => reasons.need(kind === "notice" ? _("Please write what the companies are told.") : _("Please write your reasons."))}>
      <Words label={kind === "notice" ? _("What are the companies told?") : _("Why do you go on with it?")} told={reasons.value} set={reasons.set} error={reasons.error} help={readBy(at)} />
    </ConfirmForm>
  );
}

/** One step back, with a reason. */
export function StepBack({ at, stage }: { at: At; stage: string }) {
  const reasons = useReasons(at, `back/${stage}`);
  const [error, setError] = useState<string | null>(null);
  const name = at.codes.label("stages", stage);
  return (
    <ConfirmForm submit={_("Go back: %(stage)s", { stage: name })} title={_("Go back to the step “%(stage)s”?", { stage: name })} yes={_("Go back")}
      explanation={<p>{_("The step “%(stage)s” begins again today, for everybody who reads this case. What was done stays in the history.", { stage: name })}</p>}
      check={() => { setError(reasons.value.reason === "" ? _("Please choose a reason.") : null); return reasons.value.reason !== ""; }}
      run={() => reasons.send((entry) => ({ type: "stage", data: { stage, reason: reasons.value.reason, entry } }))}>
      <Choice label={_("Reason")} value={reasons.value.reason} onValue={(reason) => reasons.set({ reason })} error={error} options={at.codes.options("reasons", _("Please choose"), "stage")} />
      <Words label={_("In your own words (if needed)")} told={reasons.value} set={reasons.set} help={readBy(at)} rows={3} />
    </ConfirmForm>
  );
}

/** Whoever pauses a case says when it is looked at again: nothing is paused for ever. */
export function Pause({ at }: { at: At }) {
  const reasons = useReasons(at, "pause", inDays(30));
  const [errors, setErrors] = useState<{ reason?: string; day?: string }>({});
  const { reason, day } = reasons.value;
  const [first, last] = [inDays(1), inDays(REVIEW_WITHIN)];
  function check(): boolean {
    const found = {
      ...(reason === "" ? { reason: _("Please choose a reason.") } : {}),
      ...(day < first || day > last ? { day: _("Please choose a day from tomorrow on, at most 90 days ahead.") } : {}),
    };
    setErrors(found);
    return Object.keys(found).length === 0;
  }
  return (
    <ConfirmForm submit={_("Pause the case")} title={_("Pause the case?")} yes={_("Pause")}
      explanation={<p>{_("Nothing goes on until somebody ends the pause. Everybody who reads this case sees that it is paused, and why.")}</p>}
      check={check} run={() => reasons.send((entry) => ({ type: "suspended", data: { reason, review: day, entry } }))}>
      <Choice label={_("Reason")} value={reason} onValue={(value) => reasons.set({ reason: value })} error={errors.reason ?? null} options={at.codes.options("reasons", _("Please choose"), "suspended")} />
      <DayField label={_("Look at it again on")} value={day} onValue={(value) => reasons.set({ day: value })} min={first} max={last} error={errors.day ?? null} />
      <Words label={_("In your own words (if needed)")} told={reasons.value} set={reasons.set} help={readBy(at)} rows={3} />
    </ConfirmForm>
  );
}

export function Resume({ at }: { at: At }) {
  return (
    <Confirmed label={_("End the pause")} title={_("End the pause?")} yes={_("End the pause")}
      explanation={<p>{_("The case goes on where it stood, for everybody who reads it.")}</p>}
      run={async () => { await act(at.session, at.of.id, { type: "resumed", data: {} }); at.done(); }} />
  );
}

export function Reopen({ at }: { at: At }) {
  const reasons = useReasons(at, "reopen");
  const [error, setError] = useState<string | null>(null);
  const { reason } = reasons.value;
  return (
    <ConfirmForm submit={_("Open the case again")} title={_("Open the case again?")} yes={_("Open it again")}
      explanation={<p>{_("The case goes on where it stood when it was closed, for everybody who reads it.")}</p>}
      check={() => { setError(reason === "" ? _("Please choose a reason.") : null); return reason !== ""; }}
      run={() => reasons.send((entry) => ({ type: "reopened", data: { reason, entry } }))}>
      <Choice label={_("Reason")} value={reason} onValue={(value) => reasons.set({ reason: value })} error={error} options={at.codes.options("reasons", _("Please choose"), "reopened")} />
      <Words label={_("In your own words (if needed)")} told={reasons.value} set={reasons.set} help={readBy(at)} rows={3} />
    </ConfirmForm>
  );
}

/** `refusing`: not admissible is the only outcome; otherwise it is none of them once the case was taken on. */
export function Close({ at, refusing = false }: { at: At; refusing?: boolean }) {
  const reasons = useReasons(at, refusing ? "refuse" : "close");
  const [outcome, setOutcome] = useState(refusing ? NOT_ADMISSIBLE : "");
  const [other, setOther] = useState("");
  const [errors, setErrors] = useState<{ outcome?: string; other?: string; reason?: string }>({});
  const { reason } = reasons.value;
  const label = at.codes.label("outcomes", outcome);
  function check(): boolean {
    const found = {
      ...(outcome === "" ? { outcome: _("Please choose how it ends.") } : {}),
      ...(outcome === "merged" && other === "" ? { other: _("Please choose the case it goes on in.") } : {}),
    };
    setErrors(found);
    return reasons.need(_("Please write your reasons.")) && Object.keys(found).length === 0;
  }
  return (
    <ConfirmForm danger submit={refusing ? _("Do not take it on") : _("Close the case")} title={_("Close the case: %(outcome)s?", { outcome: label })} yes={_("Close the case")} check={check}
      explanation={<p>{_("The case ends today, for everybody who reads it. All clocks stop. It can be opened again for 90 days.")}</p>}
      run={() => reasons.send((entry) => ({ type: "closed", data: { outcome, reason, into: outcome === "merged" ? into(other) : "", entry } }), outcome === "referred" ? "referral" : "reasons")}>
      {!refusing && <Choice label={_("How does it end?")} value={outcome} onValue={setOutcome} error={errors.outcome ?? null} options={at.codes.options("outcomes", _("Please choose")).filter(([code]) => code !== NOT_ADMISSIBLE)} />}
      {outcome === "merged" && <OtherCase at={at} value={other} onValue={setOther} error={errors.other ?? null} />}
      <Choice label={_("Reason")} value={reason} onValue={(value) => reasons.set({ reason: value })} options={at.codes.options("reasons", _("None of these"), "closed")} />
      <Words label={outcome === "referred" ? _("To whom do you refer it, and why?") : _("Your reasons")} told={reasons.value} set={reasons.set} error={reasons.error} help={readBy(at)} rows={4} />
    </ConfirmForm>
  );
}

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
