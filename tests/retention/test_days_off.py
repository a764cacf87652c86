"""Who is off now and then is late by what was skipped, and no more; who turns the clock faster than time does gains nothing."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, text

from remedy_api.deadlines import watching
from remedy_api.deadlines.counting import in_a_row, reckoned
from tests.factories.organisations import Organisation
from tests.factories.people import invite, make_person
from tests.factories.reports import file_report
from tests.retention.conftest import HOUR, NOTICE, Days, traces

AN_INVITATION = 14 + 30
WEEKS = 17


@pytest.fixture
def there(engine: Engine, union: Organisation) -> Callable[[], list[str]]:
    """What there still is of what goes by a date alone: an invitation that nobody used, and keys of requests."""
    invite(union.manager, union.organisation)
    make_person(union)

    def found() -> list[str]:
        queries = {"invitation": "SELECT 1 FROM invitation WHERE state = 'invited'", "key": "SELECT 1 FROM idempotency_key"}
        with engine.connect() as connection:
            return [name for name, query in queries.items() if connection.execute(text(query)).first()]

    return found


@pytest.mark.parametrize(
    ("week", "late"),
    [((1,) * 7, (0, 0)), ((1, 1, 1, 1, 3), (6, 18)), ((2, 2, 3), (20, 72))],
    ids=["always on", "weekends off", "every other day"],
)
def test_who_is_off_now_and_then_erases_all_the_same(
    there: Callable[[], list[str]], published_days: Days, week: tuple[int, ...], late: tuple[int, int]
) -> None:
    """By a process that begins anew each time, and looks once."""
    gone: dict[str, int] = {}
    for gap in week * WEEKS:
        published_days.restart()
        published_days.off(gap)
        for name in {"invitation", "key"} - set(there()):
            gone.setdefault(name, published_days.now)
        if len(gone) == 2:
            break
    # As long as it is kept, the day after, and the days that were skipped among the eight, or thirty, that it waits for.
    assert 8 <= gone["key"] <= 8 + late[0]
    assert AN_INVITATION + 1 <= gone["invitation"] <= AN_INVITATION + 1 + late[1]


@pytest.mark.parametrize("week", [(1, 1, 1, 1, 3), (2, 2, 3)], ids=["weekends off", "every other day"])
def test_what_is_announced_goes_as_well(
    intake: TestClient, union: Organisation, engine: Engine, days: Days, week: tuple[int, ...]
) -> None:
    report = file_report(intake, union)
    days.jump(731)
    for gap in (week * WEEKS)[: NOTICE - 1]:
        days.off(gap)
    assert days.left() == {"unanswered_report": 1}
    days.off(week[0])
    assert traces(engine, report.room) == []


def test_days_before_a_jump_stay_counted_and_those_in_it_are_not_waited_for(there: Callable[[], list[str]], days: Days) -> None:
    days.go_on(AN_INVITATION - 1 - NOTICE)
    days.off(NOTICE)
    # By the clock it would go on the second day from now.
    days.go_on(2)
    assert there() == ["invitation"]
    days.go_on(1)
    assert there() == ["invitation"]
    days.go_on(1)
    assert there() == []


def test_a_day_that_was_skipped_is_not_waited_for(there: Callable[[], list[str]], days: Days) -> None:
    """On the eve the clock jumps by two days: by its date it would go at once."""
    days.go_on(AN_INVITATION)
    days.off(2)
    for _ in range(3):
        days.round()
    assert there() == ["invitation"]


def spend(days: Days, *, rounds: int, each: float) -> None:
    """The clock goes on by a day between every two looks, which are so many hours apart."""
    for _ in range(rounds):
        days.wait(each * HOUR)
        days.jump(1)


def test_a_clock_that_gains_a_day_at_every_look_spends_no_notice(
    intake: TestClient, union: Organisation, engine: Engine, days: Days
) -> None:
    report = file_report(intake, union)
    days.jump(731)
    spend(days, rounds=3, each=3)
    assert days.left() == {"unanswered_report": NOTICE}
    spend(days, rounds=1, each=3)
    assert days.left() == {"unanswered_report": NOTICE - 1}
    spend(days, rounds=4 * (NOTICE - 1) - 1, each=3)
    assert traces(engine, report.room)
    # What is left of the promise: two in a day and no more.
    spend(days, rounds=1, each=3)
    assert traces(engine, report.room) == []


def test_a_day_that_is_counted_late_is_no_day_less(intake: TestClient, union: Organisation, days: Days) -> None:
    """Noted at ten in the evening, the next one is noted at ten in the morning; the one after that by midnight."""
    file_report(intake, union)
    days.jump(731)
    days.wait(3 * HOUR)
    days.jump(1)
    assert days.left() == {"unanswered_report": NOTICE}
    days.wait(9 * HOUR)
    days.round()
    assert days.left() == {"unanswered_report": NOTICE - 1}
    days.wait(14 * HOUR)
    days.jump(1)
    assert days.left() == {"unanswered_report": NOTICE - 2}


def test_what_another_process_noted_is_seen_before_the_next(
    intake: TestClient, union: Organisation, engine: Engine, days: Days
) -> None:
    file_report(intake, union)
    days.jump(731)
    with engine.begin() as connection:
        connection.execute(text("UPDATE retention_watch SET looked_on = looked_on + 1"))
    days.wait(100 * HOUR)
    days.jump(2)
    assert days.left() == {"unanswered_report": NOTICE}
    days.wait(12 * HOUR)
    days.round()
    assert days.left() == {"unanswered_report": NOTICE - 1}


def test_without_a_clock_that_nobody_sets_the_notice_is_gone_in_a_night(
    intake: TestClient, union: Organisation, engine: Engine, days: Days, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The fault planted."""
    report = file_report(intake, union)
    days.jump(731)
    monkeypatch.setattr(watching, "HALF_A_DAY", 0.0)
    spend(days, rounds=NOTICE, each=3)
    assert traces(engine, report.room) == []


