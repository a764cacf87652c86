/** What monitors found in a case, read from its signed history: what is in force, what it rests on, and what was said to it. */
import type { OpenCase } from "./case-opening";
import { openRow } from "./room-opening";
import type { Opened, Row } from "./room-opening";
import { hex } from "./seal";
import type { Finding, RoomEvent } from "./seal-cases";

/** The newest first. */
export const findings = (of: OpenCase): Finding[] => [...of.facts.findings.values()].reverse();

/** The fingerprint under which I find the facts here, or nothing. */
export const monitoring = (of: OpenCase): string | undefined => of.monitor === null ? undefined : hex(of.monitor.trust.chain.fingerprint);

/** What was said to a finding, in its order. */
export function saidTo(of: OpenCase, finding: Finding): RoomEvent[] {
  return of.verified.events.filter(({ type, data }) => (type === "commented" || type === "contested") && data.finding === finding.finding);
}

/** Something in the room that a finding may rest on. */
export interface Evidence { row: Row; opened: Opened }

/** Of how many of the newest entries one may choose. */
const LOOKED_AT = 100;
const EVIDENCE: ReadonlySet<string> = new Set(["message", "notice", "referral", "attachment"]);

/** The newest first. What is too large to have come along is a file. */
export async function possibleEvidence(of: OpenCase): Promise<Evidence[]> {
  const found: Evidence[] = [];
  for (const row of of.rows.slice(-LOOKED_AT).reverse()) {
    if (!of.keys.has(row.entry.epoch)) continue;
    const opened = await openRow(of, row);
    if (opened.said.stop === null && (opened.content === null || EVIDENCE.has(opened.content.kind))) found.push({ row, opened });
  }
  return found;
}
