"""Lists of cases and the page of a case cost the same at a few and at many: counted in pages of the database, not in seconds.

The big world is loaded with COPY: cases with their rooms, readers, reports and clocks, and events whose bytes are those of one
true event: what is measured is how much of the tables an answer touches.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, event, text

from remedy_api.kit.db.engine import driver_url
from tests.factories.cases import Case, lengthen, open_case
from tests.factories.chain import make_site
from tests.factories.organisations import Organisation
from tests.factories.people import make_organisation
from tests.factories.reports import file_report

MUCH = 1.3
LARGEST_ANSWER = 20_000
CASES = """
WITH made AS (
  INSERT INTO room (room, kind, state, opened_on, epoch, seq, head, entries, founder)
  SELECT substring(sha256(convert_to('case' || n, 'UTF8')) for 16), 'workers', 'open', date '2026-01-01' + n % 300, 0, 7,
    sha256('h'), 0, :print
  FROM generate_series(CAST(:first AS int), CAST(:last AS int)) n
  RETURNING room, opened_on
), files AS (
  INSERT INTO case_file ("case", handle, profile, stage, stage_since, opened_on, submitted_on, acknowledged_on, due_on, suspended,
    review_on, closed_on, outcome, merged_into, site, workers_band, issues, indicators, external, kept, all_withdrawn)
  SELECT room, sha256(room), 'default', 'admissibility', opened_on, opened_on, opened_on, opened_on, opened_on + 14, false,
    null, null, null, null, :site, '50-249', '{wages,hours}', '{}', '{}', '{mandate}', false
  FROM made
)
INSERT INTO room_reader (room, organisation, kind, fingerprint, since, unseen, mailed)
SELECT room, :organisation, 'workers', :print, opened_on, false, true FROM made
"""
READERS = """
INSERT INTO case_reader ("case", organisation, role, since, opened_on, needs_on)
SELECT r.room, :organisation, 'representative', r.opened_on, r.opened_on, r.opened_on + 14 FROM room r
WHERE r.kind = 'workers' AND NOT EXISTS (SELECT FROM case_reader c WHERE c."case" = r.room)
"""
TABLES = "room, room_event, room_reader, case_file, case_reader, case_report, case_clock, case_consent, case_duty_bearer, entry"


def fill(engine: Engine, union: Organisation, first: int, last: int) -> None:
    """Cases that an organisation reads, with nothing in their rooms."""
    site = bytes.fromhex(make_site(union.programme.administrator.client)["site"])
    names = {"first": first, "last": last, "organisation": union.organisation, "print": union.fingerprint, "site": site}
    with engine.begin() as connection:
        connection.execute(text(CASES), names)
        connection.execute(text(READERS), names)
    vacuum(engine)


def vacuum(engine: Engine) -> None:
    """Statistics and visibility as they are some time after a load."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"VACUUM ANALYZE {TABLES}"))


def fill_histories(engine: Engine, case: Case, first: int, last: int, events: int) -> None:
    """So many events for each of these cases, all of one true event's bytes, by COPY."""
    with engine.connect() as connection:
        payload, signature = connection.execute(text("SELECT payload, signature FROM room_event WHERE seq = 5 LIMIT 1")).one()
        named = "substring(sha256(convert_to('case' || n, 'UTF8')) for 16)"
        query = text(f"SELECT {named} FROM generate_series(CAST(:first AS int), CAST(:last AS int)) n")
        rooms = list(connection.execute(query, {"first": first, "last": last}).scalars())
    url = driver_url(engine.url.render_as_string(hide_password=False))
    with psycopg.connect(url) as loading, loading.cursor() as cursor:
        with cursor.copy("COPY room_event (room, seq, payload, signature) FROM STDIN (FORMAT binary)") as copy:
            copy.set_types(["bytea", "int4", "bytea", "bytea"])
            for room in rooms:
                for seq in range(events):
                    copy.write_row((room, seq, payload, signature))
        loading.commit()


@contextmanager
def noted(engine: Engine) -> Iterator[list[tuple[str, object]]]:
    """The SELECTs that run meanwhile."""
    asked: list[tuple[str, object]] = []

    def note(connection: object, cursor: object, statement: str, parameters: object, *_: object) -> None:
        if statement.startswith("SELECT"):
            asked.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", note)


def pages(engine: Engine, client: TestClient, path: str) -> int:
    """Pages of the database that an answer's statements touch."""
    with noted(engine) as asked:
        answer = client.get(path)
        assert answer.status_code == 200, answer.text
        assert len(answer.content) <= LARGEST_ANSWER
    total = 0
    with engine.connect() as connection:
        for statement, parameters in asked:
            explained = connection.exec_driver_sql(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {statement}", parameters)
            plan = explained.scalar_one()
            plan = json.loads(plan) if isinstance(plan, str) else plan
            total += plan[0]["Plan"]["Shared Hit Blocks"] + plan[0]["Plan"]["Shared Read Blocks"]
    assert asked
    return total


def lists(union: Organisation) -> list[str]:
    """The lists that grow with the number of cases, as their first page is asked for."""
    path = f"/v1/organisations/{union.hex}"
    return [f"{path}/cases?view=all&limit=20", f"{path}/cases?view=today&limit=20", f"{path}/reports?limit=20"]


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
