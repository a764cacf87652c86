/** Makes an account on this device: secrets that the server never sees, and the locked copies that it keeps. */
import { accountKeys, b64, hex, newSecret, random } from "./seal";
import { accountProof, authKey, KDF, masterKey, newReceipt, recoveryAuth, recoverySlotKey, sealSlot, slotKey } from "./seal-accounts";
import type { AccountKeys } from "./seal";
import { instanceOf } from "./session";
import { sealedVault } from "./vault";
import type { SealedVault, VaultContent } from "./vault";

export interface Slot {
  slot: string; type: "passphrase" | "recovery"; salt: string | null;
  kdf: { name: "argon2id"; memory_kib: number; passes: number; lanes: number } | null; auth: string; sealed: string;
}

export interface AccountCreate {
  user: string; name: string; email: string; language: string; kid: string; kem_public: string; sig_public: string;
  proof: string; passphrase: Slot; recovery: Slot; vault: SealedVault;
}

/** The secret of a new account and its keys. Nothing is sent yet. */
export interface NewAccount { user: Uint8Array; secret: Uint8Array; keys: AccountKeys; recoveryCode: string; recovery: Uint8Array }

export async function newAccount(): Promise<NewAccount> {
  const secret = newSecret();
  const recovery = newRecovery();
  return { user: random(16), secret, keys: await accountKeys(secret), recoveryCode: recovery.code, recovery: recovery.secret };
}

export function newRecovery(): { code: string; secret: Uint8Array } {
  return newReceipt("recovery");
}

/** Locks a new account's secret under passphrase and recovery code, ready to send. */
export async function completeAccount(account: NewAccount,
  given: { name: string; email: string; passphrase: string; vault: VaultContent }): Promise<AccountCreate> {
  const { user, secret, keys } = account;
  return {
    user: hex(user), name: given.name, email: given.email, language: document.documentElement.lang,
    kid: hex(keys.kid), kem_public: b64(keys.kemPublic), sig_public: b64(keys.sigPublic),
    proof: b64(await accountProof(keys, instanceOf(), user)),
    passphrase: (await passphraseSlot(user, secret, given.passphrase)).slot,
    recovery: await recoverySlot(user, secret, account.recovery),
    vault: await sealedVault(secret, instanceOf(), hex(user), 1, given.vault),
  };
}

export async function passphraseSlot(user: Uint8Array, secret: Uint8Array, passphrase: string): Promise<{ slot: Slot }> {
  const salt = random(16);
  const id = random(16);
  const master = await masterKey(passphrase, salt, KDF);
  const key = await slotKey(master, instanceOf(), user);
  const sealed = await sealSlot(key, { instance: instanceOf(), user, type: "passphrase", slot: id }, secret);
  return { slot: { slot: hex(id), type: "passphrase", salt: b64(salt), kdf: KDF, auth: b64(await authKey(master, instanceOf(), user)), sealed: b64(sealed) } };
}

export async function recoverySlot(user: Uint8Array, secret: Uint8Array, recovery: Uint8Array): Promise<Slot> {
  const id = random(16);
  const key = await recoverySlotKey(recovery, instanceOf(), user);
  const sealed = await sealSlot(key, { instance: instanceOf(), user, type: "recovery", slot: id }, secret);
  return { slot: hex(id), type: "recovery", salt: null, kdf: null, auth: b64(await recoveryAuth(recovery, instanceOf(), user)), sealed: b64(sealed) };
}
