/**
 * What a receipt opens, checked before it is shown. The reporter's own signature names the organisations she chose, so a
 * reply counts only if its author is vouched for by one of them, or by one she later agreed to; nothing has to be
 * remembered on a device for that.
 */
import { equal, hex, unb64, unhex } from "../seal/bytes";
import { makeEvent, newEpoch } from "../seal/change";
import { openEntry, verifyEntries } from "../seal/entries";
import { openEpochs } from "../seal/epochs";
import { verifyRoom } from "../seal/room";
import { receiptEntry, sealEntry } from "../seal/seal-entry";
import type { AttachmentContent, EpochKeys, NewContent, ReceiptKeys, SimpleEvent, SpoiledEpoch, TextContent, VerifiedEntries, VerifiedEntry, VerifiedRoom } from "../seal";
import { today } from "./report";
import type { ReceiptRoom, ReceiptTransport } from "./receipt-transport";
import { passes, Refusal } from "./transport";

export interface Holder { readonly keys: ReceiptKeys; readonly instance: string; readonly transport: ReceiptTransport }
interface Checked { readonly json: ReceiptRoom; readonly room: VerifiedRoom; readonly entries: VerifiedEntries; readonly keys: EpochKeys; readonly spoiled: readonly SpoiledEpoch[]; readonly bodies: readonly (Uint8Array | null)[]; readonly days: readonly string[] }

/** One item as it is shown. `author`: an organisation's name, or null for the reporter herself. */
export interface Said {
  readonly id: string; readonly author: string | null; readonly day: string; readonly text: TextContent | null;
  readonly file: AttachmentContent | null; /** A large file, fetched when asked for. */ readonly fetch: (() => Promise<AttachmentContent>) | null;
  /** It could not be opened as it must: say so, show nothing. */ readonly broken: boolean;
}
export interface Reader { readonly fingerprint: Uint8Array; readonly name: string }
export interface OpenReceipt {
  readonly filedOn: string; readonly withdrawn: boolean; readonly acknowledged: { readonly by: string; readonly day: string } | null;
  readonly readers: readonly Reader[]; /** What she filed, if she asked that the code opens it. */ readonly filed: readonly Said[];
  readonly conversation: readonly Said[]; /** Fingerprints (hex) of organisations that a handler wants to bring in. */ readonly proposed: readonly string[];
  /** Those she agreed to, not yet admitted. */ readonly agreed: readonly string[];
}

async function check({ keys, instance, transport }: Holder): Promise<Checked> {
  const lookup = hex(keys.lookup);
  const json = await transport.room(lookup);
  const room = await verifyRoom({ instance, room: unhex(json.room), json, founder: keys.kid });
  const rows = await transport.entries(lookup);
  const spoiled: SpoiledEpoch[] = [];
  return {
    json, room, entries: await verifyEntries(room, rows.map((row) => unb64(row.header))), keys: await openEpochs(room, [keys], spoiled), spoiled,
    bodies: rows.map((row) => row.body === null ? null : unb64(row.body)), days: rows.map((row) => row.posted_on),
  };
}

/** Throws SealError where anything does not hold; then nothing of it is shown. */
export async function openReceipt(holder: Holder): Promise<OpenReceipt> {
  const checked = await check(holder);
  const { room, json, entries } = checked;
  const names = new Map([...room.chains].map(([id, chain]) => [hex(chain.fingerprint), json.chains[id]?.name ?? ""]));
  const filed: Said[] = [];
  const conversation: Said[] = [];
  for (const [place, entry] of entries.entries.entries()) {
    // What she should be able to open and cannot stands there as a stop; the rest is still hers to read.
    const hers = checked.keys.has(entry.epoch) || checked.spoiled.some(({ epoch }) => epoch === entry.epoch);
    if (!hers || room.withdrawn) continue;
    const author = entry.fingerprint.length === 0 ? null : names.get(hex(entry.fingerprint)) ?? "";
    (entry.epoch === 0 ? filed : conversation).push(await said(holder, checked, entry, place, author));
  }
  const acknowledged = room.events.find((event) => event.type === "acknowledged");
  const by = acknowledged && [...room.chains.values()].find((chain) => chain.digests.some((digest) => equal(digest, acknowledged.roster)));
  const now = room.epochs[room.epochs.length - 1];
  const readers = (now?.readers ?? []).filter((reader) => reader.fingerprint.length > 0)
    .map(({ fingerprint }) => ({ fingerprint, name: names.get(hex(fingerprint)) ?? "" }));
  return {
    filedOn: json.filed_on, withdrawn: room.withdrawn, readers, filed, conversation, ...wishes(room),
    acknowledged: acknowledged && by ? { day: acknowledged.day, by: names.get(hex(by.fingerprint)) ?? "" } : null,
  };
}

