/**
 * One walk along a room's history, from its first event: what is known so far, and who may act at all. What each kind
 * of room allows stands beside it (reporter-rules.ts, workers-rules.ts). Readers are called by name (`nameOf`).
 */
import { EMPTY, equal, hex } from "./bytes";
import type { Bytes } from "./bytes";
import type { CaseFacts, Role } from "./case-facts";
import { epochOf, vouches } from "./chain";
import type { VerifiedChain } from "./chain";
import { SealError } from "./errors";
import type { Event, EventTypes } from "./event";
import type { KeysByKid } from "./keys";
import { includes } from "./roster";
import { nameOf } from "./statement";
import type { Statement } from "./statement";
import type { TableFacts } from "./table-state";

/** By fingerprint, as hex. */
export type Chains = ReadonlyMap<string, VerifiedChain>;

/** The rules of one kind of room. The reporter's pages know one kind, casework knows more. */
export interface RoomRules {
  readonly kind: string;
  /** The events that may happen in it. */
  readonly types: EventTypes;
  /** Whether each epoch carries the key of the one before, so that newcomers read what was said before them. */
  readonly handsOn: boolean;
  /** What such a room adds up to before anything was said, where its history adds up to something. */
  readonly nothing: Partial<Facts>;
  /** The texts that may be sealed in that epoch; attachments may be in every one. */
  texts(epoch: number): readonly string[];
  /** Event 0. */
  found(walk: Walk, event: Event): void;
  /** A later event of one of its types: whether its actor may, then what follows from it. */
  apply(walk: Walk, event: Event, hash: Bytes): void;
  /** Whether a statement may open the next epoch; its place, signature and organisations were checked. */
  open(walk: Walk, statement: Statement): void;
}

/** What a workers' room adds up to, and what a table does; never changed, only replaced. Roles stand apart. */
export interface Facts { case: Omit<CaseFacts, "roles">; table: Omit<TableFacts, "roles"> }

export interface Walk extends Facts {
  readonly instance: string; readonly room: Bytes; readonly keys: KeysByKid; readonly chains: Chains;
  readonly kinds: readonly RoomRules[]; readonly types: EventTypes;
  /** The kid of a receipt; in a workers' room the fingerprint of an organisation. */
  founder: Bytes;
  kind: string; rules: RoomRules | undefined; withdrawn: boolean;
  readonly statements: Statement[];
  /** What waits for the next statement. */
  readonly admitted: Set<string>; readonly revoked: Set<string>;
  /** Receipts that nobody may use any more. */
  readonly cutOff: Set<string>;
  /** Consents not used up, by fingerprint. */
  readonly consented: Map<string, number>;
  /** The highest roster version seen, by fingerprint; and the hash of the event that admitted it last. */
  readonly used: Map<string, number>; readonly admissions: Map<string, Bytes>;
  /** Of organisations, by fingerprint; a reader without a role reads and writes. */
  roles: ReadonlyMap<string, Role>;
}

export function newWalk(instance: string, room: Bytes, keys: KeysByKid, chains: Chains, kinds: readonly RoomRules[]): Walk {
  return {
    instance, room, keys, chains, kinds, types: new Map(kinds.flatMap((each) => [...each.types])), founder: EMPTY, kind: "", rules: undefined,
    withdrawn: false, statements: [], admitted: new Set(), revoked: new Set(), cutOff: new Set(), consented: new Map(), used: new Map(),
    admissions: new Map(), roles: new Map(), ...Object.assign({}, ...kinds.map((each) => each.nothing)) as Facts,
  };
}

/** A walk that goes on from here without changing this one, knowing some chains more: to ask whether something may follow. */
export function fork(walk: Walk, more: readonly VerifiedChain[] = []): Walk {
  return {
    ...walk, chains: new Map([...walk.chains, ...more.map((chain) => [hex(chain.fingerprint), chain] as const)]),
    statements: [...walk.statements], admitted: new Set(walk.admitted), revoked: new Set(walk.revoked),
    cutOff: new Set(walk.cutOff), consented: new Map(walk.consented), used: new Map(walk.used), admissions: new Map(walk.admissions),
  };
}

