/** The part of the sealing library that reads and writes rooms. */
export { headOf, nextReaders, verifyEntries, verifyRoom } from "../../../intake_forms/seal/casework";
export type { Head } from "../../../intake_forms/seal/casework";
export { admit, makeEvent, newEpoch } from "../../../intake_forms/seal/change";
export type { EventsJson } from "../../../intake_forms/seal/change";
export type { AttachmentContent, Content, NewContent, TextContent, TextKind } from "../../../intake_forms/seal/content";
export { openEntry } from "../../../intake_forms/seal/entries";
export type { VerifiedEntries, VerifiedEntry } from "../../../intake_forms/seal/entries";
export { openEpochs } from "../../../intake_forms/seal/epochs";
export type { EpochKeys, SpoiledEpoch } from "../../../intake_forms/seal/epochs";
export { stripMetadata } from "../../../intake_forms/seal/metadata";
export type { VerifiedRoom } from "../../../intake_forms/seal/room";
export type { RoomJson } from "../../../intake_forms/seal/room-json";
export { sealEntry } from "../../../intake_forms/seal/seal-entry";
