/**
 * What rooms that an organisation founds have in common (PROTOCOL.md, 5.1): who founds them, lets in, entrusts and lets
 * go; which epoch may be opened (5.2). Rights hang on roles, roles on organisations, both on the signed history alone.
 */
import { hex, unhex } from "./bytes";
import type { Bytes } from "./bytes";
import type { Role } from "./case-facts";
import { checkReaders, checkSigner } from "./epoch-rules";
import { SealError } from "./errors";
import type { Event } from "./event";
import { nameOf } from "./statement";
import type { Statement } from "./statement";
import { actsIn, checkActor, letGo, letIn, names, need, nextNames } from "./walk";
import type { Walk } from "./walk";

/** An account founds for its organisation, which becomes the first representative. */
export function found(walk: Walk, event: Event): void {
  const founder = event.data.founder as string;
  need(event.roster.length > 0, event);
  walk.founder = unhex(founder);
  checkActor(walk, event);
  walk.roles = new Map([[founder, "representative"]]);
}

/** The organisation for which a later event was signed; nothing but the first epoch comes before the first epoch. */
export function acting(walk: Walk, event: Event): string {
  const first = walk.statements.length === 0;
  if (first && (event.type !== "epoch" || event.data.statements?.length !== 1)) throw new SealError("wrong-event", "before the first epoch");
  need(event.roster.length > 0, event);
  return checkActor(walk, event);
}

/** What cannot happen is wrong-event. */
export function possible(holds: boolean, why: string): void {
  if (!holds) throw new SealError("wrong-event", why);
}

export function put<Value>(map: ReadonlyMap<string, Value>, key: string, value: Value): ReadonlyMap<string, Value> {
  return new Map(map).set(key, value);
}

export function without<Value>(map: ReadonlyMap<string, Value>, key: string): ReadonlyMap<string, Value> {
  return new Map([...map].filter(([each]) => each !== key));
}

const representatives = (roles: ReadonlyMap<string, Role>): string[] => [...roles].filter(([, role]) => role === "representative").map(([name]) => name);

/** Changes of readers and of their roles. Throws wrong-event for what cannot happen now. */
export const READERS: Readonly<Record<string, (walk: Walk, event: Event, hash: Bytes) => void>> = {
  admitted(walk, event, hash) {
    const fingerprint = event.data.fingerprint as string;
    possible(!nextNames(walk).has(fingerprint), "already a reader");
    letIn(walk, fingerprint, hash);
  },
  revoked(walk, event) {
    const reader = event.data.reader as string;
    possible(nextNames(walk).has(reader), "not a reader");
    const left = without(walk.roles, reader);
    // Who remains must be able to open the next epoch: somebody only admitted cannot.
    possible(representatives(left).some((name) => names(walk).has(name)), "no representative left");
    letGo(walk, reader);
    walk.roles = left;
  },
  entrusted(walk, event) {
    const { fingerprint, role } = event.data as Record<"fingerprint" | "role", string>;
    possible(nextNames(walk).has(fingerprint), "not a reader");
    const changed = put(walk.roles, fingerprint, role as Role);
    possible(representatives(changed).length > 0, "no representative left");
    walk.roles = changed;
  },
};

export function open(walk: Walk, statement: Statement): void {
  const organisations = statement.readers.every((reader) => reader.fingerprint.length > 0);
  if (statement.epoch > 0) {
    checkReaders(walk, statement, organisations);
    return checkSigner(walk, statement);
  }
  const [only] = statement.readers;
  if (!organisations || statement.readers.length !== 1 || only === undefined || nameOf(only) !== hex(walk.founder)) throw new SealError("readers-changed");
  if (actsIn(statement, statement.signer, walk.chains).length === 0) throw new SealError("not-entitled", "statement");
}
