/** Changes of a room: single events, new epochs, hand-over. Each is checked as its readers will check it before it is signed. */
import { b64, EMPTY, equal, hex } from "./bytes";
import type { Bytes } from "./bytes";
import type { VerifiedChain } from "./chain";
import { headersOf } from "./entries";
import type { VerifiedEntries } from "./entries";
import { applyStatement } from "./epoch-rules";
import { epochKey } from "./epochs";
import type { EpochKeys } from "./epochs";
import { SealError } from "./errors";
import { signEvent } from "./event";
import type { Event, EventData, SignedEvent } from "./event";
import { sha256 } from "./hash";
import { wrapKey } from "./hpke";
import { checkKeys, newSecret } from "./keys";
import type { AccountKeys } from "./keys";
import { checkReader } from "./organisation";
import type { OrganisationReader, Wrap } from "./organisation";
import { roomInside } from "./room";
import type { RoomInside, VerifiedRoom } from "./room";
import { includes } from "./roster";
import { closedHash, commitOf, makeStatement, nameOf, parseStatement, sortReaders } from "./statement";
import type { Statement } from "./statement";
import { applyEvent, fork, inForce, nextNames } from "./walk";
import type { Walk } from "./walk";
import { lateInfo, sealPreviousKey, wrapEpoch } from "./wraps";
import type { Recipient } from "./wraps";

/** What POST …/events takes. */
export interface EventsJson {
  events: { payload: string; signature: string }[];
  epoch?: { statement: string; signature: string; wraps: { kid: string; wrap: string }[]; previous: string | null };
  late_wraps?: { epoch: number; kid: string; wrap: string }[];
}
export type SimpleEvent =
  | { readonly type: "acknowledged" } | { readonly type: "withdrawn" }
  | { readonly type: "handover_proposed"; readonly fingerprint: Bytes } | { readonly type: "consented"; readonly fingerprint: Bytes }
  | { readonly type: "revoked"; readonly reader: Bytes };

export interface EpochGiven {
  /** All of the room: the new epoch closes over them. */
  readonly entries: VerifiedEntries;
  readonly keys: EpochKeys; readonly actor: AccountKeys; readonly day: string;
}

/** Where a change begins: a walk of its own, and the place of the next event. */
export interface Draft { readonly walk: Walk; readonly actor: AccountKeys; readonly roster: Bytes; readonly day: string; head: Bytes; seq: number; readonly events: SignedEvent[] }

/** `roster`: the one under which the actor signs; else the newest of the first reader that names it. */
export function begin(room: VerifiedRoom, actor: AccountKeys, day: string, newcomers: readonly VerifiedChain[] = [], roster?: Bytes): Draft {
  const walk = fork(roomInside(room).walk, newcomers);
  return { walk, actor, roster: roster ?? rosterOf(walk, actor.kid), day, head: room.head, seq: room.events.length, events: [] };
}

/** The newest roster under which the actor acts for a reader, of several for one that represents; nothing for the founder. */
function rosterOf(walk: Walk, actor: Bytes): Bytes {
  if (equal(actor, walk.founder)) return EMPTY;
  const mine = (inForce(walk)?.readers ?? []).map(nameOf).filter((name) => includes(walk.chains.get(name)?.latest.members ?? [], actor));
  const chain = walk.chains.get(mine.find((name) => walk.roles.get(name) === "representative") ?? mine[0] ?? "");
  if (chain === undefined) throw new SealError("not-entitled");
  return chain.digest;
}

/** The next event, if its readers will accept it; then it is signed. */
export async function add(draft: Draft, type: string, data: EventData): Promise<Event> {
  const { walk, actor, day, roster } = draft;
  const event: Event = { instance: walk.instance, room: walk.room, seq: draft.seq, prev: draft.head, day, type, actor: actor.kid, roster, data };
  const signed = await signEvent(actor, event, walk.types);
  draft.head = sha256(signed.payload);
  applyEvent(walk, event, draft.head);
  draft.seq += 1;
  draft.events.push(signed);
  return event;
}

export const eventsJson = (draft: Draft): EventsJson =>
  ({ events: draft.events.map((each) => ({ payload: b64(each.payload), signature: b64(each.signature) })) });

function dataOf(event: SimpleEvent): EventData {
  switch (event.type) {
    case "handover_proposed": return { fingerprint: hex(event.fingerprint) };
    case "consented": return { fingerprint: hex(event.fingerprint), purpose: "handover" };
    case "revoked": return { reader: hex(event.reader) };
    default: return {};
  }
}

/** One event, under the newest roster that names the actor, or by the receipt. Throws what readers would: not-entitled, wrong-event … */
export async function makeEvent(room: VerifiedRoom, actor: AccountKeys, event: SimpleEvent, day: string): Promise<EventsJson> {
  const draft = begin(room, actor, day);
  await add(draft, event.type, dataOf(event));
  return eventsJson(draft);
}

