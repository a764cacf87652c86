"""The one place that asks what time it is, so that tests can turn the clock."""

from datetime import UTC, date, datetime, timedelta

_back = timedelta()


def now() -> datetime:
    """This instant, aware, in UTC. Never kept for anything about a complaint: those know only days."""
    return datetime.now(UTC) - _back


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
