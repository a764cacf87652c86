/**
 * An organisation's rosters from the first on, and what may follow. The fingerprint is the hash of the first: whoever
 * holds it on paper needs no server to tell a true key from a swapped one.
 */
import { EMPTY, equal, hex } from "./bytes";
import type { Bytes } from "./bytes";
import { SealError } from "./errors";
import { sha256 } from "./hash";
import { byKid } from "./keys";
import type { AccountKeys, KeysByKid, PublicKeys } from "./keys";
import { Proofs } from "./proof";
import type { verified } from "./proof";
import { checkFirst, checkNext, includes, makeRoster, parseRoster } from "./roster";
import type { Roster, Signed } from "./roster";
import { verifySignature } from "./signing";
import { fingerprintWords } from "./words";

const MAX_CHAIN = 4096;

/** What a device remembers of an organisation: never accept less, never accept another past. */
export interface Pin { readonly fingerprint: Bytes; readonly version: number; readonly digest: Bytes }

/** A chain every link of which held. Only `verifyChain` makes one. */
export interface VerifiedChain {
  readonly [verified]: "chain";
  readonly instance: string; readonly organisation: Bytes; readonly fingerprint: Bytes; readonly words: readonly string[];
  readonly rosters: readonly Roster[]; readonly digests: readonly Bytes[];
  /** The roster that holds now, its hash and version: what to pin. */
  readonly latest: Roster; readonly digest: Bytes; readonly version: number;
}

export interface ChainGiven {
  readonly instance: string; readonly organisation: Bytes; readonly rosters: readonly Signed[]; readonly keys: readonly PublicKeys[];
  readonly pin?: Pin | undefined;
  /** The printed fingerprint, where somebody has it. */
  readonly fingerprint?: Bytes | undefined;
}

const proofs = new Proofs<VerifiedChain, { readonly keys: KeysByKid }>("chain");

/** All rosters from the first, each link and signature checked, against a pin or a printed fingerprint if given. */
export async function verifyChain(given: ChainGiven): Promise<VerifiedChain> {
  if (given.rosters.length === 0) throw new SealError("no-roster");
  if (given.rosters.length > MAX_CHAIN) throw new SealError("too-large", "chain");
  const keys = byKid(given.keys);
  const rosters: Roster[] = [];
  const digests: Bytes[] = [];
  for (const signed of given.rosters) {
    const roster = parseRoster(signed.body);
    if (roster.instance !== given.instance) throw new SealError("foreign-instance");
    if (!equal(roster.organisation, given.organisation)) throw new SealError("foreign-organisation");
    const before = rosters[rosters.length - 1];
    if (before === undefined) {
      checkFirst(roster);
    } else {
      checkNext(before, digests[digests.length - 1] as Bytes, roster);
      // A key given up must never come back: those removed with it would read again.
      if (roster.epoch !== before.epoch && rosters.some((each) => equal(each.organisationKid, roster.organisationKid))) {
        throw new SealError("key-not-changed");
      }
    }
    const signer = keys.get(hex(roster.signer));
    if (signer === undefined) throw new SealError("unknown-signer");
    verifySignature(signer.sigPublic, signed.body, signed.signature);
    rosters.push(roster);
    digests.push(sha256(signed.body));
  }
  const fingerprint = digests[0] as Bytes;
  if (given.fingerprint !== undefined && !equal(given.fingerprint, fingerprint)) throw new SealError("wrong-fingerprint");
  if (given.pin !== undefined) checkPin(given.pin, digests);
  const latest = rosters[rosters.length - 1] as Roster;
  return proofs.vouch({
    instance: given.instance, organisation: given.organisation, fingerprint, words: fingerprintWords(fingerprint), rosters, digests,
    latest, digest: digests[digests.length - 1] as Bytes, version: latest.version,
  } as unknown as VerifiedChain, { keys });
}

function checkPin(pin: Pin, digests: readonly Bytes[]): void {
  if (!equal(pin.fingerprint, digests[0] as Bytes)) throw new SealError("wrong-fingerprint");
  const there = digests[pin.version];
  if (there === undefined) throw new SealError("rolled-back");
  if (!equal(there, pin.digest)) throw new SealError("forked");
}

/** The keys that came with a chain, each checked; throws TypeError for a chain that nobody verified. */
export function chainKeys(chain: VerifiedChain): KeysByKid {
  return proofs.inside(chain).keys;
}

/** The epoch in which the organisation had that key, or undefined; a key never comes back. */
export function epochOf(chain: VerifiedChain, organisationKid: Bytes): number | undefined {
  return chain.rosters.find((roster) => equal(roster.organisationKid, organisationKid))?.epoch;
}

/** Whether some roster names both: then the account acts for the organisation in epochs sealed to that kid. */
export function vouches(chain: VerifiedChain, account: Bytes, organisationKid: Bytes): boolean {
  return chain.rosters.some((roster) => equal(roster.organisationKid, organisationKid) && includes(roster.members, account));
}

export interface RosterChange { readonly members: readonly Bytes[]; readonly managers: readonly Bytes[]; readonly signer: AccountKeys }

async function sign(roster: Roster, signer: AccountKeys): Promise<Signed> {
  const body = makeRoster(roster);
  // What this device would refuse to read it must not write.
  parseRoster(body);
  return { body, signature: await signer.sign(body) };
}

/** Version 0 of a new organisation; the signer is one of its managers (not-a-manager). */
export async function foundRoster(given: RosterChange & { instance: string; organisation: Bytes; organisationKid: Bytes }): Promise<Signed> {
  const { signer, ...rest } = given;
  const roster: Roster = { ...rest, version: 0, previous: EMPTY, epoch: 0, signer: signer.kid };
  checkFirst(roster);
  return sign(roster, signer);
}

/** The next version. Removing somebody needs a new key of the organisation (epoch-not-raised without one). */
export async function nextRoster(chain: VerifiedChain, given: RosterChange & { organisationKid?: Bytes }): Promise<Signed> {
  chainKeys(chain);
  const { latest, digest } = chain;
  const roster: Roster = {
    instance: chain.instance, organisation: chain.organisation, version: latest.version + 1, previous: digest,
    epoch: given.organisationKid === undefined ? latest.epoch : latest.epoch + 1,
    organisationKid: given.organisationKid ?? latest.organisationKid,
    signer: given.signer.kid, members: given.members, managers: given.managers,
  };
  checkNext(latest, digest, roster);
  if (given.organisationKid !== undefined && epochOf(chain, given.organisationKid) !== undefined) throw new SealError("key-not-changed");
  return sign(roster, given.signer);
}
