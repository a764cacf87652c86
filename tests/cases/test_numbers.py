"""The numbers that coordinators see speak of no single case, whatever is taken off from whatever."""

from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient

from tests.factories.accounts import Person
from tests.factories.case_readers import admit
from tests.factories.cases import Case, open_case
from tests.factories.organisations import Organisation
from tests.factories.people import make_organisation
from tests.factories.reports import file_report
from tests.fixtures.time import Turn


@pytest.fixture
def coordinator(union: Organisation) -> Organisation:
    return make_organisation(union.programme, kind="coordinator")


@pytest.fixture
def opened(intake: TestClient, union: Organisation) -> Callable[[int], list[Case]]:
    return lambda number: [open_case(union, file_report(intake, union)) for _ in range(number)]


def numbers(person: Person) -> tuple[int | None, int | None]:
    answer = person.client.get("/v1/cases/overdue")
    assert answer.status_code == 200, answer.text
    return answer.json()["open"], answer.json()["overdue"]


def test_cases_that_the_coordinator_reads_are_not_counted(coordinator: Organisation, opened: Callable[[int], list[Case]]) -> None:
    for case in opened(4):
        admit(case, coordinator, role="coordinator")
    assert numbers(coordinator.manager) == (None, None)
    opened(1)
    assert numbers(coordinator.manager) == (None, None), "five of which he knows four would speak of the fifth"
    opened(4)
    assert numbers(coordinator.manager) == (5, None)


def test_nor_how_many_are_late_when_few_are_not(
    coordinator: Organisation, union: Organisation, opened: Callable[[int], list[Case]], turn: Turn
) -> None:
    opened(6)
    turn(15, union.manager, coordinator.manager)
    assert numbers(coordinator.manager) == (5, 5), "in steps of five"
    opened(4)
    assert numbers(coordinator.manager) == (10, None)
    opened(1)
    assert numbers(coordinator.manager) == (10, 5)
