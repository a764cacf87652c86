/** What the workers agreed to: who may know what, until when, and how they said it. Without it nothing goes to anybody. */
import { useState } from "preact/hooks";
import { act, actWith, Sealed } from "../case-acts";
import { consentWords } from "../case-words";
import { _ } from "../i18n";
import { day } from "../names";
import { today } from "../room-acts";
import { nameOf } from "../room-opening";
import { unhex } from "../seal";
import type { LiveConsent } from "../seal-cases";
import { draftOf } from "./case-at";
import type { At } from "./case-at";
import { OnlyThese, onlyThese, WhichOfThem } from "./case-consent-whom";
import { ReadText } from "./case-text";
import { ConfirmForm } from "./confirm-form";
import { Confirmed } from "./dialog";
import { DayField, Radios, Words } from "./more-fields";
import { Choice } from "./ui";
import { useFormDraft } from "./use-draft";

interface Given { audience: string; content: string; whom: string; organisations: string[]; until: string; way: string; text: string; language: string }
type Errors = Partial<Record<"audience" | "content" | "organisations" | "until" | "way" | "text", string>>;

/** Most organisations that one consent names; the history takes no more. */
const MOST_NAMED = 16;

export function ConsentForm({ at }: { at: At }) {
  const draft = useFormDraft<Given>(at.session, draftOf(at, "consent"),
    { audience: "", content: "", whom: "all", organisations: [], until: "", way: "", text: "", language: document.documentElement.lang });
  const [sealed] = useState(() => new Sealed());
  const [errors, setErrors] = useState<Errors>({});
  const { audience, content, until, way, text, language } = draft.value;
  const organisations = draft.value.whom === "some" ? draft.value.organisations : [];
  function check(): boolean {
    const found = missing(draft.value);
    setErrors(found);
    return Object.keys(found).length === 0;
  }
  async function run(): Promise<void> {
    // Who agreed and who was there are people with names: a kind of text that is never shown to anybody outside.
    await actWith(at.session, at.of.id, sealed, "witness", { text: text.trim(), language },
      (entry) => ({ type: "consent_given", data: { audience, content, organisations, until, way: way === "oral" ? "oral" : "written", entry } }));
    await draft.clear();
    await at.done();
  }
  return (
    <ConfirmForm submit={_("Write the consent down")} title={_("Did the workers agree to this?")} yes={_("Yes, they agreed")} check={check} run={run}
      explanation={<Meaning at={at} given={draft.value} organisations={organisations} />}>
      <Choice label={_("Who may know?")} value={audience} onValue={(value) => draft.set({ audience: value, whom: "all", organisations: [] })} error={errors.audience ?? null} options={at.codes.options("audiences", _("Please choose"))} />
      {audience !== "" && <WhichOfThem at={at} audience={audience} whom={draft.value.whom} organisations={draft.value.organisations} set={draft.set} error={errors.organisations ?? null} />}
      <Choice label={_("What may they know?")} value={content} onValue={(value) => draft.set({ content: value })} error={errors.content ?? null} options={at.codes.options("contents", _("Please choose"))} />
      <DayField label={_("Until when? (if there is an end)")} value={until} onValue={(value) => draft.set({ until: value })} min={today()} error={errors.until ?? null} />
      <Radios legend={_("How did they agree?")} value={way} onValue={(value) => draft.set({ way: value })} error={errors.way ?? null}
        options={[["written", _("In writing")], ["oral", _("They told us, before a witness")]]} />
      <Words label={way === "oral" ? _("Who agreed, and who was the witness?") : _("Who agreed, and where is the paper? (if you want to note it, locked)")} told={{ text, language }} set={draft.set} rows={3} error={errors.text ?? null}
        {...(way === "oral" ? { help: _("Whoever spoke to the workers, and somebody who heard it. This is locked before it is sent, and never shown to a company.") } : {})} />
    </ConfirmForm>
  );
}

