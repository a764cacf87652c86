/** What a code on paper gives: keys and lookup of a reporter, the locks of an account, an organisation's last manager. */
import type { Bytes } from "./bytes";
import { hkdf } from "./derive";
import { accountKeys } from "./keys";
import type { AccountKeys } from "./keys";
import * as labels from "./labels";
import { exact, lp } from "./lp";

/** The lookup only fetches; whatever changes something is signed. It travels in a body, never in a URL. */
export interface ReceiptKeys extends AccountKeys { readonly lookup: Bytes }

export async function receiptKeys(receipt: Bytes, instance: string): Promise<ReceiptKeys> {
  const secret = await hkdf(exact(receipt, 13, "receipt"), lp(labels.RECEIPT, instance));
  return { ...await accountKeys(secret), lookup: await hkdf(secret, labels.RECEIPT_LOOKUP) };
}

/** The keys of an organisation's printed recovery key, which its roster lists as a manager. */
export async function orgRecoveryKeys(recovery: Bytes, instance: string): Promise<AccountKeys> {
  return accountKeys(await hkdf(exact(recovery, 13, "recovery key"), lp(labels.ORG_RECOVERY, instance)));
}

/** What is sent to show that somebody holds an account's recovery code. */
export function recoveryAuth(recovery: Bytes, instance: string, user: Bytes): Promise<Bytes> {
  return hkdf(exact(recovery, 13, "recovery code"), lp(labels.RECOVERY_AUTH, instance, exact(user, 16, "user")));
}

/** What opens the account's slot; it stays on the device. */
export function recoverySlotKey(recovery: Bytes, instance: string, user: Bytes): Promise<Bytes> {
  return hkdf(exact(recovery, 13, "recovery code"), lp(labels.RECOVERY_WRAP, instance, exact(user, 16, "user")));
}
