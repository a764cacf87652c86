"""What is to be erased: organisations see of their own when, administrators and coordinators of all others how many."""

from datetime import timedelta

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import true

from remedy_api.kit import clock
from remedy_api.retention.queries import told
from tests.factories.cases import closed, open_case, step
from tests.factories.organisations import Organisation
from tests.factories.people import make_organisation
from tests.factories.reports import Report, file_report
from tests.retention.conftest import NOTICE, Days


def numbers(one: TestClient) -> dict[str, int | None]:
    """What is foreseen, by its rule."""
    answer = one.get("/v1/erasures")
    assert answer.status_code == 200, answer.text
    return {row["what"]: row["number"] for row in answer.json()}


def test_sums_in_fives_and_never_of_ones_own(intake: TestClient, union: Organisation, days: Days) -> None:
    coordinator = make_organisation(union.programme, kind="coordinator")
    administrator = union.programme.administrator
    for _ in range(4):
        file_report(intake, union)
    days.jump(731)
    for person in (administrator, coordinator.manager, union.manager):
        person.sign_in()
    assert set(numbers(administrator.client).values()) == {None}
    for number in range(3):
        file_report(intake, union, *([coordinator] if number else []))
    days.jump(731)
    for person in (administrator, coordinator.manager, union.manager):
        person.sign_in()
    assert numbers(administrator.client)["unanswered_report"] == 5
    # Two of the seven it reads itself: five are left, as before.
    assert numbers(coordinator.manager.client)["unanswered_report"] == 5
    assert union.manager.client.get("/v1/erasures").status_code == 403


def test_the_list_is_paged_soonest_first_and_ones_own(intake: TestClient, union: Organisation, days: Days) -> None:
    other = make_organisation(union.programme)
    first = [file_report(intake, union).room.hex() for _ in range(3)]
    file_report(intake, other)
    days.jump(731)
    days.go_on(1)
    path, client = f"/v1/organisations/{union.hex}/erasures", union.manager.client
    union.manager.sign_in()
    page = client.get(path, params={"limit": 2}).json()
    rest = client.get(path, params={"limit": 2, "after": page["next"]}).json()
    rows = [*page["items"], *rest["items"]]
    assert sorted(row["room"] for row in rows) == sorted(first)
    day = (clock.today() + timedelta(days=NOTICE - 1)).isoformat()
    assert {(row["what"], row["case"], row["erased_on"]) for row in rows} == {("unanswered_report", False, day)}
    assert rest["next"] is None
    assert client.get(path, params={"view": "held"}).json() == {"items": [], "next": None}


def test_a_forgotten_filter_is_caught(intake: TestClient, union: Organisation, days: Days, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sums rest on it alone: without it they would count what the actor reads herself, and tell by that what she does not."""
    coordinator = make_organisation(union.programme, kind="coordinator").manager
    for _ in range(5):
        file_report(intake, union)
    days.jump(731)
    coordinator.sign_in()
    assert numbers(coordinator.client)["unanswered_report"] == 5
    monkeypatch.setattr(told, "visible_rooms", lambda actor: true())
    assert numbers(coordinator.client)["unanswered_report"] is None


def test_the_rules_are_public_at_both_doors_and_in_the_readers_language(casework: TestClient, intake: TestClient) -> None:
    here, there = (one.get("/v1/retention", headers={"Accept-Language": "nl"}).json() for one in (casework, intake))
    assert here == there
    assert here["notice"] == 30
    rules = {one["what"]: one for one in here["rules"]}
    assert (rules["closed_case"]["years"], rules["withdrawn_report"]["days"], rules["ended"]["kept"] != "") == (5, 30, True)
    assert all(one["law"] and one["name"] and one["counted"] for one in rules.values())
    assert len(here["reasons"]) == 5


def test_the_reporter_is_told_with_her_receipt(intake: TestClient, union: Organisation, days: Days) -> None:
    alone, inside = file_report(intake, union), file_report(intake, union)
    case = open_case(union, inside)
    assert step(case, closed(reason="workers_asked")).status_code == 201

    def told_on(report: Report) -> str | None:
        answer = intake.post("/v1/receipts/ending", json=report.lookup)
        assert answer.status_code == 200, answer.text
        return answer.json()["erased_on"]

    days.jump(366)
    assert told_on(alone) is None
    assert told_on(inside) == (clock.today() + timedelta(days=NOTICE)).isoformat()
    union.manager.sign_in()
    assert union.manager.client.put(f"/v1/cases/{case.hex}/hold", json={"reason": "workers"}).status_code == 204
    assert told_on(inside) is None
    days.jump(365)
    assert told_on(alone) == (clock.today() + timedelta(days=NOTICE)).isoformat()
    assert intake.post("/v1/receipts/ending", json={"lookup": "ab" * 32}).status_code == 404
