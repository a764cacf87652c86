/**
 * A room as this browser can vouch for it: every list of keys, the whole history and every header are checked before
 * anything is opened. A room that does not hold is a stop; one item that does not hold stays closed in its place.
 */
import { getBytes } from "./api";
import { _ } from "./i18n";
import { organisationKeys } from "./members";
import { fetchEntries, fetchRoom } from "./room-fetching";
import type { CaseworkRoom, EntryJson } from "./room-json";
import { rememberRoom, seenOf } from "./room-memory";
import { equal, hex, SealError, sha256, unb64, unhex } from "./seal";
import { headOf, nextReaders, openEntry, openEpochs, verifyEntries, verifyRoom } from "./seal-rooms";
import type { OrganisationKeys, Pin } from "./seal";
import type { AttachmentContent, Content, EpochKeys, RoomJson, SpoiledEpoch, VerifiedEntries, VerifiedEntry, VerifiedRoom } from "./seal-rooms";
import type { Session } from "./session";
import { judge, pinOf, remember, SeenElsewhere, seenOf as seenBefore } from "./trust";
import type { Trusted } from "./trust";

/** `digest`: the hash of its header, by which the history names an entry. `position`: by which the server does. */
export interface Row { entry: VerifiedEntry; header: Uint8Array; digest: string; position: number; postedOn: string; body: Uint8Array | null }

/** A checked room, the keys this person has to it, and all its checked entries with their sealed bodies. */
export interface OpenRoom {
  id: string; filedOn: string; state: string; /** As it came; whatever of it is used was checked. */ json: CaseworkRoom; verified: VerifiedRoom; entries: VerifiedEntries; keys: EpochKeys; rows: Row[];
  /** Everybody who reads now, and every organisation whose chain came along, readers of before included. */
  readers: Reader[]; known: Reader[];
  /** Who was let in and reads from the next key on: whoever writes next makes that key. */
  coming: Reader[];
  /** Epochs whose keys do not open, though this person should have them: told, never passed over. */
  spoiled: readonly SpoiledEpoch[];
  /** By kid, as the server calls them. */
  names: ReadonlyMap<string, string>;
}

export interface Reader { organisation: string; name: string; kind: string; mine: boolean; trust: Trusted }

/** How far it has come: events and entries fetched, then how many of all of them are checked. */
export interface Progress { events: number; entries: number; checked: number; of: number }
export type Watched = (progress: Progress) => void;

const ATTEMPTS = 3;

/** Fetches and checks a room. Throws a Stop or a SealError; nothing of it is usable then. */
export async function openRoom(session: Session, id: string, watch: Watched = () => undefined): Promise<OpenRoom> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await openOnce(session, id, watch);
    } catch (error) {
      // The vault brought what another device saw meanwhile: all is fetched and checked once more, against that. And what was
      // written after the history was fetched may rest on a step that it has not: that one is asked for anew, too.
      const meanwhile = error instanceof SeenElsewhere || (error instanceof SealError && (error.code === "foreign-head" || error.code === "foreign-epoch"));
      if (!meanwhile || attempt === ATTEMPTS) throw error;
    }
  }
}

async function openOnce(session: Session, id: string, watch: Watched): Promise<OpenRoom> {
  const before = seenOf(session, id);
  const progress: Progress = { events: 0, entries: 0, checked: 0, of: 0 };
  const tell = (step: Partial<Progress>): void => watch({ ...Object.assign(progress, step) });
  const json = await fetchRoom(id, (events) => tell({ events }));
  const rows = await fetchEntries(id, (entries) => tell({ entries }));
  tell({ of: json.events.length + rows.length });
  const pins = new Map<string, Pin>();
  const trusts: (Trusted & { kind: string })[] = [];
  for (const [organisation, chain] of Object.entries(json.chains)) {
    const pin = pinOf(session, organisation);
    if (pin) pins.set(organisation, pin);
    trusts.push({ ...await judge(session, organisation, chain.name, chain), kind: chain.kind });
  }
  const verified = await verifyRoom({ instance: session.instance, room: unhex(id), json: json as RoomJson, pins, seen: seenBefore(session, id), progress: (checked) => tell({ checked }) });
  const entries = await verifyEntries(verified, rows.map((row) => unb64(row.header)), (checked) => tell({ checked: json.events.length + checked }));
  rememberRoom(session, before, entries);
  await remember(session, trusts, { room: verified, head: headOf(verified) });
  const now = verified.epochs[verified.epochs.length - 1];
  const spoiled: SpoiledEpoch[] = [];
  const known = trusts.map((trust): Reader => ({ organisation: trust.organisation, name: trust.name, kind: trust.kind, mine: belongs(session, trust.organisation), trust }));
  const next = new Set(nextReaders(verified));
  const readsNow = ({ trust }: Reader): boolean => now?.readers.some((reader) => equal(reader.fingerprint, trust.chain.fingerprint)) === true;
  return {
    id, filedOn: json.filed_on, state: json.state, json, verified, entries, known,
    readers: known.filter(readsNow), coming: known.filter((reader) => !readsNow(reader) && next.has(hex(reader.trust.chain.fingerprint))),
    keys: await openEpochs(verified, await myKeys(session, trusts), spoiled), spoiled,
    rows: rows.map((row, place) => rowOf(row, entries.entries[place] as VerifiedEntry)),
    names: new Map(json.authors.flatMap((author) => author.name === null ? []
      : [[author.kid, author.program ? _("%(name)s (program)", { name: author.name }) : author.name]])),
  };
}

