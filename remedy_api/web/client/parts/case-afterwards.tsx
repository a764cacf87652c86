/** After the end of a case: whether the workers are satisfied, and when somebody looks whether it has stayed so. */
import { useState } from "preact/hooks";
import { record } from "../case-acts";
import { _ } from "../i18n";
import { day, list } from "../names";
import { draftOf } from "./case-at";
import type { At } from "./case-at";
import { ConfirmForm } from "./confirm-form";
import { CountdownBadge } from "./countdown-badge";
import { Fold } from "./fold";
import { Checks, Radios } from "./more-fields";
import type { Option } from "./more-fields";
import { useFormDraft } from "./use-draft";
import { WhoSeesFacts } from "./what-recording-means";

export function Afterwards({ at }: { at: At }) {
  const { role, view } = at.of;
  if (view.closed_on === null) return null;
  const represents = role === "representative";
  return (
    <section>
      <h2>{_("After the end")}</h2>
      <p>{view.satisfaction === null ? _("Nobody has recorded yet whether the workers are satisfied.")
        : _("How satisfied the workers are: %(answer)s.", { answer: at.codes.label("satisfactions", view.satisfaction) })}</p>
      {represents && <div class="no-print"><Fold label={_("Record whether the workers are satisfied…")}><SatisfactionForm at={at} /></Fold></div>}
      <p>{view.follow_up.length === 0 ? _("It is not planned yet when somebody looks whether it has stayed so.")
        : _("Somebody looks whether it has stayed so: %(times)s.", { times: times(at, view.follow_up) })}</p>
      {view.follow_ups.length > 0 && (
        <ul class="plain rows">
          {view.follow_ups.map(({ after, due_on: due, days_left: left }) => (
            <li key={after}>
              <span><strong>{at.codes.label("follow_ups", after)}</strong> {left !== null && <CountdownBadge days={left} />}</span>
              <span class="muted">{_("Until %(due)s", { due: day(due) })}</span>
            </li>
          ))}
        </ul>
      )}
      {represents && <div class="no-print"><Fold label={_("Plan when somebody looks again…")}><FollowUpForm at={at} /></Fold></div>}
    </section>
  );
}

const times = (at: At, codes: readonly string[]): string => list(codes.map((code) => at.codes.label("follow_ups", code)));
const pairs = (at: At, name: string): Option[] => at.codes.list(name).map(({ code, label }) => [code, label]);

function SatisfactionForm({ at }: { at: At }) {
  const draft = useFormDraft(at.session, draftOf(at, "satisfaction"), { answer: at.of.view.satisfaction ?? "" });
  const [error, setError] = useState<string | null>(null);
  const { answer } = draft.value;
  return (
    <ConfirmForm submit={_("Record the answer")} title={_("Record how satisfied they are?")} yes={_("Sign and record")}
      check={() => { setError(answer === "" ? _("Please choose an answer.") : null); return answer !== ""; }}
      run={async () => { await record(at.session, at.of.id, ["satisfaction", [answer]]); await draft.clear(); await at.done(); }}
      explanation={<><p>{at.codes.label("satisfactions", answer)}</p><WhoSeesFacts /></>}>
      <Radios legend={_("How satisfied are the workers with how it was handled?")} help={_("Ask them; do not guess.")} value={answer} onValue={(value) => draft.set({ answer: value })} error={error} options={pairs(at, "satisfactions")} />
    </ConfirmForm>
  );
}

function FollowUpForm({ at }: { at: At }) {
  const draft = useFormDraft(at.session, draftOf(at, "follow-up"), { chosen: at.of.view.follow_up });
  const { chosen } = draft.value;
  return (
    <ConfirmForm submit={_("Record when")} title={_("Record when somebody looks again?")} yes={_("Sign and record")} check={() => true}
      run={async () => { await record(at.session, at.of.id, ["follow_up", chosen]); await draft.clear(); await at.done(); }}
      explanation={<><p>{chosen.length === 0 ? _("Nobody looks again then.") : times(at, chosen)}</p><WhoSeesFacts /></>}>
      <Checks legend={_("When does somebody look whether it has stayed so?")} help={_("Counted from the day on which the case was closed.")}
        options={pairs(at, "follow_ups")} chosen={chosen} change={(codes) => draft.set({ chosen: codes })} />
    </ConfirmForm>
  );
}
