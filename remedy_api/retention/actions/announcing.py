"""What ends soon is announced: it stands in a list, and whoever reads it is told that something is new."""

from datetime import date

from sqlalchemy import update
from sqlmodel import Session, col

from remedy_api.deadlines.retention import What, rules
from remedy_api.retention.models import Erasure
from remedy_api.retention.queries.due import due_of, is_held, is_near
from remedy_api.rooms.actions.news import tell_readers
from remedy_api.rooms.models import Room


def count_down(session: Session) -> None:
    """One more day has passed for everything that was announced."""
    session.exec(update(Erasure).where(col(Erasure.days_left) > 0).values(days_left=Erasure.days_left - 1))


def announce(session: Session, room: Room, today: date) -> None:
    """Announce a room if its time ends within the notice. It is waited for as long as the notice says at least, however long ago
    its time was over.
    """
    due = due_of(session, room)
    if due is None or not is_near(due, today):
        return
    session.add(Erasure(room=room.room, what=due.what, days_left=max(rules().notice, (due.on - today).days)))
    session.flush()
    if due.what != What.WITHDRAWN_REPORT:
        # Of a report that was withdrawn they know already.
        tell_readers(session, room, besides=())


def recall(session: Session, row: Erasure, today: date) -> None:
    """Take an announcement back that holds no more: somebody wrote, a case was opened again or is held, a clock was mended."""
    due = due_of(session, session.get_one(Room, row.room))
    if due is None or not is_near(due, today) or is_held(session, row.room):
        session.delete(row)
    else:
        row.what = due.what
        row.days_left = max(row.days_left, (due.on - today).days)
    session.flush()
