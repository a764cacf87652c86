/** Whom of an audience the workers can name in a consent: organisations with a key, by which the history will know them. */
import { get, Problem } from "./api";
import type { OpenCase } from "./case-opening";
import { candidates } from "./room-acts";
import { hex } from "./seal";
import type { Session } from "./session";
import type { Behind, Company } from "./supply";
import { trusted } from "./trust";
import type { Trusted } from "./trust";

/** `proven`: somebody here compared its key words. */
export interface Nameable { fingerprint: string; name: string; proven: boolean }
export interface Listed { organisation: string; name: string }

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

/** The companies of a case and behind its site, and the buyers, through whose eyes one may look: each once, by name. */
export async function previewable(of: OpenCase): Promise<Listed[]> {
  const found = [...await companies(of), ...await buyers(of)];
  return [...new Map(found.map((each) => [each.organisation, each])).values()].sort((a, b) => a.name.localeCompare(b.name));
}

const named = ({ chain, name, proven }: Trusted): Nameable => ({ fingerprint: hex(chain.fingerprint), name, proven });

/** Those companies of a case and behind its site that are organisations of the programme, too. */
async function companies({ view: { duty_bearers: bearers, supply: { operator, suppliers } } }: OpenCase): Promise<Listed[]> {
  const ids = new Set([...bearers, ...operator === null ? [] : [operator], ...suppliers].map(({ company }) => company));
  const found = await Promise.all([...ids].map(async (id) => (await get<Company>(`/v1/companies/${id}`)).data));
  return found.flatMap(({ organisation, organisation_name: name }) => organisation === null ? [] : [{ organisation, name: name ?? "" }]);
}

/** Public buyers with a contract behind the site, as far as they are told here. */
async function buyers({ view: { site } }: OpenCase): Promise<Listed[]> {
  if (site === null) return [];
  const { contracts } = (await get<Behind>(`/v1/sites/${site.site}/paths`)).data;
  return contracts.map(({ buyer, buyer_name: name }) => ({ organisation: buyer, name }));
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
