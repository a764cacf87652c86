"""Which days count. A procedure counts calendar days or working days, in one time zone that everybody knows."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

A_DAY = timedelta(days=1)
WEEKEND = frozenset({5, 6})
"""Saturday and Sunday, as `date.weekday` numbers them. A profile may name other days."""
LONGEST = 3660
"""Most days between the start of a clock and its end, pauses and holidays included: ten years."""


class NoEnd(ValueError):
    """A clock of this calendar would not end within ten years: hardly any day counts."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Days on which a clock stands still: those after `since`, up to and including `until` (None: it still stands)."""

    since: date
    until: date | None = None

    def covers(self, day: date) -> bool:
        """Whether the clock stands still on that day."""
        return self.since < day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Calendar:
    """How a procedure counts. `working`: weekends and holidays do not count. Days begin at midnight in `time_zone`."""

    time_zone: ZoneInfo
    working: bool = False
    weekend: frozenset[int] = WEEKEND
    holidays: frozenset[date] = field(default_factory=frozenset)

    def counts(self, day: date) -> bool:
        """Whether a day counts."""
        return not self.working or (day.weekday() not in self.weekend and day not in self.holidays)

    def day_of(self, instant: datetime) -> date:
        """The day it is in the procedure's time zone at an instant, which must be aware."""
        if instant.tzinfo is None:
            raise ValueError("an instant without its time zone")
        return instant.astimezone(self.time_zone).date()

    def due(self, start: date, days: int, pauses: Sequence[Pause] = ()) -> date:
        """The last day on which something is in time: the `days`-th counting day after `start`, which itself does not
        count. With 0 days it is `start`. Raises NoEnd, also while a pause has no end.
        """
        day, left = start, days
        while left > 0:
            day += A_DAY
            if (day - start).days > LONGEST:
                raise NoEnd
            if self.counts(day) and not any(pause.covers(day) for pause in pauses):
                left -= 1
        return day
