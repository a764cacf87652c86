"""The one place that asks what time it is, so that tests can turn the clock."""

from datetime import UTC, date, datetime


def now() -> datetime:
    """This instant, aware, in UTC. Never kept for anything about a complaint: those know only days."""
    return datetime.now(UTC)


def today() -> date:
    """This day in UTC."""
    return now().date()
