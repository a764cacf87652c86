/**
 * A report as this browser can vouch for it: every list of keys, the whole history and every header are checked before
 * anything is opened. A room that does not hold is a stop; one item that does not hold stays closed in its place.
 */
import { get, getAll, getBytes } from "./api";
import { _ } from "./i18n";
import { organisationKeys } from "./members";
import type { ReportState } from "./parts/report-state";
import { equal, hex, unb64, unhex } from "./seal";
import { openEntry, openEpochs, verifyEntries, verifyRoom } from "./seal-rooms";
import type { OrganisationKeys, Pin } from "./seal";
import type { AttachmentContent, Content, EpochKeys, RoomJson, TextContent, VerifiedEntries, VerifiedEntry, VerifiedRoom } from "./seal-rooms";
import type { Session } from "./session";
import { judge, pinOf, remember } from "./trust";
import type { ChainJson, Trusted } from "./trust";

interface CaseworkRoom extends Omit<RoomJson, "authors" | "chains"> {
  filed_on: string; state: ReportState; head: string;
  authors: (RoomJson["authors"][number] & { name: string | null })[];
  chains: Record<string, ChainJson & Required<Pick<ChainJson, "epochs">> & { name: string; kind: string }>;
}

interface EntryJson { position: number; header: string; body: string | null; posted_on: string }

/** A checked room, the keys this person has to it, and all its checked entries with their sealed bodies. */
export interface OpenRoom {
  id: string; filedOn: string; state: ReportState; verified: VerifiedRoom; entries: VerifiedEntries; keys: EpochKeys;
  rows: { entry: VerifiedEntry; postedOn: string; body: Uint8Array | null }[];
  readers: Reader[]; names: ReadonlyMap<string, string>;
}

export interface Reader { organisation: string; name: string; kind: string; mine: boolean; trust: Trusted }

/** Fetches and checks a room. Throws a Stop or a SealError; nothing of it is usable then. */
export async function openRoom(session: Session, id: string): Promise<OpenRoom> {
  const json = (await get<CaseworkRoom>(`/v1/rooms/${id}`)).data;
  const pins = new Map<string, Pin>();
  const trusts: (Trusted & { kind: string })[] = [];
  for (const [organisation, chain] of Object.entries(json.chains)) {
    const pin = pinOf(session, organisation);
    if (pin) pins.set(organisation, pin);
    trusts.push({ ...await judge(session, organisation, chain.name, chain), kind: chain.kind });
  }
  const verified = await verifyRoom({ instance: session.instance, room: unhex(id), json: json as RoomJson, pins });
  await remember(session, trusts);
  const rows = await getAll<EntryJson>(`/v1/rooms/${id}/entries`);
  const entries = await verifyEntries(verified, rows.map((row) => unb64(row.header)));
  const now = verified.epochs[verified.epochs.length - 1];
  const readers = trusts.filter((trust) => now?.readers.some((reader) => equal(reader.fingerprint, trust.chain.fingerprint)))
    .map((trust): Reader => ({ organisation: trust.organisation, name: trust.name, kind: trust.kind, mine: belongs(session, trust.organisation), trust }));
  return {
    id, filedOn: json.filed_on, state: json.state, verified, entries, readers,
    keys: await openEpochs(verified, await myKeys(session, trusts)),
    rows: rows.map((row, place) => ({ entry: entries.entries[place] as VerifiedEntry, postedOn: row.posted_on, body: row.body === null ? null : unb64(row.body) })),
    names: new Map(json.authors.flatMap((author) => author.name === null ? [] : [[author.kid, author.name]])),
  };
}

function belongs(session: Session, organisation: string): boolean {
  return session.me.memberships.some((membership) => membership.organisation === organisation && membership.state === "confirmed");
}

