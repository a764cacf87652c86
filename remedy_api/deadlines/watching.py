"""Whether the clock can be trusted with an erasure: days pass one by one, or none has passed."""

import logging
from dataclasses import dataclass
from datetime import date
from time import monotonic

from sqlalchemy import text
from sqlmodel import Session, select

from remedy_api.deadlines.calendars import A_DAY
from remedy_api.deadlines.counting import reckoned
from remedy_api.deadlines.models import RetentionWatch
from remedy_api.deadlines.retention import What, rules
from remedy_api.kit.clock import today

log = logging.getLogger("remedy.retention")
HALF_A_DAY = 12 * 3600.0
"""Seconds by a clock that nobody sets before this process counts another day. It looks every six hours at the latest, so that no
day is missed for it.
"""
_noted: tuple[date, float] | None = None
"""The last day that this process knows to be noted, and when by that clock it came to know."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What a round may do, on which day. `passed`: one more day has passed. `steady`: nothing is wrong with the clock."""

    today: date
    passed: bool
    steady: bool


def database_day(session: Session) -> date:
    """The day by the clock of the database."""
    found: date = session.execute(text("SELECT (now() AT TIME ZONE 'UTC')::date")).scalar_one()
    return found


def look(session: Session) -> Looked:
    """Note that the job looked today.

    When a later day comes than the one noted last, that one has passed, however many were skipped: the machine may have been off,
    or its clock have jumped. A clock that went on by more than the notice, or back, makes none pass, and nothing is erased in this
    round; if it went back, days are counted anew. Nor is anything erased when this machine's clock and the database's are more
    than a day apart; then nothing is noted either. And no two days pass in half a day of this process: until then it is the day
    that was noted.
    """
    day = _agreed_day(session)
    if day is None:
        log.error("the clock of this machine and the clock of the database are more than a day apart: nothing is erased")
        return Looked(today(), passed=False, steady=False)
    row = session.exec(select(RetentionWatch).with_for_update()).one_or_none()
    if row is None:
        session.add(RetentionWatch(looked_on=day))
        session.flush()
        return _known(Looked(day, passed=False, steady=False))
    gap, notice = (day - row.looked_on).days, rules().notice
    steady = 0 <= gap <= notice
    if gap == 0 or (steady and not _may_pass(row.looked_on)):
        return _known(Looked(row.looked_on, passed=False, steady=True))
    passed = [*row.passed, row.looked_on] if steady else row.passed
    row.looked_on, row.passed = day, passed[-notice:] if gap > 0 else []
    session.flush()
    if not steady:
        log.error("the clock has moved by more than %d days since the last look, or back: nothing is erased in this round", notice)
    return _known(Looked(day, passed=steady, steady=steady))


def steady_day(session: Session, what: What) -> date | None:
    """The day to reckon with when something of this kind is erased by a date alone; None while no date is to be believed.

    What is announced is waited for day by day. All else goes by the days that have passed, as many as `Rules.steady` says: a
    clock that jumped can make it late, and never early. It is asked for at every round, and not only by the job that looks: that
    comes by every few hours, and the clock may have jumped since. Whoever asks reckons with this day and asks no clock again, as it
    may jump in between.
    """
    day, row = _agreed_day(session), session.exec(select(RetentionWatch)).one_or_none()
    if day is None or row is None:
        return None
    found = reckoned(row.passed, row.looked_on, rules().steady(what))
    return min(day, found) if found else None


def _may_pass(noted: date) -> bool:
    """Whether half a day has passed since this process knew of the day noted last. One that has just started knows of none; what
    somebody else noted it has to see first.
    """
    return _noted is None or (_noted[0] == noted and monotonic() - _noted[1] >= HALF_A_DAY)


def _known(looked: Looked) -> Looked:
    global _noted
    if _noted is None or _noted[0] != looked.today:
        _noted = looked.today, monotonic()
    return looked


def _agreed_day(session: Session) -> date | None:
    """Of two clocks that disagree about midnight the later midnight counts; of two that are further apart neither does."""
    here, there = today(), database_day(session)
    return min(here, there) if abs(here - there) <= A_DAY else None
