/** A room and its entries as the server tells them, page by page. Nothing is checked here; whoever uses it checks all of it. */
import { get } from "./api";
import type { Events } from "./room-json";
import type { CaseworkRoom, EntryJson } from "./room-json";

/** Told after every page: how many events and entries have come so far. */
export type Fetched = (count: number) => void;

interface Page<T> { items: T[]; next: string | null }

/** Most rows of one page. */
const PAGE = 200;

/** A room with its whole history, however many answers it takes. */
export async function fetchRoom(id: string, fetched: Fetched = () => undefined): Promise<CaseworkRoom> {
  const json = (await get<CaseworkRoom>(`/v1/rooms/${id}`)).data;
  fetched(json.events.length);
  const rest = json.events_next == null ? [] : await pages<Events[number]>(`/v1/rooms/${id}/events`, PAGE, json.events_next, fetched, json.events.length);
  return { ...json, events: [...json.events, ...rest] };
}

/** All entries of a room in their order, with the bodies that travel along. */
export function fetchEntries(id: string, fetched: Fetched = () => undefined): Promise<EntryJson[]> {
  return pages<EntryJson>(`/v1/rooms/${id}/entries`, 100, null, fetched, 0);
}

async function pages<T>(path: string, limit: number, first: string | null, fetched: Fetched, before: number): Promise<T[]> {
  const items: T[] = [];
  let after = first;
  do {
    const query = `limit=${limit}${after === null ? "" : `&after=${encodeURIComponent(after)}`}`;
    const page: Page<T> = (await get<Page<T>>(`${path}?${query}`)).data;
    items.push(...page.items);
    fetched(before + items.length);
    after = page.next;
  } while (after !== null);
  return items;
}
