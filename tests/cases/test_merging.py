"""Cases are merged: the history names the other by a hash, and nobody merges into what he does not read."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from remedy_api.sealing import labels
from remedy_api.sealing.lp import lp, sha256
from tests.factories.case_readers import admit
from tests.factories.cases import Case, closed, open_case, proof, step
from tests.factories.organisations import Organisation
from tests.factories.people import make_organisation
from tests.factories.reports import Report, file_report


def handle(case: Case) -> str:
    """How a case that is merged into this one names it."""
    return sha256(lp(labels.MERGED, case.room)).hex()


def codes(answer: Any) -> list[str]:
    assert answer.json()["code"] == "preconditions-missing", answer.text
    return [one["code"] for one in answer.json()["failures"]]


@pytest.fixture
def report(intake: TestClient, union: Organisation) -> Report:
    return file_report(intake, union)


@pytest.fixture
def case(union: Organisation, report: Report) -> Case:
    return open_case(union, report)


def test_merged_into_another_that_takes_its_reports(intake: TestClient, union: Organisation, case: Case, report: Report) -> None:
    other = open_case(union, file_report(intake, union))
    unlinked = ("unlinked", {"report": proof(report)})
    assert codes(step(case, unlinked)) == ["last-report"]
    assert step(case, unlinked, closed("merged", into=handle(other))).status_code == 201
    assert step(other, ("linked", {"report": proof(report)})).status_code == 201
    assert case.view(union.manager.client)["outcome"] == "merged"
    assert other.view(union.manager.client)["reports_total"] == 2
    assert union.manager.client.get(f"{report.path}/case").json() == {"case": other.hex}
    assert codes(step(case, ("reopened", {"reason": "mistake", "entry": ""}))) == ["last-report"]


def test_merged_names_a_case_and_nothing_else_does(union: Organisation, case: Case, intake: TestClient) -> None:
    other = open_case(union, file_report(intake, union))
    assert codes(step(case, closed("merged"))) == ["into-missing"]
    assert codes(step(case, closed("withdrawn", into=handle(other)))) == ["into-missing"]


def test_not_into_itself_into_nothing_or_into_what_is_closed(intake: TestClient, union: Organisation, case: Case) -> None:
    over = open_case(union, file_report(intake, union))
    assert step(over, closed()).status_code == 201
    for into in (handle(case), "ab" * 32, handle(over)):
        assert codes(step(case, closed("merged", into=into))) == ["into-unknown"]


def test_not_into_a_case_that_the_acting_organisation_does_not_read(intake: TestClient, union: Organisation, case: Case) -> None:
    other = make_organisation(union.programme)
    theirs = open_case(other, file_report(intake, other))
    assert codes(step(case, closed("merged", into=handle(theirs)))) == ["into-unknown"]
    admit(theirs, union)
    assert step(case, closed("merged", into=handle(theirs))).status_code == 201
