/**
 * Events: the signed history of a room. DSSE over exact bytes; each names the hash of the one before it. A payload has
 * one form only: a reader builds it again from what it understood and compares, so twin keys, odd numbers, escapes and
 * unknown members all end in that one comparison.
 */
import { concat, equal, fromUtf8, hex, unhex, utf8 } from "./bytes";
import type { Bytes } from "./bytes";
import { SealError } from "./errors";
import type { AccountKeys } from "./keys";
import { instanceText } from "./lp";
import { ROOM_KINDS } from "./statement";

const PAYLOAD_TYPE = "application/vnd.remedy.event.v1+json";
const MAX_PAYLOAD = 16_384;
const MAX_STATEMENTS = 16;
const MEMBERS = ["v", "instance", "room", "seq", "prev", "day", "type", "actor", "roster", "data"];

/** One step of a plan, at a table: its members and their order stand in table-types.ts. */
export type PlanStep = Readonly<Record<string, string | readonly string[]>>;
export type EventData = Readonly<Record<string, string | readonly string[] | readonly PlanStep[]>>;

/** One event as it was understood. `prev` and `roster` are 32 bytes or empty; digests in `data` stay hex. */
export interface Event {
  readonly instance: string; readonly room: Bytes; readonly seq: number; readonly prev: Bytes; readonly day: string;
  readonly type: string; readonly actor: Bytes; readonly roster: Bytes; readonly data: EventData;
}
/** Exact payload bytes and the signature (64 bytes) over their DSSE encoding. */
export interface SignedEvent { readonly payload: Bytes; readonly signature: Bytes }

export const isHex = (value: unknown, digits: number): boolean => typeof value === "string" && value.length === digits && /^[0-9a-f]*$/.test(value);

export type Check = (value: unknown) => boolean;
/** The types of events and the members of their data, in their order: codes, kids, fingerprints, hashes and days; no text. */
export type EventTypes = ReadonlyMap<string, Readonly<Record<string, Check>>>;

export const digest: Check = (value) => isHex(value, 64);
const digests: Check = (value) => Array.isArray(value) && value.length >= 1 && value.length <= MAX_STATEMENTS && value.every(digest);
export const word = (...allowed: readonly string[]): Check => (value) => typeof value === "string" && allowed.includes(value);

/** What can happen in a reporter room: all that the reporter's own pages know. */
export const REPORTER_TYPES: EventTypes = new Map(Object.entries({
  founded: { kind: word(...ROOM_KINDS), founder: digest },
  epoch: { statements: digests },
  acknowledged: {},
  handover_proposed: { fingerprint: digest },
  consented: { fingerprint: digest, purpose: word("handover") },
  admitted: { fingerprint: digest },
  // The fingerprint of an organisation, or the kid of a receipt.
  revoked: { reader: digest },
  withdrawn: {},
}));

/** The exact payload. */
export function makeEvent(event: Event): Bytes {
  return utf8(JSON.stringify({
    v: 1, instance: event.instance, room: hex(event.room), seq: event.seq, prev: hex(event.prev), day: event.day,
    type: event.type, actor: hex(event.actor), roster: hex(event.roster), data: event.data,
  }));
}

/** DSSE's pre-authentication encoding: what is signed. It begins with `DSSEv1`, so it is never an lp. */
export function pae(payload: Bytes): Bytes {
  return concat(utf8(`DSSEv1 ${PAYLOAD_TYPE.length} ${PAYLOAD_TYPE} ${payload.length} `), payload);
}

/** The event in its exact bytes, signed by the acting account or receipt. */
export async function signEvent(keys: AccountKeys, event: Event, types?: EventTypes): Promise<SignedEvent> {
  const payload = makeEvent(event);
  // What this device would refuse to read it must not write.
  parseEvent(payload, types);
  return { payload, signature: await keys.sign(pae(payload)) };
}

/** Whether these are the members, in this order. Their names are compared one by one: joined, an empty name would be no member at all. */
export function hasMembers(value: object, names: readonly string[]): boolean {
  const found = Object.keys(value);
  return found.length === names.length && found.every((name, place) => name === names[place]);
}

function load(payload: Bytes): Record<string, unknown> {
  if (payload.length > MAX_PAYLOAD) throw new SealError("too-large", "event");
  let body: unknown;
  try {
    body = JSON.parse(fromUtf8(payload));
  } catch {
    throw new SealError("malformed", "event");
  }
  if (typeof body !== "object" || body === null || !hasMembers(body, MEMBERS) || (body as { v: unknown }).v !== 1) {
    throw new SealError("malformed", "event members");
  }
  return body as Record<string, unknown>;
}

function readHex(value: unknown, digits: number, where: string, empty = false): Bytes {
  if (!isHex(value, digits) && !(empty && value === "")) throw new SealError("malformed", where);
  return unhex(value as string);
}

/** A day of the calendar, written YYYY-MM-DD and no other way. */
export const isDay: Check = (value) => {
  if (typeof value !== "string" || !/^\d{4}-\d\d-\d\d$/.test(value) || value.startsWith("0000")) return false;
  const day = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === value;
};

function readDay(value: unknown): string {
  if (!isDay(value)) throw new SealError("malformed", "day");
  return value as string;
}

function readData(types: EventTypes, type: unknown, value: unknown): EventData {
  const shape = typeof type === "string" ? types.get(type) : undefined;
  if (shape === undefined) throw new SealError("unknown-event");
  if (typeof value !== "object" || value === null || Array.isArray(value) || !hasMembers(value, Object.keys(shape))) {
    throw new SealError("malformed", "data");
  }
  for (const [name, check] of Object.entries(shape)) {
    if (!check((value as Record<string, unknown>)[name])) throw new SealError("malformed", name);
  }
  return value as EventData;
}

/** Strictly; the place in a chain and the signature are not checked. Types beside those of `types` are unknown-event. */
export function parseEvent(payload: Bytes, types = REPORTER_TYPES): Event {
  const body = load(payload);
  const seq = body.seq;
  if (typeof seq !== "number" || !Number.isSafeInteger(seq) || seq < 0) throw new SealError("malformed", "seq");
  if (typeof body.instance !== "string") throw new SealError("malformed", "instance");
  const event: Event = {
    instance: instanceText(utf8(body.instance)),
    room: readHex(body.room, 32, "room"),
    seq,
    prev: readHex(body.prev, 64, "prev", true),
    day: readDay(body.day),
    type: String(body.type),
    actor: readHex(body.actor, 64, "actor"),
    roster: readHex(body.roster, 64, "roster", true),
    data: readData(types, body.type, body.data),
  };
  if ((seq === 0) !== (event.type === "founded") || (seq === 0) !== (event.prev.length === 0)) throw new SealError("broken-chain", "event");
  if (!equal(makeEvent(event), payload)) throw new SealError("malformed", "event form");
  return event;
}
