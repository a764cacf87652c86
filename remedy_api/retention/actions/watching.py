"""What a start asks of the clock, and what follows when somebody answers for it."""

from sqlalchemy import delete, func, update
from sqlmodel import Session, col, select

from remedy_api.accounts.models import LoginSession
from remedy_api.deadlines.models import RetentionWatch
from remedy_api.kit.clock import SLACK, now, today


def went_back(session: Session) -> bool:
    """Whether this machine's clock shows an instant before one that this installation has seen already. What runs does not follow
    a clock that is set back (see kit/clock.py); what starts has to ask.
    """
    looked_on = session.exec(select(col(RetentionWatch.looked_on))).one_or_none()
    seen_at = session.exec(select(func.max(LoginSession.seen_at))).one()
    return (looked_on is not None and today() < looked_on) or (seen_at is not None and now() < seen_at - SLACK)


def believe_clock(session: Session) -> None:
    """Somebody says that the clock is right now and was wrong before: days are counted from here, and all sessions end."""
    session.exec(delete(LoginSession))
    session.exec(update(RetentionWatch).values(looked_on=today(), passed=[]))
