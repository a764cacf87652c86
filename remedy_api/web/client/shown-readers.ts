/**
 * Whom this page has shown as those who read a room, or are about to. Each act looks at the room anew; if somebody was let in
 * meanwhile, by whomever, nothing goes to them before the person has seen their name here.
 */
import { _ } from "./i18n";
import { list } from "./names";
import type { OpenRoom } from "./room-opening";
import { hex } from "./seal";
import { nextReaders } from "./seal-rooms";
import { Stop } from "./stop";

const shown = new Map<string, ReadonlySet<string>>();

/** Call it with what a page shows. */
export function showing(room: OpenRoom): void {
  shown.set(room.id, new Set(nextReaders(room.verified)));
}

/** The person let this organisation in just now: she need not be asked about it. */
export function chosen(id: string, fingerprint: Uint8Array): void {
  shown.set(id, new Set([...shown.get(id) ?? [], hex(fingerprint)]));
}

/** Throws a Stop when somebody reads, or is about to, whom the person has not seen. */
export function checkShown(room: OpenRoom): void {
  const before = shown.get(room.id);
  if (before === undefined) throw new TypeError("nobody was shown who reads this");
  const more = nextReaders(room.verified).filter((name) => !before.has(name));
  if (more.length === 0) return;
  const names = more.map((name) => room.known.find(({ trust }) => hex(trust.chain.fingerprint) === name)?.name ?? _("The reporter"));
  throw new Stop(_("Since you opened this page somebody was let in here: %(names)s. Nothing was sent. Please load the page again and look who can read it; then send it again.", { names: list(names) }));
}
