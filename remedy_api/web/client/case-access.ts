/** Who can open what in a case, read from its signed history: what each reader may open, since when, and who read it before. */
import { readsSince, roleOf } from "./case-compare";
import type { OpenCase } from "./case-opening";
import type { Role } from "./case-view";
import type { Reader } from "./room-opening";
import { hex } from "./seal";

/** Everybody who reads now opens all of it: each new key brings the one before. */
export interface Access { reader: Reader; fingerprint: string; role: Role; since: string }

/** A role that somebody can be given in a case. */
export type Given = Exclude<Role, "reader">;

/** Only worker organisations represent, only coordinators coordinate, only monitors find. */
export function roleFor(kind: string): Given | null {
  return kind === "worker_organisation" ? "representative" : kind === "coordinator" || kind === "monitor" ? kind : null;
}

/** Whether this role takes the steps of a case. */
export const handles = (role: Role): boolean => role === "representative" || role === "coordinator";

/** Who was removed keeps what was there until then. `count`: entries it could open. */
export interface Former { name: string; fingerprint: string; until: string; count: number }

export function access(of: OpenCase): Access[] {
  return of.readers.map((reader) => {
    const fingerprint = hex(reader.trust.chain.fingerprint);
    return { reader, fingerprint, role: roleOf(of.facts, fingerprint), since: readsSince(of, fingerprint) };
  });
}

export function former(of: OpenCase): Former[] {
  const { events } = of.verified;
  const now = new Set(of.readers.map((reader) => hex(reader.trust.chain.fingerprint)));
  const gone = new Map<string, Former>();
  let epochs = 0;
  for (const event of events) {
    if (event.type === "epoch") epochs += 1;
    if (event.type !== "revoked") continue;
    const fingerprint = event.data.reader as string;
    const before = epochs; // it holds the keys of the epochs until this one
    const name = of.known.find((each) => hex(each.trust.chain.fingerprint) === fingerprint)?.name ?? "";
    gone.set(fingerprint, { name, fingerprint, until: event.day, count: of.rows.filter((row) => row.entry.epoch < before).length });
  }
  return [...gone.values()].filter((each) => !now.has(each.fingerprint));
}
