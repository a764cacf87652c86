/**
 * Workers' rooms, one for each case: which event may follow and who may sign it (PROTOCOL.md, 5.1), which epoch may be
 * opened (5.2). Representatives act for the rights holders; roles are given and taken in the room's own history.
 */
import { hex, unhex } from "./bytes";
import type { Bytes } from "./bytes";
import { NO_FACTS } from "./case-facts";
import type { CaseFacts, Role } from "./case-facts";
import { checkReaders, checkSigner } from "./epoch-rules";
import { SealError } from "./errors";
import type { Event, EventData } from "./event";
import { nameOf } from "./statement";
import type { Statement } from "./statement";
import { actsIn, checkActor, letGo, letIn, names, need, nextNames } from "./walk";
import type { RoomRules, Walk } from "./walk";
import { WORKERS_TYPES } from "./workers-types";

export const WORKERS: RoomRules = { kind: "workers", types: WORKERS_TYPES, found, apply, open };

/** What a coordinator may besides what every reader may; a representative may everything. */
const COORDINATOR: readonly string[] = ["kept", "stage", "suspended", "resumed"];

/** An account founds for its organisation, which becomes the first representative. */
function found(walk: Walk, event: Event): void {
  const founder = event.data.founder as string;
  need(event.roster.length > 0, event);
  walk.founder = unhex(founder);
  checkActor(walk, event);
  walk.case = { ...NO_FACTS, roles: new Map([[founder, "representative"]]) };
}

function apply(walk: Walk, event: Event, hash: Bytes): void {
  const first = walk.statements.length === 0;
  if (first && (event.type !== "epoch" || event.data.statements?.length !== 1)) throw new SealError("wrong-event", "before the first epoch");
  need(event.roster.length > 0, event);
  const facts = walk.case;
  const role = facts.roles.get(checkActor(walk, event));
  if (event.type === "epoch") return;
  need(role === "representative" || (role === "coordinator" && COORDINATOR.includes(event.type)), event);
  walk.case = { ...facts, ...CHANGES[event.type]?.(event.data as Record<string, string>, facts, { walk, hash, event }) };
}

interface Where { readonly walk: Walk; readonly hash: Bytes; readonly event: Event }
/** What an event changes. Throws wrong-event for what cannot happen now. */
type Change = (data: Record<string, string>, facts: CaseFacts, where: Where) => Partial<CaseFacts>;

function possible(holds: boolean, why: string): void {
  if (!holds) throw new SealError("wrong-event", why);
}

function put<Value>(map: ReadonlyMap<string, Value>, key: string, value: Value): ReadonlyMap<string, Value> {
  return new Map(map).set(key, value);
}

function without<Value>(map: ReadonlyMap<string, Value>, key: string): ReadonlyMap<string, Value> {
  return new Map([...map].filter(([each]) => each !== key));
}

const representatives = (roles: ReadonlyMap<string, Role>): string[] => [...roles].filter(([, role]) => role === "representative").map(([name]) => name);

const CHANGES: Readonly<Record<string, Change>> = {
  admitted({ fingerprint }, _, { walk, hash }) {
    possible(!nextNames(walk).has(fingerprint as string), "already a reader");
    letIn(walk, fingerprint as string, hash);
    return {};
  },
  revoked({ reader }, { roles }, { walk }) {
    possible(nextNames(walk).has(reader as string), "not a reader");
    const left = without(roles, reader as string);
    // Who remains must be able to open the next epoch: somebody only admitted cannot.
    possible(representatives(left).some((name) => names(walk).has(name)), "no representative left");
    letGo(walk, reader as string);
    return { roles: left };
  },
  entrusted({ fingerprint, role }, { roles }, { walk }) {
    possible(nextNames(walk).has(fingerprint as string), "not a reader");
    const changed = put(roles, fingerprint as string, role as Role);
    possible(representatives(changed).length > 0, "no representative left");
    return { roles: changed };
  },
  linked({ report }, { linked }) {
    possible(!linked.includes(report as string), "linked already");
    return { linked: [...linked, report as string] };
  },
  unlinked({ report }, { linked }) {
    possible(linked.includes(report as string), "not linked");
    return { linked: linked.filter((each) => each !== report) };
  },
  recorded: (_, { facts }, { event }) => ({ facts: put(facts, event.data.fact as string, event.data.values as readonly string[]) }),
  kept: ({ what, entry }, { kept }) => ({ kept: put(kept, what as string, entry as string) }),
  consent_given: (data, { consents }, { hash, event }) => ({ consents: put(consents, hex(hash), consentOf(data, event.day)) }),
  consent_withdrawn({ consent }, { consents }) {
    possible(consents.has(consent as string), "no such consent");
    return { consents: without(consents, consent as string) };
  },
  stage: ({ stage }) => ({ stage: stage as string }),
  suspended: () => ({ suspended: true }),
  resumed: () => ({ suspended: false }),
  closed: ({ outcome }) => ({ closed: outcome as string }),
  reopened: () => ({ closed: "" }),
};

function consentOf(data: EventData, day: string) {
  const { audience, content, until, entry } = data as Record<"audience" | "content" | "until" | "entry", string>;
  return { audience, content, until, entry, day };
}

function open(walk: Walk, statement: Statement): void {
  const organisations = statement.readers.every((reader) => reader.fingerprint.length > 0);
  if (statement.epoch > 0) {
    checkReaders(walk, statement, organisations);
    return checkSigner(walk, statement);
  }
  const [only] = statement.readers;
  if (!organisations || statement.readers.length !== 1 || only === undefined || nameOf(only) !== hex(walk.founder)) throw new SealError("readers-changed");
  if (actsIn(statement, statement.signer, walk.chains).length === 0) throw new SealError("not-entitled", "statement");
}
