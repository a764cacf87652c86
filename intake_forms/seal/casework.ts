/** Rooms as casework reads them: every kind that has rules, histories of any length, and never less than was seen before. */
import { equal, hex } from "./bytes";
import type { Bytes } from "./bytes";
import { verifyEntries as verifyAllEntries } from "./entries";
import type { VerifiedEntries } from "./entries";
import { SealError } from "./errors";
import { REPORTER } from "./reporter-rules";
import { verifyMaterial } from "./room";
import type { RoomGiven, Step, VerifiedRoom } from "./room";
import { readRoom } from "./room-json";
import { parseStatement } from "./statement";
import type { Progress } from "./stream";
import { WORKERS } from "./workers-rules";

/** How far somebody has seen a room's history: the number of its last event and that event's hash. */
export interface Head { readonly seq: number; readonly hash: Bytes }

export interface CaseworkGiven extends RoomGiven {
  /** What this person saw before (rolled-back for a shorter history, forked for another one). */
  readonly seen?: Head | undefined;
  /** Events checked, of how many. */
  readonly progress?: Progress | undefined;
}

/** As long as a page may keep a person waiting for its answer to a touch, in milliseconds. */
const SLICE = 30;

/** Lets the page draw and answer between two steps of something long. */
function pauses(progress?: Progress): Step {
  let since = performance.now();
  return async (done, total) => {
    if (performance.now() - since < SLICE && done < total) return;
    progress?.(done, total);
    if (done < total) await new Promise((resolve) => setTimeout(resolve));
    since = performance.now();
  };
}

/**
 * All that a server says about a room, with all of its events, or the refusal of PROTOCOL.md, section 5, that comes first.
 * Works in slices: a history of a thousand events does not keep the page from answering.
 */
export async function verifyRoom(given: CaseworkGiven): Promise<VerifiedRoom> {
  const room = await verifyMaterial({ ...given, material: readRoom(given.json), kinds: [REPORTER, WORKERS], step: pauses(given.progress) });
  const { seen } = given;
  if (seen === undefined) return room;
  const there = room.events[seen.seq];
  if (there === undefined) throw new SealError("rolled-back", "history");
  if (!equal(there.hash, seen.hash)) throw new SealError("forked", "history");
  return room;
}

/** What to remember of a room that held. */
export const headOf = (room: VerifiedRoom): Head => ({ seq: room.events.length - 1, hash: room.head });

/** As the library's `verifyEntries`, in slices. */
export function verifyEntries(room: VerifiedRoom, headers: readonly Bytes[], progress?: Progress): Promise<VerifiedEntries> {
  return verifyAllEntries(room, headers, pauses(progress));
}

/** The room (hex) of which a statement speaks: a case links a report by the hash of one. Its signature is not checked. */
export const statementRoom = (statement: Bytes): string => hex(parseStatement(statement).room);
