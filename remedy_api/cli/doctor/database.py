"""The database: whether it answers, whether its tables are those of this version, and whether its clock agrees with ours."""

from datetime import datetime
from typing import NamedTuple

import psycopg

from remedy_api.cli.doctor.days import Days, ask_days
from remedy_api.cli.doctor.finding import Finding, fault, ok, warning
from remedy_api.kit.clock import now
from remedy_api.kit.db.engine import driver_url
from remedy_api.kit.db.revisions import known_revisions, newest_revision
from remedy_api.kit.i18n import _N

APART, FAR_APART = 5.0, 60.0
"""Seconds between two clocks from which somebody should look, and from which days and sessions end at the wrong time."""


class Told(NamedTuple):
    """What the database says of itself."""

    revision: str | None
    installation: bytes | None
    key_check: bytes | None
    clock: datetime
    days: Days | None = None


def ask(url: str) -> Told:
    """Ask it. Raises psycopg.Error."""
    with psycopg.connect(driver_url(url), connect_timeout=10) as connection:
        clock = connection.execute("SELECT clock_timestamp()").fetchone()
        known = connection.execute("SELECT to_regclass('public.alembic_version'), to_regclass('public.installation')").fetchone()
        assert clock is not None
        assert known is not None
        revision = connection.execute("SELECT version_num FROM alembic_version").fetchone() if known[0] else None
        row = connection.execute("SELECT installation, key_check FROM installation").fetchone() if known[1] else None
        named = revision[0] if revision else None
        days = ask_days(connection) if named == newest_revision() else None
        return Told(named, row[0] if row else None, row[1] if row else None, clock[0], days)


def check_tables(told: Told) -> list[Finding]:
    """Whether they are those of this version."""
    if told.revision == newest_revision():
        return [ok("tables", _N("The tables are those of this version."))]
    if told.revision is not None and told.revision not in known_revisions():
        return [fault("tables", _N("The tables were made by a newer Remedy. Start that version, or restore a backup of this one."))]
    return [fault("tables", _N("The tables are those of an older version. Bring them up to date with: remedy upgrade"))]


def check_clock(told: Told) -> list[Finding]:
    """Whether this machine and the database agree on the time."""
    return [compared("clock", abs((told.clock - now()).total_seconds()), _N("The database's clock agrees with this machine's."))]


def compared(check: str, seconds: float, agree: str) -> Finding:
    """What a difference between two clocks means."""
    if seconds < APART:
        return ok(check, agree)
    message = _N("Two clocks are %(seconds)s seconds apart. Let all machines keep their time by NTP.")
    return (fault if seconds >= FAR_APART else warning)(check, message, seconds=round(seconds))
