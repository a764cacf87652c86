/** Rooms as casework reads them: every kind that has rules, histories of any length, and never less than was seen before. */
import { equal, hex } from "./bytes";
import type { Bytes } from "./bytes";
import { verifyEntries as verifyAllEntries } from "./entries";
import type { VerifiedEntries } from "./entries";
import { SealError } from "./errors";
import { sha256 } from "./hash";
import { lp } from "./lp";
import { REPORTER } from "./reporter-rules";
import { roomInside, verifyMaterial } from "./room";
import type { RoomGiven, Step, VerifiedRoom } from "./room";
import { readRoom } from "./room-json";
import type { RoomMaterial } from "./room-json";
import { parseStatement } from "./statement";
import type { Progress } from "./stream";
import { TABLE } from "./table-rules";
import { nextNames } from "./walk";
import type { Walk } from "./walk";
import { WORKERS } from "./workers-rules";

/**
 * How far somebody has seen a room's history: the number of its last event and that event's hash; and by fingerprint (hex)
 * the newest version of each chain that came with it. What comes later must not rest on an older one (roster-went-back).
 */
export interface Head { readonly seq: number; readonly hash: Bytes; readonly rosters: ReadonlyMap<string, number> }

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
  return verifySeen({ ...given, material: readRoom(given.json) });
}

function raiseUsed({ used }: Walk, rosters: ReadonlyMap<string, number>): void {
  for (const [fingerprint, version] of rosters) used.set(fingerprint, Math.max(version, used.get(fingerprint) ?? 0));
}

/** The same from bytes. */
export async function verifySeen(given: Omit<CaseworkGiven, "json"> & { readonly material: RoomMaterial }): Promise<VerifiedRoom> {
  const { seen } = given;
  const pause = pauses(given.progress);
  const step: Step = (done, total, walk) => {
    // Whoever was removed by then signs nothing any more, whatever the server lets him.
    if (walk !== undefined && done - 1 === seen?.seq) raiseUsed(walk, seen.rosters);
    return pause(done, total);
  };
  const room = await verifyMaterial({ ...given, kinds: [REPORTER, WORKERS, TABLE], step });
  // A newcomer at a table starts with its own epoch; nobody stores such a key, so who hands one out has made it up.
  if (roomInside(room).walk.rules?.handsOn === false && given.material.previous.size > 0) throw new SealError("malformed", "previous key");
  if (seen === undefined) return room;
  const there = room.events[seen.seq];
  if (there === undefined) throw new SealError("rolled-back", "history");
  if (!equal(there.hash, seen.hash)) throw new SealError("forked", "history");
  return room;
}

/** What to remember of a room that held. Nothing is older than version 0. */
export const headOf = (room: VerifiedRoom): Head => ({
  seq: room.events.length - 1, hash: room.head,
  rosters: new Map([...room.chains.values()].filter(({ version }) => version > 0).map(({ fingerprint, version }) => [hex(fingerprint), version])),
});

/** Who must read under the next epoch, by name: a fingerprint, or the kid of a receipt (hex). Admissions and removals since count. */
export const nextReaders = (room: VerifiedRoom): string[] => [...nextNames(roomInside(room).walk)];

/** What the head of an export says of the entries: one hash over all headers, in the order in which they are listed. */
export const entriesHash = ({ entries }: VerifiedEntries): Bytes => sha256(lp(...entries.map((entry) => entry.digest)));

/** As the library's `verifyEntries`, in slices. */
export function verifyEntries(room: VerifiedRoom, headers: readonly Bytes[], progress?: Progress): Promise<VerifiedEntries> {
  return verifyAllEntries(room, headers, pauses(progress));
}

/** The room (hex) of which a statement speaks: a case links a report by the hash of one. Its signature is not checked. */
export const statementRoom = (statement: Bytes): string => hex(parseStatement(statement).room);
