/** A case as the server tells it: quick to read, and compared with the signed history before anybody acts on it. */
import { get } from "./api";
import type { Page, SiteSummary } from "./supply";

export type Role = "representative" | "coordinator" | "monitor" | "reader";

/** The steps in the order in which a case runs through them. */
const ORDER: readonly string[] = ["admissibility", "safety", "notification", "fact_finding", "finding", "negotiation", "implementation", "verification"];

/** Whether this step comes after the other; those of a case may also go back. */
export const isAfter = (stage: string, other: string): boolean => ORDER.indexOf(stage) > ORDER.indexOf(other);

/** `from_day` is null, and with it `due_on` and `days_left`, when they would tell a day of a report that this person does not read. */
export interface Clock { clock: string; from_day: string | null; due_on: string | null; days_left: number | null; overdue: boolean; done_on: string | null }
export interface CaseReader { organisation: string; name: string; kind: string; role: Role; since: string }
/** What is missing before a step, in the reader's language. */
export interface Missing { code: string; message: string }
/** A step that could come next: a stage, or close, resume, reopen. `wants`: what the step itself must say. */
export interface NextStep { step: string; ready: boolean; failures: Missing[]; wants: string[] }
export interface HistoryItem { seq: number; day: string; type: string; data: Record<string, string | string[]>; organisation: string; name: string; person: string | null }
export interface DutyBearer { company: string; name: string; involvement: string }
export interface SupplyCompany { company: string; name: string; path: string[] }
export interface SupplyBuyer { buyer: string; title: string; reference: string; path: string[] }

/** `way`: written or oral. Of those it names the fingerprints are signed; the names are the server's word. */
export interface SaidConsent {
  consent: string; audience: string; content: string; organisations: { fingerprint: string; organisation: string; name: string }[]; way: string; until: string | null; live: boolean;
}
/** What a monitor found; its reasons, and what was said to it, are hashes of headers. */
export interface SaidFinding {
  finding: string; organisation: string; name: string; conclusion: string; grade: string; state: string;
  entry: string; evidence: string[]; comments: string[]; contested: string | null; said_on: string; established_on: string | null;
}

export interface CaseView {
  case: string; head: string; role: Role; stage: string; stage_since: string;
  submitted_on: string | null; acknowledged_on: string | null; opened_on: string; clocks: Clock[];
  suspended: boolean; review_on: string | null; closed_on: string | null; outcome: string | null; overridden: boolean; fast_track: boolean; reopen_until: string | null;
  satisfaction: string | null; follow_up: string[]; follow_ups: { after: string; due_on: string; days_left: number | null; overdue: boolean }[];
  site: SiteSummary | null; issues: string[]; indicators: string[]; workers: string | null; external: string[]; duty_bearers: DutyBearer[];
  supply: { operator: SupplyCompany | null; suppliers: SupplyCompany[]; buyers: SupplyBuyer[]; more: boolean };
  readers: CaseReader[]; reports: { room: string; filed_on: string; state: string }[]; reports_total: number;
  kept: string[]; consents: SaidConsent[]; findings: SaidFinding[]; tables: { table: string; opened_on: string; /** Else it is named here, and a representative opens it. */ founded: boolean }[];
  /** Of the plan in force at its tables: of both this history knows nothing, and null while there is none. */
  plan_in_force_on: string | null; steps_unverified: number | null;
  next: NextStep[]; needs: string | null; history: HistoryItem[]; entries: number;
}

/** One line of a list of cases. */
export interface CaseRow {
  case: string; stage: string; stage_since: string; opened_on: string; due_on: string | null; days_left: number | null; overdue: boolean;
  suspended: boolean; outcome: string | null; fast_track: boolean; site: { site: string; name: string; country: string } | null; issues: string[]; workers: string | null;
  role: Role; unseen: boolean; needs: string | null;
}

export async function fetchCase(id: string): Promise<CaseView> {
  return (await get<CaseView>(`/v1/cases/${id}`)).data;
}

/** One page of an organisation's cases: those that need it within a week, soonest first, or all, newest first. */
export async function fetchCases(organisation: string, view: "today" | "all", after: string | null): Promise<Page<CaseRow>> {
  const query = new URLSearchParams({ view, ...(after === null ? {} : { after }) });
  return (await get<Page<CaseRow>>(`/v1/organisations/${organisation}/cases?${query}`)).data;
}
