/** Puts answers beside their questions. The form is a static file; the answers were opened on this device. */
import { isGroup, isRepeat, rounds, screensOf, typeOf } from "../../../intake_forms/page/form";
import type { FormFile, Node, Row } from "../../../intake_forms/page/form";
import { countryName } from "./i18n";
import { autonym } from "./languages";
import type { Answered } from "./report-opening";

/** One question with its answers. `chosen`: picked from a list, so that they stand in the reader's language. */
export interface Question { label: string; answers: string[]; chosen: boolean }
/** One screen of the form; a repeated one has several rounds of its questions. */
export interface Part { label: string; rounds: Question[][] }
/** `title` is null when the form is unknown here: then questions are named as the reporter's page named them. */
export interface AnsweredForm { title: string | null; changed: boolean; parts: Part[] }

type Values = Record<string, unknown>;

/** The answers of a report with the questions in `language`. */
export async function answeredForm(answered: Answered, language: string): Promise<AnsweredForm> {
  const values = record(record(JSON.parse(answered.text)).answers);
  const form = await fetchForm(answered.form, language);
  if (form === null) return { title: null, changed: false, parts: [{ label: "", rounds: [others(values, new Set())] }] };
  const parts = screensOf(form).map((screen): Part => ({ label: screen.row.label ?? "", rounds: roundsOf(form, screen, values) }));
  const rest = others(values, new Set(form.survey.map((row) => row.name)));
  if (rest.length > 0) parts.push({ label: "", rounds: [rest] });
  return { title: form.title, changed: form.version !== answered.version, parts: parts.filter((part) => part.rounds.some((round) => round.length > 0)) };
}

/** Whether the reporter says that somebody is in danger now: whoever opens the report must see that before anything else. */
export function saysDanger(answered: Answered): boolean {
  try {
    const danger = record(record(JSON.parse(answered.text)).answers).danger;
    return answered.form === "workplace_grievance" && (danger === "yes" || danger === "unsure");
  } catch {
    return false; // the answers themselves say in their place that they cannot be read
  }
}

async function fetchForm(form: string, language: string): Promise<FormFile | null> {
  // The name comes out of a report: it must not become another address.
  if (!/^[a-z0-9_-]{1,60}$/.test(form)) return null;
  const response = await fetch(`/static/forms/${form}.${language}.json`, { credentials: "omit", redirect: "error" });
  return response.ok ? await response.json() as FormFile : null;
}

function roundsOf(form: FormFile, screen: Node, values: Values): Question[][] {
  if (isRepeat(screen)) return rounds(values[screen.row.name] as never).map((round) => questions(form, screen.children, round));
  return [questions(form, isGroup(screen) ? screen.children : [screen], values)];
}

function questions(form: FormFile, nodes: readonly Node[], values: Values): Question[] {
  return nodes.flatMap(({ row }) => {
    const answers = texts(form, row, values[row.name]);
    return answers.length === 0 ? [] : [{ label: row.label ?? row.name, answers, chosen: row.type.startsWith("select") }];
  });
}

function texts(form: FormFile, row: Row, value: unknown): string[] {
  if (value === undefined || value === null || value === "") return [];
  const [type, list] = typeOf(row);
  if (type === "acknowledge") return ["✓"];
  if (list === "sites.json") return [siteText(record(value))];
  return (Array.isArray(value) ? value : [value]).map((each) =>
    list === "languages.json" ? autonym(plain(each)) : form.choices[list]?.find((choice) => choice.name === each)?.label ?? plain(each));
}

function siteText({ name, address, country }: Values): string {
  return [name, address, typeof country === "string" ? countryName(country) : ""].filter(Boolean).map(plain).join(", ");
}

/** Answers that the form of today does not ask for are shown all the same. */
function others(values: Values, known: ReadonlySet<string>): Question[] {
  return Object.entries(values).filter(([name]) => !known.has(name)).map(([name, value]) => ({ label: name, answers: [plain(value)], chosen: false }));
}

const record = (value: unknown): Values => typeof value === "object" && value !== null ? value as Values : {};
const plain = (value: unknown): string => typeof value === "object" ? JSON.stringify(value) : String(value);
