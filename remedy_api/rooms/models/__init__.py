"""Tables of sealed rooms. Only days are kept here: nothing in them tells when.

Epochs, wraps, events and entries carry no foreign key to their room: they are written only by the statement that writes
the room or under the lock of its row, a room is only erased with all of it (retention/actions/erasing.py), and the checks would
cost a filing a fifth of its speed.
"""

from remedy_api.rooms.models.disclosure import Disclosure, DisclosureWrap
from remedy_api.rooms.models.entry import Entry
from remedy_api.rooms.models.epoch import RoomEpoch, RoomWrap
from remedy_api.rooms.models.reader import RoomPastReader, RoomReader
from remedy_api.rooms.models.room import Room, RoomEvent

__all__ = [
    "Disclosure",
    "DisclosureWrap",
    "Entry",
    "Room",
    "RoomEpoch",
    "RoomEvent",
    "RoomPastReader",
    "RoomReader",
    "RoomWrap",
]
