/** Every refusal of the sealing protocol, by name; there is no refusal without a name and no fallback behind one. */

const TOPICS = {
  "malformed": "room", "trailing-bytes": "room", "wrong-label": "room", "not-sorted": "room", "twins": "room", "too-large": "size",
  "foreign-instance": "room", "foreign-organisation": "organisation", "foreign-room": "room", "foreign-epoch": "room",
  "foreign-author": "entry", "foreign-head": "entry",
  "bad-key": "key", "wrong-kid": "key", "unknown-signer": "room", "bad-signature": "room",
  "no-roster": "organisation", "broken-chain": "room", "not-a-manager": "organisation", "manager-not-member": "organisation",
  "no-manager": "organisation", "epoch-not-raised": "organisation", "epoch-jump": "organisation", "key-not-changed": "organisation",
  "key-changed": "organisation", "wrong-fingerprint": "organisation", "rolled-back": "organisation", "forked": "organisation",
  "wrong-mac": "organisation",
  "unknown-kind": "room", "no-reader": "room", "not-entitled": "room", "readers-changed": "room", "wrong-founder": "room",
  "wrong-closed": "room", "not-announced": "room", "wrong-event": "room", "unknown-event": "room", "unknown-roster": "room",
  "roster-went-back": "room", "after-withdrawal": "room", "stale-roster": "room", "stale-epoch": "room", "wrong-wraps": "room", "wrong-entries": "room",
  "not-a-reader": "key", "cannot-open": "entry", "wrong-commitment": "entry", "wrong-body": "entry", "wrong-length": "entry",
  "padding-size": "entry", "padding-not-zero": "entry", "kind-not-allowed": "entry",
  "bad-code": "typed", "empty-passphrase": "typed", "weak-kdf": "key", "excessive-kdf": "key",
  "self-test": "key",
} as const;

/** The codes of PROTOCOL.md §12. */
export type SealCode = keyof typeof TOPICS;
export type SealTopic = (typeof TOPICS)[SealCode];

/** A refusal. `code` says which; `where` names the place for developers and never quotes content. */
export class SealError extends Error {
  constructor(readonly code: SealCode, readonly where = "") {
    super(where === "" ? code : `${code}: ${where}`);
    this.name = "SealError";
  }
}

/** What a refusal is about, for the sentence that a person reads. */
export function topicOf(code: SealCode): SealTopic {
  return TOPICS[code];
}

/** All codes, in the order of PROTOCOL.md. */
export const CODES = /* @__PURE__ */ Object.keys(TOPICS) as SealCode[];
