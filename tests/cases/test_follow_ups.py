"""After its closing a case is looked at again: three, six and twelve months later, for as long as somebody is still to look."""

from datetime import date, timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from remedy_api.cases.follow_ups import follow_ups, later
from tests.factories.case_readers import admit
from tests.factories.cases import Case, closed, open_case, step
from tests.factories.organisations import Organisation
from tests.factories.people import make_organisation
from tests.factories.reports import file_report, today
from tests.fixtures.time import Turn


@pytest.fixture
def case(intake: TestClient, union: Organisation) -> Case:
    return open_case(union, file_report(intake, union))


def plan(case: Case, *when: str) -> None:
    """Write down when somebody looks again."""
    answer = step(case, ("recorded", {"fact": "follow_up", "values": when}))
    assert answer.status_code == 201, answer.text


def needs(case: Case, *readers: Organisation) -> list[Any]:
    return [case.view(one.manager.client)["needs"] for one in readers]


def listed(one: Organisation, view: str) -> list[Any]:
    items = one.manager.client.get(f"/v1/organisations/{one.hex}/cases", params={"view": view}).json()["items"]
    return [(row["case"], row["needs"]) for row in items]


def test_who_represents_the_workers_and_who_monitors_look_again(case: Case, engine: Engine, turn: Turn) -> None:
    union = case.founder
    monitor, coordinator = (make_organisation(union.programme, kind=kind) for kind in ("monitor", "coordinator"))
    admit(case, monitor, role="monitor")
    admit(case, coordinator, role="coordinator")
    plan(case, "12-months", "3-months")
    assert case.view(union.manager.client)["follow_ups"] == []
    assert step(case, closed()).status_code == 201
    first, last = later(today(), 3), later(today(), 12)
    assert case.view(union.manager.client)["follow_ups"] == [
        {"after": "3-months", "due_on": str(first), "days_left": (first - today()).days, "overdue": False},
        {"after": "12-months", "due_on": str(last), "days_left": (last - today()).days, "overdue": False},
    ]
    assert needs(case, union, monitor, coordinator) == ["follow_up", "follow_up", None]
    # It comes up a week before.
    assert (listed(union, "today"), listed(union, "all")) == ([], [(case.hex, "follow_up")])
    days = (first - today()).days
    turn(days - 7, union.manager, monitor.manager)
    assert listed(union, "today") == listed(monitor, "today") == [(case.hex, "follow_up")]
    plan(case, "12-months")
    assert listed(union, "today") == []
    assert [one["after"] for one in case.view(union.manager.client)["follow_ups"]] == ["12-months"]
    plan(case)
    assert (needs(case, union), case.view(union.manager.client)["follow_ups"]) == ([None], [])
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM case_reader WHERE needs_on IS NOT NULL")).scalar_one() == 0


def test_a_day_that_was_missed_is_overdue_on_the_next(case: Case, turn: Turn) -> None:
    plan(case, "3-months")
    assert step(case, closed()).status_code == 201
    turn((later(today(), 3) - today()).days + 1, case.manager)
    (one,) = case.view(case.manager.client)["follow_ups"]
    assert (one["overdue"], one["days_left"]) == (True, -1)


def test_a_case_that_goes_on_is_looked_at_anyway(case: Case) -> None:
    plan(case, "3-months")
    assert step(case, closed()).status_code == 201
    assert step(case, ("reopened", {"reason": "new_facts", "entry": ""})).status_code == 201
    view = case.view(case.manager.client)
    assert (view["follow_ups"], view["needs"], view["follow_up"]) == ([], "decide_admissibility", ["3-months"])


@pytest.mark.parametrize(
    ("day", "months", "wanted"),
    [
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 1), 12, date(2027, 12, 1)),
        (date(2026, 1, 31), 3, date(2026, 4, 30)),
    ],
)
def test_months_are_those_of_the_calendar(day: date, months: int, wanted: date) -> None:
    assert later(day, months) == wanted


def test_none_of_a_case_that_is_open() -> None:
    assert follow_ups(None, ["3-months"]) == []
    assert [day for _, day in follow_ups(date(2026, 1, 1), ["6-months", "3-months"])] == [
        date(2026, 1, 1) + timedelta(days=90),
        date(2026, 7, 1),
    ]
