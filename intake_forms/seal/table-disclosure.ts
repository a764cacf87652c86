/**
 * What is shown at a table out of a workers' room (PROTOCOL.md, 5.1 and 8): the representatives sign which entry, to whom and
 * under which consent; each recipient finds its wrap by its kid, and believes nothing that this event does not cover.
 */
import { b64, equal, hex, unhex } from "./bytes";
import type { Bytes } from "./bytes";
import { epochOf } from "./chain";
import { add, eventsJson } from "./change";
import type { EventsJson } from "./change";
import type { Content } from "./content";
import { disclose, openDisclosed } from "./disclosure";
import { headerOf, roomOf } from "./entries";
import type { VerifiedEntry } from "./entries";
import type { EpochKeys } from "./epochs";
import { SealError } from "./errors";
import { sha256 } from "./hash";
import { placeOf } from "./header";
import { checkKeys } from "./keys";
import type { AccountKeys, KemKeys, PublicKeys } from "./keys";
import * as labels from "./labels";
import { lp } from "./lp";
import type { OrganisationReader, Wrap } from "./organisation";
import { roomInside } from "./room";
import type { VerifiedRoom } from "./room";
import { verifySignature } from "./signing";
import { sameReader } from "./statement";
import { start } from "./workers-change";

/** What the event signs of the wraps, which stand in the order of `to`. */
const wrapsHash = (wraps: readonly Wrap[]): Bytes => sha256(lp(...wraps.map(({ kid, wrap }) => lp(kid, wrap))));

export interface TableDisclosureGiven {
  readonly table: VerifiedRoom; readonly actor: AccountKeys; readonly day: string;
  /** The entry of the workers' room, its sealed body, and keys of that room. */
  readonly entry: VerifiedEntry; readonly body: Bytes; readonly keys: EpochKeys;
  /** The event (hex) of that room which gave the consent. */
  readonly consent: string;
  readonly to: readonly OrganisationReader[];
}

/** The event, and what travels beside it: a wrap for each recipient, the sealed body, its author's signature. */
export interface DisclosureJson extends EventsJson { wraps: { kid: string; wrap: string }[]; body: string; signature: string }

/**
 * Discloses one entry to organisations at a table. Throws not-entitled without a consent in force that has not run out on that
 * day and names them all or nobody, and for who represents nobody there; not-a-reader, kind-not-allowed, wrong-event for what
 * was disclosed to one of them before under the same consent, malformed for nobody or one of them twice.
 */
export async function makeDisclosure(given: TableDisclosureGiven): Promise<DisclosureJson> {
  const { table, entry, body, keys } = given;
  const consent = roomOf(entry).case.consents.get(given.consent);
  const to = [...given.to].sort((a, b) => hex(a.fingerprint) < hex(b.fingerprint) ? -1 : 1);
  const names = to.map((each) => hex(each.fingerprint));
  const holds = consent !== undefined && (consent.until === "" || given.day <= consent.until);
  const agreed = holds && (consent.organisations.length === 0 || names.every((name) => consent.organisations.includes(name)));
  if (!agreed) throw new SealError("not-entitled", "consent");
  const readers = roomInside(table).last.readers;
  if (!to.every((each) => readers.some((reader) => sameReader(reader, each)))) throw new SealError("not-a-reader");
  const header = headerOf(entry);
  const place = { instance: table.instance, targetRoom: table.room, consent: unhex(given.consent) };
  const made = await Promise.all(to.map((each) => disclose({ entry, body, keys, ...place, to: each })));
  const wraps = made.map(({ wrap }) => wrap);
  const draft = start(table, given.actor, given.day);
  await add(draft, "disclosed", {
    entry: hex(header.entry), place: hex(placeOf(header)), commitment: hex(header.commitment), body: hex(header.bodyHash),
    author: hex(header.author), consent: given.consent, to: names, wraps: hex(wrapsHash(wraps)),
  });
  return { ...eventsJson(draft), wraps: wraps.map(({ kid, wrap }) => ({ kid: hex(kid), wrap: b64(wrap) })), body: b64(body), signature: b64(header.signature) };
}

/** What the server hands out beside a `disclosed` event. */
export interface DisclosedGiven {
  /** The event (hex), as `disclosures` of the table names it. */
  readonly event: string;
  /** In the order of the event's `to`. */
  readonly wraps: readonly Wrap[];
  readonly body: Bytes;
  /** The author's, over what the event says of the entry; and the author's keys, where the table does not know them. */
  readonly signature: Bytes; readonly author?: PublicKeys | undefined;
}

/** `vouched`: the author's keys were at hand and its signature held. */
export interface OpenedDisclosure { readonly content: Content; readonly vouched: boolean }

/**
 * What a disclosed entry says, for one of its recipients. Throws not-announced for an event that this table does not have,
 * wrong-wraps, not-a-reader, wrong-kid, bad-signature; then what `openDisclosed` throws.
 */
export async function openDisclosure(table: VerifiedRoom, keys: readonly KemKeys[], given: DisclosedGiven): Promise<OpenedDisclosure> {
  const disclosure = table.table.disclosures.find((each) => each.hash === given.event);
  if (disclosure === undefined) throw new SealError("not-announced", "disclosure");
  const { walk, keys: known } = roomInside(table);
  const said = disclosure.event.data as Record<string, string>;
  const to = disclosure.event.data.to as readonly string[];
  if (given.wraps.length !== to.length || hex(wrapsHash(given.wraps)) !== said.wraps) throw new SealError("wrong-wraps");
  for (const [at, { kid }] of given.wraps.entries()) {
    // Else the history would say that one organisation was shown what another was.
    const chain = walk.chains.get(to[at] as string);
    if (chain === undefined || epochOf(chain, kid) === undefined) throw new SealError("wrong-wraps", "recipient");
  }
  const [mine, wrap] = given.wraps.map((each) => [keys.find((one) => equal(one.kid, each.kid)), each.wrap] as const).find(([one]) => one !== undefined) ?? [];
  if (mine === undefined || wrap === undefined) throw new SealError("not-a-reader");
  const [entry, place, commitment, bodyHash, author, consent] = [said.entry, said.place, said.commitment, said.body, said.author, said.consent].map((each) => unhex(each as string)) as
    [Bytes, Bytes, Bytes, Bytes, Bytes, Bytes];
  const signer = given.author === undefined ? known.get(hex(author)) : checkKeys(given.author);
  if (signer !== undefined) {
    if (!equal(signer.kid, author)) throw new SealError("wrong-kid", "author");
    verifySignature(signer.sigPublic, lp(labels.ENTRY, table.instance, place, entry, author, commitment, bodyHash), given.signature);
  }
  const content = await openDisclosed({ instance: table.instance, place, entry, commitment, bodyHash, targetRoom: table.room, consent }, mine, wrap, given.body);
  return { content, vouched: signer !== undefined };
}
