/** The events of a table, with the shapes of their data and of a plan's steps. The reporter's pages never load this. */
import { digest, hasMembers, isDay, word } from "./event";
import type { Check, EventTypes } from "./event";
import { code, codeOrNone, different, digestOrNone, ident, matches, orNone } from "./shapes";
import { SHARED_TYPES } from "./workers-types";
import type { NewEntrusted } from "./workers-types";

const MAX_STEPS = 24;
const MAX_RECIPIENTS = 16;

const stepCode = matches(/^[a-z0-9][a-z0-9_.-]{0,15}$/);
const recipients = different(1, MAX_RECIPIENTS, digest);

const STEP: Readonly<Record<string, Check>> = {
  step: stepCode, form: code, kind: code,
  // The organisation that does it, by its fingerprint.
  owner: digest,
  due: isDay,
  amount: orNone(matches(/^[1-9][0-9]{0,11}(\.[0-9]{2})?$/)),
  currency: orNone(matches(/^[A-Z]{3}$/)),
  instalments: orNone(matches(/^([2-9]|[1-9][0-9]|1[01][0-9]|120)$/)),
  workers: codeOrNone,
  beneficiaries: different(0, 4, code),
  evidence: different(0, 8, code),
};

const isStep: Check = (value) => {
  if (typeof value !== "object" || value === null || Array.isArray(value) || !hasMembers(value, Object.keys(STEP))) return false;
  const step = value as Record<string, unknown>;
  if (!Object.entries(STEP).every(([name, check]) => check(step[name]))) return false;
  // An amount of nothing, or instalments of no amount, would be read differently by whoever pays.
  return (step.amount === "") === (step.currency === "") && (step.instalments === "" || step.amount !== "");
};

export const TABLE_TYPES: EventTypes = new Map<string, Readonly<Record<string, Check>>>([...SHARED_TYPES, ...Object.entries({
  received: {},
  disclosed: {
    // Of the entry: its id, and what stands under its author's signature (the body hash, the kid of who wrote it).
    entry: ident, place: digest, commitment: digest, body: digest, author: digest, consent: digest,
    // In order, so that the wraps beside the event have one order only.
    to: (list: unknown) => recipients(list) && (list as string[]).every((each, at) => at === 0 || (list as string[])[at - 1] as string < each),
    wraps: digest,
  },
  plan: {
    against: digestOrNone, entry: digest, warned: word("", "waiver"),
    steps: (list: unknown) => Array.isArray(list) && list.length >= 1 && list.length <= MAX_STEPS && list.every(isStep),
  },
  accepted: { plan: digest },
  refused: { plan: digest, entry: digest },
  said_done: { step: stepCode, entry: digest },
  verified: { step: stepCode, result: word("verified", "partly"), asked: code, confirmed: code, entry: digestOrNone },
  disputed: { step: stepCode, entry: digest },
  step_reopened: { step: stepCode, reason: code, entry: digestOrNone },
})]);

/** A step as it is written into a plan, its members in this order. What may be empty is "". */
export interface NewStep {
  readonly step: string; readonly form: string; readonly kind: string; readonly owner: string; readonly due: string;
  readonly amount: string; readonly currency: string; readonly instalments: string; readonly workers: string;
  readonly beneficiaries: readonly string[]; readonly evidence: readonly string[];
}

/** An event of a table that somebody wants to sign, but for disclosures (`makeDisclosure`). Hashes and fingerprints are hex. */
export type NewTableEvent =
  | NewEntrusted
  | { readonly type: "received"; readonly data: Record<never, string> }
  | { readonly type: "plan"; readonly data: { against: string; entry: string; warned: "" | "waiver"; steps: readonly NewStep[] } }
  | { readonly type: "accepted"; readonly data: { plan: string } }
  | { readonly type: "refused"; readonly data: { plan: string; entry: string } }
  | { readonly type: "said_done" | "disputed"; readonly data: { step: string; entry: string } }
  | { readonly type: "verified"; readonly data: { step: string; result: "verified" | "partly"; asked: string; confirmed: string; entry: string } }
  | { readonly type: "step_reopened"; readonly data: { step: string; reason: string; entry: string } };
