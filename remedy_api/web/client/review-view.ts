/** What of cases is shown to a company, a buyer or the public, as the server tells it: codes, months, and a consent behind every part. */
import { call, get } from "./api";
import { catalogue } from "./i18n";
import { Codes, loadCodes } from "./parts/codes";
import type { Page } from "./supply";
import { loadTableCodes } from "./table-view";
import type { Share } from "./table-view";

/** `consent`: its name for this viewer alone. */
export interface Backed<T> { consent: string; shows: T }
export interface ShownFacts {
  stage: string; since: string; outcome: string | null; overridden: boolean; overdue: boolean; country: string | null; site: { name: string } | null;
  issues: string[]; workers: string | null; involvement: { company: string; involvement: string }[];
}
/** `said` is the owner's word, `verified` the workers': neither ever changes the other. */
export interface ShownStep { form: string; kind: string; state: string; said: boolean; verified: boolean; due: string; overdue: boolean; owner: string | null }
export interface ShownProgress { promised: Share; said: Share; verified: Share; overdue: number; steps: ShownStep[] }
export interface ShownFinding { conclusion: string; grade: string; state: string; contested: boolean; month: string }
export interface ShownCase {
  reference: string; facts: Backed<ShownFacts>; progress: Backed<ShownProgress> | null; finding: Backed<ShownFinding[]> | null; plan: Backed<{ since: string; versions: number }> | null;
}
/** Null where the number would speak of fewer than five cases, or give one away that does. */
export interface Figures { cases: number | null; promised: number | null; said: number | null; verified: number | null; overdue: number | null }
export interface SupplierRow { supplier: string; name: string; figures: Figures }
/** `why`: codes of everything that stands in the way while nothing is shown. */
export interface Preview { shown: ShownCase | null; why: string[]; rests_on: { consent: string; name: string; content: string }[] }

export async function fetchSuppliers(organisation: string, after: string | null): Promise<Page<SupplierRow>> {
  const query = new URLSearchParams(after === null ? {} : { after });
  return (await get<Page<SupplierRow>>(`/v1/organisations/${organisation}/review/suppliers?${query}`)).data;
}

export async function fetchShown(organisation: string, supplier: string, after: string | null): Promise<Page<ShownCase>> {
  const query = new URLSearchParams({ supplier, ...(after === null ? {} : { after }) });
  return (await get<Page<ShownCase>>(`/v1/organisations/${organisation}/review?${query}`)).data;
}

/** The companies and buyers around a case, through whose eyes those who decide about it may look. */
export async function fetchViewers(id: string): Promise<{ organisation: string; name: string; kind: string }[]> {
  return (await get<{ organisation: string; name: string; kind: string }[]>(`/v1/cases/${id}/preview/viewers`)).data;
}

/** What an organisation, or everybody (null), would be shown of a case now. */
export async function fetchPreview(id: string, organisation: string | null): Promise<Preview> {
  const query = new URLSearchParams(organisation === null ? { audience: "public" } : { organisation });
  return (await get<Preview>(`/v1/cases/${id}/preview?${query}`)).data;
}

/** The review as one file; the server gives many cases as several, each with its heading. `supplier`: only what stands behind it. */
export async function reviewFile(organisation: string, supplier: string | null): Promise<Blob> {
  const parts: Uint8Array[] = [];
  for (let path: string | null = `/v1/organisations/${organisation}/review.csv${supplier === null ? "" : `?supplier=${supplier}`}`; path !== null;) {
    const answer: { data: Uint8Array; next: string | null } = await call<Uint8Array>("GET", path, { want: "bytes" });
    parts.push(parts.length === 0 ? answer.data : answer.data.subarray(answer.data.indexOf(0x0a) + 1));
    path = answer.next;
  }
  return new Blob(parts as Uint8Array<ArrayBuffer>[], { type: "text/csv" });
}

/** The codes of cases and those of plans, in one. */
export async function loadShownCodes(): Promise<{ cases: Codes; plans: Codes }> {
  const [cases, plans] = await Promise.all([loadCodes(), loadTableCodes()]);
  return { cases, plans };
}
export type ShownCodes = Awaited<ReturnType<typeof loadShownCodes>>;

/** "November 2026" of "2026-11". */
export function month(iso: string): string {
  return new Intl.DateTimeFormat(catalogue().intl, { year: "numeric", month: "long", timeZone: "UTC" }).format(new Date(`${iso}-01T00:00:00Z`));
}
