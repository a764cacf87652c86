"""The revisions make exactly the tables of the models, can be taken back, and only one process runs them at a time."""

import subprocess
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text

from remedy_api.kit.db.embedded.cluster import BINARIES, ENVIRONMENT
from remedy_api.kit.db.engine import driver_url, make_engine
from remedy_api.kit.db.migrate import DatabaseNewer, alembic_config, downgrade, upgrade
from remedy_api.kit.db.revisions import is_newest, newest_revision
from remedy_api.tables import METADATA
from tests.migrations.rows import ID, ROWS

OTHER_ID = ID[::-1]


@pytest.fixture
def empty_engine(fresh_database: str) -> Engine:
    """A pool on a database without any table."""
    engine = make_engine(fresh_database, connections=4)
    yield engine
    engine.dispose()


def schema(url: str) -> list[str]:
    """Every statement that would make the tables of a database, sorted; the job queue's and Alembic's own left out."""
    done = subprocess.run(
        [BINARIES / "pg_dump", "--schema-only", "--no-owner", "--no-comments", "--exclude-table=alembic_version",
         "--exclude-table=procrastinate_*", driver_url(url)],
        env=ENVIRONMENT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    statements = done.stdout.split(";\n")
    kept = (statement.strip() for statement in statements if "procrastinate" not in statement)
    return sorted(each for each in kept if each.rpartition("--\n")[2].strip().startswith(("CREATE", "ALTER")))


def revisions(engine: Engine) -> list[str]:
    """All revisions, oldest first."""
    with engine.connect() as connection:
        script = ScriptDirectory.from_config(alembic_config(connection))
    return [each.revision for each in script.walk_revisions()][::-1]


def test_revisions_make_exactly_the_tables_of_the_models(empty_engine: Engine) -> None:
    url = empty_engine.url.render_as_string(hide_password=False)
    METADATA.create_all(empty_engine)
    from_models = schema(url)
    METADATA.drop_all(empty_engine)
    upgrade(empty_engine)
    assert schema(url) == from_models
    assert any("CHECK" in each for each in from_models)


def test_each_revision_can_be_taken_back_and_made_again(empty_engine: Engine) -> None:
    url = empty_engine.url.render_as_string(hide_password=False)
    shapes = []
    for revision in revisions(empty_engine):
        upgrade(empty_engine, revision)
        shapes.append(schema(url))
    for revision, shape in zip(["base", *revisions(empty_engine)][-2::-1], [[], *shapes][-2::-1], strict=True):
        downgrade(empty_engine, revision)
        assert schema(url) == shape
    assert set(inspect(empty_engine).get_table_names()) <= {"alembic_version"}
    upgrade(empty_engine)
    assert schema(url) == shapes[-1]


def test_rows_survive_every_revision_that_does_not_make_their_table(empty_engine: Engine) -> None:
    upgrade(empty_engine)
    assert set(ROWS) == {table.name for table in METADATA.sorted_tables}
    with empty_engine.begin() as connection:
        for name, row in ROWS.items():
            connection.execute(METADATA.tables[name].insert().values(**row))
    left = {name: set(row) for name, row in ROWS.items()}
    for revision in ["base", *revisions(empty_engine)][-2::-1]:
        downgrade(empty_engine, revision)
        left = still_there(empty_engine, left)
        kept = {name: {column: ROWS[name][column] for column in columns} for name, columns in left.items()}
        assert rows_of(empty_engine, left) == kept
        upgrade(empty_engine)
        assert rows_of(empty_engine, left) == kept
    assert rows_of(empty_engine, {name: set(row) for name, row in ROWS.items()}) == {}


def still_there(engine: Engine, columns: dict[str, set[str]]) -> dict[str, set[str]]:
    """What is left of these columns of these tables."""
    inspector = inspect(engine)
    tables = set(inspector.get_table_names()) & set(columns)
    return {name: columns[name] & {each["name"] for each in inspector.get_columns(name)} for name in tables}


def rows_of(engine: Engine, columns: dict[str, set[str]]) -> dict[str, dict[str, Any]]:
    """These columns of the one row of each of these tables that has one."""
    found = {}
    with engine.connect() as connection:
        for name, wanted in columns.items():
            table = METADATA.tables[name]
            rows = connection.execute(table.select().with_only_columns(*(table.c[each] for each in sorted(wanted)))).mappings()
            if row := rows.first():
                found[name] = dict(row)
    return found


def test_there_is_one_line_of_revisions_and_a_second_upgrade_does_nothing(empty_engine: Engine) -> None:
    assert revisions(empty_engine)[-1] == newest_revision()
    assert not is_newest(empty_engine)
    assert upgrade(empty_engine)
    assert is_newest(empty_engine)
    assert not upgrade(empty_engine)


def test_many_starts_at_once_upgrade_once(empty_engine: Engine) -> None:
    with ThreadPoolExecutor(4) as threads:
        done = list(threads.map(lambda _: upgrade(empty_engine), range(4)))
    assert sorted(done) == [False, False, False, True]


def test_a_database_of_a_newer_version_is_left_alone(empty_engine: Engine) -> None:
    upgrade(empty_engine)
    with empty_engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'ffffffffffff'"))
    with pytest.raises(DatabaseNewer):
        upgrade(empty_engine)


def test_a_version_that_knows_no_findings_leaves_cases_where_it_knows_them(empty_engine: Engine) -> None:
    """Taken back, a case that has come further stands in its last known stage, and one that ended with a new word is open."""
    upgrade(empty_engine)
    with empty_engine.begin() as connection:
        for name, row in ROWS.items():
            connection.execute(METADATA.tables[name].insert().values(**row))
        for statement in (
            "UPDATE case_file SET stage = 'verification', outcome = 'remedied', merged_into = NULL, due_on = '2026-03-30'",
            "UPDATE case_clock SET clock = 'verification'",
            "UPDATE case_consent SET content = 'table'",
            "UPDATE case_reader SET role = 'monitor'",
        ):
            connection.execute(text(statement))
    downgrade(empty_engine, "c90f4a6b17de")
    with empty_engine.connect() as connection:
        left = {
            table: connection.execute(text(f"SELECT {columns} FROM {table}")).all()
            for table, columns in (
                ("case_file", "stage, outcome, closed_on, due_on"),
                ("case_clock", "clock"),
                ("case_consent", "content"),
                ("case_reader", "role"),
            )
        }
    assert left == {
        "case_file": [("fact_finding", None, None, None)],
        "case_clock": [],
        "case_consent": [],
        "case_reader": [("reader",)],
    }
    upgrade(empty_engine)
    with empty_engine.connect() as connection:
        new = "SELECT follow_up, overridden, plan_in_force_on, steps_unverified, satisfaction FROM case_file"
        assert connection.execute(text(new)).all() == [([], False, None, None, None)]


def test_a_version_that_knows_no_sources_gets_no_site_of_workers(empty_engine: Engine) -> None:
    """Taken back, the table would say nothing of who told of a site: such sites go, all others stay."""
    upgrade(empty_engine)
    site = ROWS["site"] | {"operator": None, "os_id": None, "open_for_filing": False}
    with empty_engine.begin() as connection:
        for number, source in enumerate(("worker", "monitor", "public", "disclosure", "import")):
            row = site | {"site": bytes([number]) * 16, "address": source, "source": source}
            connection.execute(METADATA.tables["site"].insert().values(**row))
    downgrade(empty_engine, "56e2c65442db")
    with empty_engine.connect() as connection:
        left = connection.execute(text("SELECT address FROM site ORDER BY address")).scalars().all()
    assert left == ["disclosure", "import", "public"]


def test_a_version_that_knows_no_programs_lets_none_in(empty_engine: Engine) -> None:
    """Taken back, a program is an account that was closed: its name and keys stay, because histories name them."""
    upgrade(empty_engine)
    person = ROWS["person"] | {"closed_on": None}
    program = person | {"person": OTHER_ID, "keeper": person["person"], "administrator": False, "notices": False}
    program |= {"login": None, "email": None, "vault": None}
    with empty_engine.begin() as connection:
        for row in (person, program):
            connection.execute(METADATA.tables["person"].insert().values(**row))
    downgrade(empty_engine, "f96a51ce470b")
    with empty_engine.connect() as connection:
        left = connection.execute(text("SELECT person, closed FROM person ORDER BY closed")).all()
    assert [(bytes(row.person), row.closed) for row in left] == [(person["person"], False), (OTHER_ID, True)]
    upgrade(empty_engine)
