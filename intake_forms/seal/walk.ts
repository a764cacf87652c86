/**
 * One walk along a room's history, from its first event: what is known so far, which event may follow and who may sign
 * it. The table of PROTOCOL.md, 5.1, as code. Readers are called by name (`nameOf`).
 */
import { equal, hex } from "./bytes";
import type { Bytes } from "./bytes";
import { epochOf, vouches } from "./chain";
import type { VerifiedChain } from "./chain";
import { SealError } from "./errors";
import type { Event } from "./event";
import type { KeysByKid } from "./keys";
import { includes } from "./roster";
import { nameOf } from "./statement";
import type { Statement } from "./statement";

/** By fingerprint, as hex. */
export type Chains = ReadonlyMap<string, VerifiedChain>;

export interface Walk {
  readonly instance: string; readonly room: Bytes; readonly keys: KeysByKid; readonly chains: Chains;
  founder: Bytes; kind: string; withdrawn: boolean;
  readonly statements: Statement[];
  /** What waits for the next statement. */
  readonly admitted: Set<string>; readonly revoked: Set<string>;
  /** Receipts that nobody may use any more. */
  readonly cutOff: Set<string>;
  /** Consents not used up, by fingerprint. */
  readonly consented: Map<string, number>;
  /** The highest roster version seen, by fingerprint; and the hash of the event that admitted it last. */
  readonly used: Map<string, number>; readonly admissions: Map<string, Bytes>;
}

export function newWalk(instance: string, room: Bytes, keys: KeysByKid, chains: Chains): Walk {
  return {
    instance, room, keys, chains, founder: new Uint8Array(0), kind: "", withdrawn: false, statements: [],
    admitted: new Set(), revoked: new Set(), cutOff: new Set(), consented: new Map(), used: new Map(), admissions: new Map(),
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

/** Whether the actor may act at all: the founder by its receipt, an account under a roster that is not outdated. */
function checkActor(walk: Walk, event: Event): void {
  if (event.roster.length === 0) {
    if (!equal(event.actor, walk.founder) || walk.cutOff.has(hex(event.actor))) throw new SealError("not-entitled", event.type);
    return;
  }
  for (const reader of inForce(walk)?.readers ?? []) {
    const chain = walk.chains.get(hex(reader.fingerprint));
    const version = chain?.digests.findIndex((digest) => equal(digest, event.roster)) ?? -1;
    const roster = chain?.rosters[version];
    if (chain === undefined || roster === undefined) continue;
    if (!includes(roster.members, event.actor)) throw new SealError("not-entitled", event.type);
    // A member removed since must not come back with the roster that still named him.
    if (version < (walk.used.get(nameOf(reader)) ?? 0) || roster.epoch < (epochOf(chain, reader.kid) ?? 0)) throw new SealError("roster-went-back");
    walk.used.set(nameOf(reader), version);
    return;
  }
  throw new SealError("unknown-roster", event.type);
}

function need(allowed: boolean, event: Event): void {
  if (!allowed) throw new SealError("not-entitled", event.type);
}

/** Event 0: a receipt founds a reporter room. Other kinds have no rules yet, so nobody may pretend to follow them. */
export function applyFounded(walk: Walk, event: Event): void {
  if (event.data.kind !== "reporter") throw new SealError("unknown-kind");
  if (event.data.founder !== hex(event.actor) || event.roster.length > 0) throw new SealError("wrong-founder");
  walk.founder = event.actor;
  walk.kind = "reporter";
}

/** Checks one later event against what is known, then takes it in. What `epoch` events announce is checked apart. */
export function applyEvent(walk: Walk, event: Event, hash: Bytes): void {
  if (walk.withdrawn) throw new SealError("after-withdrawal");
  checkActor(walk, event);
  const byFounder = event.roster.length === 0;
  const fingerprint = event.data.fingerprint as string;
  switch (event.type) {
    case "acknowledged":
    case "handover_proposed":
      return need(!byFounder, event);
    case "consented":
      need(byFounder, event);
      walk.consented.set(fingerprint, (walk.consented.get(fingerprint) ?? 0) + 1);
      return;
    case "withdrawn":
      need(byFounder, event);
      walk.withdrawn = true;
      return;
    case "admitted":
      return admitted(walk, event, hash, byFounder, fingerprint);
    case "revoked":
      return revoked(walk, event, byFounder, event.data.reader as string);
  }
}

function admitted(walk: Walk, event: Event, hash: Bytes, byFounder: boolean, fingerprint: string): void {
  if (nextNames(walk).has(fingerprint)) throw new SealError("wrong-event", "already a reader");
  if (!byFounder) {
    const consents = walk.consented.get(fingerprint) ?? 0;
    need(consents > 0, event);
    walk.consented.set(fingerprint, consents - 1);
  }
  walk.admitted.add(fingerprint);
  walk.revoked.delete(fingerprint);
  walk.admissions.set(fingerprint, hash);
}

function revoked(walk: Walk, event: Event, byFounder: boolean, name: string): void {
  if (!nextNames(walk).has(name)) throw new SealError("wrong-event", "not a reader");
  const receipt = inForce(walk)?.readers.some((reader) => reader.fingerprint.length === 0 && hex(reader.kid) === name) === true;
  // The reporter lets organisations go; a representative cuts off a lost receipt, whose finder could sign here.
  need(byFounder !== receipt, event);
  walk.revoked.add(name);
  walk.admitted.delete(name);
  if (receipt) walk.cutOff.add(name);
}
