/** Changes of a workers' room or a table. Each is checked as its readers will check it before it is signed. */
import { EMPTY, hex } from "./bytes";
import type { Bytes } from "./bytes";
import type { Role } from "./case-facts";
import { add, announce, begin, eventsJson } from "./change";
import type { Draft, EpochGiven, EventsJson } from "./change";
import type { VerifiedChain } from "./chain";
import { SealError } from "./errors";
import type { EventData } from "./event";
import { sha256 } from "./hash";
import type { AccountKeys } from "./keys";
import * as labels from "./labels";
import { exact, lp } from "./lp";
import { checkReader } from "./organisation";
import type { OrganisationReader } from "./organisation";
import { roomInside } from "./room";
import type { VerifiedRoom } from "./room";
import { includes } from "./roster";
import { nameOf } from "./statement";
import type { NewTableEvent } from "./table-types";
import { inForce } from "./walk";
import type { NewEvent } from "./workers-types";

const RANKS: readonly (Role | undefined)[] = ["representative", "coordinator", "monitor", "duty_bearer", "buyer", undefined];

/** Who belongs to several readers signs for `as` (hex), or for the one that may most. Throws not-entitled. */
export function start(room: VerifiedRoom, actor: AccountKeys, day: string, newcomers: readonly VerifiedChain[] = [], as?: string): Draft {
  const { walk } = roomInside(room);
  const rank = (name: string): number => RANKS.indexOf(walk.roles.get(name));
  const [name] = (inForce(walk)?.readers ?? []).map(nameOf)
    .filter((each) => (as === undefined || each === as) && includes(walk.chains.get(each)?.latest.members ?? [], actor.kid))
    .sort((a, b) => rank(a) - rank(b));
  if (name === undefined) throw new SealError("not-entitled");
  return begin(room, actor, day, newcomers, walk.chains.get(name)?.digest ?? EMPTY);
}

/**
 * Some events, in this order, as one request. `as`: the fingerprint (hex) of the organisation for which the actor signs, where
 * it is a member of several that read. Throws what readers would: not-entitled, wrong-event, malformed …
 */
export async function makeEvents(room: VerifiedRoom, actor: AccountKeys, events: readonly (NewEvent | NewTableEvent)[], day: string, as?: string): Promise<EventsJson> {
  const draft = start(room, actor, day, [], as);
  for (const { type, data } of events) await add(draft, type, data as EventData);
  return eventsJson(draft);
}

/**
 * Lets an organisation in, with a role if one is named, and opens the epoch in which that takes effect: it reads a whole
 * workers' room, and a table from there on. Throws not-entitled, wrong-event for a reader, foreign-instance, not-a-reader.
 */
export async function admitReader(given: EpochGiven & { readonly newcomer: OrganisationReader; readonly role?: Role | undefined }): Promise<EventsJson> {
  const { room } = given.entries;
  const newcomer = checkReader(given.newcomer);
  if (newcomer.chain.instance !== room.instance) throw new SealError("foreign-instance");
  const draft = start(room, given.actor, given.day, [newcomer.chain]);
  const fingerprint = hex(newcomer.fingerprint);
  await add(draft, "admitted", { fingerprint });
  if (given.role !== undefined) await add(draft, "entrusted", { fingerprint, role: given.role });
  const epoch = await announce(draft, given, newcomer);
  return { ...eventsJson(draft), epoch };
}

/**
 * Lets a reader go, and opens the epoch it cannot read; what it has read it keeps. Throws not-entitled, wrong-event for
 * the last representative or no reader, not-a-reader.
 */
export async function revokeReader(given: EpochGiven & { readonly reader: Bytes }): Promise<EventsJson> {
  const draft = start(given.entries.room, given.actor, given.day);
  await add(draft, "revoked", { reader: hex(given.reader) });
  const epoch = await announce(draft, given);
  return { ...eventsJson(draft), epoch };
}

/** What `closed` says of the case into which this one goes on, without naming it: those who read both can tell. */
export const mergedInto = (room: Bytes): string => hex(sha256(lp(labels.MERGED, exact(room, 16, "room"))));
