"""Founding a workers' room or a table: event 0, the first epoch for the founding organisation alone, and what is said first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from remedy_api.sealing.errors import Code, SealError
from remedy_api.sealing.event import Event, SignedEvent, sign_event
from remedy_api.sealing.event_data import EVENTS_OF, Value
from remedy_api.sealing.keys import AccountKeys, new_id
from remedy_api.sealing.seal import Recipient, SealedEpoch, seal_epoch

WORKERS = "workers"
TABLE = "table"


@dataclass(frozen=True)
class Founding:
    """A room as it will be posted: its id (16 bytes), `founded`, `epoch` and whatever else was said, and the
    first epoch, whose key stays here.
    """

    room: bytes
    events: tuple[SignedEvent, ...]
    epoch: SealedEpoch


def found_workers_room(
    *,
    instance: str,
    day: date,
    actor: AccountKeys,
    roster_digest: bytes,
    organisation: Recipient,
    room: bytes | None = None,
    events: Sequence[tuple[str, Mapping[str, Value]]] = (),
) -> Founding:
    """A room for `organisation` (under its latest key), founded by `actor` under the roster with that hash (its
    latest, 32 bytes).

    `events`: what is said besides, type and data, in this order. Draws a room unless one is given. Raises
    `wrong-event` for a type that belongs to no workers' room, `malformed` for data of another shape.
    """
    return _found(WORKERS, instance, day, actor, roster_digest, organisation, new_id() if room is None else room, events)


def found_table_room(
    *,
    instance: str,
    day: date,
    actor: AccountKeys,
    roster_digest: bytes,
    organisation: Recipient,
    room: bytes | None = None,
    events: Sequence[tuple[str, Mapping[str, Value]]] = (),
) -> Founding:
    """A table of `organisation`, as `found_workers_room` but always under an id of its own: nothing in it names the case.

    `room`: the id that a case has named before, where only the founding was left undone.
    """
    return _found(TABLE, instance, day, actor, roster_digest, organisation, new_id() if room is None else room, events)


def _found(
    room_kind: str,
    instance: str,
    day: date,
    actor: AccountKeys,
    roster_digest: bytes,
    organisation: Recipient,
    room: bytes,
    events: Sequence[tuple[str, Mapping[str, Value]]],
) -> Founding:
    signed: list[SignedEvent] = []

    def say(kind: str, data: Mapping[str, Value]) -> SignedEvent:
        prev = signed[-1].digest if signed else b""
        event = Event(instance, room, len(signed), prev, day, kind, actor.kid, roster_digest, data)
        signed.append(sign_event(actor, event))
        return signed[-1]

    founded = say("founded", {"kind": room_kind, "founder": organisation.reader.fingerprint.hex()})
    epoch = seal_epoch(
        instance=instance,
        room=room,
        kind=room_kind,
        epoch=0,
        before=b"",
        headers=(),
        last_event=founded.digest,
        signer=actor,
        recipients=(organisation,),
    )
    say("epoch", {"statements": (epoch.digest.hex(),)})
    for kind, data in events:
        if kind not in EVENTS_OF[room_kind] or kind == "epoch":
            raise SealError(Code.WRONG_EVENT, kind)
        say(kind, data)
    return Founding(room, tuple(signed), epoch)
