"""Who sees which rooms: the one row filter that every list and every room of an actor goes through."""

from sqlalchemy import ColumnElement, exists
from sqlalchemy.orm import aliased
from sqlmodel import col

from remedy_api.access.actor import Actor
from remedy_api.rooms.models import Room, RoomReader


def visible_rooms(actor: Actor) -> ColumnElement[bool]:
    """The rooms that some organisation of the actor reads. An administrator sees none by being one."""
    reader = aliased(RoomReader)
    # Asked of each row of a page, never of all rooms there are: the cost of a list must not grow with the table.
    return exists().where(col(reader.room) == Room.room, col(reader.organisation).in_(actor.organisations))
