"""Whether a room's history may grow as asked. Pure: rooms load what is stored, hold the lock, and store
the answer.

The server runs the very verification that clients run, on what the history would be afterwards. So
nothing is accepted here that an honest client would stop at, and a client that stops has met a server
that lied.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from remedy_api.sealing.errors import Code, SealError
from remedy_api.sealing.event import Event, SignedEvent
from remedy_api.sealing.keys import PublicKeys, Signed
from remedy_api.sealing.recipients import WRAP_SIZE, Wrap
from remedy_api.sealing.room import VerifiedRoom, check_current, verify_room
from remedy_api.sealing.roster import VerifiedChain
from remedy_api.sealing.statement import closed_hash

PREVIOUS_SIZE = 60


@dataclass(frozen=True)
class History:
    """A room as stored: exact bytes and signatures in order, the keys of its actors, the chains of its
    readers.

    `chains` must hold those of organisations the new events admit, too.
    """

    instance: str
    room: bytes
    statements: tuple[Signed, ...]
    events: tuple[SignedEvent, ...]
    authors: tuple[PublicKeys, ...]
    chains: tuple[VerifiedChain, ...]


@dataclass(frozen=True)
class NewEpoch:
    """An epoch as posted. `previous` is the sealed key of the epoch before (60 bytes)."""

    statement: Signed
    wraps: tuple[Wrap, ...]
    previous: bytes | None


@dataclass(frozen=True)
class LateWrap:
    """The key of an earlier epoch for an organisation that the posted events admit."""

    epoch: int
    wrap: Wrap


def check_append(
    history: History,
    events: Sequence[SignedEvent],
    epoch: NewEpoch | None,
    late_wraps: Sequence[LateWrap],
    headers: Iterable[bytes],
) -> VerifiedRoom:
    """The room as it will be, or the first refusal. `headers`: exact headers of the entries of the latest
    epoch.

    `broken-chain` means that somebody wrote first: fetch and sign again.
    """
    room = verify_room(
        history.instance,
        history.room,
        statements=(*history.statements, *((epoch.statement,) if epoch else ())),
        events=(*history.events, *events),
        authors=history.authors,
        chains=history.chains,
    )
    _check_rosters(room, room.events[len(history.events) :])
    if epoch is not None:
        _check_epoch(room, epoch, headers)
    _check_late(room, room.hashes[len(history.events) :], late_wraps)
    return room


def _check_rosters(room: VerifiedRoom, events: Sequence[Event]) -> None:
    """The past may rest on the rosters of its time; what is new rests on the latest, which the server
    knows.
    """
    latest = {chain.digests[-1] for chain in room.chains.values()}
    for event in events:
        if event.roster and event.roster not in latest:
            raise SealError(Code.STALE_ROSTER)


def _check_epoch(room: VerifiedRoom, epoch: NewEpoch, headers: Iterable[bytes]) -> None:
    if room.latest.closed != closed_hash(headers):
        # An entry arrived in between: closing without it would cut it off.
        raise SealError(Code.WRONG_CLOSED)
    check_current(room)
    if [wrap.kid for wrap in epoch.wraps] != [reader.kid for reader in room.latest.readers]:
        raise SealError(Code.WRONG_WRAPS)
    if any(len(wrap.sealed) != WRAP_SIZE for wrap in epoch.wraps):
        raise SealError(Code.MALFORMED, "wrap")
    if epoch.previous is None or len(epoch.previous) != PREVIOUS_SIZE:
        raise SealError(Code.MALFORMED, "previous key")


def _check_late(room: VerifiedRoom, new: Sequence[bytes], late_wraps: Sequence[LateWrap]) -> None:
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
