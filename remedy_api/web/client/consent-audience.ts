/** Whom of an audience the workers can name in a consent: organisations with a key, by which the history will know them. */
import type { OpenCase } from "./case-opening";
import { candidates } from "./room-acts";
import { hex } from "./seal";
import type { Session } from "./session";

/** `proven`: somebody here compared its key words. */
export interface Nameable { fingerprint: string; name: string; kind: string; proven: boolean }

/** The kinds of organisations that belong to each audience. One company may supply from sites that it runs itself. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  operator: ["operator", "supplier"], suppliers: ["supplier", "operator"], buyers: ["buyer"], monitor: ["monitor"], coordinator: ["coordinator"],
};

/** Those of the directory and those that read the case. */
export async function nameable(session: Session, of: OpenCase): Promise<Nameable[]> {
  const listed = await candidates(session, of.readers);
  return [
    ...of.readers.map(({ trust, name, kind }) => ({ fingerprint: hex(trust.chain.fingerprint), name, kind, proven: trust.proven })),
    ...listed.map(({ trust, fingerprint, kind }) => ({ fingerprint, name: trust.name, kind, proven: trust.proven })),
  ];
}

export const ofAudience = (all: readonly Nameable[], audience: string): Nameable[] => all.filter(({ kind }) => KINDS[audience]?.includes(kind));
