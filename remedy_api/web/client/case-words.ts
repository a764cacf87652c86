/** Cases in words: stages, roles, needs, and what happened. Labels of code lists come from the server, in the page's language. */
import { overrides } from "./case-compare";
import type { CaseView, Role } from "./case-view";
import { _, ngettext } from "./i18n";
import { day, list, reference } from "./names";
import type { Codes } from "./parts/codes";
import { nameOf } from "./room-opening";
import type { OpenRoom } from "./room-opening";
import { equal, hex, unhex } from "./seal";
import type { RoomEvent } from "./seal-cases";

export function roleName(role: Role): string {
  switch (role) {
    case "representative": return _("represents the workers");
    case "coordinator": return _("coordinates the case");
    case "monitor": return _("finds the facts");
    case "reader": return _("reads and writes");
  }
}

/** The organisation that did it, as the signed lists say. */
export function actingOf(room: OpenRoom, event: RoomEvent): string {
  const acting = room.known.find((each) => each.trust.chain.digests.some((digest) => equal(digest, event.roster)));
  return acting?.name ?? _("An organisation that read this before");
}

/** The same with a colleague's name, as the server calls that key. */
export function doer(room: OpenRoom, event: RoomEvent): string {
  const name = actingOf(room, event);
  const person = room.names.get(hex(event.actor));
  return person ? `${name} – ${person}` : name;
}

/** What one event of the history did, in a sentence. */
export function happened(event: RoomEvent, room: OpenRoom, view: CaseView, codes: Codes): string {
  const text = (name: string): string => typeof event.data[name] === "string" ? event.data[name] : "";
  const organisation = (name: string): string => nameOf(room, unhex(text(name))) ?? _("An organisation that read this before");
  switch (event.type) {
    case "founded": return _("The case was opened.");
    case "epoch": return _("New keys were made. Only those who read now can open what is written from here on.");
    case "admitted": return _("%(organisation)s may read the case.", { organisation: organisation("fingerprint") });
    case "entrusted": return entrusted(text("role"), organisation("fingerprint"));
    case "revoked": return _("%(organisation)s was removed from the case.", { organisation: organisation("reader") });
    case "linked": return _("A report was added to the case.");
    case "unlinked": return _("A report was taken out of the case.");
    case "recorded": return recorded(text("fact"), event.data.values as readonly string[], view, codes);
    case "kept": return kept(text("what"));
    case "consent_given": return consented(event, codes);
    case "consent_withdrawn": return _("The workers took a consent back.");
    case "stage": return _("A new step began: %(stage)s.", { stage: codes.label("stages", text("stage")) });
    case "suspended": return text("review") === ""
      ? _("The case was paused: %(reason)s.", { reason: codes.label("reasons", text("reason")) })
      : _("The case was paused until %(day)s: %(reason)s.", { day: day(text("review")), reason: codes.label("reasons", text("reason")) });
    case "resumed": return _("The pause ended.");
    case "closed": return overrides(event)
      ? _("The case was closed although something was left to do: %(outcome)s.", { outcome: codes.label("outcomes", text("outcome")) })
      : _("The case was closed: %(outcome)s.", { outcome: codes.label("outcomes", text("outcome")) });
    case "reopened": return _("The case was opened again: %(reason)s.", { reason: codes.label("reasons", text("reason")) });
    case "declared": return _("The statement of interests was put on file, locked.");
    case "finding": return found(event, codes);
    case "commented": return _("A comment on a finding was written, locked.");
    case "established": return _("A finding was established.");
    case "contested": return _("A finding was contested for the workers, with reasons.");
    case "table_opened": return _("A table was opened, to talk with companies about the remedy.");
    default: return event.type;
  }
}

function entrusted(role: string, organisation: string): string {
  switch (role) {
    case "coordinator": return _("%(organisation)s coordinates the case.", { organisation });
    case "monitor": return _("%(organisation)s finds out what happened.", { organisation });
    default: return _("%(organisation)s represents the workers.", { organisation });
  }
}

