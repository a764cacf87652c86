/** Rosters: who belongs to an organisation and which key is its own, each signed by a manager of the one before. */
import { compare, equal } from "./bytes";
import type { Bytes } from "./bytes";
import { SealError } from "./errors";
import * as labels from "./labels";
import { digestOrEmpty, exact, fields, instanceText, lp, lpSorted, number, readSorted } from "./lp";

const MAX_MEMBERS = 1000;
const MAX_ROSTER = 80_000;

/** Kids and digests are 32 bytes; `previous` is empty in version 0; members and managers are sorted. */
export interface Roster {
  readonly instance: string; readonly organisation: Bytes; readonly version: number; readonly previous: Bytes;
  readonly epoch: number; readonly organisationKid: Bytes; readonly signer: Bytes;
  readonly members: readonly Bytes[]; readonly managers: readonly Bytes[];
}
/** Exact bytes and the Ed25519 signature (64 bytes) over them. */
export interface Signed { readonly body: Bytes; readonly signature: Bytes }

export const includes = (list: readonly Bytes[], item: Bytes): boolean => list.some((each) => equal(each, item));

/** The exact bytes that are signed and hashed. Throws twins. */
export function makeRoster(roster: Roster): Bytes {
  return lp(labels.ROSTER, roster.instance, roster.organisation, roster.version, roster.previous, roster.epoch,
    roster.organisationKid, roster.signer, lpSorted(roster.members), lpSorted(roster.managers));
}

/** Strictly; what one roster alone must satisfy included. The signature is not checked. */
export function parseRoster(body: Bytes): Roster {
  if (body.length > MAX_ROSTER) throw new SealError("too-large", "roster");
  const items = fields(body, labels.ROSTER, 9);
  const roster: Roster = {
    instance: instanceText(items[0]),
    organisation: exact(items[1], 16, "organisation"),
    version: number(items[2], "version"),
    previous: digestOrEmpty(items[3], "previous"),
    epoch: number(items[4], "epoch"),
    organisationKid: exact(items[5], 32, "kid"),
    signer: exact(items[6], 32, "signer"),
    members: kids(items[7] as Bytes, "member"),
    managers: kids(items[8] as Bytes, "manager"),
  };
  if (roster.managers.length === 0) throw new SealError("no-manager");
  if (!roster.managers.every((manager) => includes(roster.members, manager))) throw new SealError("manager-not-member");
  if ((roster.version === 0) !== (roster.previous.length === 0) || (roster.version === 0 && roster.epoch !== 0)) {
    throw new SealError("broken-chain", "roster");
  }
  return roster;
}

const kids = (item: Bytes, where: string): Bytes[] => readSorted(item, MAX_MEMBERS).map((kid) => exact(kid, 32, where));

/** What a founding roster must satisfy besides its signature: one of its own managers signs it. */
export function checkFirst(roster: Roster): void {
  if (roster.version !== 0) throw new SealError("broken-chain", "first roster");
  if (!includes(roster.managers, roster.signer)) throw new SealError("not-a-manager");
}

/** Whether `after` may follow `before` (whose hash is `digest`); signature and return of old kids aside. */
export function checkNext(before: Roster, digest: Bytes, after: Roster): void {
  if (after.instance !== before.instance) throw new SealError("foreign-instance");
  if (!equal(after.organisation, before.organisation)) throw new SealError("foreign-organisation");
  if (after.version !== before.version + 1 || !equal(after.previous, digest)) throw new SealError("broken-chain", "roster");
  if (!includes(before.managers, after.signer)) throw new SealError("not-a-manager");
  const raised = after.epoch - before.epoch;
  if (raised !== 0 && raised !== 1) throw new SealError("epoch-jump");
  if (raised === 0 && before.members.some((member) => !includes(after.members, member))) throw new SealError("epoch-not-raised");
  const same = equal(after.organisationKid, before.organisationKid);
  if (raised === 0 && !same) throw new SealError("key-changed");
  if (raised === 1 && same) throw new SealError("key-not-changed");
}

export const sorted = (list: readonly Bytes[]): Bytes[] => [...list].sort(compare);
