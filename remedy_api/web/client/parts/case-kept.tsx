/** What is kept locked beside the history: who asked us to act, how dangerous it is, and how to reach people safely. */
import { useState } from "preact/hooks";
import { keep, Sealed } from "../case-acts";
import type { Kept } from "../case-acts";
import { _ } from "../i18n";
import { list } from "../names";
import { draftOf, readerNames } from "./case-at";
import type { At } from "./case-at";
import { DayField, Radios, WrittenIn } from "./more-fields";
import { Area, Field, Form } from "./ui";
import { useFormDraft } from "./use-draft";

/** The three forms differ in their fields only. */
function KeptForm<T extends { language: string }>({ at, what, empty, check, content, children }: {
  at: At; what: Kept; empty: T; check: (value: T) => boolean; content: (value: T) => object;
  children: (value: T, set: (change: Partial<T>) => void) => preact.ComponentChildren;
}) {
  const draft = useFormDraft(at.session, draftOf(at, what), empty);
  const [sealed] = useState(() => new Sealed());
  async function run(): Promise<void> {
    if (!check(draft.value)) return;
    await keep(at.session, at.of.id, sealed, what, content(draft.value), draft.value.language);
    await draft.clear();
    await at.done();
  }
  return (
    <Form submit={_("Lock and keep")} run={run} busyText={_("Locking and sending…")}>
      {children(draft.value, draft.set)}
      <WrittenIn language={draft.value.language} set={(language) => draft.set({ language } as Partial<T>)} />
      <p class="muted">{_("This is locked here before it is sent. Who reads it: %(organisations)s, and whoever is let in later. It is never shown to a company.", { organisations: list(readerNames(at)) })}</p>
    </Form>
  );
}

const language = (): string => document.documentElement.lang;

export function MandateForm({ at }: { at: At }) {
  const [error, setError] = useState<string | null>(null);
  return (
    <KeptForm at={at} what="mandate" empty={{ who: "", chosen: "", scope: "", until: "", language: language() }}
      check={({ who }) => { setError(who.trim() === "" ? _("Please say who asked you to act.") : null); return who.trim() !== ""; }}
      content={({ who, chosen, scope, until }) => ({ who: who.trim(), chosen: chosen.trim(), scope: scope.trim(), ...(until === "" ? {} : { until }) })}>
      {(value, set) => (
        <>
          <Area label={_("Who asked you to act for them?")} value={value.who} onValue={(who) => set({ who })} rows={3} error={error}
            help={_("Names, or a group: “the night shift of hall 2”.")} />
          <Area label={_("How were you chosen?")} value={value.chosen} onValue={(chosen) => set({ chosen })} rows={2} help={_("For example: a vote, a meeting, signatures, a letter.")} />
          <Area label={_("What may you do for them, and what not?")} value={value.scope} onValue={(scope) => set({ scope })} rows={3} />
          <DayField label={_("Until when? (if there is an end)")} value={value.until} onValue={(until) => set({ until })} />
        </>
      )}
    </KeptForm>
  );
}

export function RiskForm({ at }: { at: At }) {
  const [error, setError] = useState<string | null>(null);
  return (
    <KeptForm at={at} what="risk" empty={{ level: "", text: "", language: language() }}
      check={({ level }) => { setError(level === "" ? _("Please choose how dangerous it is.") : null); return level !== ""; }}
      content={({ level, text }) => ({ level, text: text.trim() })}>
      {(value, set) => (
        <>
          <Radios legend={_("How dangerous is it for the workers if this becomes known?")} value={value.level} onValue={(level) => set({ level })} error={error} options={riskLevels()} />
          <Area label={_("What could happen, to whom, and what would help?")} value={value.text} onValue={(text) => set({ text })} rows={4} />
        </>
      )}
    </KeptForm>
  );
}

export function riskLevels(): [string, string][] {
  return [["low", _("Low: nobody expects trouble")], ["medium", _("Medium: threats or disadvantages may follow")], ["high", _("High: somebody may lose work, home, papers or health")]];
}

export function SafeContactForm({ at }: { at: At }) {
  const [error, setError] = useState<string | null>(null);
  return (
    <KeptForm at={at} what="safe_contact" empty={{ how: "", text: "", language: language() }}
      check={({ how }) => { setError(how.trim() === "" ? _("Please say how to reach them.") : null); return how.trim() !== ""; }}
      content={({ how, text }) => ({ how: how.trim(), text: text.trim() })}>
      {(value, set) => (
        <>
          <Field label={_("How can the workers be reached safely?")} value={value.how} onValue={(how) => set({ how })} maxLength={200} dir="auto" error={error}
            help={_("For example: through their receipts only; by telephone after nine; through a sister.")} />
          <Area label={_("What must nobody do?")} value={value.text} onValue={(text) => set({ text })} rows={3} help={_("For example: no calls in the day, no letters to the dormitory.")} />
        </>
      )}
    </KeptForm>
  );
}
