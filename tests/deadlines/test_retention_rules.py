"""The published rules: read whole, or not at all; and no day of what they promise is missing."""

import tomllib
from datetime import date, timedelta
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remedy_api.deadlines.retention import BadRules, What, later, read_rules, rule, rules

DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))


def data() -> dict[str, Any]:
    """The rules as they are written."""
    return tomllib.loads((files("remedy_api.deadlines") / "retention.toml").read_text("utf-8"))


@given(st.sampled_from(list(What)), DAYS)
def test_kept_for_all_of_its_time(what: What, start: date) -> None:
    one = rule(what)
    gone = one.erased_on(start)
    assert gone > start
    assert (gone - start).days >= one.years * 365 + one.days + 1
    assert (gone - start).days <= one.years * 366 + one.days + 2


@given(st.sampled_from(list(What)), DAYS)
def test_what_is_found_early_enough(what: What, day: date) -> None:
    """The narrow search leaves nothing out: whatever ends by `day` began by then."""
    one = rule(what)
    latest = one.latest_start(day)
    assert all(one.erased_on(latest + timedelta(days=later)) > day for later in (1, 2, 30))


def test_the_leap_day_makes_nobody_early() -> None:
    assert rule(What.CLOSED_CASE).erased_on(date(2024, 2, 29)) == date(2029, 3, 2)
    assert rule(What.CLOSED_CASE).erased_on(date(2026, 11, 26)) == date(2031, 11, 27)


@given(st.sampled_from(list(What)), st.dates())
def test_days_beyond_all_days_are_the_last_or_the_first(what: What, start: date) -> None:
    """A clock that shows the year 9999, or the first: no sum of days ends whoever looks through everything."""
    assert start < rule(what).erased_on(start) or start == date.max
    assert rule(what).latest_start(start) <= start


def test_a_number_of_days_that_is_no_calendars() -> None:
    assert later(date(2026, 11, 26), 2**31 - 1) == date.max
    assert later(date(2026, 11, 26), -(2**31)) == date.min
    assert later(date(2026, 11, 26), 5) == date(2026, 12, 1)


def test_how_long_a_clock_must_have_gone_on_steadily() -> None:
    """As long as something is kept and a day more, for the one on which it jumped; never longer than the notice."""
    waits = {what: rules().steady(what) for what in What}
    assert waits[What.ENDED] == 1
    assert waits[What.ORPHAN_FILE] == 2
    assert waits[What.RETRY_KEY] == 8
    assert {waits[what] for what in (What.INVITATION, What.DEVICE, What.CLOSED_ACCOUNT)} == {30}


def test_nothing_that_is_announced_is_kept_for_less_than_the_notice() -> None:
    assert rules().notice == 30
    short = data() | {"notice": 31}
    with pytest.raises(BadRules, match="notice"):
        read_rules(short)


@pytest.mark.parametrize(
    "change",
    [
        {"closed_case": {"years": 5, "from": "closed"}},
        {"closed_case": {"years": 5, "from": "closed", "law": []}},
        {"closed_case": {"years": 5, "days": 1, "from": "closed", "law": ["gdpr-17"]}},
        {"closed_case": {"years": 5, "from": "birth", "law": ["gdpr-17"]}},
        {"closed_case": {"years": True, "from": "closed", "law": ["gdpr-17"]}},
        {"closed_case": {"years": -1, "from": "closed", "law": ["gdpr-17"]}},
        {"closed_case": {"years": 5, "from": "closed", "law": ["gdpr-17"], "months": 2}},
        {"notice": 0},
        {"something_else": {"years": 5, "from": "closed", "law": ["gdpr-17"]}},
    ],
)
def test_rules_that_do_not_say_what_they_must(change: dict[str, Any]) -> None:
    assert read_rules(data()).notice == 30
    with pytest.raises(BadRules):
        read_rules(data() | change)


def test_a_rule_that_is_missing() -> None:
    left = {name: value for name, value in data().items() if name != "device"}
    with pytest.raises(BadRules):
        read_rules(left)
