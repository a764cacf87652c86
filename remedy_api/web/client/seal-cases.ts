/** The part of the sealing library that makes and changes the rooms of cases, and signs what an exporter saw last. */
import { entriesHash } from "../../../intake_forms/seal/casework";
import type { VerifiedEntries } from "../../../intake_forms/seal/entries";
import type { AccountKeys } from "../../../intake_forms/seal/keys";
import { lp } from "../../../intake_forms/seal/lp";
import type { Signed } from "../../../intake_forms/seal/roster";

export type { CaseFacts, Finding, LiveConsent } from "../../../intake_forms/seal/case-facts";
export { statementRoom } from "../../../intake_forms/seal/casework";
export { foundWorkersRoom } from "../../../intake_forms/seal/founding";
export type { FoundingJson } from "../../../intake_forms/seal/founding";
export type { RoomEvent } from "../../../intake_forms/seal/room";
export { admitReader, makeEvents, mergedInto, revokeReader } from "../../../intake_forms/seal/workers-change";
export type { NewEvent } from "../../../intake_forms/seal/workers-types";

/** The head of PROTOCOL.md, section 11: where history and entries stood when somebody took them along, in that person's own hand. */
export async function signedHead(entries: VerifiedEntries, exporter: AccountKeys): Promise<Signed> {
  const { room } = entries;
  const body = lp("remedy/v1/head", room.instance, room.room, room.events.length - 1, room.head, entriesHash(entries), exporter.kid);
  return { body, signature: await exporter.sign(body) };
}
