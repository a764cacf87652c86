"""A world with very many cases: rows as a load would leave them, with nothing sealed in them.

Cases come with their rooms, readers and days; events, loaded with COPY, are the bytes of one true event.
"""

import psycopg
from sqlalchemy import Engine, text

from remedy_api.kit.db.engine import driver_url
from tests.factories.cases import Case
from tests.factories.chain import make_site
from tests.factories.organisations import Organisation

CASES = """
WITH made AS (
  INSERT INTO room (room, kind, state, opened_on, epoch, seq, head, entries, founder)
  SELECT substring(sha256(convert_to('case' || n, 'UTF8')) for 16), 'workers', 'open', date '2026-01-01' + n % 300, 0, 7,
    sha256('h'), 0, :print
  FROM generate_series(CAST(:first AS int), CAST(:last AS int)) n
  RETURNING room, opened_on
), files AS (
  INSERT INTO case_file ("case", handle, profile, stage, stage_since, opened_on, submitted_on, acknowledged_on, due_on, suspended,
    review_on, closed_on, outcome, merged_into, site, workers_band, issues, indicators, external, kept, all_withdrawn,
    follow_up, overridden)
  SELECT room, sha256(room), 'default', 'admissibility', opened_on, opened_on, opened_on, opened_on, opened_on + 14, false,
    null, null, null, null, :site, '50-249', '{wages,hours}', '{}', '{}', '{mandate}', false, '{}', false
  FROM made
)
INSERT INTO room_reader (room, organisation, kind, fingerprint, since, unseen, mailed)
SELECT room, :organisation, 'workers', :print, opened_on, false, true FROM made
"""
READERS = """
INSERT INTO case_reader ("case", organisation, role, since, opened_on, needs_on, rank)
SELECT r.room, :organisation, 'representative', r.opened_on, r.opened_on, r.opened_on + 14,
  CASE WHEN get_byte(r.room, 0) = 7 AND get_byte(r.room, 1) < 64 THEN 0 ELSE 1 END FROM room r
WHERE r.kind = 'workers' AND NOT EXISTS (SELECT FROM case_reader c WHERE c."case" = r.room)
"""
TABLES = (
    "room, room_event, room_reader, case_file, case_reader, case_report, case_clock, case_consent, case_duty_bearer, "
    "case_finding, case_table, entry"
)


def fill(engine: Engine, union: Organisation, first: int, last: int) -> None:
    """Cases that an organisation reads, with nothing in their rooms; one in a thousand stands first, as the fast track does."""
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


def lists(union: Organisation) -> list[str]:
    """The lists that grow with the number of cases, as their first page is asked for."""
    path = f"/v1/organisations/{union.hex}"
    return [f"{path}/cases?view=all&limit=20", f"{path}/cases?view=today&limit=20", f"{path}/reports?limit=20"]
