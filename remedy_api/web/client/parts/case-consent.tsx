/** What the workers agreed to: who may know what, until when. Without it nothing goes to anybody. */
import { useState } from "preact/hooks";
import { act, actWith, Sealed } from "../case-acts";
import { consentWords } from "../case-words";
import { _ } from "../i18n";
import { day } from "../names";
import { today } from "../room-acts";
import { draftOf } from "./case-at";
import type { At } from "./case-at";
import { ConfirmForm } from "./confirm-form";
import { Confirmed } from "./dialog";
import { DayField, Words } from "./more-fields";
import { Choice } from "./ui";
import { useFormDraft } from "./use-draft";

export function ConsentForm({ at }: { at: At }) {
  const draft = useFormDraft(at.session, draftOf(at, "consent"), { audience: "", content: "", until: "", text: "", language: document.documentElement.lang });
  const [sealed] = useState(() => new Sealed());
  const [errors, setErrors] = useState<{ audience?: string; content?: string; until?: string }>({});
  const { audience, content, until, text, language } = draft.value;
  function check(): boolean {
    const found = {
      ...(audience === "" ? { audience: _("Please choose who may know it.") } : {}),
      ...(content === "" ? { content: _("Please choose what they may know.") } : {}),
      ...(until !== "" && until < today() ? { until: _("This day is over.") } : {}),
    };
    setErrors(found);
    return Object.keys(found).length === 0;
  }
  async function run(): Promise<void> {
    // Who agreed are people with names: a kind of text that is never shown to anybody outside.
    const note = text.trim() === "" ? "" : JSON.stringify({ who: text.trim(), chosen: "", scope: "" });
    await actWith(at.session, at.of.id, sealed, "mandate", { text: note, language },
      (entry) => ({ type: "consent_given", data: { audience, content, organisations: [], until, way: "written", entry } }));
    await draft.clear();
    at.done();
  }
  const words = consentWords(audience, content, at.codes);
  return (
    <ConfirmForm submit={_("Write the consent down")} title={_("Did the workers agree to this?")} yes={_("Yes, they agreed")} check={check} run={run}
      explanation={(
        <>
          <p>{_("Who may know: %(audience)s. What: %(content)s.", words)} {until === "" ? _("Without an end.") : _("Until %(day)s.", { day: day(until) })}</p>
          <p>{_("You sign that the workers agreed. They can take it back at any time; what was told until then stays told. Nothing is sent now.")}</p>
        </>
      )}>
      <Choice label={_("Who may know?")} value={audience} onValue={(value) => draft.set({ audience: value })} error={errors.audience ?? null} options={at.codes.options("audiences", _("Please choose"))} />
      <Choice label={_("What may they know?")} value={content} onValue={(value) => draft.set({ content: value })} error={errors.content ?? null} options={at.codes.options("contents", _("Please choose"))} />
      <DayField label={_("Until when? (if there is an end)")} value={until} onValue={(value) => draft.set({ until: value })} min={today()} error={errors.until ?? null} />
      <Words label={_("How did they say it, and who? (if you want to note it, locked)")} told={{ text, language }} set={draft.set} rows={3} />
    </ConfirmForm>
  );
}

/** Consents that hold, each with the way to take it back. */
export function Consents({ at }: { at: At }) {
  const { consents } = at.of.facts;
  if (consents.size === 0) return <p>{_("The workers have not agreed to anything yet. Nothing goes to a company.")}</p>;
  return (
    <ul class="plain">
      {[...consents].map(([digest, consent]) => {
        const words = consentWords(consent.audience, consent.content, at.codes);
        const over = consent.until !== "" && consent.until < today();
        return (
          <li key={digest} class="card">
            <p><strong>{_("Who may know: %(audience)s. What: %(content)s.", words)}</strong> {over && <span class="badge stop">{_("ended")}</span>}</p>
            <p class="muted">{_("Agreed on %(day)s.", { day: day(consent.day) })} {consent.until !== "" && _("Until %(day)s.", { day: day(consent.until) })}</p>
            {at.of.role === "representative" && at.of.facts.closed === "" && (
              <p class="no-print"><Confirmed danger label={_("Taken back")} title={_("Did the workers take this back?")} yes={_("Yes, it is taken back")}
                explanation={<p>{_("From now on this holds no more: %(audience)s, %(content)s. What was told until now stays told.", words)}</p>}
                run={async () => { await act(at.session, at.of.id, { type: "consent_withdrawn", data: { consent: digest } }); at.done(); }} /></p>
            )}
          </li>
        );
      })}
    </ul>
  );
}
