/** What happened at a table, in words; labels of codes come from the server, in the page's language. */
import { _ } from "./i18n";
import type { Codes } from "./parts/codes";
import { nameOf } from "./room-opening";
import { hex, unhex } from "./seal";
import type { RoomEvent } from "./seal-cases";
import type { OpenTable } from "./table-opening";

/** What one event did, in a sentence. */
export function happenedAt(event: RoomEvent, of: OpenTable, codes: Codes): string {
  const sentence = said(event, of, codes);
  const plan = of.facts.plans.findIndex(({ inForceBy }) => inForceBy?.seq === event.seq);
  return plan < 0 ? sentence : `${sentence} ${_("With this, plan %(number)s is in force.", { number: plan + 1 })}`;
}

function said(event: RoomEvent, of: OpenTable, codes: Codes): string {
  const text = (name: string): string => String(event.data[name] ?? "");
  const organisation = (name: string): string => nameOf(of, unhex(text(name))) ?? _("An organisation that read this before");
  const number = (plan: string): number => of.facts.plans.findIndex((each) => each.plan === plan) + 1;
  const step = codes.label("kinds", kindOf(text("step"), event.seq, of));
  switch (event.type) {
    case "founded": return _("The table was opened.");
    case "epoch": return _("New keys were made. Only those who read now can open what is written from here on.");
    case "admitted": return _("%(organisation)s may sit at the table.", { organisation: organisation("fingerprint") });
    case "entrusted": return _("What %(organisation)s does at the table: %(role)s.", { organisation: organisation("fingerprint"), role: codes.label("table_roles", text("role")) });
    case "revoked": return _("%(organisation)s was removed from the table.", { organisation: organisation("reader") });
    case "received": return _("The invitation was confirmed as received.");
    case "disclosed": return _("Something from the case of the workers was shown.");
    case "plan": return _("Plan %(number)s was proposed.", { number: number(hex(event.hash)) });
    case "accepted": return _("Plan %(number)s was accepted.", { number: number(text("plan")) });
    case "refused": return _("Plan %(number)s was refused, with reasons.", { number: number(text("plan")) });
    case "said_done": return _("A step was said to be done: %(step)s.", { step });
    case "verified": return text("result") === "verified" ? _("A step was verified: %(step)s.", { step }) : _("A step was verified in part: %(step)s.", { step });
    case "disputed": return _("It was disputed that a step is done: %(step)s.", { step });
    case "step_reopened": return _("A step that was verified was opened again: %(step)s. %(reason)s.", { step, reason: codes.label("reopened_reasons", text("reason")) });
    default: return event.type;
  }
}

/** What a step was about when something was said of it: in the plan that was in force then. */
function kindOf(step: string, seq: number, { facts }: OpenTable): string {
  const held = facts.plans.filter(({ inForceBy }) => inForceBy !== undefined && inForceBy.seq < seq);
  return String(held[held.length - 1]?.steps.get(step)?.kind ?? "");
}
