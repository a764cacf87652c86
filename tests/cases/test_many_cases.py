"""Lists of cases and the page of a case cost the same at a few and at many: counted in pages of the database, not in seconds.

The big world is loaded with COPY: cases with their rooms, readers, reports and clocks, and events whose bytes are those of one
true event: what is measured is how much of the tables an answer touches.
"""

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from tests.factories.cases import lengthen, open_case
from tests.factories.many_cases import fill, fill_histories, lists, vacuum
from tests.factories.organisations import Organisation
from tests.factories.people import make_organisation
from tests.factories.plans import touched
from tests.factories.reports import file_report

MUCH = 1.3
LARGEST_ANSWER = 20_000


def pages(engine: Engine, client: TestClient, path: str) -> int:
    """Pages of the database that an answer's statements touch."""
    found = touched(engine, client, path)
    assert found.size <= LARGEST_ANSWER
    return found.pages


def test_the_page_of_a_case_does_not_read_its_history(intake: TestClient, union: Organisation, engine: Engine) -> None:
    case, client = open_case(union, file_report(intake, union)), union.manager.client
    vacuum(engine)
    few = pages(engine, client, f"/v1/cases/{case.hex}")
    lengthen(case, 1000)
    vacuum(engine)
    many = pages(engine, client, f"/v1/cases/{case.hex}")
    assert many <= MUCH * few, (few, many)
    assert [one["seq"] for one in case.view(client)["history"]] == list(range(1006, 996, -1))


def test_lists_walk_their_indexes(intake: TestClient, union: Organisation, engine: Engine) -> None:
    open_case(union, file_report(intake, union))
    fill(engine, union, 1, 300)
    few = [pages(engine, union.manager.client, path) for path in lists(union)]
    fill(engine, union, 301, 6000)
    many = [pages(engine, union.manager.client, path) for path in lists(union)]
    assert all(more <= MUCH * less + 10 for less, more in zip(few, many, strict=True)), (few, many)


@pytest.mark.long
def test_a_hundred_thousand_cases_of_a_thousand_events(intake: TestClient, union: Organisation, engine: Engine) -> None:
    """A hundred thousand cases, and a thousand events in each of a thousand of them: a table of a million events."""
    other, client = make_organisation(union.programme), union.manager.client
    case = open_case(union, file_report(intake, union))
    paths = [*lists(union), f"/v1/cases/{case.hex}"]
    fill(engine, union, 1, 2_000)
    few = [pages(engine, client, path) for path in paths]
    fill(engine, union, 2_001, 100_000)
    fill(engine, other, 100_001, 150_000)
    fill_histories(engine, case, 1, 1_000, 1_000)
    lengthen(case, 1_000)
    vacuum(engine)
    many = [pages(engine, client, path) for path in paths]
    assert all(more <= MUCH * less + 4 for less, more in zip(few, many, strict=True)), (few, many)
    cursor = client.get(paths[0]).json()["next"]
    assert pages(engine, client, f"{paths[0]}&after={cursor}") <= MUCH * many[0] + 4
