"""Who reacts to which news, in the order they are told, all in the emitter's transaction."""

from remedy_api.cases.actions import following as cases
from remedy_api.kit.events import Event, Handler
from remedy_api.remedies.actions import following as tables
from remedy_api.rooms.events import RoomChanged

REACTIONS: dict[type[Event], tuple[Handler, ...]] = {
    RoomChanged: (tables.hold, cases.follow, tables.follow),
}
