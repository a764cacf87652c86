/** What the server says about a room, from JSON into bytes. Nothing is believed here; spelling alone is checked. */
import { unb64, unhex } from "./bytes";
import type { Bytes } from "./bytes";
import { SealError } from "./errors";
import type { SignedEvent } from "./event";
import type { PublicKeys } from "./keys";
import { exact } from "./lp";
import type { OrganisationEpoch } from "./organisation";
import type { Signed } from "./roster";

export interface KeysJson { kid: string; kem_public: string; sig_public: string }
export interface ChainJson {
  rosters: { body: string; signature: string }[]; keys: KeysJson[];
  epochs: { epoch: number; kid: string; kem_public: string; previous?: string | null }[];
}
/** GET /v1/rooms/{room} and POST /v1/receipts/room; further members are ignored. */
export interface RoomJson {
  /** Null in rooms that no receipt founded. */
  receipt: KeysJson | null;
  epochs: { epoch: number; statement: string; signature: string; previous: string | null }[];
  wraps: { epoch: number; kid: string; wrap: string; late: boolean }[];
  events: { payload: string; signature: string }[];
  authors: KeysJson[];
  /** By organisation id. */
  chains: Record<string, ChainJson>;
}

export interface EpochWrap { readonly epoch: number; readonly kid: Bytes; readonly wrap: Bytes; readonly late: boolean }
export interface ChainMaterial {
  readonly organisation: Bytes; readonly rosters: readonly Signed[]; readonly keys: readonly PublicKeys[]; readonly epochs: readonly OrganisationEpoch[];
}
/** The same in bytes. `statements` in the order of their epochs; `previous` by epoch. */
export interface RoomMaterial {
  readonly statements: readonly Signed[]; readonly previous: ReadonlyMap<number, Bytes>; readonly wraps: readonly EpochWrap[];
  readonly events: readonly SignedEvent[]; readonly authors: readonly PublicKeys[]; readonly chains: readonly ChainMaterial[];
}

export function readKeys(json: KeysJson): PublicKeys {
  return { kid: exact(unhex(json.kid), 32, "kid"), kemPublic: unb64(json.kem_public), sigPublic: unb64(json.sig_public) };
}

const readSigned = (json: { body: string; signature: string }): Signed => ({ body: unb64(json.body), signature: unb64(json.signature) });

/** A chain as any answer carries it. */
export function readChain(organisation: string, json: Omit<ChainJson, "epochs"> & Partial<Pick<ChainJson, "epochs">>): ChainMaterial {
  return {
    organisation: exact(unhex(organisation), 16, "organisation"), rosters: json.rosters.map(readSigned), keys: json.keys.map(readKeys),
    epochs: (json.epochs ?? []).map((each) => ({
      epoch: each.epoch, kid: exact(unhex(each.kid), 32, "kid"), kemPublic: unb64(each.kem_public), previous: each.previous ? unb64(each.previous) : null,
    })),
  };
}

/** Throws malformed, or foreign-epoch when the statements do not come as epochs 0, 1, 2 … */
export function readRoom(json: RoomJson): RoomMaterial {
  const previous = new Map<number, Bytes>();
  for (const [place, each] of json.epochs.entries()) {
    if (each.epoch !== place) throw new SealError("foreign-epoch");
    if (each.previous !== null) previous.set(each.epoch, unb64(each.previous));
  }
  const authors = new Map([...(json.receipt ? [json.receipt] : []), ...json.authors].map((keys) => [keys.kid, readKeys(keys)]));
  return {
    statements: json.epochs.map((each) => ({ body: unb64(each.statement), signature: unb64(each.signature) })),
    previous,
    wraps: json.wraps.map((each) => ({ epoch: each.epoch, kid: exact(unhex(each.kid), 32, "kid"), wrap: unb64(each.wrap), late: each.late })),
    events: json.events.map((each) => ({ payload: unb64(each.payload), signature: unb64(each.signature) })),
    authors: [...authors.values()],
    chains: Object.entries(json.chains).map(([organisation, chain]) => readChain(organisation, chain)),
  };
}

