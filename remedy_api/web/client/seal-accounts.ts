/** The part of the sealing library that opens and locks accounts. Argon2id is WebAssembly: only pages that take a passphrase. */
export { accountProof } from "../../../intake_forms/seal/keys";
export { newReceipt, parseReceipt } from "../../../intake_forms/seal/paper";
export { authKey, KDF, masterKey, normalise, slotKey } from "../../../intake_forms/seal/passphrase";
export { recoveryAuth, recoverySlotKey } from "../../../intake_forms/seal/receipt";
export { openSlot, sealSlot } from "../../../intake_forms/seal/slots";

/** Seven words in a language. The lists are long, so they are fetched only where words are made. */
export async function generatePassphrase(language: string): Promise<string> {
  return (await import("../../../intake_forms/seal/passphrase-words")).generatePassphrase(language);
}
