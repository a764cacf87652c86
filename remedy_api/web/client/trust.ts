/**
 * Whom this person may believe to be an organisation. Every list of keys is checked back to its first one, against what
 * this account has pinned. A key seen for the first time is "unproven" until its twelve words were compared with paper.
 */
import { get } from "./api";
import { _ } from "./i18n";
import { hex, organisationReader, SealError, unb64, unhex, verifyChain } from "./seal";
import type { OrganisationReader, Pin, PublicKeys as RawKeys, VerifiedChain } from "./seal";
import type { Head, VerifiedRoom } from "./seal-rooms";
import { keepHead } from "./seen-heads";
import type { SeenHead } from "./seen-heads";
import type { Session } from "./session";
import { Stop } from "./stop";
import { pinProven } from "./vault";
import type { Pin as VaultPin } from "./vault";

export interface PublicKeys { kid: string; kem_public: string; sig_public: string }
export interface Epoch { epoch: number; kid: string; kem_public: string; previous: string | null }
export interface ChainJson { fingerprint?: string; rosters: { body: string; signature: string }[]; keys: PublicKeys[]; epochs?: Epoch[] }

export interface Trusted {
  organisation: string; name: string; chain: VerifiedChain; proven: boolean;
  /** The key that things are locked for now, as the newest list signs it. */
  kid: Uint8Array; epochs: Epoch[]; keys: PublicKeys[];
}

/** The bytes of a chain, for the sealing library. */
export function chainOf(chain: ChainJson) {
  return {
    rosters: chain.rosters.map((roster) => ({ body: unb64(roster.body), signature: unb64(roster.signature) })),
    keys: chain.keys.map(publicKeys),
  };
}

export function publicKeys(key: PublicKeys): RawKeys {
  return { kid: unhex(key.kid), kemPublic: unb64(key.kem_public), sigPublic: unb64(key.sig_public) };
}

/** What this account pinned, for the sealing library. */
export function pinOf(session: Session, organisation: string): Pin | undefined {
  const pin = session.vault.pin(organisation);
  return pin && { fingerprint: unhex(pin.fingerprint), version: pin.version, digest: unhex(pin.digest) };
}

/** The organisation as something may be locked for it: its newest key, vouched for by its checked list. */
export async function asReader(trust: Trusted): Promise<OrganisationReader> {
  const newest = trust.epochs.find((epoch) => epoch.kid === hex(trust.kid));
  return organisationReader(trust.chain, newest ? unb64(newest.kem_public) : new Uint8Array());
}

/** Fetches and checks an organisation; throws a Stop when its list cannot be followed from what was pinned. */
export async function trusted(session: Session, organisation: string, name: string): Promise<Trusted> {
  const chain = (await get<ChainJson>(`/v1/organisations/${organisation}/chain`)).data;
  return judge(session, organisation, name, chain);
}

export async function judge(session: Session, organisation: string, name: string, json: ChainJson): Promise<Trusted> {
  const pin = pinOf(session, organisation);
  let chain: VerifiedChain;
  try {
    chain = await verifyChain({ organisation: unhex(organisation), instance: session.instance, ...chainOf(json), ...(pin ? { pin } : {}) });
  } catch (error) {
    if (!(error instanceof SealError)) throw error;
    throw new Stop(pin
      ? _("The keys of %(organisation)s are not the ones you saw before, and nobody entitled vouches for the change. Nothing is opened or sent. Please call the organisation and tell your help contact. (%(code)s)", { organisation: name, code: error.code })
      : _("The keys of %(organisation)s could not be verified. Nothing is opened or sent. Please tell your help contact. (%(code)s)", { organisation: name, code: error.code }));
  }
  const proven = session.vault.proven(organisation, hex(chain.fingerprint));
  return { organisation, name, chain, proven, kid: chain.latest.organisationKid, epochs: json.epochs ?? [], keys: json.keys };
}

/** What this account saw of a case, for the sealing library. */
export function seenOf(session: Session, room: string): Head | undefined {
  const seen = session.vault.seen(room);
  return seen && { seq: seen.seq, hash: unhex(seen.hash), rosters: new Map(Object.entries(seen.rosters ?? {})) };
}

/** A room that held, and how far it has come. */
export interface SeenRoom { room: VerifiedRoom; head: Head }

const headJson = ({ seq, hash, rosters }: Head): SeenHead => ({ seq, hash: hex(hash), rosters: Object.fromEntries(rosters) });

/**
 * What another device remembers does not lead to what was checked here: more was seen there meanwhile, or the server shows two
 * different things. Whoever meets it looks once more, with what is remembered now.
 */
export class SeenElsewhere extends Stop {
  constructor() {
    super(_("Another device of yours has seen something newer, or the server shows this one something else. Nothing is opened or sent. Please load the page again. If this comes back, please tell your help contact."));
  }
}

/** Whether a checked list goes on from what is pinned: a vault that another device wrote was never compared with it. */
function follows(chain: VerifiedChain, pin: VaultPin | undefined): boolean {
  const there = pin && chain.digests[pin.version];
  return pin === undefined || (pin.fingerprint === hex(chain.fingerprint) && there !== undefined && hex(there) === pin.digest);
}

function comesAfter(room: VerifiedRoom, head: SeenHead | undefined): boolean {
  const there = head && room.events[head.seq];
  return head === undefined || (there !== undefined && hex(there.hash) === head.hash);
}

/**
 * Remembers what was seen, so that an older or other list, or less of a case, is noticed next time. Throws SeenElsewhere when
 * the vault as it is by now says otherwise.
 */
export async function remember(session: Session, seen: readonly Trusted[], at?: SeenRoom): Promise<void> {
  await session.vault.change((content) => {
    if (at !== undefined && at.room.kind !== "reporter") {
      if (!comesAfter(at.room, content.rooms?.[hex(at.room.room)])) throw new SeenElsewhere();
      keepHead(content, hex(at.room.room), headJson(at.head));
    }
    for (const each of seen) {
      const before = content.pins[each.organisation];
      if (!follows(each.chain, before)) throw new SeenElsewhere();
      if (before && before.version >= each.chain.version) continue;
      content.pins[each.organisation] = asPin(each.chain);
    }
  });
}

/** The person compared the twelve words with the printed ones. */
export async function prove(session: Session, seen: Trusted): Promise<void> {
  await session.vault.change((content) => {
    if (!follows(seen.chain, content.pins[seen.organisation])) throw new SeenElsewhere();
    pinProven(content, seen.organisation, asPin(seen.chain));
  });
}

/** What to remember of a checked chain. */
export function asPin(chain: VerifiedChain): VaultPin {
  return { fingerprint: hex(chain.fingerprint), version: chain.version, digest: hex(chain.digest) };
}
