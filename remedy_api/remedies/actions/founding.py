"""A table is founded: a representative of the workers takes up the id that the case's history has named."""

from datetime import date

from sqlmodel import Session

from remedy_api.access.actor import Actor
from remedy_api.kit.errors import NotFound
from remedy_api.remedies.queries.tables import represented_case
from remedy_api.remedies.schemas import TableFounded
from remedy_api.rooms.actions.founding import found_room
from remedy_api.rooms.errors import refusals
from remedy_api.rooms.schemas import FoundingPost
from remedy_api.rooms.signers import account
from remedy_api.rooms.states import RoomKind
from remedy_api.sealing.event import parse_event


def open_table(session: Session, actor: Actor, *, post: FoundingPost, day: date) -> TableFounded:
    """Found the room of a table. Raises NotFound for an id that no case has named in which an organisation of the actor
    represents the workers, what `found_room` raises and what following it raises.
    """
    with refusals():
        first = parse_event(post.events[0].payload)
    if represented_case(session, actor.organisations, first.room) is None:
        raise NotFound
    room = found_room(session, account(actor), kind=RoomKind.TABLE, post=post, day=day)
    return TableFounded(table=room.room, head=room.head)
