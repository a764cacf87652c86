"""The fast track costs the lists nothing: each is still one walk along one index, whatever stands first in it."""

from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from tests.cases.test_many_cases import pages
from tests.factories.cases import open_case
from tests.factories.many_cases import fill, lists, vacuum
from tests.factories.organisations import Organisation
from tests.factories.reports import file_report

RANKS = 'UPDATE case_reader SET rank = CASE WHEN "case" IN (SELECT "case" FROM case_file ORDER BY handle LIMIT 2) THEN 0 ELSE 1 END'


def test_the_list_of_today_does_not_walk_over_what_needs_nobody_yet(
    intake: TestClient, union: Organisation, engine: Engine
) -> None:
    """Two on the fast track stand there whatever their day is, and thousands of others that need nobody cost nothing."""
    open_case(union, file_report(intake, union))
    fill(engine, union, 1, 20)
    found = []
    for first, last in ((21, 600), (601, 12_000)):
        fill(engine, union, first, last)
        with engine.begin() as connection:
            connection.execute(text("UPDATE case_reader SET needs_on = date '2999-12-31'"))
            connection.execute(text(RANKS))
        vacuum(engine)
        for path in lists(union)[:2]:
            rows = union.manager.client.get(path).json()["items"]
            assert len(rows) == (20 if "all" in path else 2)
        found.append([pages(engine, union.manager.client, path) for path in lists(union)])
    few, many = found
    assert all(more <= 1.3 * less + 10 for less, more in zip(few, many, strict=True)), found
