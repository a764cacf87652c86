/** What an account keeps with the server or in the browser: its secret under a key, and data under its secret. */
import type { Bytes } from "./bytes";
import { hkdf, openBox, sealBox } from "./derive";
import * as labels from "./labels";
import { exact, lp } from "./lp";

/** `type` and ids are bound: a slot moved to another user, type or id does not open. */
export interface SlotPlace { readonly instance: string; readonly user: Bytes; readonly type: "passphrase" | "recovery"; readonly slot: Bytes }

const id = (bytes: Bytes, where: string): Bytes => exact(bytes, 16, where);

function slotAad(place: SlotPlace): Bytes {
  return lp(labels.SLOT, place.instance, id(place.user, "user"), place.type, id(place.slot, "slot"));
}

/** The account secret under the key of a passphrase or recovery code. */
export async function sealSlot(key: Bytes, place: SlotPlace, secret: Bytes): Promise<Bytes> {
  return sealBox(key, slotAad(place), exact(secret, 32, "account secret"));
}

/** Throws cannot-open. The caller compares the kid of what comes out with the known one. */
export async function openSlot(key: Bytes, place: SlotPlace, sealed: Bytes): Promise<Bytes> {
  return exact(await openBox(key, slotAad(place), sealed), 32, "account secret");
}

const sessionAad = (instance: string, user: Bytes, session: Bytes): Bytes =>
  lp(labels.SESSION, instance, id(user, "user"), id(session, "session"));

/** The account secret under the key that the server gives to the live session. */
export async function sealSession(secret: Bytes, deviceKey: Bytes, instance: string, user: Bytes, session: Bytes): Promise<Bytes> {
  return sealBox(deviceKey, sessionAad(instance, user, session), exact(secret, 32, "account secret"));
}

export async function openSession(sealed: Bytes, deviceKey: Bytes, instance: string, user: Bytes, session: Bytes): Promise<Bytes> {
  return exact(await openBox(deviceKey, sessionAad(instance, user, session), sealed), 32, "account secret");
}

const vaultAad = (instance: string, user: Bytes, version: number): Bytes => lp(labels.VAULT, instance, id(user, "user"), version);

/** Pins and open invitations, as UTF-8 JSON. `version` grows by one with each change; the device refuses a lower one. */
export async function sealVault(secret: Bytes, instance: string, user: Bytes, version: number, json: Bytes): Promise<Bytes> {
  return sealBox(await hkdf(secret, labels.VAULT), vaultAad(instance, user, version), json);
}

export async function openVault(secret: Bytes, instance: string, user: Bytes, version: number, sealed: Bytes): Promise<Bytes> {
  return openBox(await hkdf(secret, labels.VAULT), vaultAad(instance, user, version), sealed);
}

const draftAad = (instance: string, user: Bytes, name: string): Bytes => lp(labels.DRAFT, instance, id(user, "user"), name);

/** Something written and not yet sent, for this browser's storage. */
export async function sealDraft(secret: Bytes, instance: string, user: Bytes, name: string, draft: Bytes): Promise<Bytes> {
  return sealBox(await hkdf(secret, labels.DRAFT), draftAad(instance, user, name), draft);
}

export async function openDraft(secret: Bytes, instance: string, user: Bytes, name: string, sealed: Bytes): Promise<Bytes> {
  return openBox(await hkdf(secret, labels.DRAFT), draftAad(instance, user, name), sealed);
}
