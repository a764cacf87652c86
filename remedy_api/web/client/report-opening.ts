/** One report as a person reads it: what the reporter sent, the conversation, and where handing it over stands. */
import { _ } from "./i18n";
import type { ReportState } from "./parts/report-state";
import { openRoom, openRow } from "./room-opening";
import type { OpenRoom, Row, Said, SealedFile, StoppedItem, Told } from "./room-opening";
import { SealError } from "./seal";
import type { TextContent, VerifiedRoom } from "./seal-rooms";
import type { Session } from "./session";
import { showing } from "./shown-readers";

export type { Told } from "./room-opening";
export interface Person { name?: string; contact?: string; language?: string; filed_by?: string }
export interface Answered extends Told { form: string; version: number }
export interface HandOverStep { fingerprint: string; consented: boolean }

export interface OpenReport extends OpenRoom {
  state: ReportState;
  grievance: { locked: boolean; person: Person | null; narratives: Told[]; answers: Answered[]; files: SealedFile[]; stops: StoppedItem[] };
  conversation: Said[]; handOvers: HandOverStep[]; reporterLanguage: string; reporterRereads: boolean;
}

/** Opens everything that was sent inline; larger files wait until somebody asks for them. */
export async function openReport(session: Session, id: string): Promise<OpenReport> {
  const room = await openRoom(session, id);
  // A case shown as a report would be answered in the belief that its reporter reads on.
  if (room.verified.kind !== "reporter") throw new SealError("unknown-kind", room.verified.kind);
  const state = room.state as ReportState;
  const report: OpenReport = {
    ...room, state, conversation: [], handOvers: handOvers(room.verified), reporterLanguage: document.documentElement.lang, reporterRereads: rereads(room.verified),
    grievance: { locked: state !== "withdrawn" && !room.keys.has(0), person: null, narratives: [], answers: [], files: [], stops: [] },
  };
  if (state !== "withdrawn") for (const row of room.rows) await place(report, row);
  showing(report);
  return report;
}

async function place(report: OpenReport, row: Row): Promise<void> {
  if (!report.keys.has(row.entry.epoch)) return; // not meant for this person's organisations
  const { said, content } = await openRow(report, row);
  if (row.entry.epoch > 0) report.conversation.push(said);
  else if (said.stop) report.grievance.stops.push({ ...said.stop, name: _("A part of the report") });
  else if (said.file) report.grievance.files.push(said.file);
  else if (content !== null) tellSafely(report, content as TextContent);
}

function tellSafely(report: OpenReport, content: TextContent): void {
  try {
    tell(report, content);
  } catch (error) {
    report.grievance.stops.push({ name: _("A part of the report"), error });
  }
}

function tell(report: OpenReport, content: TextContent): void {
  const { grievance } = report;
  if (content.kind === "person") {
    grievance.person = personOf(JSON.parse(content.text));
    report.reporterLanguage = grievance.person.language ?? content.language;
  } else if (content.kind === "answers") {
    grievance.answers.push({ form: content.form, version: content.version, language: content.language, text: content.text });
  } else {
    grievance.narratives.push({ language: content.language, text: content.text });
  }
}

/** Only texts: whatever else somebody may have put there is not shown. */
function personOf(json: unknown): Person {
  const given = typeof json === "object" && json !== null ? json as Record<string, unknown> : {};
  return Object.fromEntries(["name", "contact", "language", "filed_by"].flatMap((key) => typeof given[key] === "string" ? [[key, given[key]]] : []));
}

/** Proposals that nobody acted on yet, from the signed history. */
function handOvers(room: VerifiedRoom): HandOverStep[] {
  const steps = new Map<string, HandOverStep>();
  for (const event of room.events) {
    const fingerprint = event.data.fingerprint;
    if (typeof fingerprint !== "string") continue;
    if (event.type === "handover_proposed") steps.set(fingerprint, { fingerprint, consented: false });
    if (event.type === "consented") steps.set(fingerprint, { fingerprint, consented: true });
    if (event.type === "admitted") steps.delete(fingerprint);
  }
  return [...steps.values()];
}

function rereads(room: VerifiedRoom): boolean {
  return room.epochs[0]?.readers.some((reader) => reader.fingerprint.length === 0) ?? false;
}
