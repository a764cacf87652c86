"""What is new to whom. Two flags a room and organisation, no time: a sweep at random moments finds them."""

from collections.abc import Iterable

from sqlalchemy import update
from sqlmodel import Session, col

from remedy_api.access.actor import Actor
from remedy_api.rooms.models import Room, RoomReader
from remedy_api.rooms.policy import may_read


def tell_readers(session: Session, room: Room, *, besides: Iterable[bytes]) -> None:
    """Something is new to every organisation that reads the room, `besides` those whose member did it."""
    session.exec(
        update(RoomReader)
        .where(col(RoomReader.room) == room.room, col(RoomReader.organisation).not_in(list(besides)), may_read(RoomReader))
        # Who was told already and has not looked since is not told again.
        .values(mailed=RoomReader.mailed & RoomReader.unseen, unseen=True)
    )


def mark_seen(session: Session, actor: Actor, room: Room) -> None:
    """A member of these organisations has looked."""
    session.exec(
        update(RoomReader)
        .where(col(RoomReader.room) == room.room, col(RoomReader.organisation).in_(actor.organisations))
        .values(unseen=False, mailed=False)
    )
