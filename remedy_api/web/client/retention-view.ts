/** When reports and cases are erased and what holds them, as the server tells it. */
import { call, get } from "./api";
import type { Page } from "./supply";

/** `in_force`: false once the organisation may not hold the case any more; its hold then stops nothing. */
export interface Hold { organisation: string; name: string; reason: string; since: string; in_force: boolean }
/** `what`: the rule that ends it, null for what has no end of its own. `erased_on` is null also while it is held. */
export interface Ending { what: string | null; erased_on: string | null; announced: boolean; holds: Hold[]; may_hold: boolean }
export interface ErasureRow { room: string; what: string | null; case: boolean; erased_on: string | null }
/** `number`: rounded down to fives, null for fewer than five. */
export interface Foreseen { what: string; number: number | null }
export interface Rule { what: string; name: string; kept: string; counted: string }
export interface Rules { notice: number; rules: Rule[]; reasons: { code: string; label: string }[] }

export const fetchEnding = async (room: string): Promise<Ending> => (await get<Ending>(`/v1/rooms/${room}/retention`)).data;
export const fetchForeseen = async (): Promise<Foreseen[]> => (await get<Foreseen[]>("/v1/erasures")).data;

export async function fetchErasures(organisation: string, view: "coming" | "held", after: string | null): Promise<Page<ErasureRow>> {
  const query = new URLSearchParams({ view, ...(after === null ? {} : { after }) });
  return (await get<Page<ErasureRow>>(`/v1/organisations/${organisation}/erasures?${query}`)).data;
}

let loading: Promise<Rules> | null = null;

/** The published rules, fetched once a page. A failed load is thrown and tried anew by whoever asks next. */
export function loadRules(): Promise<Rules> {
  loading ??= get<Rules>("/v1/retention").then(({ data }) => data, (error: unknown) => {
    loading = null;
    throw error;
  });
  return loading;
}

export const ruleName = (rules: Rules, what: string): string => rules.rules.find((one) => one.what === what)?.name ?? what;
export const reasonLabel = (rules: Rules, code: string): string => rules.reasons.find((one) => one.code === code)?.label ?? code;

export const hold = (id: string, reason: string): Promise<unknown> => call("PUT", `/v1/cases/${id}/hold`, { json: { reason } });
export const letGo = (id: string): Promise<unknown> => call("DELETE", `/v1/cases/${id}/hold`);
