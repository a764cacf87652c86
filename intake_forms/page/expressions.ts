/**
 * The expressions of form definitions: when a question is asked (`relevant`), and what its answer must be (`constraint`).
 *
 * They are a subset of XLSForm's XPath. Libraries that speak the whole of it are larger than this whole page may be
 * (60 kB), so here is what our definitions use and nothing else; definitions/README.md lists it, and a definition that
 * uses more is refused by the build. No part of an expression can reach anything but the answers it is given.
 *
 *   or, and · = != · < <= > >= · ( ) · 'text' "text" · 12 · ${question} · . (the answer being checked)
 *   selected(${question}, 'choice') · not(x) · string-length(x) · count(${repeat}) · true() · false()
 */

/** What a question holds: text, names of choices, or the rounds of a repeat. Unanswered is the empty text. */
export type Answer = string | readonly string[] | readonly Answers[] | SiteAnswer;
export interface Answers { readonly [question: string]: Answer }
/** A row of a file that the page has: `name` is what the person read, so that the answer stands without the file. */
export interface SiteAnswer { readonly site: string; readonly name: string; readonly address: string; readonly country: string }

type Value = string | number | boolean | readonly string[];
/** Where names are looked up, and what `.` is. */
export interface Scope { readonly get: (question: string) => Answer | undefined; readonly self?: Answer | undefined }
/** A parsed expression. */
export type Expression = (scope: Scope) => Value;

/** An expression that is not in the subset: a fault of the definition, never of the person filling it in. */
export class BadExpression extends Error {}

const TOKEN = /\s*(?:\$\{([a-z][a-z0-9_]*)\}|'([^']*)'|"([^"]*)"|(\d+(?:\.\d+)?)|([a-z][a-z-]*)|(<=|>=|!=|[=<>(),.]))/y;

interface Token { readonly kind: "name" | "text" | "number" | "word" | "sign"; readonly text: string }

function tokens(source: string): Token[] {
  const found: Token[] = [];
  const text = source.trimEnd();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (match === null) throw new BadExpression(`not understood at ${at}: ${text.slice(at)}`);
    const [, name, single, double, number, word, sign] = match;
    if (name !== undefined) found.push({ kind: "name", text: name });
    else if (single !== undefined || double !== undefined) found.push({ kind: "text", text: single ?? double ?? "" });
    else if (number !== undefined) found.push({ kind: "number", text: number });
    else if (word !== undefined) found.push({ kind: "word", text: word });
    else found.push({ kind: "sign", text: sign ?? "" });
  }
  return found;
}

const cache = new Map<string, Expression>();

/** Parses an expression once. Throws BadExpression. */
export function parse(source: string): Expression {
  let parsed = cache.get(source);
  if (parsed === undefined) {
    parsed = new Parser(tokens(source)).whole();
    cache.set(source, parsed);
  }
  return parsed;
}

/** Whether an expression holds; an empty one always does. */
export function holds(source: string | undefined, scope: Scope): boolean {
  return source === undefined || source.trim() === "" || truth(parse(source)(scope));
}

class Parser {
  private at = 0;
  constructor(private readonly list: readonly Token[]) {}

  whole(): Expression {
    const expression = this.either();
    if (this.at < this.list.length) throw new BadExpression(`more than one expression: ${this.list[this.at]?.text}`);
    return expression;
  }

  private either(): Expression {
    let left = this.both();
    while (this.take("word", "or")) {
      const [a, b] = [left, this.both()];
      left = (scope) => truth(a(scope)) || truth(b(scope));
    }
    return left;
  }

  private both(): Expression {
    let left = this.equality();
    while (this.take("word", "and")) {
      const [a, b] = [left, this.equality()];
      left = (scope) => truth(a(scope)) && truth(b(scope));
    }
    return left;
  }

  private equality(): Expression {
    const left = this.order();
    const different = this.take("sign", "!=");
    if (!different && !this.take("sign", "=")) return left;
    const right = this.order();
    return (scope) => same(left(scope), right(scope)) !== different;
  }

  private order(): Expression {
    const left = this.primary();
    const sign = (["<=", ">=", "<", ">"] as const).find((each) => this.take("sign", each));
    if (sign === undefined) return left;
    const right = this.primary();
    return (scope) => {
      const [a, b] = [number(left(scope)), number(right(scope))];
      return sign === "<" ? a < b : sign === ">" ? a > b : sign === "<=" ? a <= b : a >= b;
    };
  }

  private primary(): Expression {
    const token = this.list[this.at++];
    if (token?.kind === "text") return () => token.text;
    if (token?.kind === "number") return () => Number(token.text);
    if (token?.kind === "name") return (scope) => plain(scope.get(token.text));
    if (token?.kind === "word") return this.call(token.text);
    if (token?.text === ".") return (scope) => plain(scope.self);
    if (token?.text !== "(") throw new BadExpression(`something is missing before ${token?.text ?? "the end"}`);
    const inner = this.either();
    this.need(")");
    return inner;
  }

  private call(name: string): Expression {
    const size = SIZES[name];
    if (size === undefined) throw new BadExpression(`no function ${name}()`);
    this.need("(");
    const given: Expression[] = [];
    for (let place = 0; place < size; place++) {
      if (place > 0) this.need(",");
      given.push(this.either());
    }
    this.need(")");
    return (scope) => apply(name, given.map((each) => each(scope)));
  }

  private take(kind: Token["kind"], text: string): boolean {
    const token = this.list[this.at];
    if (token?.kind !== kind || token.text !== text) return false;
    this.at++;
    return true;
  }

  private need(sign: string): void {
    if (!this.take("sign", sign)) throw new BadExpression(`${sign} is missing`);
  }
}

/** The functions and how many values each takes. */
const SIZES: Readonly<Record<string, number>> = Object.assign(Object.create(null), {
  "selected": 2, "not": 1, "string-length": 1, "count": 1, "true": 0, "false": 0,
});

function apply(name: string, [first = "", second = ""]: readonly Value[]): Value {
  switch (name) {
    case "selected": return listed(first).includes(text(second));
    case "not": return !truth(first);
    case "string-length": return [...text(first)].length;
    case "count": return listed(first).length;
    default: return name === "true";
  }
}

/** What an expression sees of an answer. The rounds of a repeat can only be counted. */
function plain(answer: Answer | undefined): Value {
  if (answer === undefined || typeof answer === "string") return answer ?? "";
  if ("site" in answer) return answer.site as string;
  return (answer as readonly unknown[]).map((each) => typeof each === "string" ? each : "round");
}

// As XPath 1.0 converts; a list of chosen names is, as in XLSForm, those names with spaces between.
const text = (value: Value): string => typeof value === "object" ? value.join(" ") : String(value);
const listed = (value: Value): readonly string[] => typeof value === "object" ? value : value === "" ? [] : [text(value)];
const truth = (value: Value): boolean => typeof value === "string" ? value !== "" : typeof value === "object" ? value.length > 0 : Boolean(value);

function number(value: Value): number {
  if (typeof value === "number") return value;
  if (typeof value === "boolean") return value ? 1 : 0;
  const written = text(value).trim();
  return /^-?(\d+(\.\d*)?|\.\d+)$/.test(written) ? Number(written) : NaN;
}

function same(a: Value, b: Value): boolean {
  if (typeof a === "boolean" || typeof b === "boolean") return truth(a) === truth(b);
  if (typeof a === "number" || typeof b === "number") return number(a) === number(b);
  return text(a) === text(b);
}
