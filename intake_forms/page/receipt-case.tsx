/** "Your case": where it stands, in a few words. It comes from the server and nobody signed it, so the card says that. */
import { hex } from "../seal/bytes";
import { _, countryName, day, ngettext } from "./i18n";
import { isolate, Load } from "./parts";
import type { Holder } from "./receipt-room";
import type { CaseJson } from "./receipt-transport";

/** The letters matter more than this card: when it cannot be had, it says so quietly in its own place. */
export function YourCase({ holder }: { holder: Holder }) {
  const look = (): Promise<CaseJson | null | undefined> => holder.transport.caseOf(hex(holder.keys.lookup)).catch(() => undefined);
  return (
    <Load load={look}>
      {(found, again) => found === null ? null : found ? <Card of={found} /> : (
        <p class="muted">{_("Where your case stands cannot be shown at the moment.")} <button type="button" class="link" onClick={again}>{_("Try again")}</button></p>
      )}
    </Load>
  );
}

function Card({ of }: { of: CaseJson }) {
  const { stage, outcome, suspended, site } = of;
  return (
    <section class="case-card">
      <h3>{_("Your case")}</h3>
      <p><strong>{outcome ? outcomeText(outcome) : stageText(stage)}</strong></p>
      <p>{_("Since %(day)s", { day: day(of.stage_since) })}</p>
      {!outcome && (suspended ? <p>{_("It is paused at the moment. Ask them why, and until when.")}</p> : <Countdown of={of} />)}
      {site && <p>{_("Workplace: %(name)s", { name: isolate([site.name, countryName(site.country)].filter(Boolean).join(", ")) })}</p>}
      <p><small>{_("This server says so; the organisation did not sign it. If it does not fit what they write to you, ask them.")}</small></p>
    </section>
  );
}

/** The clock that runs. A day that was missed is said as plainly as one that is left. */
function Countdown({ of }: { of: CaseJson }) {
  const clock = of.clocks.find((each) => each.done_on === null && each.due_on !== null);
  if (clock?.due_on == null) return <p>{_("This step takes the time that it needs.")}</p>;
  const values = { day: day(clock.due_on) };
  const left = clock.days_left ?? 0;
  return (
    <p class={`notice ${clock.overdue ? "warn" : ""}`}>
      {clock.overdue ? ngettext("This step should have been done by %(day)s. It is %(num)s day late.", "This step should have been done by %(day)s. It is %(num)s days late.", -left, values)
        : left === 0 ? _("This step should be done today.")
          : ngettext("This step should be done by %(day)s: %(num)s day is left.", "This step should be done by %(day)s: %(num)s days are left.", left, values)}
    </p>
  );
}

function stageText(stage: string): string {
  switch (stage) {
    case "admissibility": return _("They are finding out whether they can take this up, and who may speak for the workers.");
    case "safety": return _("They are making sure that nobody is put in danger. Nothing goes to a company before you and the others agree.");
    case "notification": return _("They are telling the companies, as far as you and the others agreed.");
    case "fact_finding": return _("Somebody independent is finding out what happened.");
    case "finding": return _("They are writing down what was found, and why.");
    case "negotiation": return _("They are talking with the companies about what has to be made good.");
    case "implementation": return _("The companies have promised what they will do, and are doing it.");
    case "verification": return _("Workers are asked whether what was promised was really done.");
    default: return _("They are working on it.");
  }
}

function outcomeText(outcome: string): string {
  switch (outcome) {
    case "withdrawn": return _("It was taken back and is closed.");
    case "merged": return _("It goes on together with another case about the same matter.");
    case "referred": return _("It was handed to somebody else who can do more. Ask them to whom.");
    case "not_admissible": return _("They could not take it up and closed it. You have a right to know why.");
    case "remedied": return _("It was made good, say those who speak for the workers. It is closed.");
    case "partly_remedied": return _("A part of it was made good. It is closed.");
    case "unremedied": return _("It was not made good, and is closed. Ask them what else can be done.");
    default: return _("It is closed.");
  }
}