DAY = date(2026, 3, 1)


@given(st.lists(st.booleans(), max_size=60), st.integers(1, 30), st.integers(2, 3000))
def test_the_day_reckoned_with_is_never_ahead_of_time(on: list[bool], steady: int, jump: int) -> None:
    """Days on which it ran, and in the end a clock that jumps: until as many have passed as are asked for, none is early."""
    noted = [DAY + timedelta(days=number) for number, ran in enumerate([*on, True]) if ran]
    true = noted[-1]
    for waited in range(steady):
        shown = [true + timedelta(days=jump + number) for number in range(waited + 1)]
        found = reckoned([*noted, *shown[:-1]], shown[-1], steady)
        assert found is None or found <= true + timedelta(days=waited)


def test_the_day_reckoned_with() -> None:
    def on(*numbers: int) -> list[date]:
        return [DAY + timedelta(days=number) for number in numbers]

    every_day = on(*range(10))
    assert reckoned(every_day[:-1], every_day[-1], 9) == every_day[-1]
    assert reckoned(every_day[:-1], every_day[-1], 10) is None
    # A weekend off: the two days in it, and the one after them.
    assert [reckoned(on(0, 3, 4), DAY + timedelta(days=5), steady) for steady in (1, 2, 3)] == on(5, 5, 2)
    assert reckoned(on(0), DAY + timedelta(days=3), 1) == DAY


def test_how_many_came_one_after_the_other() -> None:
    passed = [DAY, DAY + timedelta(days=3), DAY + timedelta(days=4)]
    assert in_a_row(passed, DAY + timedelta(days=5)) == 2
    assert in_a_row(passed, DAY + timedelta(days=6)) == 0
    assert in_a_row(passed[:1], DAY + timedelta(days=1)) == 1
    assert in_a_row([], DAY) == 0