/** Everybody who must read next, each with the newest key its verified chain names. `newcomer` brings its own. */
function recipients(walk: Walk, inside: RoomInside, newcomer?: OrganisationReader): Recipient[] {
  return [...nextNames(walk)].map((name) => {
    if (newcomer !== undefined && hex(newcomer.fingerprint) === name) {
      return { fingerprint: newcomer.fingerprint, kid: newcomer.kid, kemPublic: newcomer.kemPublic, sigPublic: EMPTY };
    }
    const chain = walk.chains.get(name);
    if (chain !== undefined) return newestKey(chain, inside);
    const receipt = inside.keys.get(name);
    if (receipt === undefined) throw new SealError("unknown-signer", "reader");
    return { fingerprint: EMPTY, ...receipt };
  });
}

function newestKey(chain: VerifiedChain, inside: RoomInside): Recipient {
  const kid = chain.latest.organisationKid;
  const material = inside.material.chains.find((each) => equal(each.organisation, chain.organisation));
  const kemPublic = material?.epochs.find((each) => equal(each.kid, kid))?.kemPublic ?? EMPTY;
  return { fingerprint: chain.fingerprint, ...checkKeys({ kid, kemPublic, sigPublic: EMPTY }) };
}

type Opening = Pick<Statement, "epoch" | "previous" | "closed">;

/** Statement, wraps and announcing event of an epoch. `before`: the exact bytes of the statement before, or empty. */
export async function open(draft: Draft, opening: Opening, before: Bytes, readers: readonly Recipient[]) {
  const { walk, actor } = draft;
  const ck = newSecret();
  const statement: Statement = {
    instance: walk.instance, room: walk.room, kind: walk.kind, ...opening, commit: await commitOf(ck), lastEvent: draft.head,
    signer: actor.kid, readers: sortReaders(readers).map(({ fingerprint, kid }) => ({ fingerprint, kid })),
  };
  const body = makeStatement(statement);
  parseStatement(body);
  const signed = { body, signature: await actor.sign(body) };
  const event = await add(draft, "epoch", { statements: [hex(sha256(body))] });
  applyStatement(walk, signed, before, event);
  const wraps = await wrapEpoch(ck, statement, readers);
  return { ck, statement, json: { statement: b64(body), signature: b64(signed.signature), wraps: wraps.map(wrapJson) } };
}

/** Whether the actor signs for an organisation that represents the workers of this room. */
function represents({ walk, roster }: Draft): boolean {
  return [...walk.roles].some(([name, role]) => role === "representative" && equal(walk.chains.get(name)?.digest ?? EMPTY, roster));
}

/** The epoch after the one in force. Throws not-a-reader for who lacks the key of that one, where it is handed on, and represents nobody. */
export async function announce(draft: Draft, given: EpochGiven, newcomer?: OrganisationReader): Promise<NonNullable<EventsJson["epoch"]>> {
  const inside = roomInside(given.entries.room);
  const { epoch } = inside.last;
  const opening = { epoch: epoch + 1, previous: sha256(inside.lastBody), closed: closedHash(headersOf(given.entries, epoch)) };
  const { ck, statement, json } = await open(draft, opening, inside.lastBody, recipients(draft.walk, inside, newcomer));
  // A key that was spoiled for those who represent the workers cannot be handed on; that must not keep them from a new one.
  const lost = !given.keys.has(epoch) && represents(draft);
  return { ...json, previous: lost || draft.walk.rules?.handsOn === false ? null : b64(await sealPreviousKey(ck, statement, await epochKey(given.entries.room, given.keys, epoch))) };
}

const wrapJson = ({ kid, wrap }: Wrap): { kid: string; wrap: string } => ({ kid: hex(kid), wrap: b64(wrap) });

/** The same readers, less those revoked, with their newest keys. Throws not-entitled, not-a-reader, after-withdrawal. */
export async function newEpoch(given: EpochGiven): Promise<EventsJson> {
  const draft = begin(given.entries.room, given.actor, given.day);
  const epoch = await announce(draft, given);
  return { ...eventsJson(draft), epoch };
}

/**
 * Hand-over after consent: `admitted`, a new epoch, and the keys of epochs 0 and 1 for the newcomer; later ones follow
 * from the seals of previous keys. Throws not-entitled without consent, wrong-event for a reader, not-a-reader.
 */
export async function admit(given: EpochGiven & { readonly newcomer: OrganisationReader }): Promise<EventsJson> {
  const { room } = given.entries;
  const newcomer = checkReader(given.newcomer);
  const draft = begin(room, given.actor, given.day, [newcomer.chain]);
  if (newcomer.chain.instance !== room.instance) throw new SealError("foreign-instance");
  await add(draft, "admitted", { fingerprint: hex(newcomer.fingerprint) });
  const admitting = draft.head;
  const epoch = await announce(draft, given, newcomer);
  const late = await Promise.all([0, 1].map(async (number) => {
    const ck = await epochKey(room, given.keys, number);
    const info = lateInfo(roomInside(room).walk.statements[number] as Statement, admitting, newcomer.kid);
    return { epoch: number, ...wrapJson({ kid: newcomer.kid, wrap: await wrapKey(newcomer.kemPublic, ck, info) }) };
  }));
  return { ...eventsJson(draft), epoch, late_wraps: late };
}
