/** Whom of an audience the workers can name in a consent: organisations with a key, by which the history will know them. */
import { get, Problem } from "./api";
import type { OpenCase } from "./case-opening";
import { fetchViewers } from "./review-view";
import { candidates } from "./room-acts";
import { hex } from "./seal";
import type { Session } from "./session";
import type { Company } from "./supply";
import { trusted } from "./trust";
import type { Trusted } from "./trust";

/** `proven`: somebody here compared its key words. */
export interface Nameable { fingerprint: string; name: string; proven: boolean }
interface Listed { organisation: string; name: string }

/** Of the authorities and the public nobody has a key. */
export async function nameable(session: Session, of: OpenCase, audience: string): Promise<Nameable[]> {
  switch (audience) {
    // One company may supply from sites that it runs itself.
    case "operator":
    case "suppliers": return withKeys(session, await companies(of));
    case "buyers": return withKeys(session, await buyers(of));
    case "monitor":
    case "coordinator": return [...of.readers, ...await candidates(session, of.readers)].filter(({ kind }) => kind === audience).map(({ trust }) => named(trust));
    default: return [];
  }
}

const named = ({ chain, name, proven }: Trusted): Nameable => ({ fingerprint: hex(chain.fingerprint), name, proven });

/** Those companies of a case and behind its site that are organisations of the programme, too. */
async function companies({ view: { duty_bearers: bearers, supply: { operator, suppliers } } }: OpenCase): Promise<Listed[]> {
  const ids = new Set([...bearers, ...operator === null ? [] : [operator], ...suppliers].map(({ company }) => company));
  const found = await Promise.all([...ids].map(async (id) => (await get<Company>(`/v1/companies/${id}`)).data));
  return found.flatMap(({ organisation, organisation_name: name }) => organisation === null ? [] : [{ organisation, name: name ?? "" }]);
}

/** Public buyers with a confirmed contract behind the site. */
async function buyers(of: OpenCase): Promise<Listed[]> {
  return (await fetchViewers(of.id)).filter(({ kind }) => kind === "buyer");
}

/** Each once; one that has made no key yet cannot be named. */
async function withKeys(session: Session, listed: readonly Listed[]): Promise<Nameable[]> {
  const once = new Map(listed.map((each) => [each.organisation, each]));
  const found = await Promise.all([...once.values()].map(({ organisation, name }) => trusted(session, organisation, name).catch((error: unknown) => {
    if (error instanceof Problem && error.status === 404) return null;
    throw error;
  })));
  return found.flatMap((trust) => trust === null ? [] : [named(trust)]);
}
