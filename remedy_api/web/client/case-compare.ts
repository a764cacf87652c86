/**
 * What the server says of a case against its signed history. The server's answer is quicker to read and carries names; it
 * counts only as far as the history says the same. Any difference is a stop that names what differs.
 */
import type { CaseView, HistoryItem, Role } from "./case-view";
import { _ } from "./i18n";
import type { OpenRoom } from "./room-opening";
import { equal, hex } from "./seal";
import type { CaseFacts, Finding, RoomEvent } from "./seal-cases";
import { Stop } from "./stop";

/** Throws a Stop for the first difference. Call it when both speak of the same head. */
export function compare(view: CaseView, room: OpenRoom): void {
  const what = difference(view, room);
  if (what === null) return;
  throw new Stop(_("What the server says of this case does not fit its signed history: %(what)s. Nothing is opened or sent. Please tell your help contact.", { what }));
}

function difference(view: CaseView, room: OpenRoom): string | null {
  const { case: facts, events, kind } = room.verified;
  const fact = (name: string): readonly string[] => facts.facts.get(name) ?? [];
  if (kind !== "workers" || view.case !== room.id) return _("which case this is");
  if (view.stage !== facts.stage || view.stage_since !== stageSince(events)) return _("the stage, or since when it runs");
  if (view.suspended !== facts.suspended || (view.review_on ?? "") !== reviewDay(events)) return _("whether it is paused");
  if ((view.outcome ?? "") !== facts.closed || (view.closed_on ?? "") !== closedDay(events)) return _("whether it is closed");
  if (view.overridden !== events.some(overrides)) return _("whether it was closed although something was left to do");
  if (view.fast_track !== fact("profile").includes("reprisal")) return _("whether it is about a reprisal");
  if (view.opened_on !== events[0]?.day) return _("the day it was opened");
  if (!same(fact("site"), view.site === null ? [] : [view.site.site])) return _("the production site");
  if (!same(fact("issues"), view.issues) || !same(fact("indicators"), view.indicators)) return _("the issues");
  if (!same(fact("workers"), view.workers === null ? [] : [view.workers])) return _("how many workers it concerns");
  if (!same(fact("external"), view.external)) return _("which other ways it takes");
  if (!same([...facts.kept.keys()], view.kept)) return _("what is written down locked");
  if (!sameConsents(view, facts)) return _("what the workers agreed to");
  if (!same(fact("duty_bearers"), view.duty_bearers.map((each) => `${each.company}:${each.involvement}`))) return _("the companies");
  if (!same(fact("satisfaction"), view.satisfaction === null ? [] : [view.satisfaction])) return _("how satisfied the workers are");
  if (!same(fact("follow_up"), view.follow_up)) return _("when somebody looks again");
  if (!sameFindings(view, room)) return _("what was found");
  if (!same(view.tables.map(({ table, opened_on: day }) => `${table} ${day}`), events.filter(({ type }) => type === "table_opened").map(({ data, day }) => `${String(data.table)} ${day}`))) return _("which tables were opened");
  if (!sameReaders(view, room)) return _("who can read it, in which role, and since when");
  if (view.reports_total !== facts.linked.length) return _("which reports belong to it");
  if (view.entries !== room.rows.length) return _("how much was written in it");
  if (!view.history.every((item) => sameEvent(item, events[item.seq], room)) || view.history[0]?.seq !== events.length - 1) return _("what happened in it");
  return null;
}

/** The same values, in whatever order. */
function same(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((value) => other.includes(value));
}

/** The day of the last event that began a stage. */
export function stageSince(events: readonly RoomEvent[]): string {
  return events.reduce((day, event) => event.type === "stage" ? event.day : day, "");
}

/** The day on which a paused case is to be looked at again, or none. */
function reviewDay(events: readonly RoomEvent[]): string {
  return events.reduce((day, { type, data }) => type === "suspended" ? String(data.review) : type === "resumed" ? "" : day, "");
}

function closedDay(events: readonly RoomEvent[]): string {
  return events.reduce((day, event) => event.type === "closed" ? event.day : event.type === "reopened" ? "" : day, "");
}

/** The day since which an organisation reads: its last admission, or the founding. */
export function readsSince(room: OpenRoom, fingerprint: string): string {
  const { events, founder } = room.verified;
  const first = fingerprint === hex(founder) ? events[0]?.day ?? "" : "";
  return events.reduce((day, event) => event.type === "admitted" && event.data.fingerprint === fingerprint ? event.day : day, first);
}

function sameConsents(view: CaseView, { consents }: CaseFacts): boolean {
  return view.consents.length === consents.size && view.consents.every((said) => {
    const signed = consents.get(said.consent);
    return signed !== undefined && said.audience === signed.audience && said.content === signed.content && said.way === signed.way
      && (said.until ?? "") === signed.until && same(signed.organisations, said.organisations.map(({ fingerprint }) => fingerprint));
  });
}

function sameFindings(view: CaseView, room: OpenRoom): boolean {
  const { findings } = room.verified.case;
  return view.findings.length === findings.size && view.findings.every((said) => {
    const signed = findings.get(said.finding);
    if (signed === undefined) return false;
    const { data, day } = signed.event;
    const found = [organisationOf(room, signed.organisation), data.entry, data.conclusion, data.grade, day, establishedOn(room, signed), signed.contested];
    return same(data.evidence as readonly string[], said.evidence) && same(signed.comments, said.comments) && said.state === (signed.established ? "established" : "draft")
      && [said.organisation, said.entry, said.conclusion, said.grade, said.said_on, said.established_on ?? "", said.contested ?? ""].every((each, place) => each === found[place]);
  });
}

const organisationOf = (room: OpenRoom, fingerprint: string): string | undefined => room.known.find(({ trust }) => hex(trust.chain.fingerprint) === fingerprint)?.organisation;

/** Whether this event closes a case although something is left to do. */
export const overrides = ({ type, data }: RoomEvent): boolean => type === "closed" && data.reason === "override";

/** The day on which a finding became one, or none while it is a draft. */
export function establishedOn({ verified: { events } }: OpenRoom, { finding }: Finding): string {
  return events.find(({ type, data }) => type === "established" && data.finding === finding)?.day ?? "";
}

/** What an organisation does in a case. */
export function roleOf(facts: CaseFacts, fingerprint: string): Role {
  const role = facts.roles.get(fingerprint);
  return role === "representative" || role === "coordinator" || role === "monitor" ? role : "reader";
}

function sameReaders(view: CaseView, room: OpenRoom): boolean {
  return view.readers.length === room.readers.length && room.readers.every((reader) => {
    const fingerprint = hex(reader.trust.chain.fingerprint);
    const said = view.readers.find((each) => each.organisation === reader.organisation);
    return said !== undefined && said.role === roleOf(room.verified.case, fingerprint) && said.since === readsSince(room, fingerprint);
  });
}

function sameEvent(item: HistoryItem, event: RoomEvent | undefined, room: OpenRoom): boolean {
  if (event === undefined || item.type !== event.type || item.day !== event.day) return false;
  const acting = room.known.find((each) => each.trust.chain.digests.some((digest) => equal(digest, event.roster)));
  return acting?.organisation === item.organisation && JSON.stringify(item.data) === JSON.stringify(event.data);
}
