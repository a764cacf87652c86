/** Calls to /v1, the same actions that programs use. Failures come as `Problem` (the server's answer, in the page's language) or `Offline`. */
import { _ } from "./i18n";

export interface FieldProblem { pointer: string; code: string; detail: string }

/** What the server refused, with its own sentence. */
export class Problem extends Error {
  constructor(readonly status: number, readonly code: string, readonly title: string,
    readonly detail: string, readonly fields: FieldProblem[] = [], readonly retryAfter: number | null = null) {
    super(detail || title);
    this.name = "Problem";
  }
}

/** No answer came: nothing is known about what the server did. */
export class Offline extends Error {
  constructor() {
    super(_("There is no connection to the server. Nothing was lost; please try again."));
    this.name = "Offline";
  }
}

/** `next`: where the rest is, when the server gives something in several parts. */
export interface Answer<T> { data: T; etag: string | null; status: number; next: string | null }

interface Options {
  /** A JSON body. */
  json?: unknown;
  /** A sealed body, sent as it is. */
  bytes?: Uint8Array;
  type?: string;
  /** The ETag of what the page saw; a change made meanwhile answers 412. */
  ifMatch?: string;
  /** Makes a repeated creation harmless; every retry sends the same key. */
  key?: string;
  want?: "json" | "bytes";
  /** Proves who somebody is: a 401 here is a wrong passphrase or nobody, and not the end of a session. */
  enters?: boolean;
}

const PAUSES = [400, 1500, 4000];
const GATEWAY = new Set([502, 503, 504]);
let signedOut: (() => void) | null = null;

/** Called once when the server no longer knows this session. */
export function onSignedOut(handler: () => void): void {
  signedOut = handler;
}

/** A key for one creation: make it when the person presses the button, keep it until an answer came. */
export function newKey(): string {
  return crypto.randomUUID();
}

/** Keys for a form that may be corrected and sent again: the same content keeps its key, other content gets a new one. */
export function keyFor(): (content: unknown) => string {
  let before = "";
  let key = "";
  return (content) => {
    const now = JSON.stringify(content);
    if (now !== before) key = newKey();
    before = now;
    return key;
  };
}

export async function call<T>(method: string, path: string, options: Options = {}): Promise<Answer<T>> {
  const repeatable = method === "GET" || options.key !== undefined;
  for (let attempt = 0; ; attempt++) {
    const pause = repeatable ? PAUSES[attempt] : undefined;
    let response: Response;
    try {
      response = await fetch(path, request(method, options));
    } catch {
      if (pause === undefined) throw new Offline();
      await sleep(pause);
      continue;
    }
    if (GATEWAY.has(response.status) && pause !== undefined) {
      await sleep(pause);
      continue;
    }
    if (!response.ok) throw await refused(response, options);
    return read<T>(response, options);
  }
}

export const get = <T>(path: string): Promise<Answer<T>> => call<T>("GET", path);

/** All pages of a list, in the server's order. */
export async function getAll<T>(path: string): Promise<T[]> {
  const items: T[] = [];
  let after: string | null = null;
  do {
    const query = `limit=100${after === null ? "" : `&after=${encodeURIComponent(after)}`}`;
    const page: { items: T[]; next: string | null } =
      (await get<{ items: T[]; next: string | null }>(`${path}${path.includes("?") ? "&" : "?"}${query}`)).data;
    items.push(...page.items);
    after = page.next;
  } while (after !== null);
  return items;
}

export async function getBytes(path: string): Promise<Uint8Array> {
  return (await call<Uint8Array>("GET", path, { want: "bytes" })).data;
}

function request(method: string, options: Options): RequestInit {
  const headers: Record<string, string> = {
    "Accept": "application/json, application/problem+json",
    "Accept-Language": document.documentElement.lang,
  };
  if (options.ifMatch !== undefined) headers["If-Match"] = options.ifMatch;
  if (options.key !== undefined) headers["Idempotency-Key"] = options.key;
  const init: RequestInit = { method, headers, credentials: "same-origin", cache: "no-store", redirect: "error" };
  if (options.bytes !== undefined) {
    headers["Content-Type"] = options.type ?? "application/octet-stream";
    init.body = options.bytes as Uint8Array<ArrayBuffer>;
  } else if (options.json !== undefined) {
    headers["Content-Type"] = "application/json";
    init.body = JSON.stringify(options.json);
  }
  return init;
}

async function read<T>(response: Response, options: Options): Promise<Answer<T>> {
  const etag = response.headers.get("ETag");
  const next = /^<(\/v1\/[^>]*)>; rel="next"$/.exec(response.headers.get("Link") ?? "")?.[1] ?? null;
  const empty = response.status === 204;
  try {
    const data = options.want === "bytes" ? new Uint8Array(await response.arrayBuffer())
      : empty ? undefined : await response.json();
    return { data: data as T, etag, status: response.status, next };
  } catch {
    throw new Offline(); // cut off in the middle of the answer
  }
}

async function refused(response: Response, options: Options): Promise<Problem> {
  let body: Record<string, unknown> = {};
  try {
    body = await response.json() as Record<string, unknown>;
  } catch { /* a proxy's own page: the status alone speaks */ }
  const text = (value: unknown, otherwise: string): string => typeof value === "string" ? value : otherwise;
  const wait = Number(response.headers.get("Retry-After") ?? "");
  const problem = new Problem(response.status, text(body.code, "unknown"),
    text(body.title, _("The server could not do this.")), text(body.detail, ""),
    [...listed(body.fields), ...listed(body.failures).map(({ code, message }) => ({ pointer: code, code, detail: message }))] as FieldProblem[], wait > 0 ? wait : null);
  if (response.status === 401 && !options.enters) signedOut?.();
  return problem;
}

/** Fields to mend and conditions not met are told alike: one sentence each. */
function listed(value: unknown): Record<string, string>[] {
  return Array.isArray(value) ? value as Record<string, string>[] : [];
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
