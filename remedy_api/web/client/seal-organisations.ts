/** The part of the sealing library that makes and changes organisations. */
export { foundRoster, nextRoster, verifyChain } from "../../../intake_forms/seal/chain";
export { orgKeys } from "../../../intake_forms/seal/keys";
export { sealPreviousSecret, wrapForMembers } from "../../../intake_forms/seal/organisation";
export { newReceipt, parseReceipt } from "../../../intake_forms/seal/paper";
export type { CodeType } from "../../../intake_forms/seal/paper";
export { orgRecoveryKeys } from "../../../intake_forms/seal/receipt";
export { parseRoster } from "../../../intake_forms/seal/roster";
export type { Signed } from "../../../intake_forms/seal/roster";
