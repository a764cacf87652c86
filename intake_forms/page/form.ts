/** A form as the page works with it: screens of questions, which of them are asked, what is wrong, what will be sealed. */
import { holds } from "./expressions";
import type { Answer, Answers, Scope } from "./expressions";

/** One row of a definition; definitions/README.md says what each column means. */
export interface Row {
  readonly type: string; readonly name: string; readonly label?: string; readonly hint?: string;
  readonly relevant?: string; readonly required?: boolean; readonly required_message?: string;
  readonly constraint?: string; readonly constraint_message?: string; readonly appearance?: string;
  readonly entry?: "narrative" | "person"; readonly add_label?: string; readonly remove_label?: string;
}
export interface Choice { readonly name: string; readonly label: string }
/** static/forms/<form>.<language>.json */
export interface FormFile {
  readonly form: string; readonly version: number; readonly language: string; readonly direction: "ltr" | "rtl"; readonly title: string;
  readonly choices: Readonly<Record<string, readonly Choice[]>>; readonly survey: readonly Row[];
}

/** A question (`children` is empty), a group of one screen, or a repeat. */
export interface Node { readonly row: Row; readonly children: readonly Node[] }
export const isRepeat = (node: Node): boolean => node.row.type === "begin_repeat";
export const isGroup = (node: Node): boolean => node.row.type === "begin_group";
/** The type without its list, and the list: "select_one when" gives ["select_one", "when"]. */
export const typeOf = (row: Row): [string, string] => {
  const [type = "", list = ""] = row.type.split(" ");
  return [type, list];
};

/** The screens of a form, in order: each row that stands in no group is one. Throws for groups that do not close. */
export function screensOf(form: FormFile): Node[] {
  const top: Node[] = [];
  const open: { row: Row; children: Node[] }[] = [];
  for (const row of form.survey) {
    const level = open[open.length - 1]?.children ?? top;
    if (row.type.startsWith("begin_")) {
      const node = { row, children: [] };
      level.push(node);
      open.push(node);
    } else if (row.type.startsWith("end_")) {
      if (open.pop() === undefined) throw new Error("a group ends that never began");
    } else {
      level.push({ row, children: [] });
    }
  }
  if (open.length > 0) throw new Error("a group does not end");
  return top;
}

/** Looks names up in the round first, then outside of it. */
export function scopeOf(answers: Answers, round?: Answers): Scope {
  return { get: (name) => round?.[name] ?? answers[name] };
}

export const isRelevant = (node: Node, scope: Scope): boolean => holds(node.row.relevant, scope);

/** The screens that are asked, given what was answered so far. */
export function relevantScreens(screens: readonly Node[], answers: Answers): Node[] {
  const asked = collect(screens, answers);
  return screens.filter((screen) => isRelevant(screen, scopeOf(asked)) &&
    (!isGroup(screen) || screen.children.some((child) => isRelevant(child, scopeOf(asked)))));
}

export const isEmpty = (answer: Answer | undefined): boolean =>
  answer === undefined || (typeof answer === "string" ? answer.trim() === "" : Array.isArray(answer) && answer.length === 0);

/** Something to mend: the id of its field (see `fieldId`) and the sentence to show. */
export interface Fault { readonly field: string; readonly message: string }
export const fieldId = (name: string, repeat?: string, round?: number): string =>
  repeat === undefined ? `q-${name}` : `q-${repeat}-${round}-${name}`;

/**
 * What must be mended on a screen before going on. `asked` is what `collect` gives; `missing` is the sentence for a
 * required question that has none of its own.
 */
export function faultsOf(screen: Node, answers: Answers, asked: Answers, missing: string): Fault[] {
  if (!isRepeat(screen)) {
    return (isGroup(screen) ? screen.children : [screen])
      .flatMap((node) => faultOf(node, answers[node.row.name], scopeOf(asked), fieldId(node.row.name), missing));
  }
  return rounds(answers[screen.row.name]).flatMap((round, place) => screen.children
    .flatMap((node) => faultOf(node, round[node.row.name], scopeOf(asked, round), fieldId(node.row.name, screen.row.name, place), missing)));
}

function faultOf({ row, children }: Node, answer: Answer | undefined, scope: Scope, field: string, missing: string): Fault[] {
  if (row.type === "note" || !isRelevant({ row, children }, scope)) return [];
  if (isEmpty(answer)) return row.required ? [{ field, message: row.required_message ?? missing }] : [];
  if (holds(row.constraint, { ...scope, self: answer })) return [];
  return [{ field, message: row.constraint_message ?? missing }];
}

export function rounds(answer: Answer | undefined): readonly Answers[] {
  return Array.isArray(answer) ? answer.filter((each) => typeof each === "object") as Answers[] : [];
}

/** The answers to what is asked, empty ones left out: an answer to a question that is no longer relevant does not count. */
export function collect(screens: readonly Node[], answers: Answers): Record<string, Answer> {
  const kept: Record<string, Answer> = {};
  const seen = (round?: Answers): Scope => scopeOf(kept, round);
  const take = (node: Node): void => {
    if (!isRelevant(node, seen())) return;
    const answer = answers[node.row.name];
    if (isGroup(node)) node.children.forEach(take);
    else if (isRepeat(node)) {
      const full = rounds(answer).map((round) => Object.fromEntries(node.children
        .filter((child) => isRelevant(child, seen(round)) && !isEmpty(round[child.row.name]))
        .map((child) => [child.row.name, tidy(round[child.row.name] as Answer)])));
      const filled = full.filter((round) => Object.keys(round).length > 0);
      if (filled.length > 0) kept[node.row.name] = filled;
    } else if (answer !== undefined && !isEmpty(answer)) kept[node.row.name] = tidy(answer);
  };
  screens.forEach(take);
  return kept;
}

/** A lone half of a surrogate pair cannot be written as UTF-8; a pasted text may hold one. */
const tidy = (answer: Answer): Answer => typeof answer === "string" ? wellFormed(answer).trim() : answer;
export const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, "\uFFFD");

/** The three texts that are sealed: JSON for person and answers, plain text for the narrative; absent when empty. */
export interface Grievance { readonly person: string; readonly answers: { form: string; version: number; text: string }; readonly narrative?: string }

/** `language` stands for the reporter's unless she chose another; `filedBy` is who wrote it down for her. */
export function grievanceOf(form: FormFile, answers: Answers, language: string, filedBy?: string): Grievance {
  const screens = screensOf(form);
  const kept = collect(screens, answers);
  const entries = new Map(form.survey.filter((row) => row.entry !== undefined).map((row) => [row.name, row.entry]));
  const person: Record<string, Answer> = { language };
  let narrative: string | undefined;
  for (const [name, entry] of entries) {
    const answer = kept[name];
    delete kept[name];
    if (answer === undefined) continue;
    if (entry === "person") person[name] = answer;
    else if (typeof answer === "string") narrative = answer;
  }
  if (filedBy !== undefined && filedBy !== "") person.filed_by = wellFormed(filedBy);
  const text = JSON.stringify({ form: form.form, version: form.version, answers: kept });
  return {
    person: JSON.stringify(person), answers: { form: form.form, version: form.version, text },
    ...(narrative === undefined ? {} : { narrative }),
  };
}
