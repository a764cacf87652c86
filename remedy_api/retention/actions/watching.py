"""Whether the clock can be trusted with an erasure: days pass one by one, or none has passed."""

import logging
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import delete, func, text, update
from sqlmodel import Session, col, select

from remedy_api.accounts.models import LoginSession
from remedy_api.kit.clock import SLACK, now, today
from remedy_api.retention.models import RetentionWatch

log = logging.getLogger("remedy.retention")
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Looked:
    """What a round may do. `passed`: one more day has passed since the last. `steady`: nothing is wrong with the clock."""

    today: date
    passed: bool
    steady: bool


def database_day(session: Session) -> date:
    """The day by the clock of the database."""
    found: date = session.execute(text("SELECT (now() AT TIME ZONE 'UTC')::date")).scalar_one()
    return found


def look(session: Session) -> Looked:
    """Note that the job looked today.

    A clock that went on by more than a day since, or back, makes no day pass, and nothing is erased in this round: days on which
    nobody looked are waited for once more. Nor is it when this machine's clock and the database's are more than a day apart;
    then nothing is noted either.
    """
    day, other = today(), database_day(session)
    if abs(day - other) > _A_DAY:
        log.error("the clock of this machine and the clock of the database are more than a day apart: nothing is erased")
        return Looked(day, passed=False, steady=False)
    # Of two clocks that disagree about midnight the later midnight counts.
    day = min(day, other)
    row = session.exec(select(RetentionWatch).with_for_update()).one_or_none()
    if row is None:
        session.add(RetentionWatch(looked_on=day))
        session.flush()
        return Looked(day, passed=True, steady=False)
    gap, row.looked_on = (day - row.looked_on).days, day
    session.flush()
    if gap not in (0, 1):
        log.error("the clock has moved by more than a day since the last look: nothing is erased in this round")
    return Looked(day, passed=gap == 1, steady=gap in (0, 1))


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
    session.exec(update(RetentionWatch).values(looked_on=today()))
