"""Who sees which rooms: the one row filter that every list and every room of an actor goes through."""

from sqlalchemy import ColumnElement, and_, exists, false, or_, true
from sqlalchemy.orm import aliased
from sqlmodel import col

from remedy_api.access.actor import Actor
from remedy_api.access.permissions import Permission
from remedy_api.kit.clock import today
from remedy_api.rooms.models import Room, RoomReader
from remedy_api.rooms.states import RoomKind

# Made once: an alias of its own for each request would be built up column by column each time.
_READER = aliased(RoomReader)


def visible_rooms(actor: Actor) -> ColumnElement[bool]:
    """The rooms that some organisation of the actor reads. An administrator sees none by being one, and a program only
    those of the kinds that its token was made for.
    """
    # Asked of each row of a page, never of all rooms there are: the cost of a list must not grow with the table.
    read = exists().where(col(_READER.room) == Room.room, col(_READER.organisation).in_(actor.organisations), may_read(_READER))
    return and_(_in_scope(actor), read)


def _in_scope(actor: Actor) -> ColumnElement[bool]:
    if actor.scopes is None:
        return true()
    is_report = col(Room.kind) == RoomKind.REPORTER
    reports = [is_report] if Permission.READ_REPORTS in actor.scopes else []
    cases = [~is_report] if Permission.READ_CASES in actor.scopes else []
    return or_(false(), *reports, *cases)


def may_read(reader: type[RoomReader]) -> ColumnElement[bool]:
    """Whether a reader may still read today: what somebody else allowed it has neither run out nor been taken back."""
    return or_(col(reader.until).is_(None), col(reader.until) >= today())
