/** Sites, companies and contracts as /v1 tells them, and the calls that several pages make. */
import { call, get } from "./api";
import { countryName } from "./names";
import { confirmed } from "./parts/navigation";
import type { Session } from "./session";

/** What a list or a choice shows of a site. */
export interface SiteSummary { readonly site: string; readonly name: string; readonly native_name: string; readonly address: string; readonly country: string; readonly os_id: string | null }
export interface Identifier { readonly scheme: string; readonly value: string }
/** What is shown of a company, in a list or beside something else. */
export interface CompanySummary { readonly company: string; readonly name: string; readonly native_name: string; readonly country: string; readonly lei: string | null }
export interface Site extends SiteSummary {
  readonly latitude: number | null; readonly longitude: number | null; readonly identifiers: readonly Identifier[];
  readonly activities: readonly string[]; readonly status: string; readonly source: string; readonly operator: CompanySummary | null;
  readonly open_for_filing: boolean; readonly version: number;
}
export interface Company extends CompanySummary { readonly organisation: string | null; readonly organisation_name: string | null; readonly source: string; readonly version: number }
export interface Product { readonly product: string; readonly name: string; readonly kind: string; readonly source: string }
export interface Link {
  readonly link: string; readonly site: string; readonly site_name: string; readonly site_country: string; readonly company: CompanySummary; readonly product: Product | null; readonly tier: number | null; readonly source: string;
  readonly first_seen: string; readonly last_seen: string; readonly confidence: string; readonly standing: string; readonly version: number;
}
export interface Contract {
  readonly contract: string; readonly buyer: string; readonly buyer_name: string; readonly supplier: CompanySummary; readonly reference: string; readonly title: string;
  readonly starts_on: string; readonly ends_on: string | null; readonly cpv: readonly string[]; readonly value_band: string | null; readonly confirmed: boolean; readonly version: number;
}
/** Who stands behind a site. A path names the companies from the site on. */
export interface Behind {
  readonly operator: CompanySummary | null;
  readonly suppliers: readonly { readonly company: CompanySummary; readonly path: readonly string[]; readonly tier: number | null; readonly standing: string }[];
  readonly contracts: readonly {
    readonly contract: string; readonly buyer: string; readonly buyer_name: string; readonly title: string; readonly reference: string; readonly ends_on: string | null; readonly path: readonly string[];
  }[];
  /** Whether contracts are told here at all. */ readonly contracts_shown: boolean;
  /** False when there is more than is told at once. */ readonly complete: boolean;
}

export interface Page<T> { readonly items: readonly T[]; readonly next: string | null }

/** One page of a list that can be searched. */
export async function searched<T>(list: "sites" | "companies" | "contracts", query: string, after: string | null = null, limit = 20): Promise<Page<T>> {
  return (await get<Page<T>>(`/v1/${list}?${parameters({ query, after, limit: String(limit) })}`)).data;
}

/** One page of the sites whose name, native name or OS ID fits; an empty search lists all by name. */
export const searchSites = (query: string, after: string | null = null, limit = 20): Promise<Page<SiteSummary>> => searched("sites", query, after, limit);

/** Adds a site. The same key with the same content adds it once. Throws Problem 409 when it is there already. */
export async function createSite(json: object, key: string): Promise<SiteSummary> {
  return (await call<SiteSummary>("POST", "/v1/sites", { json, key })).data;
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

export function companyLine(company: CompanySummary): string {
  return [company.native_name, countryName(company.country), company.lei].filter(Boolean).join(" · ");
}

/** What this person may do here, so that no button stands where the server will say no. The server decides all the same. */
export interface Rights {
  /** Changes what is there; imports and exports. */ readonly keeps: boolean;
  /** Adds sites, companies, products and links. */ readonly adds: boolean;
  /** Sees and keeps contracts: of these organisations, or of every buyer (null). */ readonly buyers: readonly { organisation: string; name: string }[] | null;
}

export function rightsOf(session: Session): Rights {
  const mine = confirmed(session);
  const is = (...kinds: string[]): boolean => mine.some((membership) => kinds.includes(membership.kind));
  const keeps = session.me.administrator || is("coordinator");
  return { keeps, adds: keeps || is("worker_organisation", "monitor"), buyers: keeps ? null : mine.filter((membership) => membership.kind === "buyer") };
}
