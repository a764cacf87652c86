"""Whether days pass for what is erased: who was off, or whose clock jumped, erases later, and should know."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import psycopg

from remedy_api.cli.doctor.finding import Finding, ok, warning
from remedy_api.deadlines.counting import in_a_row, reckoned
from remedy_api.deadlines.retention import later, rules
from remedy_api.kit.i18n import _N


class Days(NamedTuple):
    """The day that was noted last, those that passed before it, and the day of the first account."""

    looked_on: date
    passed: Sequence[date]
    first_account: date | None


def ask_days(connection: psycopg.Connection) -> Days | None:
    """What the database knows of it, with the tables of this version; None before the job has looked. Raises psycopg.Error."""
    row = connection.execute("SELECT looked_on, passed, (SELECT min(joined_on) FROM person) FROM retention_watch").fetchone()
    return Days(*row) if row else None


def check_days(days: Days | None) -> list[Finding]:
    """Whether what ends by its date alone ends in its time."""
    notice = rules().notice
    row = in_a_row(days.passed, days.looked_on) if days else 0
    if days is None or row >= notice:
        return [ok("days", _N("What has come to its end is erased in its time."))]
    since = later(days.looked_on, -row)
    if row == len(days.passed) and (days.first_account is None or days.first_account >= since):
        return [ok("days", _N("What has come to its end is erased in its time."))]
    reckoning = reckoned(days.passed, days.looked_on, notice)
    if reckoning is None:
        message = _N(
            "Days are counted anew since %(since)s: the clock was set back, or days were not counted before. Names of closed "
            "accounts, unused invitations and the like are not erased yet. Days until they are: %(left)s."
        )
        return [warning("days", message, since=since.isoformat(), left=notice - len(days.passed))]
    message = _N(
        "Days were skipped until %(since)s: this machine was off, or its clock jumped. Names of closed accounts, unused "
        "invitations and the like are erased later. Days late: %(late)s. Days in a row until they are in time again: %(left)s."
    )
    return [warning("days", message, since=since.isoformat(), late=(days.looked_on - reckoning).days, left=notice - row)]
