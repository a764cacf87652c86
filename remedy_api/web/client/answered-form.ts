/** Puts answers beside their questions. The form is a static file; the answers were opened on this device. */
import type { Answered } from "./report-opening";

/** One question with its answers; a repeated group has the questions of each round in `within`. */
export interface Question { label: string; answers: string[]; chosen: boolean; within: Question[][] }
/** `title` is null when the form is unknown here: then questions are named as the reporter's page named them. */
export interface AnsweredForm { title: string | null; questions: Question[] }

interface Row { type: string; name: string; label?: string }
interface Definition { title: string; survey: Row[]; choices?: Record<string, { name: string; label: string }[]> }
type Values = Record<string, unknown>;

/** The answers of a report with the questions in `language`. */
export async function answeredForm(answered: Answered, language: string): Promise<AnsweredForm> {
  const values = ((JSON.parse(answered.text) as { answers?: Values }).answers ?? {});
  const definition = await fetchDefinition(answered.form, language);
  if (definition === null) return { title: null, questions: unknown(values, new Set()) };
  const known = new Set(definition.survey.map((row) => row.name));
  return { title: definition.title, questions: [...ask(definition, definition.survey, values), ...unknown(values, known)] };
}

async function fetchDefinition(form: string, language: string): Promise<Definition | null> {
  // The name comes out of a report: it must not become another address.
  if (!/^[a-z0-9_-]{1,60}$/.test(form)) return null;
  const response = await fetch(`/static/forms/${form}.${language}.json`, { credentials: "omit", redirect: "error" });
  return response.ok ? await response.json() as Definition : null;
}

/** Walks the rows in order; groups only order questions, repeats hold a list of rounds. */
function ask(definition: Definition, rows: Row[], values: Values): Question[] {
  const questions: Question[] = [];
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at] as Row;
    if (row.type === "begin_repeat") {
      const end = endOf(rows, at);
      const rounds = values[row.name];
      const inner = rows.slice(at + 1, end);
      if (Array.isArray(rounds) && rounds.length > 0) {
        questions.push({ label: row.label ?? row.name, answers: [], chosen: false, within: rounds.map((round) => ask(definition, inner, record(round))) });
      }
      at = end;
    } else if (row.type === "begin_group" && typeof values[row.name] === "object") {
      const end = endOf(rows, at);
      questions.push(...ask(definition, rows.slice(at + 1, end), record(values[row.name])));
      at = end;
    } else {
      const answers = answersTo(definition, row, values[row.name]);
      if (answers.length > 0) questions.push({ label: row.label ?? row.name, answers, chosen: row.type.startsWith("select"), within: [] });
    }
  }
  return questions;
}

function endOf(rows: Row[], start: number): number {
  let depth = 0;
  for (let at = start; at < rows.length; at++) {
    if (rows[at]?.type.startsWith("begin_")) depth++;
    if (rows[at]?.type.startsWith("end_") && --depth === 0) return at;
  }
  return rows.length;
}

function answersTo(definition: Definition, row: Row, value: unknown): string[] {
  if (value === undefined || value === null || value === "" || row.type === "note") return [];
  const list = definition.choices?.[row.type.split(" ")[1] ?? ""];
  return (Array.isArray(value) ? value : [value]).map((each) => list?.find((choice) => choice.name === each)?.label ?? plain(each));
}

function unknown(values: Values, known: ReadonlySet<string>): Question[] {
  return Object.entries(values).filter(([name]) => !known.has(name))
    .map(([name, value]) => ({ label: name, answers: [plain(value)], chosen: false, within: [] }));
}

const record = (value: unknown): Values => typeof value === "object" && value !== null ? value as Values : {};
const plain = (value: unknown): string => typeof value === "object" ? JSON.stringify(value) : String(value);
