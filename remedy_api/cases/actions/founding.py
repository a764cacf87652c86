"""A case is opened: an organisation founds its workers' room, and everything else follows from what it signed."""

from datetime import date

from sqlmodel import Session

from remedy_api.access.actor import Actor
from remedy_api.cases.policy import can_found
from remedy_api.cases.schemas import CaseFounded
from remedy_api.rooms.actions.founding import found_room
from remedy_api.rooms.schemas import FoundingPost
from remedy_api.rooms.signers import account
from remedy_api.rooms.states import RoomKind


def open_case(session: Session, actor: Actor, *, post: FoundingPost, day: date) -> CaseFounded:
    """Open a case from one or several reports. Raises Forbidden, what `found_room` raises and what following it raises."""
    can_found(actor).enforce()
    room = found_room(session, account(actor), kind=RoomKind.WORKERS, post=post, day=day)
    return CaseFounded(case=room.room, head=room.head)
