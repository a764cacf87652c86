"""Every refusal of the sealing protocol, by name; there is no refusal without a name and no fallback
behind one.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum


class Code(StrEnum):
    """Why something was refused. The same words stand in PROTOCOL.md and in the TypeScript library."""

    # Shape of bytes
    MALFORMED = "malformed"
    TRAILING_BYTES = "trailing-bytes"
    WRONG_LABEL = "wrong-label"
    NOT_SORTED = "not-sorted"
    TWINS = "twins"
    TOO_LARGE = "too-large"
    # Belonging
    FOREIGN_INSTANCE = "foreign-instance"
    FOREIGN_ORGANISATION = "foreign-organisation"
    FOREIGN_ROOM = "foreign-room"
    FOREIGN_EPOCH = "foreign-epoch"
    FOREIGN_AUTHOR = "foreign-author"
    FOREIGN_HEAD = "foreign-head"
    # Keys and signatures
    BAD_KEY = "bad-key"
    WRONG_KID = "wrong-kid"
    UNKNOWN_SIGNER = "unknown-signer"
    BAD_SIGNATURE = "bad-signature"
    # Rosters and invitations
    NO_ROSTER = "no-roster"
    BROKEN_CHAIN = "broken-chain"
    NOT_A_MANAGER = "not-a-manager"
    MANAGER_NOT_MEMBER = "manager-not-member"
    NO_MANAGER = "no-manager"
    EPOCH_NOT_RAISED = "epoch-not-raised"
    EPOCH_JUMP = "epoch-jump"
    KEY_NOT_CHANGED = "key-not-changed"
    KEY_CHANGED = "key-changed"
    WRONG_FINGERPRINT = "wrong-fingerprint"
    ROLLED_BACK = "rolled-back"
    FORKED = "forked"
    WRONG_MAC = "wrong-mac"
    # Rooms: statements and events
    UNKNOWN_KIND = "unknown-kind"
    NO_READER = "no-reader"
    NOT_ENTITLED = "not-entitled"
    READERS_CHANGED = "readers-changed"
    WRONG_FOUNDER = "wrong-founder"
    WRONG_CLOSED = "wrong-closed"
    NOT_ANNOUNCED = "not-announced"
    WRONG_EVENT = "wrong-event"
    UNKNOWN_EVENT = "unknown-event"
    UNKNOWN_ROSTER = "unknown-roster"
    ROSTER_WENT_BACK = "roster-went-back"
    AFTER_WITHDRAWAL = "after-withdrawal"
    STALE_ROSTER = "stale-roster"
    STALE_EPOCH = "stale-epoch"
    WRONG_WRAPS = "wrong-wraps"
    WRONG_ENTRIES = "wrong-entries"
    # Opening
    NOT_A_READER = "not-a-reader"
    CANNOT_OPEN = "cannot-open"
    WRONG_COMMITMENT = "wrong-commitment"
    WRONG_BODY = "wrong-body"
    WRONG_LENGTH = "wrong-length"
    PADDING_SIZE = "padding-size"
    PADDING_NOT_ZERO = "padding-not-zero"
    KIND_NOT_ALLOWED = "kind-not-allowed"
    # What people type
    BAD_CODE = "bad-code"
    EMPTY_PASSPHRASE = "empty-passphrase"  # noqa: S105
    WEAK_KDF = "weak-kdf"
    EXCESSIVE_KDF = "excessive-kdf"
    # The machine below
    SELF_TEST = "self-test"


class SealError(Exception):
    """A refusal. `code` says which; the message names the place for developers and never quotes content."""

    def __init__(self, code: Code, where: str = "") -> None:
        super().__init__(f"{code}: {where}" if where else str(code))
        self.code = code
        self.where = where
        self.place: tuple[str, int] | None = None
        """Which of several was refused, where that is known: `event`, `epoch`, `entry` or `roster`, and its number."""


@contextmanager
def placed(what: str, number: int) -> Iterator[None]:
    """Let a refusal from inside say of what it is; the innermost that knows it counts."""
    try:
        yield
    except SealError as refusal:
        refusal.place = refusal.place or (what, number)
        raise
