"""When somebody looks again whether what was put right has stayed so. Days are counted from the closing, and never kept."""

import calendar
from collections.abc import Iterable
from datetime import date

from remedy_api.cases.states import FollowUp

MONTHS = {FollowUp.AFTER_3_MONTHS: 3, FollowUp.AFTER_6_MONTHS: 6, FollowUp.AFTER_12_MONTHS: 12}


def follow_ups(closed_on: date | None, planned: Iterable[str]) -> list[tuple[FollowUp, date]]:
    """The last day of each time somebody is still to look, the next one first; none of a case that is open.

    Whoever has looked records what is left to do, so that what is planned is what was not done.
    """
    if closed_on is None:
        return []
    found = [(one, later(closed_on, MONTHS[one])) for one in map(FollowUp, planned)]
    return sorted(found, key=lambda one: one[1])


def later(day: date, months: int) -> date:
    """So many months later: the same day of the month, or its last where the month is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
