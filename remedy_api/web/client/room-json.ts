/** A room of casework as it travels. Days, names and states in it are the server's word; the rest is checked before it counts. */
import type { RoomJson } from "./seal-rooms";
import type { ChainJson } from "./trust";

export type Events = RoomJson["events"];

export interface CaseworkRoom extends Omit<RoomJson, "authors" | "chains"> {
  kind: string; filed_on: string; state: string; head: string;
  /** Where the next page of the history begins; null (or absent) when all of it is here. */
  events_next?: string | null;
  authors: (RoomJson["authors"][number] & { name: string | null; program: boolean | null })[];
  chains: Record<string, ChainJson & Required<Pick<ChainJson, "epochs">> & { name: string; kind: string }>;
}

/** `body` is null when it is large, to be fetched alone, and when it was erased. */
export interface EntryJson { position: number; header: string; body: string | null; posted_on: string }