/** The keys of those organisations in the room to which this person belongs. */
async function myKeys(session: Session, trusts: readonly Trusted[]): Promise<OrganisationKeys[]> {
  const mine = trusts.filter((trust) => belongs(session, trust.organisation));
  return (await Promise.all(mine.map((trust) => organisationKeys(session, trust)))).flat();
}

// ---- what a person reads

export interface Person { name?: string; contact?: string; language?: string; filed_by?: string }
export interface Told { language: string; text: string }
export interface Answered extends Told { form: string; version: number }
export interface StoppedItem { name: string; error: unknown }
export interface SealedFile { id: string; row: OpenRoom["rows"][number]; sealedSize: number; opened: AttachmentContent | null }
export interface Said {
  id: string; ours: boolean; author: string; postedOn: string; language: string; text: string; file: SealedFile | null; stop: StoppedItem | null;
}
export interface HandOverStep { fingerprint: string; consented: boolean }

export interface OpenReport extends OpenRoom {
  grievance: { locked: boolean; person: Person | null; narratives: Told[]; answers: Answered[]; files: SealedFile[]; stops: StoppedItem[] };
  conversation: Said[]; handOvers: HandOverStep[]; reporterLanguage: string; reporterRereads: boolean;
}

/** Opens everything that was sent inline; larger files wait until somebody asks for them. */
export async function openReport(session: Session, id: string): Promise<OpenReport> {
  const room = await openRoom(session, id);
  const report: OpenReport = {
    ...room, conversation: [], handOvers: handOvers(room.verified), reporterLanguage: document.documentElement.lang, reporterRereads: rereads(room.verified),
    grievance: { locked: room.state !== "withdrawn" && !room.keys.has(0), person: null, narratives: [], answers: [], files: [], stops: [] },
  };
  if (room.state !== "withdrawn") for (const row of room.rows) await place(report, row);
  return report;
}

async function place(report: OpenReport, row: OpenRoom["rows"][number]): Promise<void> {
  const first = row.entry.epoch === 0;
  if (!report.keys.has(row.entry.epoch)) return; // not meant for this person's organisations
  const said: Said = {
    id: hex(row.entry.entry), ours: row.entry.fingerprint.length > 0, author: authorOf(report, row.entry), postedOn: row.postedOn,
    language: "", text: "", file: null, stop: null };
  try {
    const content = row.body === null ? null : await openEntry(row.entry, row.body, report.keys);
    if (content === null || content.kind === "attachment") {
      const file = { id: said.id, row, sealedSize: row.entry.bodyLength, opened: content };
      if (first) report.grievance.files.push(file);
      else report.conversation.push({ ...said, file });
    } else if (first) {
      tell(report, content);
    } else {
      report.conversation.push({ ...said, language: content.language, text: content.text });
    }
  } catch (error) {
    const stop = { name: first ? _("A part of the report") : _("A letter from %(author)s", { author: said.author }), error };
    if (first) report.grievance.stops.push(stop);
    else report.conversation.push({ ...said, stop });
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

/** The organisation is what the signed lists say; the person's name is only what the server calls that key. */
function authorOf(room: OpenRoom, entry: VerifiedEntry): string {
  if (entry.fingerprint.length === 0) return _("The reporter");
  const organisation = [...room.verified.chains].find(([, chain]) => equal(chain.fingerprint, entry.fingerprint))?.[0];
  const name = room.readers.find((reader) => reader.organisation === organisation)?.name ?? _("An organisation that read this before");
  const person = room.names.get(hex(entry.author));
  return person ? `${name} – ${person}` : name;
}

/** A file's name and content, fetched now if it was too large to come along. */
export async function openFile(report: OpenRoom, file: SealedFile): Promise<AttachmentContent> {
  const body = file.row.body ?? await getBytes(`/v1/rooms/${report.id}/entries/${file.id}/body`);
  const content: Content = await openEntry(file.row.entry, body, report.keys);
  if (content.kind !== "attachment") throw new TypeError("a text where a file was announced");
  return content;
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
