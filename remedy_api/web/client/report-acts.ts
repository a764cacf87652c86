/** Everything a person does in a report. Each act starts from a freshly checked room, with the newest keys of all readers. */
import { call, get, Problem } from "./api";
import { inMyLanguage } from "./languages";
import { openRoom } from "./report-opening";
import type { OpenRoom, Told } from "./report-opening";
import { hex } from "./seal";
import { admit, makeEvent, newEpoch, sealEntry, stripMetadata } from "./seal-rooms";
import type { EventsJson, NewContent } from "./seal-rooms";
import type { Session } from "./session";
import { asReader, judge } from "./trust";
import type { ChainJson, Epoch, Trusted } from "./trust";

const ATTEMPTS = 4;

/** The day of a signed event: nothing finer is ever written down. */
const today = (): string => new Date().toISOString().slice(0, 10);

function post(room: OpenRoom, events: EventsJson): Promise<unknown> {
  return call("POST", `/v1/rooms/${room.id}/events`, { json: events, ifMatch: `"${hex(room.verified.head)}"` });
}

/**
 * Runs an act on a room whose readers all have their newest key. Somebody faster, or a reader who got a new key
 * meanwhile, means: look again, check everything again, and seal anew.
 */
async function on<T>(session: Session, id: string, act: (room: OpenRoom) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const room = await openRoom(session, id);
    try {
      if (!room.verified.stale) return await act(room);
      await post(room, await newEpoch({ entries: room.entries, keys: room.keys, actor: session.keys, day: today() }));
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 412 || attempt === ATTEMPTS) throw error;
    }
  }
}

export async function acknowledge(session: Session, report: OpenRoom): Promise<void> {
  await on(session, report.id, async (room) => post(room, await makeEvent(room.verified, session.keys, { type: "acknowledged" }, today())));
}

/** Sends one letter or one file. The entry's random id is the key of the request, so a retry never doubles it. */
async function send(session: Session, id: string, content: NewContent): Promise<void> {
  await on(session, id, async (room) => {
    const sealed = await sealEntry(room.verified, room.keys, session.keys, content);
    await call("POST", `/v1/rooms/${id}/entries`, { bytes: sealed.bytes, type: "application/vnd.remedy.entry.v1", key: hex(sealed.entry) });
  });
}

/** Files go first, the text last; `sent` is told each, so that a second try does not send it twice. */
export async function reply(session: Session, report: OpenRoom, letter: Told, files: readonly File[], sent: (file: File) => void): Promise<void> {
  for (const file of files) {
    const { content } = stripMetadata(file.name, file.type, new Uint8Array(await file.arrayBuffer()));
    await send(session, report.id, { kind: "attachment", name: file.name, type: file.type || "application/octet-stream", content });
    sent(file);
  }
  if (letter.text !== "") await send(session, report.id, { kind: "message", ...letter });
}

/** Tells the server that this person has looked; it only matters for the inbox. */
export async function markSeen(report: OpenRoom): Promise<void> {
  await call("POST", `/v1/rooms/${report.id}/seen`).catch(() => undefined);
}

// ---- handing over

export interface Candidate { trust: Trusted; fingerprint: string; kind: string; description: string }

interface DirectoryJson {
  organisations: { organisation: string; name: string; kind: string; description: Record<string, string>; languages: string[];
    epoch: number; kid: string; kem_public: string; chain: ChainJson }[];
}

/** Organisations that accept reports and do not read this one yet, each checked against what this person pinned. */
export async function candidates(session: Session, report: OpenRoom): Promise<Candidate[]> {
  const { organisations } = (await get<DirectoryJson>("/v1/directory")).data;
  const others = organisations.filter((each) => !report.readers.some((reader) => reader.organisation === each.organisation));
  return Promise.all(others.map(async (each) => {
    const newest: Epoch = { epoch: each.epoch, kid: each.kid, kem_public: each.kem_public, previous: null };
    const trust = await judge(session, each.organisation, each.name, { ...each.chain, epochs: [newest] });
    return { trust, fingerprint: hex(trust.chain.fingerprint), kind: each.kind, description: inMyLanguage(each.description, ...each.languages).text };
  }));
}

export async function proposeHandOver(session: Session, report: OpenRoom, to: Candidate): Promise<void> {
  const fingerprint = to.trust.chain.fingerprint;
  await on(session, report.id, async (room) => post(room, await makeEvent(room.verified, session.keys, { type: "handover_proposed", fingerprint }, today())));
}

/** After the reporter's signed consent: the newcomer gets a key to everything said from now on and to what was said before. */
export async function completeHandOver(session: Session, report: OpenRoom, to: Candidate): Promise<void> {
  const newcomer = await asReader(to.trust);
  await on(session, report.id, async (room) =>
    post(room, await admit({ entries: room.entries, keys: room.keys, actor: session.keys, day: today(), newcomer })));
}
