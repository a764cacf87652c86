/** A room as a client may believe it: every chain, event and statement checked from the first on. */
import { EMPTY, equal, hex } from "./bytes";
import type { Bytes } from "./bytes";
import type { CaseFacts } from "./case-facts";
import { chainKeys, epochOf, verifyChain } from "./chain";
import type { Pin, VerifiedChain } from "./chain";
import { applyStatement } from "./epoch-rules";
import { SealError } from "./errors";
import { pae, parseEvent } from "./event";
import type { Event, EventData, SignedEvent } from "./event";
import { sha256 } from "./hash";
import { byKid } from "./keys";
import type { KeysByKid, PublicKeys } from "./keys";
import { Proofs } from "./proof";
import type { verified } from "./proof";
import { REPORTER } from "./reporter-rules";
import { readRoom } from "./room-json";
import type { RoomJson, RoomMaterial } from "./room-json";
import { verifySignature } from "./signing";
import type { RoomReader, Statement } from "./statement";
import type { TableFacts } from "./table-state";
import { applyEvent, inForce, newWalk } from "./walk";
import type { RoomRules, Walk } from "./walk";

export interface RoomEvent {
  readonly seq: number; readonly day: string; readonly type: string; readonly actor: Bytes; readonly roster: Bytes;
  readonly data: EventData; readonly hash: Bytes;
}
export interface RoomEpoch { readonly epoch: number; readonly hash: Bytes; readonly readers: readonly RoomReader[]; readonly signer: Bytes }

/** A room whose whole history held. Only `verifyRoom` makes one. */
export interface VerifiedRoom {
  readonly [verified]: "room";
  readonly instance: string; readonly room: Bytes; readonly kind: string;
  /** The kid of a receipt; of a workers' room the fingerprint of an organisation. */
  readonly founder: Bytes;
  readonly epochs: readonly RoomEpoch[]; readonly events: readonly RoomEvent[];
  /** The hash of the last event: the If-Match of what is posted next. */
  readonly head: Bytes; readonly withdrawn: boolean;
  /** By organisation id (hex), checked against the pins given: remember their new pins. */
  readonly chains: ReadonlyMap<string, VerifiedChain>;
  /** An organisation has a newer key, or a revocation waits: a new epoch comes before any entry. */
  readonly stale: boolean;
  /** What the history of a workers' room adds up to, and what that of a table does; empty in other rooms (to the reporter's pages, not there). */
  readonly case: CaseFacts; readonly table: TableFacts;
}

/** What lies behind a verified room. */
export interface RoomInside { readonly walk: Walk; readonly last: Statement; readonly lastBody: Bytes; readonly keys: KeysByKid; readonly material: RoomMaterial }

const proofs = new Proofs<VerifiedRoom, RoomInside>("room");

export interface RoomGiven {
  readonly instance: string; readonly room: Bytes; readonly json: RoomJson;
  /** By organisation id (hex): what this person saw before (wrong-fingerprint, rolled-back, forked). */
  readonly pins?: ReadonlyMap<string, Pin> | undefined;
  /** The kid of one's own receipt, on the reporter's page: the room must be hers (wrong-founder). */
  readonly founder?: Bytes | undefined;
}

/** Called after each event or entry, with how many are checked: a long history must not keep a page from answering. */
export type Step = (done: number, total: number, walk?: Walk) => Promise<void> | void;

/** What verification needs besides: the kinds of rooms it knows. */
interface Known { readonly material: RoomMaterial; readonly kinds?: readonly RoomRules[]; readonly step?: Step | undefined }

/**
 * Everything a server says about a reporter room, or the refusal of PROTOCOL.md, section 5, that comes first; any other
 * kind is unknown-kind here (casework.ts knows more).
 */
export async function verifyRoom(given: RoomGiven): Promise<VerifiedRoom> {
  return verifyMaterial({ ...given, material: readRoom(given.json) });
}