async function said(holder: Holder, checked: Checked, entry: VerifiedEntry, place: number, author: string | null): Promise<Said> {
  const shown = { id: hex(entry.entry), author, day: checked.days[place] ?? "", text: null, file: null, fetch: null, broken: false };
  const body = checked.bodies[place] ?? null;
  const open = async (bytes: Uint8Array): Promise<AttachmentContent> => {
    const content = await openEntry(entry, bytes, checked.keys);
    if (content.kind !== "attachment") throw new TypeError("a text where a file was announced");
    return content;
  };
  if (body === null) return { ...shown, fetch: async () => open(await holder.transport.body(hex(holder.keys.lookup), shown.id)) };
  try {
    const content = await openEntry(entry, body, checked.keys);
    return content.kind === "attachment" ? { ...shown, file: content } : { ...shown, text: content };
  } catch {
    return { ...shown, broken: true };
  }
}

/** Organisations proposed to her and organisations she agreed to, as far as nothing came of it yet. */
function wishes(room: VerifiedRoom): { proposed: string[]; agreed: string[] } {
  const proposed = new Set<string>();
  const agreed = new Set<string>();
  for (const { type, data } of room.events) {
    const fingerprint = typeof data.fingerprint === "string" ? data.fingerprint : "";
    if (type === "handover_proposed" && !agreed.has(fingerprint)) proposed.add(fingerprint);
    if (type === "consented") agreed.add(fingerprint);
    if (type === "consented" || type === "admitted") proposed.delete(fingerprint);
    if (type === "admitted") agreed.delete(fingerprint);
  }
  return { proposed: [...proposed], agreed: [...agreed] };
}

const TRIES = 4;

/** Acts on a freshly checked room whose readers all have their newest key; somebody faster means: look again. */
async function act(holder: Holder, work: (checked: Checked) => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const checked = await check(holder);
    try {
      if (!checked.room.stale || checked.room.withdrawn) return await work(checked);
      await change(holder, checked, await newEpoch({ entries: checked.entries, keys: checked.keys, actor: holder.keys, day: today() }));
    } catch (error) {
      if (!(error instanceof Refusal) || error.status !== 412 || attempt === TRIES) throw error;
    }
  }
}

function change({ transport, keys }: Holder, { room }: Checked, events: Parameters<ReceiptTransport["change"]>[2]): Promise<void> {
  return transport.change(hex(keys.lookup), hex(room.head), events);
}

const PAUSES = [1000, 3000, 6000];

/**
 * Writes one letter or file. The sealed entry's random id is the key of its sending: after a lost answer the same bytes go
 * out once more, and are kept once.
 */
export function write(holder: Holder, content: NewContent): Promise<void> {
  return act(holder, async ({ room, keys }) => {
    const sealed = await sealEntry(room, keys, holder.keys, content);
    for (let attempt = 0; ; attempt++) {
      try {
        return await holder.transport.post(receiptEntry(holder.keys, sealed), hex(sealed.entry));
      } catch (error) {
        const pause = PAUSES[attempt];
        if (!passes(error) || pause === undefined) throw error;
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    }
  });
}

/** Signs an event: a consent, or the withdrawal. One that stands there already, after a lost answer, is not signed again. */
export function sign(holder: Holder, event: Extract<SimpleEvent, { type: "withdrawn" | "consented" }>): Promise<void> {
  return act(holder, async (checked) => {
    const there = event.type === "withdrawn" ? checked.room.withdrawn : wishes(checked.room).agreed.includes(hex(event.fingerprint));
    if (!there) await change(holder, checked, await makeEvent(checked.room, holder.keys, event, today()));
  });
}
