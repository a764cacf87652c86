/** The events of workers' rooms, with the shapes of their data. The reporter's pages never load this. */
import type { Role } from "./case-facts";
import { digest, REPORTER_TYPES, word } from "./event";
import type { Check, EventTypes } from "./event";
import { code, codeOrNone, dayOrNone, different, digestOrNone, ident, matches } from "./shapes";

const MAX_VALUES = 32;
const MAX_ORGANISATIONS = 16;
const MAX_EVIDENCE = 16;

const value = matches(/^[a-z0-9][a-z0-9_.:-]{0,79}$/);

/** What happens in every room that an organisation founds. Of the roles some belong to a table alone. */
export const SHARED_TYPES = [
  ...["founded", "epoch", "admitted", "revoked"].map((type) => [type, REPORTER_TYPES.get(type) ?? {}] as const),
  ["entrusted", { fingerprint: digest, role: word("representative", "coordinator", "monitor", "duty_bearer", "buyer") }] as const,
];

export const WORKERS_TYPES: EventTypes = new Map<string, Readonly<Record<string, Check>>>([...SHARED_TYPES, ...Object.entries({
  // The proof of filing of a report: it names nobody.
  linked: { report: digest },
  unlinked: { report: digest },
  recorded: { fact: code, values: different(0, MAX_VALUES, value) },
  kept: { what: code, entry: digest },
  consent_given: {
    audience: code, content: code, organisations: different(0, MAX_ORGANISATIONS, digest), until: dayOrNone, way: word("written", "oral"), entry: digestOrNone,
  },
  consent_withdrawn: { consent: digest },
  stage: { stage: code, reason: codeOrNone, entry: digestOrNone },
  suspended: { reason: code, review: dayOrNone, entry: digestOrNone },
  resumed: {},
  closed: { outcome: code, reason: codeOrNone, into: digestOrNone, entry: digestOrNone },
  reopened: { reason: code, entry: digestOrNone },
  declared: { entry: digest },
  finding: { entry: digest, conclusion: code, grade: code, evidence: different(0, MAX_EVIDENCE, digest), replaces: digestOrNone },
  commented: { finding: digest, entry: digest },
  established: { finding: digest },
  contested: { finding: digest, entry: digest },
  // The id of its room, which is not the one of the case.
  table_opened: { table: ident },
})]);

/** A role that somebody gives. */
export interface NewEntrusted { readonly type: "entrusted"; readonly data: { fingerprint: string; role: Role } }

/** An event of a workers' room that somebody wants to sign. Hashes, ids and fingerprints are hex; what may be empty is "". */
export type NewEvent =
  | NewEntrusted
  | { readonly type: "linked" | "unlinked"; readonly data: { report: string } }
  | { readonly type: "recorded"; readonly data: { fact: string; values: readonly string[] } }
  | { readonly type: "kept"; readonly data: { what: string; entry: string } }
  | {
    readonly type: "consent_given";
    readonly data: { audience: string; content: string; organisations: readonly string[]; until: string; way: "written" | "oral"; entry: string };
  }
  | { readonly type: "consent_withdrawn"; readonly data: { consent: string } }
  | { readonly type: "stage"; readonly data: { stage: string; reason: string; entry: string } }
  | { readonly type: "suspended"; readonly data: { reason: string; review: string; entry: string } }
  | { readonly type: "resumed"; readonly data: Record<never, string> }
  | { readonly type: "closed"; readonly data: { outcome: string; reason: string; into: string; entry: string } }
  | { readonly type: "reopened"; readonly data: { reason: string; entry: string } }
  | { readonly type: "declared"; readonly data: { entry: string } }
  | { readonly type: "finding"; readonly data: { entry: string; conclusion: string; grade: string; evidence: readonly string[]; replaces: string } }
  | { readonly type: "commented" | "contested"; readonly data: { finding: string; entry: string } }
  | { readonly type: "established"; readonly data: { finding: string } }
  | { readonly type: "table_opened"; readonly data: { table: string } };
