"""Lists cost the same at a hundred rows and at many: counted in pages of the database, not in seconds."""

import json
import re

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, event, text

from tests.factories.organisations import Organisation
from tests.factories.people import make_organisation
from tests.factories.reports import file_report

FILL = """
WITH made AS (
  INSERT INTO room
  SELECT substring(sha256(convert_to('room' || n, 'UTF8')) for 16), 'reporter', 'submitted', date '2026-01-01' + n % 300, 1, 1,
    sha256('h'), 0, sha256('f'), decode(repeat('00', 1216), 'hex'), sha256('s')
  FROM generate_series(CAST(:first AS int), CAST(:last AS int)) n
  RETURNING room, opened_on
)
INSERT INTO room_reader (room, organisation, kind, fingerprint, since, unseen, mailed)
  SELECT room, :organisation, 'reporter', :print, opened_on, false, true FROM made
"""


def fill(engine: Engine, organisation: Organisation, first: int, last: int) -> None:
    """Rooms that an organisation reads, with nothing in them."""
    names = {
        "first": first,
        "last": last,
        "organisation": organisation.organisation,
        "print": organisation.fingerprint,
    }
    with engine.begin() as connection:
        connection.execute(text(FILL), names)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE room, room_reader"))


def pages(engine: Engine, client: TestClient, path: str) -> int:
    """Pages of the database that the list's statements touch."""
    asked: list[tuple[str, object]] = []

    def note(connection: object, cursor: object, statement: str, parameters: object, *_: object) -> None:
        if re.match(r"SELECT (?:room_reader|organisation|entry|case_re)", statement):
            asked.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", note)
    try:
        assert client.get(path).status_code == 200
    finally:
        event.remove(engine, "before_cursor_execute", note)
    total = 0
    with engine.connect() as connection:
        for statement, parameters in asked:
            explained = connection.exec_driver_sql(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {statement}", parameters)
            plan = explained.scalar_one()
            plan = json.loads(plan) if isinstance(plan, str) else plan
            total += plan[0]["Plan"]["Shared Hit Blocks"] + plan[0]["Plan"]["Shared Read Blocks"]
    assert asked
    return total


@pytest.mark.long
def test_the_inbox_costs_the_same(intake: TestClient, engine: Engine, union: Organisation) -> None:
    other = make_organisation(union.programme)
    path = f"/v1/organisations/{union.hex}/reports"
    fill(engine, union, 1, 5_000)
    few = pages(engine, union.manager.client, path)
    fill(engine, union, 5_001, 100_000)
    fill(engine, other, 100_001, 200_000)
    many = pages(engine, union.manager.client, path)
    cursor = union.manager.client.get(path, params={"limit": 100}).json()["next"]
    later = pages(engine, union.manager.client, f"{path}?after={cursor}")
    # An index grows by a level, a page touches one block more a row; reading along the table would be thousands.
    assert max(many, later) <= 1.6 * few


def test_a_page_of_the_inbox_walks_its_index(intake: TestClient, engine: Engine, union: Organisation) -> None:
    fill(engine, union, 1, 3000)
    file_report(intake, union)
    assert pages(engine, union.manager.client, f"/v1/organisations/{union.hex}/reports?limit=10") < 400
