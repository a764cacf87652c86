/** Founding a workers' room, the case that one organisation opens, or a table; and what it says there first. */
import { EMPTY, hex } from "./bytes";
import type { Bytes } from "./bytes";
import { add, eventsJson, open } from "./change";
import type { Draft, EventsJson } from "./change";
import { SealError } from "./errors";
import type { EventData } from "./event";
import { newId } from "./keys";
import type { AccountKeys } from "./keys";
import { exact } from "./lp";
import { checkReader } from "./organisation";
import type { OrganisationReader } from "./organisation";
import { TABLE } from "./table-rules";
import type { NewTableEvent } from "./table-types";
import { newWalk } from "./walk";
import type { RoomRules } from "./walk";
import { WORKERS } from "./workers-rules";
import type { NewEvent } from "./workers-types";

/** What POST /v1/cases takes; of a table the same. */
export interface FoundingJson {
  events: EventsJson["events"];
  epoch: { statement: string; signature: string; wraps: { kid: string; wrap: string }[] };
}

export interface FoundingGiven<New = NewEvent> {
  readonly instance: string; readonly day: string; readonly actor: AccountKeys;
  /** Whose member the actor is; the room's founder, only reader and first representative. */
  readonly organisation: OrganisationReader;
  /** What follows the first epoch, in this order. */
  readonly events: readonly New[];
}

/**
 * A new room, whose id (hex) is the id of the case. A retry sends the same JSON. Throws not-entitled for an actor whom the
 * newest roster does not name, foreign-instance, and what readers of the events would throw.
 */
export const foundWorkersRoom = (given: FoundingGiven): Promise<Founded> => found(WORKERS, given);

/**
 * As a workers' room. Its id (hex) is drawn here, unless the case has named one already that was never founded: `room`. Nothing in
 * it names the case; the case names it, with `table_opened`.
 */
export const foundTableRoom = (given: FoundingGiven<NewTableEvent> & { readonly room?: Bytes | undefined }): Promise<Founded> => found(TABLE, given, given.room);

interface Founded { readonly room: string; readonly json: FoundingJson }

async function found(rules: RoomRules, given: FoundingGiven<NewEvent | NewTableEvent>, room: Bytes = newId()): Promise<Founded> {
  const { instance, day, actor, events } = given;
  const { chain, fingerprint, kid, kemPublic } = checkReader(given.organisation);
  if (chain.instance !== instance) throw new SealError("foreign-instance");
  exact(room, 16, "room");
  const walk = newWalk(instance, room, new Map([[hex(actor.kid), actor]]), new Map([[hex(fingerprint), chain]]), [rules]);
  const draft: Draft = { walk, actor, roster: chain.digest, day, head: EMPTY, seq: 0, events: [] };
  await add(draft, "founded", { kind: rules.kind, founder: hex(fingerprint) });
  const { json } = await open(draft, { epoch: 0, previous: EMPTY, closed: EMPTY }, EMPTY, [{ fingerprint, kid, kemPublic, sigPublic: EMPTY }]);
  for (const { type, data } of events) await add(draft, type, data as EventData);
  return { room: hex(room), json: { ...eventsJson(draft), epoch: json } };
}
