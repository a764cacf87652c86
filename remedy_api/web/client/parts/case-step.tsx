/** Beginning the next step, going back, pausing, going on, opening again: each with its reasons, each asked about first. */
import { useState } from "preact/hooks";
import { act, actWith, Sealed } from "../case-acts";
import { inDays } from "../countdown";
import { _ } from "../i18n";
import { list } from "../names";
import type { NewEvent } from "../seal-cases";
import type { TextKind } from "../seal-rooms";
import { draftOf, readerNames } from "./case-at";
import type { At } from "./case-at";
import { ConfirmForm } from "./confirm-form";
import { Confirmed } from "./dialog";
import { DayField, Words } from "./more-fields";
import { Choice } from "./ui";
import { useFormDraft } from "./use-draft";

/** The reason for going on to the negotiation although no finding is established. */
const NO_FINDING_NEEDED = "no_finding_needed";
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
    send: async (event: (entry: string) => NewEvent, kind: TextKind = "reasons", as?: string): Promise<void> => {
      await actWith(at.session, at.of.id, sealed, kind, { text: draft.value.text.trim(), language: draft.value.language }, event, as);
      await draft.clear();
      await at.done();
    },
  };
}

export const readBy = (at: At): string => _("Who reads the text: %(organisations)s.", { organisations: list(readerNames(at)) });

/** `wants`: what the step must say in words: the reasons of a decision, the notice that companies will get, or why no finding is needed. */
export function BeginStage({ at, stage, wants }: { at: At; stage: string; wants: readonly string[] }) {
  const kind = wants.includes("notice") ? "notice" : wants.length > 0 ? "reasons" : "none";
  const without = wants.includes("reason");
  const reasons = useReasons(at, `stage/${stage}`);
  const name = at.codes.label("stages", stage);
  const begin = (entry: string): NewEvent => ({ type: "stage", data: { stage, reason: without ? NO_FINDING_NEEDED : "", entry } });
  const explanation = (
    <>
      <p>{_("The step “%(stage)s” begins today, for everybody who reads this case. The step before it ends. You sign this.", { stage: name })}</p>
      {without && <p>{_("No finding is established. You sign that none is needed.")}</p>}
      {kind === "notice" && <p>{_("This program sends nothing to a company now: it notes what you tell them.")}</p>}
    </>
  );
  const title = _("Begin the step “%(stage)s”?", { stage: name });
  const submit = _("Begin: %(stage)s", { stage: name });
  if (kind === "none") {
    return <Confirmed label={submit} title={title} yes={_("Begin")} explanation={explanation} run={async () => { await act(at.session, at.of.id, begin("")); await at.done(); }} />;
  }
  return (
    <ConfirmForm submit={submit} title={title} yes={_("Begin")} explanation={explanation} run={() => reasons.send(begin, kind === "notice" ? "notice" : "reasons")}
      check={() => reasons.need(kind === "notice" ? _("Please write what the companies are told.") : _("Please write your reasons."))}>
      <Words label={kind === "notice" ? _("What are the companies told?") : without ? _("Why is no finding needed?") : _("Why do you go on with it?")} told={reasons.value} set={reasons.set} error={reasons.error} help={readBy(at)} />
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
      <Choice label={_("Reason")} value={reasons.value.reason} onValue={(reason) => reasons.set({ reason })} error={error} options={at.codes.options("reasons", _("Please choose"), "stage").filter(([code]) => code !== NO_FINDING_NEEDED)} />
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
      run={async () => { await act(at.session, at.of.id, { type: "resumed", data: {} }); await at.done(); }} />
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
