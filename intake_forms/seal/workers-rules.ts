/**
 * Workers' rooms, one for each case: which event may follow and who may sign it (PROTOCOL.md, 5.1). Representatives act
 * for the rights holders; what monitors find stands in finding-rules.ts.
 */
import { hex } from "./bytes";
import type { Bytes } from "./bytes";
import { NO_FACTS } from "./case-facts";
import type { CaseFacts, LiveConsent } from "./case-facts";
import type { Event } from "./event";
import { FINDINGS } from "./finding-rules";
import { WORKERS_TEXTS } from "./kinds";
import { acting, found, open, possible, put, READERS, without } from "./role-rules";
import { need } from "./walk";
import type { RoomRules, Walk } from "./walk";
import { WORKERS_TYPES } from "./workers-types";

export const WORKERS: RoomRules = { kind: "workers", types: WORKERS_TYPES, handsOn: true, nothing: { case: NO_FACTS }, texts: () => WORKERS_TEXTS, found, apply, open };

/** What a coordinator may besides what every reader may; a representative may everything but what is the monitors' own. */
const COORDINATOR: readonly string[] = ["kept", "stage", "suspended", "resumed", "commented"];
/** Those whom a finding is about or for do not make it. */
const MONITOR: readonly string[] = ["declared", "finding", "established"];
/** Nobody who may have to answer has a role here. */
const ROLES: readonly string[] = ["representative", "coordinator", "monitor"];

function apply(walk: Walk, event: Event, hash: Bytes): void {
  const organisation = acting(walk, event);
  if (event.type === "epoch") return;
  const role = walk.roles.get(organisation);
  const monitors = MONITOR.includes(event.type);
  need(monitors ? role === "monitor" : role === "representative" || (role === "coordinator" && COORDINATOR.includes(event.type)), event);
  if (event.type === "entrusted") possible(ROLES.includes(event.data.role as string), "role");
  READERS[event.type]?.(walk, event, hash);
  walk.case = { ...walk.case, ...CHANGES[event.type]?.(event.data as Record<string, string>, walk.case, { organisation, hash: hex(hash), event }) };
}

export interface Said { readonly organisation: string; readonly hash: string; readonly event: Event }
/** What an event changes. Throws wrong-event for what cannot happen now. */
export type Change = (data: Record<string, string>, facts: Omit<CaseFacts, "roles">, said: Said) => Partial<CaseFacts>;

const CHANGES: Readonly<Record<string, Change>> = {
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
  consent_given({ way, entry }, { consents }, { hash, event }) {
    // Of what was only said somebody must have been the witness.
    possible(way !== "oral" || entry !== "", "oral, without a witness");
    return { consents: put(consents, hash, { ...event.data as unknown as Omit<LiveConsent, "day">, day: event.day }) };
  },
  consent_withdrawn({ consent }, { consents }) {
    possible(consents.has(consent as string), "no such consent");
    return { consents: without(consents, consent as string) };
  },
  stage: ({ stage }) => ({ stage: stage as string }),
  suspended: () => ({ suspended: true }),
  resumed: () => ({ suspended: false }),
  closed: ({ outcome }) => ({ closed: outcome as string }),
  reopened: () => ({ closed: "" }),
  table_opened({ table }, { tables }) {
    possible(!tables.includes(table as string), "opened already");
    return { tables: [...tables, table as string] };
  },
  ...FINDINGS,
};
