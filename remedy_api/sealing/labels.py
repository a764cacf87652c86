"""Every label of the protocol, once. The version is in each: there is no algorithm field and nothing to
negotiate.
"""

from __future__ import annotations

from typing import Final

# Keys of accounts, organisations and receipts
KID: Final = "remedy/v1/kid"
ACCOUNT: Final = "remedy/v1/account"
ID_KEM: Final = "remedy/v1/id/kem"
ID_SIG: Final = "remedy/v1/id/sig"
ORG_KEM: Final = "remedy/v1/org/kem"
ORG_WRAP: Final = "remedy/v1/org/wrap"
ORG_PREV: Final = "remedy/v1/org/prev"
ORG_RECOVERY: Final = "remedy/v1/org-recovery"
ORG_RECOVERY_CHECK: Final = "remedy/v1/org-recovery-check"
RECEIPT: Final = "remedy/v1/receipt"
RECEIPT_CHECK: Final = "remedy/v1/receipt-check"
RECEIPT_LOOKUP: Final = "remedy/v1/receipt/lookup"

# Who vouches for keys
ROSTER: Final = "remedy/v1/roster"
INVITE: Final = "remedy/v1/invite/"
INVITE_SECRET: Final = "remedy/v1/invite/secret"  # noqa: S105

# Rooms
EPOCH: Final = "remedy/v1/epoch"
EPOCH_COMMIT: Final = "remedy/v1/epoch/commit"
EPOCH_PREV: Final = "remedy/v1/epoch/prev"
WRAP: Final = "remedy/v1/wrap"
WRAP_LATE: Final = "remedy/v1/wrap/late"
HEAD: Final = "remedy/v1/head"
MERGED: Final = "remedy/v1/merged"

# Entries
RECORD: Final = "remedy/v1/record"
RECORD_COMMIT: Final = "remedy/v1/record/commit"
RECORD_STREAM: Final = "remedy/v1/record/stream"
PLACE: Final = "remedy/v1/place"
ENTRY: Final = "remedy/v1/entry"
HEADER: Final = "remedy/v1/header"
DISCLOSURE: Final = "remedy/v1/disclosure"
SUBMISSION: Final = "remedy/v1/submission"

# Accounts on their devices
ACCOUNT_AUTH: Final = "remedy/v1/account/auth"
ACCOUNT_WRAP: Final = "remedy/v1/account/wrap"
RECOVERY_AUTH: Final = "remedy/v1/recovery/auth"
RECOVERY_WRAP: Final = "remedy/v1/recovery/wrap"
RECOVERY_CHECK: Final = "remedy/v1/recovery-check"
SLOT: Final = "remedy/v1/slot"
SESSION: Final = "remedy/v1/session"
VAULT: Final = "remedy/v1/vault"
DRAFT: Final = "remedy/v1/draft"
