/** Small organisations and a small server, for tests: it keeps what was posted and believes everything. */
import { b64, concat, hex, unb64, unhex } from "../../intake_forms/seal/bytes";
import type { Bytes } from "../../intake_forms/seal/bytes";
import { foundRoster, nextRoster, verifyChain } from "../../intake_forms/seal/chain";
import type { VerifiedChain } from "../../intake_forms/seal/chain";
import type { EventsJson } from "../../intake_forms/seal/change";
import { sealSubmission } from "../../intake_forms/seal/filing";
import type { SealedSubmission, SubmissionGiven } from "../../intake_forms/seal/filing";
import { accountKeys, newId, newSecret, orgKeys } from "../../intake_forms/seal/keys";
import type { AccountKeys, OrganisationKeys } from "../../intake_forms/seal/keys";
import { fields, readLp } from "../../intake_forms/seal/lp";
import { organisationReader, sealPreviousSecret, wrapForMembers } from "../../intake_forms/seal/organisation";
import type { OrganisationReader } from "../../intake_forms/seal/organisation";
import { newReceipt } from "../../intake_forms/seal/paper";
import { receiptKeys } from "../../intake_forms/seal/receipt";
import type { ReceiptKeys } from "../../intake_forms/seal/receipt";
import { verifyRoom } from "../../intake_forms/seal/room";
import type { VerifiedRoom } from "../../intake_forms/seal/room";
import type { ChainJson, KeysJson, RoomJson } from "../../intake_forms/seal/room-json";
import type { Signed } from "../../intake_forms/seal/roster";

export const INSTANCE = "remedy.example/सत्य";
export const DAY = "2026-03-09";

export const keysJson = (keys: { kid: Bytes; kemPublic: Bytes; sigPublic: Bytes }): KeysJson =>
  ({ kid: hex(keys.kid), kem_public: b64(keys.kemPublic), sig_public: b64(keys.sigPublic) });
export const newAccount = (): Promise<AccountKeys> => accountKeys(newSecret());

/** An organisation with everything it ever had; `managers[0]` signs. */
export interface Org {
  readonly organisation: Bytes; rosters: Signed[]; readonly people: AccountKeys[]; readonly secrets: OrganisationKeys[];
  readonly epochs: ChainJson["epochs"]; readonly wraps: { epoch: number; kid: Bytes; wrap: Bytes }[]; chain: VerifiedChain;
}

const verify = (org: Pick<Org, "organisation" | "rosters" | "people">): Promise<VerifiedChain> =>
  verifyChain({ instance: INSTANCE, organisation: org.organisation, rosters: org.rosters, keys: org.people });

async function addEpoch(org: Omit<Org, "chain">, keys: OrganisationKeys, chain: VerifiedChain): Promise<void> {
  const epoch = chain.latest.epoch;
  const before = org.secrets[epoch - 1];
  const place = { instance: INSTANCE, organisation: org.organisation, epoch };
  const previous = before === undefined ? null : b64(await sealPreviousSecret(keys, before, place));
  org.epochs.push({ epoch, kid: hex(keys.kid), kem_public: b64(keys.kemPublic), previous });
  const members = org.people.filter((each) => chain.latest.members.some((kid) => hex(kid) === hex(each.kid)));
  org.wraps.push(...(await wrapForMembers(keys, chain.latest, members)).map((each) => ({ epoch, ...each })));
}

export async function newOrg(people: AccountKeys[], organisation = newId()): Promise<Org> {
  const keys = await orgKeys(newSecret());
  const [manager] = people as [AccountKeys];
  const members = people.map((each) => each.kid);
  const roster = await foundRoster({ instance: INSTANCE, organisation, organisationKid: keys.kid, members, managers: [manager.kid], signer: manager });
  const org = { organisation, rosters: [roster], people: [...people], secrets: [keys], epochs: [], wraps: [] };
  const chain = await verify(org);
  await addEpoch(org, keys, chain);
  return { ...org, chain };
}

/** The next roster with these members; a new key when somebody left. */
/** Somebody comes and leaves again, so there is another key. */
export async function newKey(org: Org, manager: AccountKeys): Promise<void> {
  await changeOrg(org, [manager, await newAccount()]);
  await changeOrg(org, [manager]);
}

export async function changeOrg(org: Org, people: AccountKeys[]): Promise<void> {
  for (const each of people) if (!org.people.includes(each)) org.people.push(each);
  const [manager] = org.people as [AccountKeys];
  const members = people.map((each) => each.kid);
  const left = org.chain.latest.members.some((kid) => !members.some((each) => hex(each) === hex(kid)));
  const keys = left ? await orgKeys(newSecret()) : undefined;
  org.rosters.push(await nextRoster(org.chain, { members, managers: [manager.kid], signer: manager, ...(keys ? { organisationKid: keys.kid } : {}) }));
  org.chain = await verify(org);
  if (keys === undefined) return;
  org.secrets.push(keys);
  await addEpoch(org, keys, org.chain);
}

