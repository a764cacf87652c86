/**
 * The part of the sealing library that every page of somebody signed in needs: keys, slots, lists, invitations. Named
 * file by file, because a bundle that goes through the library's one door carries all of it to every page.
 */
export { b64, equal, fromUtf8, hex, random, unb64, unhex, utf8 } from "../../../intake_forms/seal/bytes";
export { verifyChain } from "../../../intake_forms/seal/chain";
export type { Pin, VerifiedChain } from "../../../intake_forms/seal/chain";
export { SealError, topicOf } from "../../../intake_forms/seal/errors";
export { sha256 } from "../../../intake_forms/seal/hash";
export { checkInviteMac, inviteMac, inviteSecret } from "../../../intake_forms/seal/invite";
export { accountKeys, newId, newSecret } from "../../../intake_forms/seal/keys";
export type { AccountKeys, KemKeys, OrganisationKeys, PublicKeys } from "../../../intake_forms/seal/keys";
export { openOrganisation, organisationReader } from "../../../intake_forms/seal/organisation";
export type { OrganisationReader } from "../../../intake_forms/seal/organisation";
export { openDraft, openSession, openVault, sealDraft, sealSession, sealVault } from "../../../intake_forms/seal/slots";
