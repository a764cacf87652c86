/** Which texts belong into the rooms of a case, and which of them a consent may reach. The reporter's pages never load this. */
import { checkKind, CONVERSATION, FILED } from "./content";

export const WORKERS_TEXTS = [
  "message", "reasons", "mandate", "risk", "safe_contact", "referral", "notice", "finding", "comment", "interests", "witness", "reprisal",
  "reprisal_link",
] as const;
export const TABLE_TEXTS = ["message", "reasons", "plan", "report", "minute", "reply"] as const;
export type WorkersText = (typeof WORKERS_TEXTS)[number];
export type TableText = (typeof TABLE_TEXTS)[number];

/** Kinds that no consent reaches: who somebody is, and what could hurt her. */
const NEVER_DISCLOSED: readonly string[] = ["person", "mandate", "risk", "reprisal_link", "safe_contact", "witness", "reprisal", "interests"];
const DISCLOSED = [...FILED, ...CONVERSATION, ...WORKERS_TEXTS, ...TABLE_TEXTS].filter((kind) => !NEVER_DISCLOSED.includes(kind));

/** Throws kind-not-allowed for what is never disclosed, and for what belongs into no room. */
export const checkDisclosed = (kind: string): void => checkKind(kind, DISCLOSED);
