/** Texts not sent yet. They lie in this browser locked with the account's key, and so outlive a lock of the page. */
import { b64, hex, openDraft, sealDraft, unb64, unhex, utf8 } from "./seal";
import type { Session } from "./session";

async function place(session: Session, name: string): Promise<string> {
  // The name says which report a person works on: only its hash is left in the browser.
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", utf8(`${session.me.user}/${name}`) as Uint8Array<ArrayBuffer>));
  return `remedy.draft.${hex(hash.slice(0, 16))}`;
}

/** Keeps a draft; an empty text removes it. */
export async function keepDraft(session: Session, name: string, text: string): Promise<void> {
  const key = await place(session, name);
  if (text.trim() === "") return localStorage.removeItem(key);
  const sealed = await sealDraft(session.secret, session.instance, unhex(session.me.user), name, utf8(text));
  localStorage.setItem(key, b64(sealed));
}

/** The draft kept earlier, or nothing; one that cannot be opened is removed. */
export async function findDraft(session: Session, name: string): Promise<string> {
  const key = await place(session, name);
  const stored = localStorage.getItem(key);
  if (stored === null) return "";
  try {
    return new TextDecoder().decode(await openDraft(session.secret, session.instance, unhex(session.me.user), name, unb64(stored)));
  } catch {
    localStorage.removeItem(key);
    return "";
  }
}