export const inForce = (walk: Walk): Statement | undefined => walk.statements[walk.statements.length - 1];

/** Who reads under the statement in force. */
export const names = (walk: Walk): Set<string> => new Set(inForce(walk)?.readers.map(nameOf));

/** Who must read under the next statement: admissions and revocations take effect there. */
export function nextNames(walk: Walk): Set<string> {
  return new Set([...names(walk), ...walk.admitted].filter((name) => !walk.revoked.has(name)));
}

/** The readers of this statement for which the kid acts, by name: a receipt for itself, an account as rosters say. */
export function actsIn(statement: Statement, kid: Bytes, chains: Chains): string[] {
  return statement.readers.filter((reader) => {
    if (reader.fingerprint.length === 0) return equal(reader.kid, kid);
    const chain = chains.get(hex(reader.fingerprint));
    return chain !== undefined && vouches(chain, kid, reader.kid);
  }).map(nameOf);
}

/**
 * Whether the actor may act at all: the founder by its receipt, an account under a roster that is not outdated; before
 * the first statement under one of the founding organisation. Returns whom it acts for, empty for the receipt.
 */
export function checkActor(walk: Walk, event: Event): string {
  if (event.roster.length === 0) {
    if (!equal(event.actor, walk.founder) || walk.cutOff.has(hex(event.actor))) throw new SealError("not-entitled", event.type);
    return "";
  }
  for (const reader of inForce(walk)?.readers ?? [{ fingerprint: walk.founder, kid: EMPTY }]) {
    const chain = walk.chains.get(hex(reader.fingerprint));
    const version = chain?.digests.findIndex((digest) => equal(digest, event.roster)) ?? -1;
    const roster = chain?.rosters[version];
    if (chain === undefined || roster === undefined) continue;
    if (!includes(roster.members, event.actor)) throw new SealError("not-entitled", event.type);
    // A member removed since must not come back with the roster that still named him.
    if (version < (walk.used.get(nameOf(reader)) ?? 0) || roster.epoch < (epochOf(chain, reader.kid) ?? 0)) throw new SealError("roster-went-back");
    walk.used.set(nameOf(reader), version);
    return nameOf(reader);
  }
  throw new SealError("unknown-roster", event.type);
}

export function need(allowed: boolean, event: Event): void {
  if (!allowed) throw new SealError("not-entitled", event.type);
}

/** The texts that belong into an epoch of this room. */
export const textsOf = (walk: Walk, epoch: number): readonly string[] => walk.rules?.texts(epoch) ?? [];

/** Event 0: nobody may pretend to follow the rules of a kind of room that has none here. */
export function applyFounded(walk: Walk, event: Event): void {
  const rules = walk.kinds.find((each) => each.kind === event.data.kind);
  if (rules === undefined) throw new SealError("unknown-kind");
  walk.kind = rules.kind;
  walk.rules = rules;
  rules.found(walk, event);
}

/** Checks one event against what is known, then takes it in. What `epoch` events announce is checked apart. */
export function applyEvent(walk: Walk, event: Event, hash: Bytes): void {
  if (walk.rules === undefined) return applyFounded(walk, event);
  if (walk.withdrawn) throw new SealError("after-withdrawal");
  if (!walk.rules.types.has(event.type)) throw new SealError("wrong-event", event.type);
  walk.rules.apply(walk, event, hash);
}

/** Both take effect with the next statement. */
export function letIn(walk: Walk, fingerprint: string, hash: Bytes): void {
  walk.admitted.add(fingerprint);
  walk.revoked.delete(fingerprint);
  walk.admissions.set(fingerprint, hash);
}

export function letGo(walk: Walk, name: string): void {
  walk.revoked.add(name);
  walk.admitted.delete(name);
}
