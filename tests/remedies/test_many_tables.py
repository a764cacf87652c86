"""Lists of tables cost the same at a few and at many: counted in pages of the database, not in seconds."""

from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from tests.factories.organisations import Organisation
from tests.factories.plans import touched
from tests.factories.tables import Table

FILL = """
WITH made AS (
  INSERT INTO room (room, kind, state, opened_on, epoch, seq, head, entries, founder)
  SELECT substring(sha256(convert_to('table' || n, 'UTF8')) for 16), 'table', 'open', date '2026-01-01' + n % 300, 0, 2,
    sha256('h'), 0, :print
  FROM generate_series(CAST(:first AS int), CAST(:last AS int)) n
  RETURNING room, opened_on
), readers AS (
  INSERT INTO room_reader (room, organisation, kind, fingerprint, since, unseen, mailed)
  SELECT room, :organisation, 'table', :print, opened_on, false, true FROM made
)
INSERT INTO table_party ("table", organisation, role, opened_on, needs_on)
SELECT room, :organisation, 'representative', opened_on, CASE WHEN get_byte(room, 0) < 40 THEN opened_on + 200 END FROM made
"""


def fill(engine: Engine, union: Organisation, first: int, last: int) -> None:
    """Tables at which an organisation sits alone; some need it."""
    with engine.begin() as connection:
        names = {"first": first, "last": last, "organisation": union.organisation, "print": union.fingerprint}
        connection.execute(text(FILL), names)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE room, room_reader, table_party"))


def test_lists_walk_their_indexes(table: Table, union: Organisation, engine: Engine) -> None:
    client: TestClient = union.manager.client
    paths = [f"/v1/organisations/{union.hex}/tables?view={view}&limit=20" for view in ("first", "today", "all")]
    fill(engine, union, 1, 1_500)
    few = [touched(engine, client, path).pages for path in paths]
    fill(engine, union, 1_501, 12_000)
    found = [touched(engine, client, path) for path in paths]
    assert all(more.pages <= 1.3 * less + 10 for less, more in zip(few, found, strict=True)), (few, found)
    # A page further on costs no more.
    for path, one in zip(paths, found, strict=True):
        further = client.get(path).json()["next"]
        assert touched(engine, client, f"{path}&after={further}").pages <= 1.3 * one.pages + 10
    assert not {"table_party", "room_reader"} & found[0].read_whole
