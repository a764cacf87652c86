/** Every label of the protocol, once. The version is in each: there is no algorithm field and nothing to negotiate. */

// Keys of accounts, organisations and receipts
export const KID = "remedy/v1/kid";
export const ACCOUNT = "remedy/v1/account";
export const ID_KEM = "remedy/v1/id/kem";
export const ID_SIG = "remedy/v1/id/sig";
export const ORG_KEM = "remedy/v1/org/kem";
export const ORG_WRAP = "remedy/v1/org/wrap";
export const ORG_PREV = "remedy/v1/org/prev";
export const ORG_RECOVERY = "remedy/v1/org-recovery";
export const ORG_RECOVERY_CHECK = "remedy/v1/org-recovery-check";
export const RECEIPT = "remedy/v1/receipt";
export const RECEIPT_CHECK = "remedy/v1/receipt-check";
export const RECEIPT_LOOKUP = "remedy/v1/receipt/lookup";

// Who vouches for keys
export const ROSTER = "remedy/v1/roster";
export const INVITE = "remedy/v1/invite/";
export const INVITE_SECRET = "remedy/v1/invite/secret";

// Rooms
export const EPOCH = "remedy/v1/epoch";
export const EPOCH_COMMIT = "remedy/v1/epoch/commit";
export const EPOCH_PREV = "remedy/v1/epoch/prev";
export const WRAP = "remedy/v1/wrap";
export const WRAP_LATE = "remedy/v1/wrap/late";

// Entries
export const RECORD = "remedy/v1/record";
export const RECORD_COMMIT = "remedy/v1/record/commit";
export const RECORD_STREAM = "remedy/v1/record/stream";
export const PLACE = "remedy/v1/place";
export const ENTRY = "remedy/v1/entry";
export const HEADER = "remedy/v1/header";
export const DISCLOSURE = "remedy/v1/disclosure";
export const SUBMISSION = "remedy/v1/submission";
export const MERGED = "remedy/v1/merged";

// Accounts on their devices
export const ACCOUNT_AUTH = "remedy/v1/account/auth";
export const ACCOUNT_WRAP = "remedy/v1/account/wrap";
export const RECOVERY_AUTH = "remedy/v1/recovery/auth";
export const RECOVERY_WRAP = "remedy/v1/recovery/wrap";
export const RECOVERY_CHECK = "remedy/v1/recovery-check";
export const SLOT = "remedy/v1/slot";
export const SESSION = "remedy/v1/session";
export const VAULT = "remedy/v1/vault";
export const DRAFT = "remedy/v1/draft";
