/**
 * The sealing library's one door: no page, no network. PROTOCOL.md says every byte. What seals takes only what was
 * verified: `VerifiedRoom`, `VerifiedEntries` and `OrganisationReader` cannot be made by hand, so that raw answers of a
 * server never reach a seal.
 */
export { b64, concat, equal, fromUtf8, hex, random, unb64, unhex, utf8 } from "./bytes";
export type { Bytes } from "./bytes";
export { sha256 } from "./hash";
export { SealError, topicOf } from "./errors";
export type { SealCode, SealTopic } from "./errors";

export { accountKeys, accountProof, checkKeys, kidOf, newId, newSecret, orgKeys } from "./keys";
export type { AccountKeys, KemKeys, OrganisationKeys, PublicKeys } from "./keys";
export type { KemPrivate } from "./xwing";

export { newReceipt, parseReceipt, writeCode } from "./paper";
export type { CodeType } from "./paper";
export { orgRecoveryKeys, receiptKeys, recoveryAuth, recoverySlotKey } from "./receipt";
export type { ReceiptKeys } from "./receipt";

// Passphrases do not come through this door: Argon2id is WebAssembly and the word lists are long. Pages of accounts
// import ./passphrase and ./passphrase-words themselves.
export { openDraft, openSession, openSlot, openVault, sealDraft, sealSession, sealSlot, sealVault } from "./slots";
export type { SlotPlace } from "./slots";

export { parseRoster } from "./roster";
export type { Roster, Signed } from "./roster";
export { foundRoster, nextRoster, verifyChain } from "./chain";
export type { ChainGiven, Pin, RosterChange, VerifiedChain } from "./chain";
export { fingerprintWords } from "./words";
export { openOrganisation, organisationReader, sealPreviousSecret, wrapForMembers } from "./organisation";
export type { OrganisationEpoch, OrganisationPlace, OrganisationReader, OrganisationSealed, Wrap } from "./organisation";
export { checkInviteMac, inviteMac, inviteSecret } from "./invite";
export type { InvitationParts, InvitationSide } from "./invite";

export { readChain, readKeys } from "./room-json";
export type { ChainJson, ChainMaterial, KeysJson, RoomJson } from "./room-json";
// As casework reads rooms; the reporter's pages import ./room and ./entries, which know her kind of room alone.
export { headOf, statementRoom, verifyEntries, verifyRoom } from "./casework";
export type { CaseworkGiven, Head } from "./casework";
export type { RoomEpoch, RoomEvent, RoomGiven, VerifiedRoom } from "./room";
export type { CaseFacts, Finding, LiveConsent, Role } from "./case-facts";
export type { Disclosure, Plan, StepState, TableFacts } from "./table-state";
export type { PlanStep } from "./event";
export type { RoomReader } from "./statement";
export { openEpochs } from "./epochs";
export type { EpochKeys, SpoiledEpoch } from "./epochs";
export { openEntry } from "./entries";
export type { VerifiedEntries, VerifiedEntry } from "./entries";
export type { AttachmentContent, Content, NewContent, TextContent, TextKind } from "./content";
export { disclose, openDisclosed } from "./disclosure";
export type { DisclosureGiven, DisclosurePlace } from "./disclosure";
export { makeDisclosure, openDisclosure } from "./table-disclosure";
export type { DisclosedGiven, DisclosureJson, OpenedDisclosure, TableDisclosureGiven } from "./table-disclosure";
export { receiptEntry, sealEntry } from "./seal-entry";
export type { SealedEntry } from "./seal-entry";
export { admit, makeEvent, newEpoch } from "./change";
export type { EpochGiven, EventsJson, SimpleEvent } from "./change";
export { admitReader, makeEvents, mergedInto, revokeReader } from "./workers-change";
export { foundTableRoom, foundWorkersRoom } from "./founding";
export type { FoundingGiven, FoundingJson } from "./founding";
export type { NewEvent } from "./workers-types";
export type { NewStep, NewTableEvent } from "./table-types";
export { sealSubmission } from "./filing";
export type { SealedSubmission, SubmissionGiven } from "./filing";
export type { Progress } from "./stream";

export { stripMetadata } from "./metadata";
export type { MetadataWarning } from "./metadata";
