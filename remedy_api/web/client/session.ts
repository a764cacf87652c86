/**
 * Who is signed in on this tab. The account secret lies in sessionStorage only sealed under a key that the server
 * gives to the live session; locking ends the session and clears the storage, so neither half opens anything alone.
 */
import { call, onSignedOut, Problem } from "./api";
import { accountKeys, b64, equal, openSession, sealSession, unb64, unhex } from "./seal";
import type { AccountKeys } from "./seal";
import { askOtherTabs, tellOtherTabs } from "./tabs";
import { wrongKeys } from "./stop";
import { Vault } from "./vault";
import type { SealedVault } from "./vault";

export interface Membership {
  organisation: string; name: string; kind: string; country: string; manager: boolean; state: string;
}

export interface Me {
  user: string; name: string; email: string; language: string; notices: boolean;
  kid: string; kem_public: string; sig_public: string; administrator: boolean; memberships: Membership[];
}

/** What sign-in, recovery, setup and an invitation answer. */
export interface SignedIn {
  session: string; device_key: string; user: string; slot: string; sealed: string;
  kid: string; kem_public: string; sig_public: string; vault: SealedVault; instance: string;
}

export interface Session {
  id: string; instance: string; me: Me; secret: Uint8Array; keys: AccountKeys; vault: Vault;
}

const PLACE = "remedy.session";
/** Milliseconds that a lock waits for the server; nothing can be seen meanwhile. */
const PATIENCE = 3000;

export function instanceOf(): string {
  return document.body.dataset.instance ?? "";
}

/** Keeps the account secret for the next pages of this tab. */
export async function begin(signedIn: SignedIn, secret: Uint8Array): Promise<void> {
  const keys = await accountKeys(secret);
  if (!equal(keys.kid, unhex(signedIn.kid))) throw wrongKeys();
  const sealed = await sealSession(secret, unb64(signedIn.device_key), signedIn.instance, unhex(signedIn.user), unhex(signedIn.session));
  sessionStorage.setItem(PLACE, JSON.stringify({ session: signedIn.session, sealed: b64(sealed) }));
  tellOtherTabs({ kind: "signed-in", session: signedIn.session });
}

/** The session of this tab, or null when somebody must sign in first. */
export async function resume(): Promise<Session | null> {
  interface Live { session: string; device_key: string; me: Me; vault: SealedVault }
  let live: Live;
  try {
    live = (await call<Live>("GET", "/v1/session", { enters: true })).data;
  } catch (error) {
    if (error instanceof Problem && error.status === 401) return null;
    throw error;
  }
  const stored = kept(live.session) ?? await askOtherTabs(live.session);
  if (stored === null) return null;
  const instance = instanceOf();
  let secret: Uint8Array;
  try {
    secret = await openSession(unb64(stored), unb64(live.device_key), instance, unhex(live.me.user), unhex(live.session));
  } catch {
    sessionStorage.removeItem(PLACE);
    return null;
  }
  sessionStorage.setItem(PLACE, JSON.stringify({ session: live.session, sealed: stored }));
  const keys = await accountKeys(secret);
  if (!equal(keys.kid, unhex(live.me.kid))) throw wrongKeys();
  const vault = await Vault.open(secret, instance, live.me.user, live.vault);
  return { id: live.session, instance, me: live.me, secret, keys, vault };
}

function kept(session: string): string | null {
  try {
    const stored = JSON.parse(sessionStorage.getItem(PLACE) ?? "null") as { session: string; sealed: string } | null;
    return stored?.session === session ? stored.sealed : null;
  } catch {
    return null;
  }
}

/** For other tabs of the same session: the sealed half that this tab keeps. */
export function keptFor(session: string): string | null {
  return kept(session);
}

export type LockReason = "idle" | "locked" | "ended" | "elsewhere";

/** Ends the session here and on the server, then shows the sign-in page. */
export async function lock(reason: LockReason): Promise<void> {
  document.documentElement.hidden = true;
  forget();
  tellOtherTabs({ kind: "locked" });
  // Without a connection the server keeps its half until the session runs out; this half is gone either way.
  await Promise.race([call("POST", "/v1/sign-out").catch(() => undefined), new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
  leave(reason);
}

let depart = (address: string): void => location.replace(address);

/** For a page that must be emptied before it goes: how to leave it. */
export function onLeaving(leavePage: (address: string) => void): void {
  depart = leavePage;
}

/** Another tab locked, or the server ended the session: nothing more to tell it. */
export function leave(reason: LockReason): void {
  forget();
  const here = location.pathname + location.search + location.hash;
  depart(`/${document.documentElement.lang}/sign-in?why=${reason}#${encodeURIComponent(here)}`);
}

function forget(): void {
  sessionStorage.clear();
}

onSignedOut(() => leave("ended"));
