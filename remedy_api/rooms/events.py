"""News from rooms."""

from dataclasses import dataclass

from remedy_api.kit import events
from remedy_api.rooms.states import RoomKind
from remedy_api.sealing.room import VerifiedRoom


@dataclass(frozen=True, slots=True)
class RoomChanged(events.Event):
    """The signed history of a room was founded or has grown, and is stored.

    `verified` is the room as it is now; its events from number `known` on are new, and `acting` says of each of these for
    which organisation it was signed (16 bytes; empty when the receipt signed it).
    """

    room: bytes
    kind: RoomKind
    verified: VerifiedRoom
    known: int
    acting: tuple[bytes, ...]
