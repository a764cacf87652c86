"""An epoch's statement: who may read from here on, signed. Without a good one an epoch does not exist for
a client.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from remedy_api.sealing import labels
from remedy_api.sealing.errors import Code, SealError
from remedy_api.sealing.lp import (
    digest_or_empty,
    exact,
    fields,
    instance_text,
    lp,
    lp_sorted,
    number,
    read_lp,
    read_sorted,
    sha256,
    text,
)

ROOM_KINDS = ("reporter", "workers", "table", "dialogue")
MAX_READERS = 64
MAX_STATEMENT = 16_384


@dataclass(frozen=True)
class Reader:
    """Who may read an epoch: an organisation (fingerprint and the kid of its epoch) or a receipt (no
    fingerprint).
    """

    fingerprint: bytes
    kid: bytes

    @property
    def name(self) -> bytes:
        """What stays the same when an organisation changes its key: its fingerprint; of a receipt, its
        kid.
        """
        return self.fingerprint or self.kid

    def encode(self) -> bytes:
        """One item of the list of readers."""
        return lp(self.fingerprint, self.kid)


@dataclass(frozen=True)
class Statement:
    """One epoch of a room. Digests and kids are 32 bytes; `previous`, `closed` and `last_event` may be
    empty.
    """

    instance: str
    room: bytes
    kind: str
    epoch: int
    commit: bytes
    previous: bytes
    closed: bytes
    last_event: bytes
    signer: bytes
    readers: tuple[Reader, ...]

    def encode(self) -> bytes:
        """The exact bytes that are signed and hashed. Raises `twins` for a reader named twice."""
        return lp(
            labels.EPOCH,
            self.instance,
            self.room,
            self.kind,
            self.epoch,
            self.commit,
            self.previous,
            self.closed,
            self.last_event,
            self.signer,
            lp_sorted(reader.encode() for reader in self.readers),
        )


def sort_readers(readers: Iterable[Reader]) -> tuple[Reader, ...]:
    """The order of a statement, which is the order of its wraps."""
    return tuple(sorted(readers, key=Reader.encode))


def closed_hash(headers: Iterable[bytes]) -> bytes:
    """What a statement says of the epoch before it: the hash over the exact headers of all its entries."""
    return sha256(lp_sorted(sha256(header) for header in headers))


def _readers(item: bytes) -> tuple[Reader, ...]:
    readers: list[Reader] = []
    for raw in read_sorted(item, MAX_READERS):
        parts = read_lp(raw)
        if len(parts) != 2:
            raise SealError(Code.MALFORMED, "reader")
        readers.append(Reader(digest_or_empty(parts[0], "fingerprint"), exact(parts[1], 32, "reader kid")))
    if not readers:
        raise SealError(Code.NO_READER)
    names = {reader.name for reader in readers} | {reader.kid for reader in readers if reader.fingerprint}
    if len(names) != len(readers) + sum(1 for reader in readers if reader.fingerprint):
        # One organisation with two kids, or one kid under two names: a wrap would have two owners.
        raise SealError(Code.TWINS, "readers")
    return tuple(readers)


def parse_statement(data: bytes) -> Statement:
    """Strictly; links within one statement included (epoch 0 follows nothing and closes nothing)."""
    if len(data) > MAX_STATEMENT:
        raise SealError(Code.TOO_LARGE, "statement")
    instance, room, kind, epoch, commit, previous, closed, last_event, signer, readers = fields(data, labels.EPOCH, 10)
    statement = Statement(
        instance=instance_text(instance),
        room=exact(room, 16, "room"),
        kind=text(kind, 32, "kind"),
        epoch=number(epoch, "epoch"),
        commit=exact(commit, 32, "commit"),
        previous=digest_or_empty(previous, "previous"),
        closed=digest_or_empty(closed, "closed"),
        last_event=digest_or_empty(last_event, "last event"),
        signer=exact(signer, 32, "signer"),
        readers=_readers(readers),
    )
    if statement.kind not in ROOM_KINDS:
        raise SealError(Code.UNKNOWN_KIND, "room")
    first = statement.epoch == 0
    if first != (not statement.previous) or first != (not statement.closed):
        raise SealError(Code.BROKEN_CHAIN, "statement")
    return statement
