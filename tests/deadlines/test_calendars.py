"""A deadline missed is overdue on the next day in the procedure's time zone, and not a second earlier; in every calendar."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from remedy_api.deadlines.calendars import LONGEST, Calendar, NoEnd, Pause
from remedy_api.deadlines.clocks import days_left, overdue

ZONES = ("Asia/Dhaka", "Europe/Brussels", "America/St_Johns", "Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC")
A_SECOND = timedelta(seconds=1)
A_DAY = timedelta(days=1)

# Month ends, leap days and the turn of a year are drawn as often as all other days together.
DAYS = st.one_of(
    st.dates(date(2024, 1, 1), date(2032, 12, 31)),
    st.sampled_from(
        [date(2024, 2, 28), date(2024, 2, 29), date(2025, 2, 28), date(2026, 1, 31), date(2026, 12, 31), date(2028, 2, 29)]
    ),
)
CALENDARS = st.builds(
    Calendar,
    time_zone=st.sampled_from(ZONES).map(ZoneInfo),
    working=st.booleans(),
    weekend=st.frozensets(st.integers(0, 6), max_size=3),
    holidays=st.frozensets(DAYS, max_size=12),
)
LENGTHS = st.integers(1, 120)


@given(CALENDARS, DAYS, LENGTHS)
def test_the_last_second_is_in_time_and_the_next_one_is_not(calendar: Calendar, start: date, days: int) -> None:
    due = calendar.due(start, days)
    midnight = datetime.combine(due + A_DAY, time(), calendar.time_zone).astimezone(UTC)
    last, after = midnight - A_SECOND, midnight
    assert not overdue(due, calendar.day_of(last))
    assert overdue(due, calendar.day_of(after))
    assert days_left(due, calendar.day_of(last)) == 0
    assert days_left(due, calendar.day_of(after)) == -1


@given(CALENDARS, DAYS, LENGTHS)
def test_so_many_days_count_and_the_last_of_them_is_the_last_day(calendar: Calendar, start: date, days: int) -> None:
    due = calendar.due(start, days)
    between = [start + timedelta(days=number) for number in range(1, (due - start).days + 1)]
    assert sum(map(calendar.counts, between)) == days
    assert calendar.counts(due)


@given(CALENDARS, DAYS, LENGTHS)
def test_where_every_day_counts_it_is_plain_addition(calendar: Calendar, start: date, days: int) -> None:
    assume(not calendar.working)
    assert calendar.due(start, days) == start + timedelta(days=days)


@given(CALENDARS, DAYS, LENGTHS, st.data())
def test_days_on_which_a_clock_stands_still_do_not_count(calendar: Calendar, start: date, days: int, data: st.DataObject) -> None:
    plain = calendar.due(start, days)
    since = data.draw(st.dates(start, plain - A_DAY))
    until = data.draw(st.dates(since, since + timedelta(days=60)))
    due = calendar.due(start, days, [Pause(since, until)])
    still = [since + timedelta(days=number) for number in range(1, (until - since).days + 1)]
    assert not any(pause == due for pause in still)
    between = [start + timedelta(days=number) for number in range(1, (due - start).days + 1)]
    assert sum(calendar.counts(day) and day not in still for day in between) == days
    assert due >= plain
    assert calendar.due(start, days, [Pause(plain, until + timedelta(days=400))]) == plain, "what comes after changes nothing"


@pytest.mark.parametrize(
    ("zone", "instant", "day"),
    [
        ("Asia/Dhaka", "2026-03-09T17:59:59+00:00", "2026-03-09"),
        ("Asia/Dhaka", "2026-03-09T18:00:00+00:00", "2026-03-10"),
        ("Europe/Brussels", "2026-03-28T22:59:59+00:00", "2026-03-28"),
        ("Europe/Brussels", "2026-03-28T23:00:00+00:00", "2026-03-29"),
        # The night in which the clocks went forward: midnight is an hour earlier in UTC.
        ("Europe/Brussels", "2026-03-29T21:59:59+00:00", "2026-03-29"),
        ("Europe/Brussels", "2026-03-29T22:00:00+00:00", "2026-03-30"),
    ],
)
def test_the_day_it_is(zone: str, instant: str, day: str) -> None:
    assert Calendar(ZoneInfo(zone)).day_of(datetime.fromisoformat(instant)) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        ("2024-02-28", 1, "2024-02-29"),
        ("2024-02-29", 1, "2024-03-01"),
        ("2025-02-28", 1, "2025-03-01"),
        ("2026-01-31", 14, "2026-02-14"),
        ("2026-12-25", 7, "2027-01-01"),
    ],
)
def test_ends_of_months(start: str, days: int, due: str) -> None:
    assert Calendar(ZoneInfo("UTC")).due(date.fromisoformat(start), days) == date.fromisoformat(due)


def test_working_days_with_a_weekend_of_friday_and_saturday() -> None:
    eid = frozenset({date(2026, 3, 22), date(2026, 3, 23)})
    calendar = Calendar(ZoneInfo("Asia/Dhaka"), working=True, weekend=frozenset({4, 5}), holidays=eid)
    assert calendar.due(date(2026, 3, 18), 3) == date(2026, 3, 25)


def test_a_clock_that_stands_still_or_a_calendar_without_days_has_no_end() -> None:
    start = date(2026, 1, 1)
    with pytest.raises(NoEnd):
        Calendar(ZoneInfo("UTC")).due(start, 5, [Pause(start)])
    with pytest.raises(NoEnd):
        Calendar(ZoneInfo("UTC"), working=True, weekend=frozenset(range(7))).due(start, 1)
    assert Calendar(ZoneInfo("UTC")).due(start, LONGEST) == start + timedelta(days=LONGEST)


def test_an_instant_without_its_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        Calendar(ZoneInfo("UTC")).day_of(datetime(2026, 1, 1))  # noqa: DTZ001


def test_nothing_runs_and_nothing_is_late_without_a_last_day() -> None:
    assert days_left(None, date(2026, 1, 1)) is None
    assert not overdue(None, date(2026, 1, 1))
