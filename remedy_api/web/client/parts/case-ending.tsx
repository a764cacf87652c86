/** On the page of a case: when it is erased, who holds it and why, and holding it oneself. No step of the procedure: nothing is signed. */
import { useState } from "preact/hooks";
import { _ } from "../i18n";
import { day } from "../names";
import { fetchEnding, hold, letGo, loadRules, reasonLabel } from "../retention-view";
import type { Ending, Hold, Rules } from "../retention-view";
import type { At } from "./case-at";
import { Fold } from "./fold";
import { Action, Choice, Form, Load, Notice, useLoad } from "./ui";

export function CaseEnding({ at }: { at: At }) {
  const loaded = useLoad(() => Promise.all([fetchEnding(at.of.id), loadRules()]), [at.of]);
  return (
    <section class="no-print" id="ending">
      <h2>{_("How long it is kept")}</h2>
      <Load of={loaded}>{([ending, rules]) => <When at={at} ending={ending} rules={rules} done={loaded[1]} />}</Load>
    </section>
  );
}

function When({ at, ending, rules, done }: { at: At; ending: Ending; rules: Rules; done: () => Promise<void> }) {
  const mine = new Set(at.session.me.memberships.map((membership) => membership.organisation));
  const held = ending.holds.some((one) => mine.has(one.organisation));
  return (
    <>
      <Until at={at} ending={ending} />
      {ending.holds.length > 0 && <Holds holds={ending.holds} rules={rules} />}
      {ending.may_hold && held && <p><Action quiet run={async () => { await letGo(at.of.id); await done(); }}>{_("Lift our hold")}</Action></p>}
      {ending.may_hold && <Fold key={ending.holds.map((one) => `${one.organisation}${one.reason}`).join()} label={held ? _("Give another reason…") : _("Hold this case…")}><HoldForm at={at} rules={rules} done={done} /></Fold>}
      <p class="muted"><a href={`/${document.documentElement.lang}/procedure#kept`}>{_("How long things are kept here, and why")}</a></p>
    </>
  );
}

function Until({ at, ending }: { at: At; ending: Ending }) {
  if (ending.holds.some((one) => one.in_force)) return <p>{_("It is held: it is not erased as long as somebody holds it.")}</p>;
  if (ending.erased_on !== null) {
    const sentence = _("This case will be erased on %(day)s, with its reports and tables.", { day: day(ending.erased_on) });
    return ending.announced ? <Notice kind="warn" title={sentence}><p>{_("Save it before, hold it, or open it again, if it must stay.")}</p></Notice> : <p>{sentence}</p>;
  }
  return <p>{at.of.view.closed_on === null ? _("An open case is never erased. Its time begins when it is closed.") : _("It stays as long as the case that goes on with it.")}</p>;
}

function Holds({ holds, rules }: { holds: readonly Hold[]; rules: Rules }) {
  return (
    <ul class="plain rows">
      {holds.map((one) => (
        <li key={one.organisation}>
          <span><strong dir="auto">{one.name}</strong></span>
          <span>{reasonLabel(rules, one.reason)}</span>
          <span class="muted">{_("Since %(day)s", { day: day(one.since) })}</span>
          {!one.in_force && <span>{_("This hold counts no longer: the organisation has no role in this case any more with which it may hold it.")}</span>}
        </li>
      ))}
    </ul>
  );
}

function HoldForm({ at, rules, done }: { at: At; rules: Rules; done: () => Promise<void> }) {
  const [reason, setReason] = useState("");
  const [error, setError] = useState<string | null>(null);
  async function send(): Promise<void> {
    setError(reason === "" ? _("Please choose a reason.") : null);
    if (reason === "") return;
    await hold(at.of.id, reason);
    await done();
  }
  return (
    <Form submit={_("Hold it")} run={send}>
      <Choice label={_("Why must it stay?")} value={reason} onValue={setReason} error={error}
        options={[["", _("Please choose")], ...rules.reasons.map(({ code, label }): [string, string] => [code, label])]}
        help={_("Everybody who reads the case sees who holds it and why. Companies and buyers see nothing of it.")} />
    </Form>
  );
}
