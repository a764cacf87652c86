/**
 * How far this browser has seen each room. A room only grows: a server that shows less than before, or another past, serves
 * an old state, and that is a stop. Only hashes lie here, so that the browser does not tell which rooms somebody reads.
 */
import { hex, sha256, utf8 } from "./seal";
import type { VerifiedEntries } from "./seal-rooms";
import type { Session } from "./session";
import { olderState, Stop } from "./stop";

/** Numbers of events and entries, the hash of the last event, and one hash over the ids of the entries. */
export interface Seen { events: number; head: string; entries: number; digest: string }

const place = (session: Session, room: string): string => `remedy.room.${hex(sha256(utf8(`${session.me.user}/${room}`)).slice(0, 16))}`;

/** What was seen of a room. Ask before fetching it: what another tab sees meanwhile is newer than this answer can be. */
export function seenOf(session: Session, room: string): Seen | null {
  return JSON.parse(localStorage.getItem(place(session, room)) ?? "null") as Seen | null;
}

/** Throws a Stop when less is there than `before`, then remembers what is there now. */
export function rememberRoom(session: Session, before: Seen | null, entries: VerifiedEntries): void {
  if (before !== null && !holds(entries, before)) throw new Stop(olderState());
  const { room } = entries;
  const now: Seen = { events: room.events.length, head: hex(room.head), entries: entries.entries.length, digest: digestOf(entries, entries.entries.length) };
  const stored = seenOf(session, hex(room.room));
  if (stored !== null && (stored.events > now.events || stored.entries > now.entries)) return;
  localStorage.setItem(place(session, hex(room.room)), JSON.stringify(now));
}

function holds(entries: VerifiedEntries, before: Seen): boolean {
  const last = entries.room.events[before.events - 1];
  return last !== undefined && hex(last.hash) === before.head
    && entries.entries.length >= before.entries && digestOf(entries, before.entries) === before.digest;
}

/** In the order in which they arrived. */
function digestOf(entries: VerifiedEntries, count: number): string {
  return hex(sha256(utf8(entries.entries.slice(0, count).map((each) => hex(each.entry)).join())));
}
