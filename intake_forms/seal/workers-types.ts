/** The events of workers' rooms, with the shapes of their data. The reporter's pages never load this. */
import { digest, isDay, REPORTER_TYPES, word } from "./event";
import type { Check, EventTypes } from "./event";

const MAX_VALUES = 32;

const matches = (pattern: RegExp): Check => (value) => typeof value === "string" && pattern.test(value);
const orNone = (check: Check): Check => (value) => value === "" || check(value);

const code = matches(/^[a-z0-9][a-z0-9_.-]{0,39}$/);
const value = matches(/^[a-z0-9][a-z0-9_.:-]{0,79}$/);
const values: Check = (list) => Array.isArray(list) && list.length <= MAX_VALUES && new Set(list).size === list.length && list.every(value);

const shared = ["founded", "epoch", "admitted", "revoked"].map((type) => [type, REPORTER_TYPES.get(type) ?? {}] as const);

export const WORKERS_TYPES: EventTypes = new Map<string, Readonly<Record<string, Check>>>([...shared, ...Object.entries({
  entrusted: { fingerprint: digest, role: word("representative", "coordinator") },
  // The proof of filing of a report: it names nobody.
  linked: { report: digest },
  unlinked: { report: digest },
  recorded: { fact: code, values },
  kept: { what: code, entry: digest },
  consent_given: { audience: code, content: code, until: orNone(isDay), entry: orNone(digest) },
  consent_withdrawn: { consent: digest },
  stage: { stage: code, reason: orNone(code), entry: orNone(digest) },
  suspended: { reason: code, review: orNone(isDay), entry: orNone(digest) },
  resumed: {},
  closed: { outcome: code, reason: orNone(code), into: orNone(digest), entry: orNone(digest) },
  reopened: { reason: code, entry: orNone(digest) },
})]);

/** An event that somebody wants to sign. Hashes and fingerprints are hex; what may be empty is "". */
export type NewEvent =
  | { readonly type: "entrusted"; readonly data: { fingerprint: string; role: "representative" | "coordinator" } }
  | { readonly type: "linked" | "unlinked"; readonly data: { report: string } }
  | { readonly type: "recorded"; readonly data: { fact: string; values: readonly string[] } }
  | { readonly type: "kept"; readonly data: { what: string; entry: string } }
  | { readonly type: "consent_given"; readonly data: { audience: string; content: string; until: string; entry: string } }
  | { readonly type: "consent_withdrawn"; readonly data: { consent: string } }
  | { readonly type: "stage"; readonly data: { stage: string; reason: string; entry: string } }
  | { readonly type: "suspended"; readonly data: { reason: string; review: string; entry: string } }
  | { readonly type: "resumed"; readonly data: Record<never, string> }
  | { readonly type: "closed"; readonly data: { outcome: string; reason: string; into: string; entry: string } }
  | { readonly type: "reopened"; readonly data: { reason: string; entry: string } };
