"""The one place that asks what time it is, so that tests can turn the clock.

A running process does not follow a clock that is set back: it would give sessions and consents more time than they were given.
"""

from datetime import UTC, date, datetime, timedelta
from time import monotonic

SLACK = timedelta(minutes=5)
"""So far a clock may be mended backwards; nothing here lives so short that it matters."""
_back = timedelta()
_started, _since = datetime.now(UTC), monotonic()


def now() -> datetime:
    """This instant, aware, in UTC. Never kept for anything about a complaint: those know only days."""
    return max(datetime.now(UTC), _at_least()) - _back


def _at_least() -> datetime:
    # When this process started and how long it has run, which no setting of the clock changes.
    return _started + timedelta(seconds=monotonic() - _since) - SLACK


def today() -> date:
    """This day in UTC."""
    return now().date()


def set_back(by: timedelta) -> None:
    """Let this process live in the past by so much; nothing turns it back but another call.

    For the demonstration alone, whose invented cases have a past: a server whose clock somebody turns would take in signed days
    that never were. A house test asserts that nobody else calls this.
    """
    global _back
    _back = by
