/** What a person reads when something failed. A `Stop` is never followed by a weaker second try. */
import { Offline, Problem } from "./api";
import { _ } from "./i18n";
import { SealError, topicOf } from "./seal";

/** Something could not be verified; the message says what, in words for the person who reads it. */
export class Stop extends Error {
  constructor(message: string) {
    super(message);
    this.name = "Stop";
  }
}

/** One sentence for any failure, in the page's language. */
export function explain(error: unknown): string {
  if (error instanceof Stop || error instanceof Offline) return error.message;
  if (error instanceof Problem) return error.detail || error.title;
  if (error instanceof SealError) return unverified(error);
  return _("Something went wrong on this page. Nothing was sent. Please load the page again.");
}

/** What a refusal of the sealing library protects, in a sentence; its code follows for whoever helps. */
function unverified(error: SealError): string {
  const code = error.code;
  // A chain of keys that went back is told by whoever follows it; what is left is the history of a room.
  if (error.where === "history") return olderState();
  switch (topicOf(code)) {
    case "organisation": return _("The list of people and keys of an organisation could not be verified. Nothing is opened or sent. Please tell your help contact. (%(code)s)", { code });
    case "room": return _("The history of this report could not be verified. Nothing is opened or sent. Please tell your help contact. (%(code)s)", { code });
    case "entry": return _("This item is damaged or was exchanged. It stays closed. Please tell your help contact. (%(code)s)", { code });
    case "key": return _("A key does not fit or is too weak. Nothing is opened or sent. Please tell your help contact. (%(code)s)", { code });
    case "size": return _("This is too large to send. Please shorten it, or send less at once.");
    case "typed": return _("This code or passphrase is not complete or has a slip in it. Please compare it letter by letter.");
  }
}

/** Less of a room than was seen before, or another past. */
export function olderState(): string {
  return _("The server shows an older state than you have already seen: something that was there is missing. Nothing is opened or sent. Please tell your help contact.");
}

/** Whether a failure means that something could not be verified, rather than that somebody mistyped. */
export function isStop(error: unknown): boolean {
  return error instanceof Stop || error instanceof SealError && topicOf(error.code) !== "typed" && topicOf(error.code) !== "size";
}

/** The server's answer does not fit the account that was opened. */
export function wrongKeys(): Stop {
  return new Stop(_("The server gave this browser keys that do not belong to your account. Nothing was opened. Please tell your help contact."));
}
