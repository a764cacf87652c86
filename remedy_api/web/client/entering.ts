/** Ways into an account, and changing its locks. Passphrase and codes stay on this device; proofs and locked copies travel. */
import { call } from "./api";
import { passphraseSlot, recoverySlot } from "./account-making";
import type { Slot } from "./account-making";
import { b64, unb64, unhex } from "./seal";
import { authKey, masterKey, openSlot, parseReceipt, recoveryAuth, recoverySlotKey, slotKey } from "./seal-accounts";
import { begin, instanceOf } from "./session";
import type { SignedIn } from "./session";
import { wrongKeys } from "./stop";

/** An account just opened: its secret, and the proof that changes of its locks must repeat. */
export interface Entered { signedIn: SignedIn; secret: Uint8Array; auth: string }

interface Parameters { user: string; slot: string; salt: string; kdf: NonNullable<Slot["kdf"]> }

export async function signIn(login: string, passphrase: string): Promise<Entered> {
  const { data: found } = await call<Parameters>("POST", "/v1/sign-in/parameters", { json: { login }, enters: true });
  const master = await masterKey(passphrase, unb64(found.salt), found.kdf);
  const user = unhex(found.user);
  const auth = b64(await authKey(master, instanceOf(), user));
  const { data: signedIn } = await call<SignedIn>("POST", "/v1/sign-in", { json: { user: found.user, auth }, enters: true });
  return open(signedIn, "passphrase", await slotKey(master, instanceOf(), user), auth);
}

export async function recover(login: string, code: string): Promise<Entered> {
  const recovery = parseReceipt(code, "recovery");
  const { data: found } = await call<{ user: string; slot: string }>("POST", "/v1/recovery/parameters", { json: { login }, enters: true });
  const user = unhex(found.user);
  const auth = b64(await recoveryAuth(recovery, instanceOf(), user));
  const { data: signedIn } = await call<SignedIn>("POST", "/v1/recovery", { json: { user: found.user, auth }, enters: true });
  return open(signedIn, "recovery", await recoverySlotKey(recovery, instanceOf(), user), auth);
}

async function open(signedIn: SignedIn, type: Slot["type"], key: Uint8Array, auth: string): Promise<Entered> {
  if (signedIn.instance !== instanceOf()) throw wrongKeys();
  const secret = await openSlot(key, { instance: signedIn.instance, user: unhex(signedIn.user), type, slot: unhex(signedIn.slot) }, unb64(signedIn.sealed));
  await begin(signedIn, secret);
  return { signedIn, secret, auth };
}

/** Sets a new passphrase; every other session ends, this one gets a new key. */
export async function replacePassphrase(entered: Entered, passphrase: string): Promise<Entered> {
  const made = await passphraseSlot(unhex(entered.signedIn.user), entered.secret, passphrase);
  const { data: signedIn } = await call<SignedIn>("PUT", "/v1/me/passphrase", { json: { current_auth: entered.auth, slot: made.slot }, enters: true });
  await begin(signedIn, entered.secret);
  return { signedIn, secret: entered.secret, auth: made.slot.auth };
}

/** Sets a new recovery code; the old one stops working. */
export async function replaceRecovery(entered: Entered, recovery: Uint8Array): Promise<void> {
  const slot = await recoverySlot(unhex(entered.signedIn.user), entered.secret, recovery);
  await call("PUT", "/v1/me/recovery", { json: { current_auth: entered.auth, slot }, enters: true });
}

/** The proof of a passphrase typed again, before the locks of an account change. */
export async function provePassphrase(login: string, passphrase: string): Promise<string> {
  const { data: found } = await call<Parameters>("POST", "/v1/sign-in/parameters", { json: { login }, enters: true });
  const master = await masterKey(passphrase, unb64(found.salt), found.kdf);
  return b64(await authKey(master, instanceOf(), unhex(found.user)));
}
