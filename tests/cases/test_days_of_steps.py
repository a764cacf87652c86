"""The day of a step is the server's: nobody cures a missed deadline by dating back, no day runs backwards, no pause is endless."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.factories import reports
from tests.factories.cases import Case, Step, acknowledge, closed, open_case, prepare, stage, step
from tests.factories.organisations import Organisation
from tests.factories.reports import file_report
from tests.fixtures.time import Turn


def dated(monkeypatch: pytest.MonkeyPatch, case: Case, days: int, what: Step) -> Any:
    """A step signed by a device whose day is so many days off."""
    with monkeypatch.context() as there:
        day = reports.today() + timedelta(days=days)
        there.setattr(reports, "today", lambda: day)
        return step(case, what)


def at(turn: Turn, union: Organisation, clock: str) -> None:
    """Tomorrow, at this hour of the server."""
    tomorrow = datetime.now(UTC).date() + timedelta(days=1)
    turn(at=datetime.combine(tomorrow, time.fromisoformat(clock), UTC))
    assert union.manager.sign_in().status_code == 201


def test_a_missed_deadline_stays_missed(
    intake: TestClient, union: Organisation, turn: Turn, monkeypatch: pytest.MonkeyPatch
) -> None:
    turn(-15, union.manager)
    report = file_report(intake, union)
    acknowledge(union, report)
    case = open_case(union, report)
    turn(0, union.manager)
    at(turn, union, "12:00")
    turned = case.view(union.manager.client)["clocks"][1]
    assert turned["overdue"]
    entry = prepare(case, "safety")
    for days in (-2, -1, 1):
        answer = dated(monkeypatch, case, days, stage("safety", entry=entry))
        assert (answer.status_code, answer.json()["code"]) == (409, "wrong-day")
    assert step(case, stage("safety", entry=entry)).status_code == 201
    clock = case.view(union.manager.client)["clocks"][1]
    assert clock["done_on"] > clock["due_on"]


@pytest.mark.parametrize(
    ("clock", "days", "code"),
    [
        ("00:20", -1, 409),
        ("00:10", -1, 201),
        ("00:10", 1, 409),
        ("12:00", 0, 201),
        ("23:40", 1, 409),
        ("23:50", 1, 201),
        ("23:50", -1, 409),
    ],
)
def test_close_to_midnight_a_device_may_be_a_few_minutes_off(
    intake: TestClient, union: Organisation, turn: Turn, monkeypatch: pytest.MonkeyPatch, clock: str, days: int, code: int
) -> None:
    case = open_case(union, file_report(intake, union))
    at(turn, union, clock)
    answer = dated(monkeypatch, case, days, closed())
    assert answer.status_code == code, answer.text


def test_days_do_not_run_backwards(intake: TestClient, union: Organisation, turn: Turn, monkeypatch: pytest.MonkeyPatch) -> None:
    case = open_case(union, file_report(intake, union))
    at(turn, union, "23:50")
    paused = ("suspended", {"reason": "waiting", "review": str(reports.today() + timedelta(days=30)), "entry": ""})
    assert dated(monkeypatch, case, 1, paused).status_code == 201
    answer = step(case, ("resumed", {}))
    assert (answer.status_code, answer.json()["code"]) == (409, "wrong-day")
    assert dated(monkeypatch, case, 1, ("resumed", {})).status_code == 201


@pytest.mark.parametrize(
    ("days", "code"),
    [(None, "review-missing"), (0, "review-past"), (1, ""), (90, ""), (91, "review-too-late"), (9000, "review-too-late")],
)
def test_a_suspended_case_is_looked_at_again(intake: TestClient, union: Organisation, days: int | None, code: str) -> None:
    case = open_case(union, file_report(intake, union))
    review = "" if days is None else str(reports.today() + timedelta(days=days))
    answer = step(case, ("suspended", {"reason": "waiting", "review": review, "entry": ""}))
    assert [one["code"] for one in answer.json().get("failures", [])] == ([code] if code else [])
    assert case.view(union.manager.client)["suspended"] == (not code)
