"""The key of one entry, and what hangs on it."""

from __future__ import annotations

from dataclasses import dataclass, field

from remedy_api.sealing import labels
from remedy_api.sealing.derive import hkdf
from remedy_api.sealing.lp import exact, lp


@dataclass(frozen=True)
class RecordKey:
    """32 bytes that open one entry and nothing else: what a disclosure hands on."""

    key: bytes = field(repr=False)

    @property
    def commitment(self) -> bytes:
        """AES-GCM alone lets one ciphertext open under two keys; the signed commitment pins the one."""
        return hkdf(self.key, labels.RECORD_COMMIT)

    @property
    def stream_key(self) -> bytes:
        """Seals the body, once."""
        return hkdf(self.key, labels.RECORD_STREAM)


def record_key(ck: bytes, salt: bytes, instance: str, room: bytes, epoch: int, entry: bytes, author: bytes) -> RecordKey:
    """Derived for one author and one place: moved anywhere else, the entry no longer opens."""
    info = lp(labels.RECORD, instance, room, epoch, exact(entry, 16, "entry"), exact(author, 32, "author"))
    return RecordKey(hkdf(exact(ck, 32, "epoch key"), info, exact(salt, 16, "salt")))


def commit_of(ck: bytes) -> bytes:
    """What a statement says of its epoch key without giving it away."""
    return hkdf(exact(ck, 32, "epoch key"), labels.EPOCH_COMMIT)
