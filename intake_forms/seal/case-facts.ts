/** What the signed history of a workers' room adds up to: a case, as far as it has left the seal. */

import type { Event } from "./event";

export type Role = "representative" | "coordinator" | "monitor" | "duty_bearer" | "buyer";

/** A consent that was given and not withdrawn; whether it has expired (`until`) is the reader's to judge. */
export interface LiveConsent {
  /** Codes: to whom, and what. */
  readonly audience: string; readonly content: string;
  /** Which of that audience, by fingerprint; none named: all of it. */
  readonly organisations: readonly string[];
  /** `written`, or `oral` before the witness that `entry` names. */
  readonly way: string;
  /** The last day on which it holds, or empty. */
  readonly until: string;
  /** The sealed entry that says more (hash of its header, as hex), or empty. */
  readonly entry: string;
  /** The day on which it was given. */
  readonly day: string;
}

/** What a monitor found, as long as no later finding replaces it: a draft until it is established. */
export interface Finding {
  /** The hash of the event that made it: how later ones name it; and whose it is. */
  readonly finding: string; readonly organisation: string;
  /** `entry`, `conclusion`, `grade`, `evidence`, `replaces`. */
  readonly event: Event;
  readonly established: boolean;
  /** The sealed entry that says why it is contested, beside draft or established; or empty. */
  readonly contested: string;
  /** The sealed entries that comment on it, in their order. */
  readonly comments: readonly string[];
}

/** Fingerprints and hashes are hex; never changed, only replaced. */
export interface CaseFacts {
  /** By fingerprint; a reader without a role reads and writes. */
  readonly roles: ReadonlyMap<string, Role>;
  /** By code, each with the values recorded last. */
  readonly facts: ReadonlyMap<string, readonly string[]>;
  /** Proofs of filing of the reports, in the order in which they were linked. */
  readonly linked: readonly string[];
  /** By what it holds: the entry kept last. */
  readonly kept: ReadonlyMap<string, string>;
  /** By the hash of the event that gave it. */
  readonly consents: ReadonlyMap<string, LiveConsent>;
  /** The stage that began last, or empty. */
  readonly stage: string;
  readonly suspended: boolean;
  /** The outcome, or empty while the case is open. */
  readonly closed: string;
  /** By fingerprint: the sealed statement of a monitor's interests that was declared last. */
  readonly declared: ReadonlyMap<string, string>;
  /** Those in force, by the hash of their event, in the order in which they were made. */
  readonly findings: ReadonlyMap<string, Finding>;
  /** The ids of the tables opened for this case. */
  readonly tables: readonly string[];
}

/** Before anything was said; of rooms that are no case, for good. */
export const NO_FACTS: Omit<CaseFacts, "roles"> = {
  facts: new Map(), linked: [], kept: new Map(), consents: new Map(), stage: "", suspended: false, closed: "", declared: new Map(), findings: new Map(), tables: [],
};
