"""A day of a report is told to who reads that report, and nobody can take it off from another day either: how long a clock
runs is published.
"""

import base64
import json
import re
from datetime import date, timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient

from remedy_api.cases.profile import profile
from tests.factories import reports
from tests.factories.case_readers import admit
from tests.factories.cases import Case, acknowledge, open_case, proof, step
from tests.factories.organisations import Organisation
from tests.factories.people import make_organisation
from tests.factories.reports import Report, file_report
from tests.fixtures.time import Turn


def told(found: Any, today: date) -> set[date]:
    """Every day that an answer tells, also what one gets by counting back a published number of days from it, and the days
    that it tells as a number of days left.
    """
    words = json.dumps(found)
    days = {date.fromisoformat(one) for one in re.findall(r"\d{4}-\d\d-\d\d", words)}
    days |= {today + timedelta(days=int(one)) for one in re.findall(r'"days_left": (-?\d+)', words)}
    lengths = {one.clock.days for one in profile().stages if one.clock} | {0}
    return {day - timedelta(days=length) for day in days for length in lengths}


@pytest.fixture
def days(turn: Turn, union: Organisation) -> list[date]:
    """The days that are hidden: of filing and of acknowledgement."""
    return [reports.today() - timedelta(days=days) for days in (12, 10)]


@pytest.fixture
def theirs(turn: Turn, union: Organisation, intake: TestClient, days: list[date]) -> Report:
    """A report of those days."""
    turn(-12, union.manager)
    report = file_report(intake, union)
    turn(-10, union.manager)
    acknowledge(union, report)
    return report


@pytest.mark.parametrize("late", [0, 6])
@pytest.mark.parametrize("kind", ["monitor", "worker_organisation", "coordinator"])
def test_an_organisation_that_reads_no_report(
    union: Organisation, turn: Turn, theirs: Report, days: list[date], kind: str, late: int
) -> None:
    other = make_organisation(union.programme, kind=kind)
    turn(-1, union.manager, other.manager)
    case = open_case(union, theirs)
    admit(case, other, role="coordinator" if kind == "coordinator" else "")
    turn(late, union.manager, other.manager)
    today = reports.today()
    assert set(days) <= told(pages(case, union), today)
    found = pages(case, other)
    assert not set(days) & told(found, today)
    view, rows = found
    (clock,) = view["clocks"]
    hidden = {"clock": "admissibility", "from_day": None, "due_on": None, "days_left": None, "done_on": None}
    assert clock == hidden | {"overdue": late > 4}
    assert [(row["due_on"], row["days_left"], row["overdue"]) for row in rows] == [(None, None, late > 4)]


def test_the_cursor_of_the_list_of_today(
    intake: TestClient, union: Organisation, turn: Turn, theirs: Report, days: list[date]
) -> None:
    """What a list is ordered by stands readably in its cursor."""
    other = make_organisation(union.programme, kind="coordinator")
    later = file_report(intake, union)
    acknowledge(union, later)
    turn(-1, union.manager, other.manager)
    for report in (theirs, later):
        admit(open_case(union, report), other, role="coordinator")
    found = [told(cursor(one), reports.today()) for one in (union, other)]
    assert [bool(set(days) & each) for each in found] == [True, False]


def cursor(organisation: Organisation) -> str:
    """The cursor of the second page, opened."""
    path = f"/v1/organisations/{organisation.hex}/cases?view=today&limit=1"
    page = organisation.manager.client.get(path).json()
    assert len(page["items"]) == 1
    return base64.urlsafe_b64decode(page["next"] + "==").decode()


def pages(case: Case, organisation: Organisation) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """A case and the list it stands in, as the organisation's manager is shown them."""
    client = organisation.manager.client
    return case.view(client), client.get(f"/v1/organisations/{organisation.hex}/cases").json()["items"]


def test_a_reporter_of_another_report(
    intake: TestClient, union: Organisation, turn: Turn, theirs: Report, days: list[date]
) -> None:
    turn(-1, union.manager)
    hers = file_report(intake, union)
    acknowledge(union, hers)
    case = open_case(union, theirs)
    assert step(case, ("linked", {"report": proof(hers)})).status_code == 201
    answers = [intake.post("/v1/receipts/case", json=one.lookup).json() for one in (theirs, hers)]
    assert set(days) <= told(answers[0], reports.today())
    assert not set(days) & told(answers[1], reports.today())
    assert [one["clock"] for one in answers[1]["case"]["clocks"]] == ["acknowledgement"]
