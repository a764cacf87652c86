/** The organisations one can choose, each verified back to its first list of keys before anything can be sealed to it. */
import { unb64 } from "../seal/bytes";
import { verifyChain } from "../seal/chain";
import { SealError } from "../seal/errors";
import { organisationReader } from "../seal/organisation";
import { readChain } from "../seal/room-json";
import type { OrganisationReader, Pin, VerifiedChain } from "../seal";
import { catalogue } from "./i18n";
import type { OrganisationJson } from "./transport";

/** What somebody's device knows of an organisation from before; the reporter's page knows nothing. */
export interface Known { readonly pin: Pin; readonly proven: boolean }

/** An organisation that may be chosen: its reader can be sealed to. `proven`: its words were compared with paper. */
export interface Listed { readonly json: OrganisationJson; readonly chain: VerifiedChain; readonly reader: OrganisationReader; readonly proven: boolean }
/** One that may not: its keys do not hold together. `code` says why, for the help contact. */
export interface Refused { readonly json: OrganisationJson; readonly code: string }
export interface Directory { readonly listed: readonly Listed[]; readonly refused: readonly Refused[] }

/** Verifies one organisation, against what was seen before if there is any. Throws SealError. */
export async function verifyOrganisation(instance: string, json: OrganisationJson, known?: Known): Promise<Listed> {
  const { organisation, rosters, keys } = readChain(json.organisation, json.chain);
  const chain = await verifyChain({ instance, organisation, rosters, keys, pin: known?.pin });
  return { json, chain, reader: await organisationReader(chain, unb64(json.kem_public)), proven: known?.proven ?? false };
}

export async function verifyDirectory(instance: string, organisations: readonly OrganisationJson[],
  known: (organisation: string) => Known | undefined): Promise<Directory> {
  const listed: Listed[] = [];
  const refused: Refused[] = [];
  for (const json of organisations) {
    try {
      listed.push(await verifyOrganisation(instance, json, known(json.organisation)));
    } catch (error) {
      if (!(error instanceof SealError)) throw error;
      refused.push({ json, code: error.code });
    }
  }
  return { listed, refused };
}

/** The pin of what was just verified: later lists must follow from it. */
export const pinOf = ({ chain }: Listed): Pin => ({ fingerprint: chain.fingerprint, version: chain.version, digest: chain.digest });

/** What an organisation says of itself, in the page's language or in one it speaks; with the language it is in. */
export function described(json: OrganisationJson): { text: string; language: string } {
  for (const language of [catalogue().language, "en", ...json.languages, ...Object.keys(json.description)]) {
    const text = json.description[language];
    if (text) return { text, language };
  }
  return { text: "", language: catalogue().language };
}
