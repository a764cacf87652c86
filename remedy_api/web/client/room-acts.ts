/** What every room has in common when a person acts in it. Each act starts from a freshly checked room, with the newest keys of all readers. */
import { call, get, Problem } from "./api";
import { inMyLanguage } from "./languages";
import { openRoom } from "./room-opening";
import type { OpenRoom, Reader, Told } from "./room-opening";
import { hex, sha256 } from "./seal";
import { newEpoch, sealEntry, stripMetadata } from "./seal-rooms";
import type { EventsJson, NewContent } from "./seal-rooms";
import type { Session } from "./session";
import { checkShown } from "./shown-readers";
import { judge } from "./trust";
import type { ChainJson, Epoch, Trusted } from "./trust";

const ATTEMPTS = 4;

/** The day of a signed event: nothing finer is ever written down. */
export const today = (): string => new Date().toISOString().slice(0, 10);

/** What travels beside events that show something at a table. */
export interface Shows { disclosures?: { entry: string; room: string; position: number; wraps: { kid: string; wrap: string }[] }[] }

export function post(room: OpenRoom, events: EventsJson & Shows): Promise<unknown> {
  return call("POST", `/v1/rooms/${room.id}/events`, { json: events, ifMatch: `"${hex(room.verified.head)}"` });
}

/**
 * Runs an act on a room whose readers all have their newest key. Somebody faster, or a reader who got a new key
 * meanwhile, means: look again, check everything again, and seal anew. Somebody who was let in meanwhile means: stop, until the
 * person has seen who it is.
 */
export async function on<T>(session: Session, id: string, act: (room: OpenRoom) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const room = await openRoom(session, id);
    checkShown(room);
    try {
      if (!room.verified.stale) return await act(room);
      await post(room, await newEpoch({ entries: room.entries, keys: room.keys, actor: session.keys, day: today() }));
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 412 || attempt === ATTEMPTS) throw error;
    }
  }
}

/** What was sent and never answered: the digests of its entries, by what it says. */
const unanswered = new Map<string, string[]>();

/**
 * Sends one text or one file; the digest by which the history can name it. The entry's random id is the key of the request, so
 * a retry never doubles it; and a second try after a lost answer finds the first one there, if it arrived.
 */
export async function send(session: Session, id: string, content: NewContent): Promise<string> {
  const key = JSON.stringify([id, content.kind === "attachment" ? { ...content, content: hex(sha256(content.content)) } : content]);
  return on(session, id, async (room) => {
    const before = unanswered.get(key) ?? [];
    const arrived = before.find((digest) => room.rows.some((row) => row.digest === digest));
    if (arrived !== undefined) {
      unanswered.delete(key);
      return arrived;
    }
    const sealed = await sealEntry(room.verified, room.keys, session.keys, content);
    const digest = hex(sha256(sealed.header));
    unanswered.set(key, [...before, digest]);
    try {
      await call("POST", `/v1/rooms/${id}/entries`, { bytes: sealed.bytes, type: "application/vnd.remedy.entry.v1", key: hex(sealed.entry) });
      unanswered.delete(key);
    } catch (error) {
      if (error instanceof Problem) unanswered.delete(key); // the server did not take it
      throw error;
    }
    return digest;
  });
}

/** Seals and posts a file without what it says of its maker; the digest of its header. */
export async function attach(session: Session, id: string, file: File): Promise<string> {
  const { content } = stripMetadata(file.name, file.type, new Uint8Array(await file.arrayBuffer()));
  return send(session, id, { kind: "attachment", name: file.name, type: file.type || "application/octet-stream", content });
}

/** Files go first, the text last; `sent` is told each, so that a second try does not send it twice. */
export async function reply(session: Session, room: OpenRoom, letter: Told, files: readonly File[], sent: (file: File) => void): Promise<void> {
  for (const file of files) {
    await attach(session, room.id, file);
    sent(file);
  }
  if (letter.text !== "") await send(session, room.id, { kind: "message", ...letter });
}

/** Tells the server that this person has looked; it only matters for the lists. */
export async function markSeen(room: OpenRoom): Promise<void> {
  await call("POST", `/v1/rooms/${room.id}/seen`).catch(() => undefined);
}

// ---- who else could read

export interface Candidate { trust: Trusted; fingerprint: string; kind: string; description: string }

interface DirectoryJson {
  organisations: { organisation: string; name: string; kind: string; description: Record<string, string>; languages: string[];
    epoch: number; kid: string; kem_public: string; chain: ChainJson }[];
}

/** Organisations that accept reports and do not read here yet, each checked against what this person pinned. */
export async function candidates(session: Session, readers: readonly Reader[]): Promise<Candidate[]> {
  const { organisations } = (await get<DirectoryJson>("/v1/directory")).data;
  const others = organisations.filter((each) => !readers.some((reader) => reader.organisation === each.organisation));
  return Promise.all(others.map(async (each) => {
    const newest: Epoch = { epoch: each.epoch, kid: each.kid, kem_public: each.kem_public, previous: null };
    const trust = await judge(session, each.organisation, each.name, { ...each.chain, epochs: [newest] });
    return { trust, fingerprint: hex(trust.chain.fingerprint), kind: each.kind, description: inMyLanguage(each.description, ...each.languages).text };
  }));
}
