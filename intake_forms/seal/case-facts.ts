/** What the signed history of a workers' room adds up to: a case, as far as it has left the seal. */

export type Role = "representative" | "coordinator";

/** A consent that was given and not withdrawn; whether it has expired (`until`) is the reader's to judge. */
export interface LiveConsent {
  /** Codes: to whom, and what. */
  readonly audience: string; readonly content: string;
  /** The last day on which it holds, or empty. */
  readonly until: string;
  /** The sealed entry that says more (hash of its header, as hex), or empty. */
  readonly entry: string;
  /** The day on which it was given. */
  readonly day: string;
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
}

/** Before anything was said; of rooms that are no case, for good. */
export const NO_FACTS: CaseFacts = { roles: new Map(), facts: new Map(), linked: [], kept: new Map(), consents: new Map(), stage: "", suspended: false, closed: "" };