/** Which of an audience stands in the list of consents, by name; here it is only how many. */
function consented({ data }: RoomEvent, codes: Codes): string {
  const words = consentWords(String(data.audience), String(data.content), codes);
  const sentence = data.way === "oral" ? _("The workers agreed before a witness. Who may know: %(audience)s. What: %(content)s.", words)
    : _("The workers agreed. Who may know: %(audience)s. What: %(content)s.", words);
  const named = (data.organisations ?? []).length;
  return named === 0 ? sentence : `${sentence} ${ngettext("It names %(num)s organisation of them.", "It names %(num)s organisations of them.", named)}`;
}

function found({ data }: RoomEvent, codes: Codes): string {
  const words = { conclusion: codes.label("conclusions", String(data.conclusion)), grade: codes.label("grades", String(data.grade)) };
  return data.replaces === "" ? _("A finding was written as a draft: %(conclusion)s. %(grade)s.", words) : _("A finding was revised, as a draft: %(conclusion)s. %(grade)s.", words);
}

export function consentWords(audience: string, content: string, codes: Codes): { audience: string; content: string } {
  return { audience: codes.label("audiences", audience), content: codes.label("contents", content) };
}

function recorded(fact: string, values: readonly string[], view: CaseView, codes: Codes): string {
  switch (fact) {
    case "issues": return _("Recorded what it is about: %(issues)s.", { issues: list(values.map((code) => codes.label("issues", code))) });
    case "indicators": return values.length === 0 ? _("Recorded: no sign of forced labour.")
      : _("Recorded signs of forced labour: %(indicators)s.", { indicators: list(values.map((code) => codes.label("indicators", code))) });
    case "workers": return values[0] === undefined ? _("Recorded: how many workers is not said.")
      : _("Recorded how many workers: %(band)s.", { band: codes.label("workers_bands", values[0]) });
    case "site": return values[0] === undefined ? _("Recorded: the production site is not known yet.")
      : values[0] === view.site?.site ? _("Recorded the production site: %(site)s.", { site: view.site.name })
        : _("Recorded a production site (%(reference)s).", { reference: reference(values[0]) });
    case "external": return values.length === 0 ? _("Recorded: it goes no other way.")
      : _("Recorded other ways it goes: %(channels)s.", { channels: list(values.map((code) => codes.label("channels", code))) });
    case "duty_bearers": return values.length === 0 ? _("Recorded: no company is named.")
      : _("Recorded the companies: %(companies)s.", { companies: list(values.map((value) => companyName(value, view, codes))) });
    case "profile": return values.includes("reprisal") ? _("Recorded: it is about a reprisal, and on the fast track.") : _("Recorded: it follows the usual procedure.");
    case "satisfaction": return values[0] === undefined ? _("Recorded: how satisfied the workers are is not said.")
      : _("Recorded how satisfied the workers are: %(answer)s.", { answer: codes.label("satisfactions", values[0]) });
    case "follow_up": return values.length === 0 ? _("Recorded: nobody looks again.")
      : _("Recorded when somebody looks whether it has stayed so: %(times)s.", { times: list(values.map((code) => codes.label("follow_ups", code))) });
    default: return _("Recorded a fact of the case.");
  }
}

/** A recorded company with its involvement; only its number when it stands there no more. */
function companyName(value: string, view: CaseView, codes: Codes): string {
  const [company = "", involvement = ""] = value.split(":");
  const name = view.duty_bearers.find((each) => each.company === company)?.name ?? reference(company);
  return `${name} (${codes.label("involvements", involvement)})`;
}

function kept(what: string): string {
  switch (what) {
    case "mandate": return _("The mandate was written down, locked.");
    case "risk": return _("The risk was rated, locked.");
    case "safe_contact": return _("The safe way to reach the workers was written down, locked.");
    default: return _("Something was written down, locked.");
  }
}
