"""A table is founded: a representative of the workers takes up the id that the case's history has named."""

from datetime import date

from sqlmodel import Session

from remedy_api.access.actor import Actor
from remedy_api.kit.errors import NotFound
from remedy_api.remedies.errors import FoundedAlready
from remedy_api.remedies.queries.tables import represented_case
from remedy_api.remedies.schemas import TableFounded
from remedy_api.rooms.actions.founding import found_room
from remedy_api.rooms.errors import RoomTaken, refusals
from remedy_api.rooms.models import Room
from remedy_api.rooms.queries import events_of
from remedy_api.rooms.schemas import FoundingPost
from remedy_api.rooms.signers import account
from remedy_api.rooms.states import RoomKind
from remedy_api.sealing.event import parse_event


def open_table(session: Session, actor: Actor, *, post: FoundingPost, day: date) -> TableFounded:
    """Found the room of a table. Raises NotFound for an id that no case has named in which an organisation of the actor
    represents the workers, FoundedAlready, what `found_room` raises and what following it raises. Sent again as it was, it is
    the same founding.
    """
    with refusals():
        first = parse_event(post.events[0].payload)
    if represented_case(session, actor.organisations, first.room) is None:
        raise NotFound
    try:
        room = found_room(session, account(actor), kind=RoomKind.TABLE, post=post, day=day)
    except RoomTaken as error:
        there = _founded_so(session, first.room, post)
        if there is None:
            raise FoundedAlready from error
        room = there
    return TableFounded(table=room.room, head=room.head)


def _founded_so(session: Session, table: bytes, post: FoundingPost) -> Room | None:
    """The table, if it was founded with exactly these events."""
    room, events = session.get(Room, table), [one.payload for one in post.events]
    same = [one.payload for one in events_of(session, table)[: len(events)]] == events
    return room if same else None