export const readerOf = (org: Org): Promise<OrganisationReader> => organisationReader(org.chain, (org.secrets[org.secrets.length - 1] as OrganisationKeys).kemPublic);

export const chainJson = (org: Org): ChainJson => ({
  rosters: org.rosters.map((each) => ({ body: b64(each.body), signature: b64(each.signature) })), keys: org.people.map(keysJson), epochs: [...org.epochs],
});

/** What the server has of one room. */
export interface Store { json: RoomJson; entries: { header: Bytes; body: Bytes }[]; readonly room: Bytes }

/** Takes a submission as the server does, but checks nothing. */
export function store(submission: Bytes, orgs: readonly Org[]): Store {
  const end = 4 + new DataView(submission.buffer, submission.byteOffset, 4).getUint32(0);
  const items = fields(submission.subarray(4, end), "remedy/v1/submission", 14);
  const at = (place: number): Bytes => items[place] as Bytes;
  const wraps = (epoch: number, list: Bytes) => readLp(list).map((pair) => {
    const [kid, wrap] = readLp(pair) as [Bytes, Bytes];
    return { epoch, kid: hex(kid), wrap: b64(wrap), late: false };
  });
  const statement = (epoch: number, place: number) => ({ epoch, statement: b64(at(place)), signature: b64(at(place + 1)), previous: null });
  let follows = end;
  const entries = readLp(at(13)).map((pair) => {
    const [header, inline] = readLp(pair) as [Bytes, Bytes];
    if (inline.length > 0) return { header, body: inline };
    const length = Number(new DataView(header.buffer, header.byteOffset).getBigUint64(header.length - 64 - 4 - 8));
    follows += length;
    return { header, body: submission.subarray(follows - length, follows) };
  });
  const founder = JSON.parse(new TextDecoder().decode(at(6))).actor as string;
  const room = unhex(JSON.parse(new TextDecoder().decode(at(6))).room as string);
  const receipt = { kid: founder, kem_public: b64(at(10)), sig_public: b64(at(11)) };
  return {
    room, entries,
    json: {
      receipt, epochs: [statement(0, 0), statement(1, 3)], wraps: [...wraps(0, at(2)), ...wraps(1, at(5))],
      events: [6, 8].map((place) => ({ payload: b64(at(place)), signature: b64(at(place + 1)) })),
      authors: [], chains: Object.fromEntries(orgs.map((org) => [hex(org.organisation), chainJson(org)])),
    },
  };
}

/** Takes what `POST …/events` carries. */
export function post(stored: Store, posted: EventsJson, actor: AccountKeys): void {
  const { json } = stored;
  json.events.push(...posted.events);
  if (hex(actor.kid) !== json.receipt?.kid && !json.authors.some((each) => each.kid === hex(actor.kid))) json.authors.push(keysJson(actor));
  if (posted.epoch !== undefined) {
    const epoch = json.epochs.length;
    const { statement, signature, wraps, previous } = posted.epoch;
    json.epochs.push({ epoch, statement, signature, previous });
    json.wraps.push(...wraps.map((each) => ({ epoch, late: false, ...each })));
  }
  json.wraps.push(...(posted.late_wraps ?? []).map((each) => ({ late: true, ...each })));
}

export function postEntry(stored: Store, sealed: { header: Bytes; body: Bytes }, actor: AccountKeys): void {
  stored.entries.push({ header: sealed.header, body: sealed.body });
  if (hex(actor.kid) !== stored.json.receipt?.kid && !stored.json.authors.some((each) => each.kid === hex(actor.kid))) stored.json.authors.push(keysJson(actor));
}

/** Organisations as they are now. */
export function refresh(stored: Store, orgs: readonly Org[]): void {
  for (const org of orgs) stored.json.chains[hex(org.organisation)] = chainJson(org);
}

export const see = (stored: Store, more: object = {}): Promise<VerifiedRoom> =>
  verifyRoom({ instance: INSTANCE, room: stored.room, json: structuredClone(stored.json), ...more });

export const headers = (stored: Store): Bytes[] => stored.entries.map((entry) => entry.header);

export async function newReporter(): Promise<ReceiptKeys> {
  return receiptKeys(newReceipt().secret, INSTANCE);
}

export async function file(orgs: readonly Org[], receipt: ReceiptKeys, more: Partial<SubmissionGiven> = {}): Promise<SealedSubmission> {
  return sealSubmission({
    instance: INSTANCE, receipt, readers: await Promise.all(orgs.map(readerOf)), reread: false, day: DAY, language: "nl",
    person: JSON.stringify({ name: "Wil", language: "nl" }),
    answers: { form: "general", version: 1, text: JSON.stringify({ form: "general", version: 1, answers: { shift: "night" } }) },
    narrative: "De deur was op slot.", ...more,
  });
}

/** The bytes with one changed. */
export function flip(bytes: Bytes, at = bytes.length >> 1): Bytes {
  const changed = concat(bytes);
  changed[at] = (changed[at] as number) ^ 1;
  return changed;
}
export const flip64 = (text: string, at?: number): string => b64(flip(unb64(text), at));
