"""`remedy doctor` on days that pass: who was off, or whose clock jumped, is told what is erased later for it."""

from collections.abc import Sequence
from datetime import date, timedelta

import psycopg

from remedy_api.cli.doctor.days import Days, ask_days, check_days
from remedy_api.cli.doctor.finding import Finding, Level
from remedy_api.kit.clock import today
from remedy_api.kit.db.engine import driver_url


def counted(numbers: Sequence[int], account: int | None = 0) -> Finding:
    """What is said where the job noted these days, and an account is from that day."""
    noted = [date(2026, 1, 1) + timedelta(days=number) for number in numbers]
    since = None if account is None else date(2026, 1, 1) + timedelta(days=account)
    (finding,) = check_days(Days(noted[-1], noted[:-1], since))
    return finding


def test_days_that_were_skipped_are_told() -> None:
    """Since when, by how many days something is late, and how many more it takes."""
    assert check_days(None)[0].level == Level.OK
    assert counted(range(31)).level == Level.OK
    assert counted(range(12)).level == Level.OK
    assert counted(range(12), None).level == Level.OK
    skipped = counted([*range(30), 39, 40, 41])
    assert skipped.level == Level.WARNING
    # Nine that were skipped, and the one after them.
    assert skipped.values == {"since": "2026-02-09", "late": 10, "left": 28}
    assert all(word in skipped.sentence for word in ("2026-02-09", "10", "28"))
    assert counted([*range(30), *range(39, 69)]).level == Level.WARNING
    assert counted([*range(30), *range(39, 70)]).level == Level.OK


def test_days_that_are_counted_anew_are_told() -> None:
    """A new installation has waited for nothing yet; one that had accounts before was set back, or comes from an older version."""
    assert counted([5, 6, 7], account=5).level == Level.OK
    anew = counted([5, 6, 7], account=4)
    assert (anew.level, anew.values) == (Level.WARNING, {"since": "2026-01-06", "left": 28})
    assert counted([5, 15], account=5).values == {"since": "2026-01-16", "left": 29}


def test_what_the_database_says_of_its_days(database_url: str) -> None:
    noted = [today() - timedelta(days=back) for back in (9, 1)]
    with psycopg.connect(driver_url(database_url)) as connection:
        connection.execute("INSERT INTO retention_watch VALUES (1, %s, %s)", (today(), noted))
        found = ask_days(connection)
        connection.rollback()
        assert found is not None
        assert (found.looked_on, found.passed) == (today(), noted)
        assert check_days(found)[0].level == Level.WARNING
        connection.execute("DELETE FROM retention_watch")
        assert ask_days(connection) is None
        connection.rollback()
