"""What a clock shows on a day. Whether something is overdue is never kept: it is what the day says."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock of a case: it began on `from_day` and ends with `due_on`. `done_on`: the day it was met or no longer ran.

    Without `due_on` it stands still, because the case is suspended.
    """

    clock: str
    from_day: date
    due_on: date | None
    done_on: date | None = None


def days_left(due_on: date | None, today: date) -> int | None:
    """Whole days until the last day: 0 on that day, negative when it has passed; None when nothing runs.

    `today` is the day in the procedure's time zone.
    """
    return None if due_on is None else (due_on - today).days


def overdue(due_on: date | None, today: date) -> bool:
    """Whether a deadline was missed: on the day after it, and not a second earlier."""
    return due_on is not None and today > due_on
