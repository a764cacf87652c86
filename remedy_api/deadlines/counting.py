"""Days that have passed, one after the other, and what they say of the day to reckon with. Pure: no clock is asked here."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from remedy_api.deadlines.calendars import A_DAY
from remedy_api.deadlines.retention import later


def reckoned(passed: Sequence[date], looked_on: date, steady: int) -> date | None:
    """The day to reckon with for what asks for so many days (one at least) that were waited for; None while there are fewer.

    It is the first of those days, and as many later as each came right after the one before. Those that were skipped are not in
    it, nor the one that came after them: so a clock that jumps makes nothing early, and who is off at every weekend is late by the
    weekends of that time, and no more.
    """
    if len(passed) < steady:
        return None
    days = [*passed[-steady:], looked_on]
    return later(days[0], sum(second - first == A_DAY for first, second in pairwise(days)))


def in_a_row(passed: Sequence[date], looked_on: date) -> int:
    """How many of them came one after the other, up to the day of the last look."""
    run, following = 0, looked_on
    for day in reversed(passed):
        if following - day != A_DAY:
            break
        run, following = run + 1, day
    return run
