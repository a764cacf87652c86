/**
 * The code lists of cases in the reader's language: fetched once a page from GET /v1/codes, however many parts ask.
 *
 *   const codes = await loadCodes();            // or <Load of={useLoad(loadCodes)}>{(codes) => …}</Load>
 *   codes.list("issues")                        // [{code, label}], in the order to show; [] for an unknown list
 *   codes.label("issues", "wages")              // "Wages"; a code that is not in the list stands as it is
 *   codes.options("workers_bands", _("Not said"))  // pairs for <Choice>, an empty choice first
 *   codes.options("reasons", _("Please choose"), "closed")  // only the reasons that fit this step
 */
import { get } from "../api";

/** `steps`: of a reason, the steps it fits. */
export interface Code { readonly code: string; readonly label: string; readonly steps?: readonly string[] }

export class Codes {
  private readonly lists: ReadonlyMap<string, readonly Code[]>;
  private readonly labels: ReadonlyMap<string, string>;

  constructor(json: Readonly<Record<string, readonly Code[]>>) {
    this.lists = new Map(Object.entries(json));
    this.labels = new Map([...this.lists].flatMap(([name, items]) => items.map((item) => [`${name}/${item.code}`, item.label] as const)));
  }

  list(name: string): readonly Code[] {
    return this.lists.get(name) ?? [];
  }

  label(name: string, code: string): string {
    return this.labels.get(`${name}/${code}`) ?? code;
  }

  options(name: string, empty: string, step?: string): [string, string][] {
    const fitting = this.list(name).filter((each) => step === undefined || each.steps?.includes(step));
    return [["", empty], ...fitting.map(({ code, label }): [string, string] => [code, label])];
  }
}

let loading: Promise<Codes> | null = null;

/** The code lists. A failed load is thrown and tried anew by whoever asks next. */
export function loadCodes(): Promise<Codes> {
  loading ??= get<Record<string, readonly Code[]>>("/v1/codes").then(({ data }) => new Codes(data), (error: unknown) => {
    loading = null;
    throw error;
  });
  return loading;
}
