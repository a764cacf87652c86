/** What the signed history of a table adds up to: its plans, the one in force, how far each step has come, what was shown. */
import type { Role } from "./case-facts";
import type { Event, PlanStep } from "./event";

/** The event with which a plan came into force: its hash, its number and its day. */
export interface InForceBy { readonly hash: string; readonly seq: number; readonly day: string }

/** One plan as it was proposed. Organisations by fingerprint; who proposes accepts. */
export interface Plan {
  /** The hash of the event that proposed it: how later ones name it; and whose it is. */
  readonly plan: string; readonly organisation: string;
  readonly event: Event;
  /** By their id. */
  readonly steps: ReadonlyMap<string, PlanStep>;
  readonly accepted: ReadonlySet<string>; readonly refused: ReadonlySet<string>;
  /** What brought it into force, also after another took its place; none for one that never came so far. */
  readonly inForceBy: InForceBy | undefined;
}

/** Two voices that never touch each other's word: hashes of the owner's last `said_done`, and of what representatives said last; or empty. */
export interface StepState { readonly state: "open" | "said" | "verified" | "partly" | "disputed"; readonly said: string; readonly verified: string }

export interface Disclosure {
  /** The hash of the event; and the organisation that disclosed. */
  readonly hash: string; readonly organisation: string;
  readonly event: Event;
}

/** Fingerprints and hashes are hex; never changed, only replaced. */
export interface TableFacts {
  /** By fingerprint; a reader without a role reads and writes. */
  readonly roles: ReadonlyMap<string, Role>;
  /** In the order in which they were proposed. */
  readonly plans: readonly Plan[];
  /** The hash of the plan in force, or empty. */
  readonly inForce: string;
  /** The steps of the plan in force, by their id. */
  readonly steps: ReadonlyMap<string, StepState>;
  /** Who said that it received what is at the table. */
  readonly received: ReadonlySet<string>;
  readonly disclosures: readonly Disclosure[];
  /** Who ever had a role of those who have to answer, or buy: it represents nobody here. */
  readonly companies: ReadonlySet<string>;
  /** Entry, commitment, consent and recipient of every disclosure. */
  readonly shown: ReadonlySet<string>;
}

/** Before anything was said; of rooms that are no table, for good. */
export const NO_TABLE: Omit<TableFacts, "roles"> = {
  plans: [], inForce: "", steps: new Map(), received: new Set(), disclosures: [], companies: new Set(), shown: new Set(),
};
