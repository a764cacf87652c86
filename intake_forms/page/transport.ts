/**
 * How the page reaches a server. Everything that is sent passes here, and only sealed bytes, public ids and a receipt's
 * lookup ever do. The casework page gives its own transport, so that a report for a worker is filed by an account.
 */
import type { ChainJson } from "../seal";
import type { FormFile } from "./form";
import { _ } from "./i18n";

/** An organisation that accepts reports, as GET /v1/directory says it; nothing of it is believed before it is verified. */
export interface OrganisationJson {
  readonly organisation: string; readonly name: string; readonly kind: string; readonly country: string;
  readonly languages: readonly string[]; readonly description: Readonly<Record<string, string>>;
  readonly epoch: number; readonly kid: string; readonly kem_public: string; readonly chain: Omit<ChainJson, "epochs">;
}
export interface Site { readonly site: string; readonly name: string; readonly native_name: string; readonly address: string; readonly country: string }
export interface Filed { readonly room: string; readonly filed_on: string; readonly proof: string }
/** What filing needs. */
export interface Transport {
  directory(): Promise<readonly OrganisationJson[]>;
  sites(): Promise<readonly Site[]>;
  form(form: string, language: string): Promise<FormFile>;
  /** Sends a sealed report. The same key with the same bytes is filed once, however often it is sent. */
  submit(parts: readonly Uint8Array[], key: string, progress: (share: number) => void): Promise<Filed>;
}

/** The server said no. `detail` is its own sentence in the page's language; it never repeats what was sent. */
export class Refusal extends Error {
  constructor(readonly status: number, readonly code: string, detail: string, readonly waitSeconds: number | null = null) {
    super(detail || _("The server could not do this."));
  }
}
/** No answer came, so nothing is known about what the server did. */
export class NoAnswer extends Error {
  constructor() { super(_("There is no connection to the server. Nothing was lost.")); }
}
/** Whether trying the same again may help: no answer, too busy, or a server that is down for a moment. */
export const passes = (error: unknown): boolean => error instanceof NoAnswer ||
  (error instanceof Refusal && (error.status === 429 || error.status === 408 || error.status >= 500));

const headers = (): Record<string, string> =>
  ({ "Accept": "application/json, application/problem+json", "Accept-Language": document.documentElement.lang });

/** Requests whose failures are Refusal or NoAnswer. `cookies`: whether an account's go along; the reporter's page has none. */
export function asking(cookies: boolean) {
  const credentials: RequestCredentials = cookies ? "same-origin" : "omit";
  async function ask(path: string, init: RequestInit = {}): Promise<Response> {
    const answer = await fetch(path, { credentials, cache: "no-store", redirect: "error", ...init, headers: { ...headers(), ...init.headers } })
      .catch(() => { throw new NoAnswer(); });
    if (!answer.ok) throw refusal(answer.status, await answer.text().catch(() => ""), answer.headers.get("Retry-After"));
    return answer;
  }
  const json = async <T>(path: string, init?: RequestInit): Promise<T> => await (await ask(path, init)).json().catch(() => { throw new NoAnswer(); }) as T;
  return { ask, json };
}

export function httpTransport(cookies = false): Transport {
  const { json } = asking(cookies);
  return {
    directory: async () => (await json<{ organisations: OrganisationJson[] }>("/v1/directory")).organisations,
    sites: async () => (await json<{ sites: Site[] }>("/sites.json")).sites,
    form: (form, language) => json<FormFile>(`/static/forms/${form}.${language}.json`),
    submit: (parts, key, progress) => submit(parts, key, progress, cookies),
  };
}

function refusal(status: number, body: string, retryAfter: string | null): Refusal {
  let problem: { code?: unknown; detail?: unknown; title?: unknown } = {};
  try {
    problem = JSON.parse(body) as typeof problem;
  } catch { /* a proxy's own page: the status alone speaks */ }
  const text = (value: unknown): string => typeof value === "string" ? value : "";
  const seconds = Number(retryAfter ?? "");
  return new Refusal(status, text(problem.code), text(problem.detail) || text(problem.title), seconds > 0 ? seconds : null);
}

/** XMLHttpRequest, because fetch does not tell how much of a large report has gone out. */
function submit(parts: readonly Uint8Array[], key: string, progress: (share: number) => void, cookies: boolean): Promise<Filed> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", "/v1/submissions");
    request.withCredentials = cookies;
    for (const [name, value] of Object.entries(headers())) request.setRequestHeader(name, value);
    request.setRequestHeader("Content-Type", "application/vnd.remedy.submission.v1");
    request.setRequestHeader("Idempotency-Key", key);
    request.upload.onprogress = (event) => { if (event.lengthComputable) progress(event.loaded / event.total); };
    request.onerror = request.onabort = request.ontimeout = () => reject(new NoAnswer());
    request.onload = () => {
      if (request.status !== 201) return reject(refusal(request.status, request.responseText, request.getResponseHeader("Retry-After")));
      try {
        resolve(JSON.parse(request.responseText) as Filed);
      } catch {
        reject(new NoAnswer());
      }
    };
    request.send(new Blob(parts as Uint8Array<ArrayBuffer>[]));
  });
}

/** A key for one sending: random, so that it tells nothing. */
export const newKey = (): string => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