function missing({ audience, content, whom, organisations, until, way, text }: Given): Errors {
  return {
    ...(audience === "" ? { audience: _("Please choose who may know it.") } : {}),
    ...(content === "" ? { content: _("Please choose what they may know.") } : {}),
    ...(whom === "some" && organisations.length === 0 ? { organisations: _("Please choose at least one.") } : {}),
    ...(whom === "some" && organisations.length > MOST_NAMED ? { organisations: _("Please choose at most %(num)s.", { num: MOST_NAMED }) } : {}),
    ...(until !== "" && until < today() ? { until: _("This day is over.") } : {}),
    ...(way === "" ? { way: _("Please choose how they agreed.") } : {}),
    ...(way === "oral" && text.trim() === "" ? { text: _("Please say who was the witness. What was only said needs one.") } : {}),
  };
}

/** What is about to be signed, in words. */
function Meaning({ at, given: { audience, content, until }, organisations }: { at: At; given: Given; organisations: readonly string[] }) {
  return (
    <>
      <p>{_("Who may know: %(audience)s. What: %(content)s.", consentWords(audience, content, at.codes))} {until === "" ? _("Without an end.") : _("Until %(day)s.", { day: day(until) })}</p>
      {organisations.length > 0 && <OnlyThese at={at} audience={audience} organisations={organisations} />}
      <p>{_("You sign that the workers agreed. They can take it back at any time; what was told until then stays told. Nothing is sent now.")}</p>
    </>
  );
}

/** Consents that hold, each with the way to take it back. */
export function Consents({ at }: { at: At }) {
  const { consents } = at.of.facts;
  if (consents.size === 0) return <p>{_("The workers have not agreed to anything yet. Nothing goes to a company.")}</p>;
  return <ul class="plain">{[...consents].map(([digest, consent]) => <li key={digest} class="card"><One at={at} digest={digest} consent={consent} /></li>)}</ul>;
}

function One({ at, digest, consent }: { at: At; digest: string; consent: LiveConsent }) {
  const words = consentWords(consent.audience, consent.content, at.codes);
  const over = consent.until !== "" && consent.until < today();
  const named = consent.organisations.map((each) => called(at, digest, each));
  return (
    <>
      <p><strong>{_("Who may know: %(audience)s. What: %(content)s.", words)}</strong> {over && <span class="badge stop">{_("ended")}</span>}</p>
      {named.length > 0 && <p>{onlyThese(named)}</p>}
      <p class="muted">
        {consent.way === "oral" ? _("Agreed on %(day)s, spoken before a witness.", { day: day(consent.day) }) : _("Agreed on %(day)s, in writing.", { day: day(consent.day) })}{" "}
        {consent.until === "" ? _("Without an end.") : _("Until %(day)s.", { day: day(consent.until) })}
      </p>
      {consent.entry !== "" && <ReadText at={at} digest={consent.entry} kind="witness" label={consent.way === "oral" ? _("Read who was the witness") : _("Read who agreed")} />}
      {at.of.role === "representative" && (
        <p class="no-print"><Confirmed danger label={_("Taken back")} title={_("Did the workers take this back?")} yes={_("Yes, it is taken back")}
          explanation={<p>{_("From now on this holds no more: %(audience)s, %(content)s. What was told until now stays told.", words)}</p>}
          run={async () => { await act(at.session, at.of.id, { type: "consent_withdrawn", data: { consent: digest } }); await at.done(); }} /></p>
      )}
    </>
  );
}

/** The name of an organisation that a consent names: as the readers here know it, or else as the server calls it. */
function called(at: At, digest: string, fingerprint: string): string {
  const said = at.of.view.consents.find((each) => each.consent === digest)?.organisations.find((each) => each.fingerprint === fingerprint);
  return nameOf(at.of, unhex(fingerprint)) ?? said?.name ?? fingerprint;
}
