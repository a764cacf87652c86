/** Sites, companies and contracts as /v1 tells them, and the few calls that several pages make. */
import { call, get } from "./api";
import { countryName } from "./names";

/** What a list or a choice shows of a site. */
export interface SiteSummary { readonly site: string; readonly name: string; readonly native_name: string; readonly address: string; readonly country: string; readonly os_id: string | null }

export interface Page<T> { readonly items: readonly T[]; readonly next: string | null }

/** One page of the sites whose name, native name or OS ID fits; an empty search lists all by name. */
export async function searchSites<T extends SiteSummary = SiteSummary>(query: string, after: string | null = null, limit = 20): Promise<Page<T>> {
  return (await get<Page<T>>(`/v1/sites?${parameters({ query, after, limit: String(limit) })}`)).data;
}

/** Adds a site. The same key with the same content adds it once. Throws Problem `site-twin` when it is there already. */
export async function createSite<T extends SiteSummary = SiteSummary>(json: object, key: string): Promise<T> {
  return (await call<T>("POST", "/v1/sites", { json, key })).data;
}

/** The parameters that are said, ready for an address. */
export function parameters(values: Readonly<Record<string, string | null>>): string {
  const said = Object.entries(values).filter((pair): pair is [string, string] => pair[1] !== null && pair[1] !== "");
  return new URLSearchParams(said).toString();
}

/** Where a site is, and its number, on one line. */
export function siteLine(site: SiteSummary): string {
  return [site.native_name, site.address, countryName(site.country), site.os_id].filter(Boolean).join(" · ");
}
