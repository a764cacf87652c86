/** What a receipt asks of a server. Its lookup travels in the body, never in an address. */
import type { EventsJson, RoomJson } from "../seal";
import { asking, httpTransport, NoAnswer } from "./transport";
import type { Transport } from "./transport";

export type ReceiptRoom = RoomJson & {
  readonly room: string; readonly filed_on: string; readonly state: "submitted" | "acknowledged" | "withdrawn";
  readonly chains: Record<string, { readonly name: string; readonly kind: string }>;
};
/** A sealed entry as it is listed; a large body is fetched by itself. */
export interface EntryJson { readonly position: number; readonly header: string; readonly body: string | null; readonly posted_on: string }

/** What the server says of the case that came of a report. Days only; `days_left` below nothing is late. */
export interface CaseJson {
  readonly stage: string; readonly stage_since: string; readonly suspended: boolean; readonly outcome: string | null;
  readonly clocks: readonly { readonly clock: string; readonly due_on: string | null; readonly days_left: number | null; readonly overdue: boolean; readonly done_on: string | null }[];
  readonly site: { readonly name: string; readonly country: string } | null;
}

export interface ReceiptTransport extends Transport {
  room(lookup: string): Promise<ReceiptRoom>;
  entries(lookup: string): Promise<readonly EntryJson[]>;
  body(lookup: string, entry: string): Promise<Uint8Array>;
  caseOf(lookup: string): Promise<CaseJson | null>;
  /** The day on which the report is erased, once that is announced. */
  erasedOn(lookup: string): Promise<string | null>;
  post(bytes: Uint8Array, key: string): Promise<void>;
  change(lookup: string, head: string, events: EventsJson): Promise<void>;
}

export function receiptTransport(): ReceiptTransport {
  const { ask, json } = asking(false);
  const send = (body: unknown): RequestInit => ({ method: "POST", body: JSON.stringify(body), headers: { "Content-Type": "application/json" } });
  return {
    ...httpTransport(),
    room: (lookup) => json<ReceiptRoom>("/v1/receipts/room", send({ lookup })),
    entries: async (lookup) => {
      const all: EntryJson[] = [];
      for (let after: string | null | undefined; after !== null;) {
        const page: { items: EntryJson[]; next: string | null } = await json("/v1/receipts/entries/list", send(after ? { lookup, after } : { lookup }));
        all.push(...page.items);
        after = page.next;
      }
      return all;
    },
    body: async (lookup, entry) => {
      const answer = await ask("/v1/receipts/entries/body", send({ lookup, entry }));
      return new Uint8Array(await answer.arrayBuffer().catch(() => { throw new NoAnswer(); }));
    },
    caseOf: async (lookup) => (await json<{ case: CaseJson | null }>("/v1/receipts/case", send({ lookup }))).case,
    erasedOn: async (lookup) => (await json<{ erased_on: string | null }>("/v1/receipts/ending", send({ lookup }))).erased_on,
    post: async (bytes, key) => {
      const type = "application/vnd.remedy.receipt-entry.v1";
      await ask("/v1/receipts/entries", { method: "POST", body: bytes as Uint8Array<ArrayBuffer>, headers: { "Content-Type": type, "Idempotency-Key": key } });
    },
    change: async (lookup, head, events) => { await ask("/v1/receipts/events", send({ lookup, head, ...events })); },
  };
}
