"""Lists: what needs somebody on top, all of it in pages, and countdowns that follow the day."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from remedy_api.cases import profile as profiles
from tests.factories import reports
from tests.factories.accounts import Person
from tests.factories.case_readers import admit
from tests.factories.cases import Case, advance, closed, open_case, step
from tests.factories.organisations import Organisation
from tests.factories.people import make_organisation
from tests.factories.reports import file_report
from tests.fixtures.time import Turn


def listed(person: Person, organisation: Organisation, view: str = "all", **params: Any) -> list[dict[str, Any]]:
    """One page of a list."""
    path = f"/v1/organisations/{organisation.hex}/cases"
    answer = person.client.get(path, params={"view": view} | params)
    assert answer.status_code == 200, answer.text
    return list(answer.json()["items"])


def ids(rows: list[dict[str, Any]]) -> list[str]:
    return [row["case"] for row in rows]


def test_what_needs_us_is_on_top_soonest_first(intake: TestClient, union: Organisation, turn: Turn) -> None:
    manager = union.manager
    turn(-12, manager)
    early = open_case(union, file_report(intake, union))
    turn(-2, manager)
    late, safe, closed_one, suspended = (open_case(union, file_report(intake, union)) for _ in range(4))
    advance(safe, "safety")
    assert step(closed_one, closed()).status_code == 201
    review = str(reports.today() + timedelta(days=60))
    assert step(suspended, ("suspended", {"reason": "waiting", "review": review, "entry": ""})).status_code == 201
    turn(0, manager)
    # In safety since the day before yesterday: that has no last day, and has been needed since.
    rows = listed(manager, union, "today")
    assert ids(rows) == [safe.hex, early.hex]
    assert [row["needs"] for row in rows] == ["prepare_safety", "decide_admissibility"]
    assert [(row["days_left"], row["overdue"]) for row in rows] == [(None, False), (2, False)]
    turn(3, manager)
    assert [row["overdue"] for row in listed(manager, union, "today")] == [False, True]
    turn(5, manager)
    assert ids(listed(manager, union, "today")) == [safe.hex, early.hex, late.hex]
    everything = listed(manager, union)
    assert set(ids(everything)) == {one.hex for one in (early, late, safe, closed_one, suspended)}
    assert everything[-1]["case"] == early.hex, "newest first"
    by = {row["case"]: row for row in everything}
    assert (by[closed_one.hex]["outcome"], by[closed_one.hex]["needs"]) == ("withdrawn", None)
    assert (by[suspended.hex]["suspended"], by[suspended.hex]["due_on"]) == (True, None)


def test_a_review_day_brings_a_suspended_case_back(intake: TestClient, union: Organisation, turn: Turn) -> None:
    case = open_case(union, file_report(intake, union))
    review = reports.today() + timedelta(days=30)
    assert step(case, ("suspended", {"reason": "waiting", "review": str(review), "entry": ""})).status_code == 201
    assert listed(union.manager, union, "today") == []
    turn(24, union.manager)
    assert [row["needs"] for row in listed(union.manager, union, "today")] == ["review"]
    assert step(case, ("resumed", {})).status_code == 201
    # It stood still for 24 days: 14 are left again.
    assert case.view(union.manager.client)["clocks"][1]["days_left"] == 14


def test_in_pages(intake: TestClient, union: Organisation, turn: Turn) -> None:
    cases = [open_case(union, file_report(intake, union)) for _ in range(5)]
    path, client = f"/v1/organisations/{union.hex}/cases", union.manager.client
    turn(8, union.manager)
    for view in ("all", "today"):
        found: list[str] = []
        after: str | None = None
        while True:
            params = {"view": view, "limit": "2"} | ({"after": after} if after else {})
            page = client.get(path, params=params).json()
            found += ids(page["items"])
            after = page["next"]
            if after is None:
                break
        assert sorted(found) == sorted(one.hex for one in cases), view
    assert client.get(path, params={"after": "nonsense"}).status_code == 422
    assert client.get(path, params={"view": "some"}).status_code == 422


def test_each_organisation_has_its_own_role_and_news(intake: TestClient, union: Organisation) -> None:
    monitor = make_organisation(union.programme, kind="monitor")
    case = open_case(union, file_report(intake, union))
    admit(case, monitor)
    (theirs,) = listed(monitor.manager, monitor)
    assert (theirs["role"], theirs["unseen"], theirs["needs"]) == ("reader", True, None)
    assert listed(monitor.manager, monitor, "today") == []
    assert monitor.manager.client.post(f"{case.path}/seen").status_code == 204
    assert not listed(monitor.manager, monitor)[0]["unseen"]
    advance(case, "fact_finding")
    (row,) = listed(monitor.manager, monitor)
    assert (row["needs"], row["days_left"], row["unseen"]) == ("find_facts", 45, True)
    assert not listed(union.manager, union)[0]["unseen"]


def test_a_report_waits_seven_days(intake: TestClient, union: Organisation) -> None:
    file_report(intake, union)
    (row,) = union.manager.client.get(f"/v1/organisations/{union.hex}/reports").json()["items"]
    assert date.fromisoformat(row["due_on"]) - date.fromisoformat(row["filed_on"]) == timedelta(days=7)
    assert row["case"] is None


@pytest.mark.parametrize("zone", ["Asia/Dhaka", "Europe/Brussels", "Pacific/Kiritimati", "UTC"])
def test_overdue_on_the_next_day_of_the_procedures_zone_and_not_a_second_earlier(
    intake: TestClient, union: Organisation, turn: Turn, monkeypatch: pytest.MonkeyPatch, zone: str
) -> None:
    data = profiles.profile()
    calendar = data.calendar.__class__(ZoneInfo(zone))
    there = replace(data, calendar=calendar)
    for module in ("views", "queries.lists", "actions.following", "actions.projecting"):
        monkeypatch.setattr(f"remedy_api.cases.{module}.profile", lambda *_: there)
    case = open_case(union, file_report(intake, union))
    due_on = date.fromisoformat(case.view(union.manager.client)["clocks"][1]["due_on"])
    midnight = datetime.combine(due_on + timedelta(days=1), datetime.min.time(), ZoneInfo(zone)).astimezone(UTC)
    turn(0, union.manager, at=midnight - timedelta(seconds=20))
    assert [one["overdue"] for one in _everywhere(case, union)] == [False, False]
    assert [one["days_left"] for one in _everywhere(case, union)] == [0, 0]
    turn(0, union.manager, at=midnight + timedelta(seconds=1))
    assert [one["overdue"] for one in _everywhere(case, union)] == [True, True]
    assert [one["days_left"] for one in _everywhere(case, union)] == [-1, -1]


def _everywhere(case: Case, union: Organisation) -> list[dict[str, Any]]:
    return [case.view(union.manager.client)["clocks"][1], *listed(union.manager, union)]


def test_whether_something_is_overdue_is_never_kept(intake: TestClient, union: Organisation, turn: Turn, engine: Engine) -> None:
    open_case(union, file_report(intake, union))
    query = text("SELECT row_to_json(case_file)::text FROM case_file")
    with engine.connect() as connection:
        before = connection.execute(query).scalar_one()
    turn(60, union.manager)
    assert listed(union.manager, union)[0]["overdue"]
    with engine.connect() as connection:
        assert connection.execute(query).scalar_one() == before


def test_a_coordinator_sees_numbers_from_five_on(intake: TestClient, union: Organisation, turn: Turn) -> None:
    coordinator = make_organisation(union.programme, kind="coordinator").manager
    for _ in range(4):
        open_case(union, file_report(intake, union))
    assert coordinator.client.get("/v1/cases/overdue").json() == {"open": None, "overdue": None}
    case = open_case(union, file_report(intake, union))
    over = open_case(union, file_report(intake, union))
    assert step(over, closed()).status_code == 201
    assert coordinator.client.get("/v1/cases/overdue").json() == {"open": 5, "overdue": None}
    turn(15, coordinator, union.manager)
    assert coordinator.client.get("/v1/cases/overdue").json() == {"open": 5, "overdue": 5}
    assert union.manager.client.get("/v1/cases/overdue").status_code == 403
    assert coordinator.client.get(f"/v1/cases/{case.hex}").status_code == 404