function rowOf(json: EntryJson, entry: VerifiedEntry): Row {
  const header = unb64(json.header);
  return { entry, header, digest: hex(sha256(header)), position: json.position, postedOn: json.posted_on, body: json.body === null ? null : unb64(json.body) };
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

export interface Told { language: string; text: string }
export interface StoppedItem { name: string; error: unknown }
export interface SealedFile { id: string; row: Row; sealedSize: number; opened: AttachmentContent | null }
export interface Said {
  id: string; /** Not the reporter's. */ ours: boolean; /** From an organisation of the person who looks. */ mine: boolean; author: string; postedOn: string; /** Of a text that opened, else empty. */ kind: string; language: string; text: string; file: SealedFile | null; stop: StoppedItem | null;
}

/** What one entry says, if it came along and opens; a large one waits until somebody asks for it. */
export interface Opened { said: Said; content: Content | null }

/** Opens one entry. What does not hold comes back as a stop in its place. */
export async function openRow(room: OpenRoom, row: Row): Promise<Opened> {
  const said: Said = {
    id: hex(row.entry.entry), ours: row.entry.fingerprint.length > 0, mine: isMine(room, row.entry), author: authorOf(room, row.entry), postedOn: row.postedOn,
    kind: "", language: "", text: "", file: null, stop: null };
  try {
    const content = row.body === null ? null : await openEntry(row.entry, row.body, room.keys);
    if (content === null || content.kind === "attachment") {
      return { said: { ...said, file: { id: said.id, row, sealedSize: row.entry.bodyLength, opened: content } }, content };
    }
    return { said: { ...said, kind: content.kind, language: content.language, text: content.text }, content };
  } catch (error) {
    return { said: { ...said, stop: { name: _("A letter from %(author)s", { author: said.author }), error } }, content: null };
  }
}

/** The organisation is what the signed lists say; the person's name is only what the server calls that key. */
function authorOf(room: OpenRoom, entry: VerifiedEntry): string {
  if (entry.fingerprint.length === 0) return _("The reporter");
  const name = nameOf(room, entry.fingerprint) ?? _("An organisation that read this before");
  const person = room.names.get(hex(entry.author));
  return person ? `${name} – ${person}` : name;
}

function isMine(room: OpenRoom, entry: VerifiedEntry): boolean {
  return room.known.some((reader) => reader.mine && equal(reader.trust.chain.fingerprint, entry.fingerprint));
}

/** Who made the epoch of this number: the organisation under whose list it was announced. */
export function makerOf(room: OpenRoom, epoch: number): Reader | undefined {
  const hash = hex(room.verified.epochs[epoch]?.hash ?? new Uint8Array());
  const event = room.verified.events.find(({ type, data }) => type === "epoch" && (data.statements as readonly string[]).includes(hash));
  return event && room.known.find((reader) => reader.trust.chain.digests.some((digest) => equal(digest, event.roster)));
}

/** What an organisation of this room is called. */
export function nameOf(room: OpenRoom, fingerprint: Uint8Array): string | undefined {
  return room.known.find((reader) => equal(reader.trust.chain.fingerprint, fingerprint))?.name;
}

/** A file's name and content, fetched now if it was too large to come along. */
export async function openFile(room: OpenRoom, file: SealedFile): Promise<AttachmentContent> {
  const content = await openEntry(file.row.entry, await bodyOf(room, file.row), room.keys);
  if (content.kind !== "attachment") throw new TypeError("a text where a file was announced");
  return content;
}

/** The sealed body of an entry, once it was opened: then it is the one its author signed. One whose key was spoiled comes as it is. */
export async function openBody(room: OpenRoom, row: Row): Promise<Uint8Array> {
  const body = await bodyOf(room, row);
  if (room.keys.has(row.entry.epoch)) await openEntry(row.entry, body, room.keys);
  return body;
}

async function bodyOf(room: OpenRoom, row: Row): Promise<Uint8Array> {
  return row.body ?? getBytes(`/v1/rooms/${room.id}/entries/${hex(row.entry.entry)}/body`);
}
