"""Whether the clock can be trusted with an erasure: days pass one by one, or none has passed."""

import logging
from dataclasses import dataclass
from datetime import date

from sqlalchemy import text
from sqlmodel import Session, select

from remedy_api.deadlines.calendars import A_DAY
from remedy_api.deadlines.models import RetentionWatch
from remedy_api.deadlines.retention import What, rules
from remedy_api.kit.clock import today

log = logging.getLogger("remedy.retention")


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
    day = _agreed_day(session)
    if day is None:
        log.error("the clock of this machine and the clock of the database are more than a day apart: nothing is erased")
        return Looked(today(), passed=False, steady=False)
    row = session.exec(select(RetentionWatch).with_for_update()).one_or_none()
    if row is None:
        session.add(RetentionWatch(looked_on=day))
        session.flush()
        return Looked(day, passed=True, steady=False)
    gap, row.looked_on = (day - row.looked_on).days, day
    row.steady_days = row.steady_days + gap if gap in (0, 1) else 0
    session.flush()
    if gap not in (0, 1):
        log.error("the clock has moved by more than a day since the last look: nothing is erased in this round")
    return Looked(day, passed=gap == 1, steady=gap in (0, 1))


def steady_day(session: Session, what: What) -> date | None:
    """The day to reckon with when something of this kind is erased by a date alone; None while no date is to be believed.

    What is announced is waited for day by day. All else waits until as many days as `Rules.steady` says have come one after the
    other: a clock that jumped can make it late, and never early. It is asked for at every round, and not only by the job that
    looks: that comes by every few hours, and the clock may have jumped since. Whoever asks reckons with this day and asks no
    clock again, as it may jump in between.
    """
    day, row = _agreed_day(session), session.exec(select(RetentionWatch)).one_or_none()
    if day is None or row is None or (day - row.looked_on).days not in (0, 1):
        return None
    return day if row.steady_days >= rules().steady(what) else None


def _agreed_day(session: Session) -> date | None:
    """Of two clocks that disagree about midnight the later midnight counts; of two that are further apart neither does."""
    here, there = today(), database_day(session)
    return min(here, there) if abs(here - there) <= A_DAY else None
