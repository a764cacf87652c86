"""Tables of sealed rooms. Only days are kept here: nothing in them tells when."""

from remedy_api.rooms.models.entry import Entry
from remedy_api.rooms.models.epoch import RoomEpoch, RoomWrap
from remedy_api.rooms.models.reader import RoomReader
from remedy_api.rooms.models.room import Room, RoomEvent

__all__ = ["Entry", "Room", "RoomEpoch", "RoomEvent", "RoomReader", "RoomWrap"]
