"""What comes with a new epoch, judged by what only the server knows: that nothing came in between, that all get their keys.

Pure: rooms hold the lock, walk the history with the very verification that clients run (`sealing.room.verify_room`)
on what it would become, and ask here before they store. A client that stops later has met a server that lied.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from remedy_api.sealing.errors import Code, SealError
from remedy_api.sealing.recipients import WRAP_SIZE, Wrap
from remedy_api.sealing.room import VerifiedRoom, check_current
from remedy_api.sealing.statement import closed_hash

PREVIOUS_SIZE = 60
"""A sealed key: nonce, 32 bytes, tag."""


@dataclass(frozen=True)
class LateWrap:
    """The key of an earlier epoch for an organisation that the posted events admit."""

    epoch: int
    wrap: Wrap


def check_new_epoch(room: VerifiedRoom, wraps: Sequence[Wrap], previous: bytes | None, headers: Iterable[bytes]) -> None:
    """Whether the latest epoch of `room`, as it would be, may begin.

    `headers`: exact headers of all entries of the epoch before. Raises `wrong-closed` when an entry came in between
    (the client fetches and signs again), `stale-roster`, `wrong-wraps`, `malformed`; also without `previous`, unless a
    representative of a workers' room signs, who may go on without a key that another reader spoiled; and at a table with
    one, where who comes later reads from its own epoch on.
    """
    check_current(room)
    if room.latest.closed != closed_hash(headers):
        # Closing without an entry would cut it off: nobody would ever read it.
        raise SealError(Code.WRONG_CLOSED)
    _check_wraps(room, wraps)
    if room.kind == "table":
        if previous is not None:
            raise SealError(Code.MALFORMED, "previous key")
        return
    if previous is None and _by_representative(room):
        return
    if previous is None or len(previous) != PREVIOUS_SIZE:
        # A reader who joins later would otherwise stand before a conversation that has lost its beginning.
        raise SealError(Code.MALFORMED, "previous key")


def _by_representative(room: VerifiedRoom) -> bool:
    """Whether who announced the latest epoch acts for an organisation that represents the workers."""
    announcing = next(event for event in reversed(room.events) if event.type == "epoch")
    return any(
        role == "representative" and room.chains[fingerprint].version_of(announcing.roster) is not None
        for fingerprint, role in room.roles.items()
    )


def check_first_epoch(room: VerifiedRoom, wraps: Sequence[Wrap]) -> None:
    """Whether the epoch with which a workers' room or a table is founded may begin: it closes nothing and hands nothing on.

    Raises `stale-roster`, `wrong-wraps`, `malformed`; `foreign-epoch` for a room that has another epoch already.
    """
    check_current(room)
    if room.latest.epoch != 0:
        raise SealError(Code.FOREIGN_EPOCH)
    _check_wraps(room, wraps)


def _check_wraps(room: VerifiedRoom, wraps: Sequence[Wrap]) -> None:
    if [wrap.kid for wrap in wraps] != [reader.kid for reader in room.latest.readers]:
        raise SealError(Code.WRONG_WRAPS)
    if any(len(wrap.sealed) != WRAP_SIZE for wrap in wraps):
        raise SealError(Code.MALFORMED, "wrap")


def check_late_wraps(room: VerifiedRoom, known: int, late_wraps: Sequence[LateWrap]) -> None:
    """Earlier keys go only to organisations that an event admits which comes with them; `known` events came before.

    Only a reporter's room has such keys. Raises `wrong-wraps`, also for one epoch twice, `malformed`.
    """
    if late_wraps and room.kind != "reporter":
        raise SealError(Code.WRONG_WRAPS)
    new = room.hashes[known:]
    admitted = {
        room.chains[fingerprint].latest.kid
        for fingerprint, admitting in room.admissions.items()
        if admitting in new and fingerprint in room.chains
    }
    seen: set[tuple[int, bytes]] = set()
    for late in late_wraps:
        place = (late.epoch, late.wrap.kid)
        if late.wrap.kid not in admitted or place in seen or not 0 <= late.epoch < len(room.statements) - 1:
            raise SealError(Code.WRONG_WRAPS)
        if len(late.wrap.sealed) != WRAP_SIZE:
            raise SealError(Code.MALFORMED, "late wrap")
        seen.add(place)
