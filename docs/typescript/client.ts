/**
 * A typed client of the casework door for programs. Paths, parameters, bodies and answers are those of the document that the door
 * serves (`/openapi.json`): `types/casework.d.ts` is made from it (see package.json, "types") and nothing is written by hand.
 */
import createClient from "openapi-fetch";
import type { paths } from "./types/casework.js";

/** What a door refused: the HTTP status, the code of the problem, and a sentence in the language asked for. */
export class Refused extends Error {
  constructor(readonly status: number, readonly code: string, detail: string) {
    super(detail);
    this.name = "Refused";
  }
}

/** The casework door, with a program's token: `const door = casework(address, token)`, then `door.GET("/v1/me")`. */
export function casework(address: string, token: string, language = "en") {
  const door = createClient<paths>({
    baseUrl: address, headers: { Authorization: `Bearer ${token}`, "Accept-Language": language }, redirect: "error", cache: "no-store",
  });
  // Whatever is no success is thrown, so that what is read further on is the answer and nothing else.
  door.use({ onResponse: async ({ response }) => { if (!response.ok) throw await refused(response); } });
  return door;
}

async function refused(response: Response): Promise<Refused> {
  const problem: unknown = await response.json().catch(() => null);
  const { code, detail } = (problem ?? {}) as { code?: string; detail?: string };
  return new Refused(response.status, code ?? "unknown", detail ?? response.statusText);
}

/** The data of an answer that succeeded. */
export function data<T>(answer: { data?: T }): T {
  if (answer.data === undefined) throw new Refused(0, "empty", "The answer was empty.");
  return answer.data;
}

/** All items of a list, page by page: `every((after) => door.GET(path, { params: { query: { after } } }))`. */
export async function* every<Item>(page: (after: string | null) => Promise<{ data?: { items: Item[]; next: string | null } }>): AsyncGenerator<Item> {
  for (let after: string | null = null; ;) {
    const found: { items: Item[]; next: string | null } = data(await page(after));
    yield* found.items;
    if (found.next === null) return;
    after = found.next;
  }
}
