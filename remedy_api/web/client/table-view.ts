/** A table as the server tells it: quick to read, and compared with the signed history before anything of it is shown. */
import { get } from "./api";
import { Codes, loadCodes } from "./parts/codes";
import type { Code } from "./parts/codes";

export type TableRole = "representative" | "coordinator" | "monitor" | "duty_bearer" | "buyer" | "reader";

/** `consented`: null where nobody has to agree that it sits here, and for everybody but the representatives. */
export interface Party { organisation: string; name: string; kind: string; role: TableRole; received_on: string | null; consented: boolean | null }
export interface SaidDone { on: string; entry: string }
export interface Verdict { verdict: string; on: string; asked: string | null; confirmed: string | null; entry: string | null }
/** `said` is the owner's word, `verified` the workers': neither ever changes the other. The clock is the server's. */
export interface StepView {
  step: string; form: string; kind: string; owner: string; owner_name: string; due_on: string; amount: string | null; currency: string | null; instalments: number | null;
  workers: string | null; beneficiaries: string[]; evidence: string[]; state: string | null; overdue: boolean; days_left: number | null;
  said: SaidDone | null; verified: Verdict | null; verify_by: string | null; verify_overdue: boolean;
}
export interface AnswerView { organisation: string; answer: string; on: string; entry: string | null }
export interface PlanView {
  plan: string; number: number; organisation: string; entry: string; warned: boolean; proposed_on: string; in_force_on: string | null; replaced_on: string | null;
  answers: AnswerView[]; steps: StepView[];
}
export interface Share { steps: number; amounts: { currency: string; amount: string }[] }
export interface ProgressView { promised: Share; said: Share; verified: Share; overdue: number }

export interface TableView {
  table: string; head: string; case: string | null; opened_on: string; role: TableRole; parties: Party[];
  plans: PlanView[]; plans_total: number; in_force: string | null; progress: ProgressView | null;
  needs: string | null; needs_on: string | null; entries: number;
}

/** One line of a list of tables. `parties`: names of the others. */
export interface TableRow {
  table: string; opened_on: string; role: TableRole; parties: string[]; plans: number; in_force_on: string | null;
  steps: number; said: number; verified: number; overdue: number; unseen: boolean; needs: string | null; needs_on: string | null;
}

/** A currency has no name here but its three letters. */
interface TableCodes { currencies: readonly string[]; forms: Code[]; kinds: Code[]; beneficiaries: Code[]; evidence: Code[]; step_states: Code[]; verdicts: Code[]; answers: Code[]; table_roles: Code[]; reopened_reasons: Code[] }

export async function fetchTable(id: string): Promise<TableView> {
  return (await get<TableView>(`/v1/tables/${id}`)).data;
}

/** The code lists of plans, and how many workers, which is one of those of cases. */
export async function loadTableCodes(): Promise<Codes> {
  const [{ data: { currencies, ...lists } }, cases] = await Promise.all([get<TableCodes>("/v1/codes/tables"), loadCodes()]);
  return new Codes({ ...lists, currencies: currencies.map((code) => ({ code, label: code })), workers_bands: cases.list("workers_bands") });
}