/** The same from bytes, of the kinds given. */
export async function verifyMaterial(given: Omit<RoomGiven, "json"> & Known): Promise<VerifiedRoom> {
  const { instance, room, material, pins, kinds = [REPORTER] } = given;
  const chains = new Map<string, VerifiedChain>();
  for (const { organisation, rosters, keys } of material.chains) {
    chains.set(hex(organisation), await verifyChain({ instance, organisation, rosters, keys, pin: pins?.get(hex(organisation)) }));
  }
  if (material.events.length === 0 || material.statements.length === 0) throw new SealError("not-announced", "empty room");
  const keys = new Map<string, PublicKeys>([...chains.values()].flatMap((chain) => [...chainKeys(chain)]));
  for (const [kid, author] of byKid(material.authors)) keys.set(kid, author);
  const walk = newWalk(instance, room, keys, new Map([...chains.values()].map((chain) => [hex(chain.fingerprint), chain])), kinds);
  const events = await walkHistory(walk, material, given.step);
  if (given.founder !== undefined && !equal(given.founder, walk.founder)) throw new SealError("wrong-founder");
  const head = (events[events.length - 1] as RoomEvent).hash;
  const last = inForce(walk) as Statement;
  return proofs.vouch({
    instance, room, kind: walk.kind, founder: walk.founder, events, head, withdrawn: walk.withdrawn, chains,
    case: { ...walk.case, roles: walk.roles }, table: { ...walk.table, roles: walk.roles },
    epochs: walk.statements.map(({ epoch, readers, signer }, place) => ({ epoch, readers, signer, hash: sha256((material.statements[place] as { body: Bytes }).body) })),
    stale: walk.revoked.size > 0 || staleReaders(walk),
  } as unknown as VerifiedRoom, { walk, last, lastBody: (material.statements[last.epoch] as { body: Bytes }).body, keys, material });
}

async function walkHistory(walk: Walk, material: RoomMaterial, step?: Step): Promise<RoomEvent[]> {
  const events: RoomEvent[] = [];
  for (const signed of material.events) {
    const event = verifyLink(walk, signed, events.length, events[events.length - 1]?.hash ?? EMPTY);
    const hash = sha256(signed.payload);
    applyEvent(walk, event, hash);
    if (event.type === "epoch") announce(walk, event, material);
    const { seq, day, type, actor, roster, data } = event;
    events.push({ seq, day, type, actor, roster, data, hash });
    await step?.(events.length, material.events.length, walk);
  }
  if (walk.statements.length !== material.statements.length) throw new SealError("not-announced", "statement without event");
  return events;
}

/** The event, if it is number `seq` of this room after the event with hash `prev`, signed by keys that are known. */
function verifyLink(walk: Walk, signed: SignedEvent, seq: number, prev: Bytes): Event {
  const event = parseEvent(signed.payload, walk.types);
  if (event.instance !== walk.instance) throw new SealError("foreign-instance");
  if (!equal(event.room, walk.room)) throw new SealError("foreign-room");
  if (event.seq !== seq || !equal(event.prev, prev)) throw new SealError("broken-chain", "event");
  const actor = walk.keys.get(hex(event.actor));
  if (actor === undefined) throw new SealError("unknown-signer");
  verifySignature(actor.sigPublic, pae(signed.payload), signed.signature);
  return event;
}

function announce(walk: Walk, event: Event, material: RoomMaterial): void {
  for (const hash of event.data.statements as readonly string[]) {
    const place = walk.statements.length;
    const signed = material.statements[place];
    if (signed === undefined || hex(sha256(signed.body)) !== hash) throw new SealError("not-announced");
    applyStatement(walk, signed, material.statements[place - 1]?.body ?? EMPTY, event);
  }
}

/** Whether a reader of the statement in force has a newer key by now. */
function staleReaders(walk: Walk): boolean {
  return inForce(walk)?.readers.some((reader) => {
    const chain = walk.chains.get(hex(reader.fingerprint));
    return chain !== undefined && !equal(chain.latest.organisationKid, reader.kid);
  }) === true;
}

/** Throws TypeError for a room that nobody verified. */
export function roomInside(room: VerifiedRoom): RoomInside {
  return proofs.inside(room);
}

/** Before any entry. Throws after-withdrawal; stale-epoch while a revocation waits; stale-roster while a newer key waits. */
export function checkCurrent(room: VerifiedRoom): RoomInside {
  const inside = roomInside(room);
  if (room.withdrawn) throw new SealError("after-withdrawal");
  if (inside.walk.revoked.size > 0) throw new SealError("stale-epoch");
  if (staleReaders(inside.walk)) throw new SealError("stale-roster");
  return inside;
}

/** The hash of the event that admitted the organisation of this kid last. Throws not-a-reader. */
export function admissionOf(inside: RoomInside, kid: Bytes): Bytes {
  for (const [fingerprint, hash] of inside.walk.admissions) {
    const chain = inside.walk.chains.get(fingerprint);
    if (chain !== undefined && epochOf(chain, kid) !== undefined) return hash;
  }
  throw new SealError("not-a-reader");
}
