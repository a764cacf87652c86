/**
 * The sentences of the pages. The catalogue is a static file that everyone who reads the language fetches; it is loaded
 * before anything is drawn. A sentence that it lacks stands as it is written here, in English.
 */

export type Values = Readonly<Record<string, string | number>>;

/** static/i18n/<bundle>.<language>.json, as the build step writes it. */
export interface CatalogueFile {
  readonly language: string; readonly direction: "ltr" | "rtl";
  /** The locale to hand to Intl: Latin digits and the Gregorian calendar, as on paper and in mails. */
  readonly intl: string;
  /** The plural categories in the order of a counted sentence's forms. */
  readonly plural: readonly string[];
  readonly messages: Readonly<Record<string, string | readonly string[]>>;
}

/** The sentences of one language, bound to it: for a page that shows several at once. */
export interface Catalogue {
  readonly language: string; readonly direction: "ltr" | "rtl"; readonly intl: string;
  readonly _: (message: string, values?: Values) => string;
  readonly ngettext: (singular: string, plural: string, num: number, values?: Values) => string;
}

/** Fills `%(name)s` with values; without values a per cent sign stands for itself. */
export function format(message: string, values?: Values): string {
  if (values === undefined) return message;
  return message.replace(/%(?:\((\w+)\)s|%)/g, (found, name?: string) => {
    if (name === undefined) return "%";
    return name in values ? String(values[name]) : found;
  });
}

export function makeCatalogue(file: CatalogueFile): Catalogue {
  const rules = new Intl.PluralRules(file.language);
  const own = (key: string): string | readonly string[] | undefined =>
    Object.prototype.hasOwnProperty.call(file.messages, key) ? file.messages[key] : undefined;
  return {
    language: file.language,
    direction: file.direction,
    intl: file.intl,
    _: (message, values) => {
      const found = own(message);
      return format(typeof found === "string" ? found : message, values);
    },
    ngettext: (singular, plural, num, values) => {
      const found = own(singular);
      const form = Array.isArray(found) ? found[file.plural.indexOf(rules.select(num))] as string | undefined : undefined;
      return format(form ?? (num === 1 ? singular : plural), { num, ...values });
    },
  };
}

const SOURCE: CatalogueFile = { language: "en", direction: "ltr", intl: "en-u-ca-gregory-nu-latn", plural: ["one", "other"], messages: {} };
let current = makeCatalogue(SOURCE);

export type Bundle = "intake" | "casework";

/** Another language's sentences. Throws what fetch throws; the caller decides what to show instead. */
export async function catalogueFor(bundle: Bundle, language: string): Promise<Catalogue> {
  const response = await fetch(`/static/i18n/${bundle}.${language}.json`, { credentials: "omit", redirect: "error" });
  if (!response.ok) throw new Error(`no sentences for ${language}`);
  return makeCatalogue(await response.json() as CatalogueFile);
}

/** Loads the page's sentences; call it once, before drawing. Where they cannot be had, the page speaks English. */
export async function loadCatalogue(bundle: Bundle, language: string): Promise<void> {
  try {
    current = await catalogueFor(bundle, language);
  } catch {
    current = makeCatalogue(SOURCE);
  }
}

/** The page's catalogue, for its language, direction and locale. */
export function catalogue(): Catalogue {
  return current;
}

/** Makes these sentences the page's. */
export function speak(loaded: Catalogue): void {
  current = loaded;
}

/** The sentence in the page's language: `_("Sentence with %(name)s", {name})`. */
export function _(message: string, values?: Values): string {
  return current._(message, values);
}

/** A counted sentence; `num` is filled in. */
export function ngettext(singular: string, plural: string, num: number, values?: Values): string {
  return current.ngettext(singular, plural, num, values);
}

/** Marks a sentence that is declared here and shown elsewhere through `_`. */
export function _N(message: string): string {
  return message;
}

/** A day in words, the same as on paper: "24 November 2026". Never finer than a day. */
export function day(iso: string): string {
  return new Intl.DateTimeFormat(current.intl, { dateStyle: "long", timeZone: "UTC" }).format(new Date(`${iso}T00:00:00Z`));
}

/** Bytes in words: "230 kB". */
export function size(bytes: number): string {
  const unit = bytes < 1000 ? "byte" : bytes < 1_000_000 ? "kilobyte" : "megabyte";
  const value = unit === "byte" ? bytes : bytes / (unit === "kilobyte" ? 1000 : 1_000_000);
  const digits = value < 10 && unit === "megabyte" ? 1 : 0;
  return new Intl.NumberFormat(current.intl, { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: digits }).format(value);
}

/** Several names as one phrase: "A, B and C". */
export function together(names: readonly string[]): string {
  return new Intl.ListFormat(current.language, { type: "conjunction" }).format(names);
}

/** A country by its name in the page's language. */
export function countryName(code: string): string {
  try {
    return new Intl.DisplayNames([current.language], { type: "region" }).of(code) ?? code;
  } catch {
    return code;
  }
}
