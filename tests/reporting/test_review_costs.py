"""Reviews and the register cost the same at a few cases and at many that are not theirs: pages of the database, not seconds."""

import json
from random import Random
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, event, text

from tests.factories.tables import agree, allow, promise
from tests.reporting.many_shown import draw, fill
from tests.reporting.review_world import Review, facts

OTHERS = """
WITH place AS (
  INSERT INTO site (site, name, native_name, address, country, open_for_filing, version, activities, status, source)
  SELECT substring(sha256(convert_to('s' || n, 'UTF8')) for 16), 'Works ' || n, '', 'Road ' || n, 'CN', false, 1, '{}', 'open',
    'import'
  FROM generate_series(CAST(:first AS int), CAST(:last AS int)) n
  RETURNING site
), made AS (
  INSERT INTO room (room, kind, state, opened_on, epoch, seq, head, entries, founder)
  SELECT substring(sha256('case' || site) for 16), 'workers', 'open', date '2026-01-01', 0, 7, sha256('h'), 0, sha256('f')
  FROM place
  RETURNING room
), files AS (
  INSERT INTO case_file ("case", handle, profile, stage, stage_since, opened_on, suspended, site, issues, indicators, external,
    kept, all_withdrawn, follow_up, overridden)
  SELECT substring(sha256('case' || site) for 16), sha256(site), 'default', 'finding', date '2026-02-01', date '2026-01-01', false,
    site, '{wages}', '{}', '{}', '{}', false, '{}', false
  FROM place
)
INSERT INTO case_consent ("case", consent, audience, content, until, given_on, organisations, way)
SELECT room, sha256(room || convert_to(a, 'UTF8')), a, 'facts', null, date '2026-02-01', '{}', 'written'
FROM made, unnest(ARRAY['buyers', 'suppliers', 'public']) a
"""
TABLES = "room, room_reader, site, supply_link, contract, company_profile, case_file, case_consent, case_table, table_party"


def others(engine: Engine, first: int, last: int) -> None:
    """Cases at sites of nobody here, released to all buyers, all suppliers and the public."""
    with engine.begin() as connection:
        connection.execute(text("SET LOCAL statement_timeout = 0"))
        connection.execute(text(OTHERS), {"first": first, "last": last})
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"VACUUM ANALYZE {TABLES}"))


def pages(engine: Engine, client: TestClient, path: str) -> int:
    """Pages of the database that an answer's statements touch."""
    asked: list[tuple[str, Any]] = []

    def note(connection: object, cursor: object, statement: str, parameters: Any, *_: object) -> None:
        if statement.startswith(("SELECT", "WITH")):
            asked.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", note)
    try:
        assert client.get(path).status_code == 200
    finally:
        event.remove(engine, "before_cursor_execute", note)
    total = 0
    with engine.connect() as connection:
        for statement, parameters in asked:
            explained = connection.exec_driver_sql(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {statement}", parameters).scalar_one()
            plan = json.loads(explained) if isinstance(explained, str) else explained
            total += plan[0]["Plan"]["Shared Hit Blocks"] + plan[0]["Plan"]["Shared Read Blocks"]
    assert asked
    return total


def costs(review: Review, engine: Engine) -> dict[str, int]:
    """What each asks, and what that costs."""
    buyer, supplier = f"/v1/organisations/{review.buyer.hex}/", f"/v1/organisations/{review.supplier.hex}/"
    found = {}
    for client, path in (
        (review.buyer.manager.client, f"{buyer}review?limit=20"),
        (review.buyer.manager.client, f"{buyer}review?limit=20&supplier={review.brand['company']}"),
        (review.buyer.manager.client, f"{buyer}review/suppliers"),
        (review.supplier.manager.client, f"{supplier}review?limit=20"),
        (review.supplier.manager.client, f"{supplier}review/suppliers"),
        (review.intake, "/v1/register?limit=20"),
    ):
        found[path.rpartition("organisations")[2]] = pages(engine, client, path)
    page = review.intake.get("/v1/register", params={"limit": 20}).json()
    found["next of the register"] = pages(engine, review.intake, f"/v1/register?limit=20&after={page['next']}")
    return found


@pytest.fixture
def mine(review: Review, engine: Engine) -> Review:
    """Thirty cases of one's own, one of them with a table at which the supplier sits."""
    case = review.case()
    agree(review.table(case), promise(review.supplier), owners=[review.supplier])
    facts(case, audience="suppliers"), allow(case, "progress", audience="suppliers")
    fill(engine, review, draw(Random(2), [review.site["site"]], 30))
    return review


def dearer(few: dict[str, int], many: dict[str, int]) -> dict[str, tuple[int, int]]:
    """What costs more than it did; an index grows by a level."""
    return {name: (few[name], many[name]) for name in few if many[name] > 1.3 * few[name] + 30}


def test_others_cases_cost_nothing(mine: Review, engine: Engine) -> None:
    # Smaller tables than these are read as a whole, which is cheaper than an index.
    others(engine, 1, 6_000)
    few = costs(mine, engine)
    others(engine, 6_001, 24_000)
    assert max(few.values()) < 1_000
    assert dearer(few, costs(mine, engine)) == {}


@pytest.mark.long
def test_a_hundred_thousand_and_a_million_cost_the_same(mine: Review, engine: Engine) -> None:
    others(engine, 1, 100_000)
    few = costs(mine, engine)
    for first in range(100_001, 1_000_000, 150_000):
        others(engine, first, first + 149_999)
    assert dearer(few, costs(mine, engine)) == {}
