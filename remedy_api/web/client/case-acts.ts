/** Everything a person does in a case. Each act is signed here, on a freshly checked room; see room-acts. */
import { Problem } from "./api";
import type { Given } from "./case-access";
import { on, post, send, today } from "./room-acts";
import type { Candidate } from "./room-acts";
import type { OpenRoom, Told } from "./room-opening";
import { equal, unhex } from "./seal";
import { admitReader, makeEvents, mergedInto, revokeReader } from "./seal-cases";
import type { NewEvent } from "./seal-cases";
import { newEpoch } from "./seal-rooms";
import type { NewContent, TextKind } from "./seal-rooms";
import type { Session } from "./session";
import { chosen } from "./shown-readers";
import { asReader } from "./trust";
import type { Trusted } from "./trust";

/** How long the history was when events were sent that nobody answered, by the events. */
const unanswered = new Map<string, number>();

/** Signs and sends events of one case, all or none. A second try after a lost answer finds them there and signs nothing twice. */
export async function act(session: Session, id: string, ...events: NewEvent[]): Promise<void> {
  await actFor(session, id, undefined, ...events);
}

/** The same for one reader in particular, by its fingerprint in hex; otherwise for the one of mine that may most. */
export async function actFor(session: Session, id: string, as: string | undefined, ...events: NewEvent[]): Promise<void> {
  const key = JSON.stringify([id, events]);
  await on(session, id, async (room) => {
    const from = unanswered.get(key);
    if (from !== undefined && follows(room, from, session, events)) return;
    unanswered.set(key, room.verified.events.length);
    const signed = await makeEvents(room.verified, session.keys, events, today(), as);
    try {
      await post(room, signed);
    } catch (error) {
      if (error instanceof Problem) unanswered.delete(key); // the server did not take them
      throw error;
    }
  });
  unanswered.delete(key);
}

/** Whether these very events came from this person after the first `from` ones. */
function follows(room: OpenRoom, from: number, session: Session, events: readonly NewEvent[]): boolean {
  const mine = room.verified.events.slice(from).filter((event) => equal(event.actor, session.keys.kid));
  return events.every((event) => mine.some((each) => each.type === event.type && JSON.stringify(each.data) === JSON.stringify(event.data)));
}

/**
 * Texts that an event names: sealed and sent first, each once. A second try after a lost connection finds the digest of the
 * first, as long as the text is the same.
 */
export class Sealed {
  private readonly sent = new Map<string, string>();

  async digest(session: Session, id: string, kind: TextKind, told: Told): Promise<string> {
    const key = JSON.stringify([id, kind, told.language, told.text]);
    const before = this.sent.get(key);
    if (before !== undefined) return before;
    const digest = await send(session, id, { kind, ...told } satisfies NewContent);
    this.sent.set(key, digest);
    return digest;
  }
}

/** What is kept locked beside the history: who asked us to act, how dangerous it is, how to reach people safely. */
export type Kept = "mandate" | "risk" | "safe_contact";

export async function keep(session: Session, id: string, sealed: Sealed, what: Kept, content: object, language: string): Promise<void> {
  const entry = await sealed.digest(session, id, what, { language, text: JSON.stringify(content) });
  await act(session, id, { type: "kept", data: { what, entry } });
}

/** A case fact that leaves the seal. */
export async function record(session: Session, id: string, ...facts: readonly (readonly [string, readonly string[]])[]): Promise<void> {
  await act(session, id, ...facts.map(([fact, values]): NewEvent => ({ type: "recorded", data: { fact, values } })));
}

/** An event that may name a text of ours: the reasons of a step, the notice to companies, what was found. `as`: see actFor. */
export async function actWith(session: Session, id: string, sealed: Sealed, kind: TextKind, told: Told, event: (entry: string) => NewEvent, as?: string): Promise<void> {
  const entry = told.text === "" ? "" : await sealed.digest(session, id, kind, told);
  await actFor(session, id, as, event(entry));
}

export async function admitTo(session: Session, id: string, to: Candidate, role: Given | null): Promise<void> {
  const newcomer = await asReader(to.trust);
  await on(session, id, async (room) => {
    if (reads(room, to.trust)) return;
    await post(room, await admitReader({
      entries: room.entries, keys: room.keys, actor: session.keys, day: today(), newcomer, ...(role === null ? {} : { role }) }));
  });
  chosen(id, newcomer.fingerprint);
}

export async function removeFrom(session: Session, id: string, reader: Trusted): Promise<void> {
  await on(session, id, async (room) => {
    if (!reads(room, reader)) return;
    await post(room, await revokeReader({ entries: room.entries, keys: room.keys, actor: session.keys, day: today(), reader: reader.chain.fingerprint }));
  });
}

/** New keys for everybody who reads, when those of now do not open: what is written from then on can be read again. */
export async function renewKeys(session: Session, id: string): Promise<void> {
  await on(session, id, async (room) => {
    if (room.keys.has(room.verified.epochs.length - 1)) return;
    await post(room, await newEpoch({ entries: room.entries, keys: room.keys, actor: session.keys, day: today() }));
  });
}

/** Whether it reads already, or is about to: then an earlier try arrived whose answer was lost. */
const reads = (room: OpenRoom, whom: Trusted): boolean => [...room.readers, ...room.coming].some((each) => each.organisation === whom.organisation);

/** The name by which a closed case says which one it went into, without saying it to whoever does not know both. */
export const into = (other: string): string => mergedInto(unhex(other));
