"""Days that pass for the job that erases: this machine's clock and the database's together."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from sqlalchemy import Engine, text

from remedy_api.accounts import tasks as accounts
from remedy_api.deadlines import watching
from remedy_api.deadlines.retention import Rules, rules
from remedy_api.jobs.context import JobContext
from remedy_api.jobs.worker import run_sweep
from remedy_api.kit import clock
from remedy_api.retention.actions import announcing
from remedy_api.retention.queries import due
from remedy_api.retention.tasks import ERASE
from remedy_api.settings import Settings
from tests.fixtures.addresses import PEOPLE_KEY
from tests.fixtures.time import Turn

HOUR = 3600.0


@dataclass
class Days:
    """The days of one test, counted from its own."""

    turn: Turn
    context: JobContext
    wait: Callable[[float], None]
    now: int = 0

    def round(self) -> None:
        """The jobs come by, also the one that forgets what was answered to requests long ago."""
        for sweep in (ERASE, *accounts.SWEEPS):
            assert run_sweep(sweep, self.context)

    def jump(self, days: int) -> None:
        """The clocks move at once by so many days, and the job comes by."""
        self.now += days
        self.turn(self.now)
        self.round()

    def go_on(self, days: int) -> None:
        """So many days pass one by one, and the job comes by on each."""
        for _ in range(days):
            self.off(1)

    def off(self, days: int) -> None:
        """So many days pass, and the job comes by on the last of them alone."""
        self.wait(days * 24 * HOUR)
        self.jump(days)

    def restart(self) -> None:
        """Another process goes on with the work: it knows nothing of what this one has seen."""
        watching._noted = None

    def left(self) -> dict[str, int]:
        """What is announced, by its rule: the days it still has."""
        with self.context.engine.connect() as connection:
            return {row.what: row.days_left for row in connection.execute(text("SELECT what, days_left FROM erasure"))}


NOTICE = 4
"""Days of notice in most of these tests, for which thirty are too long."""


@pytest.fixture
def days(published_days: Days, monkeypatch: pytest.MonkeyPatch) -> Days:
    """Days that pass, with a short notice."""
    for module in (announcing, due, watching):
        monkeypatch.setattr(module, "rules", lambda: Rules(NOTICE, rules().of))
    return published_days


@pytest.fixture
def published_days(turn: Turn, settings: Settings, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Days:
    """Days that pass, with the notice that is published; the job has looked today."""
    monkeypatch.setattr(watching, "database_day", lambda session: clock.today())
    monkeypatch.setattr(watching, "_noted", None)
    waited = [0.0]
    monkeypatch.setattr(watching, "monotonic", lambda: waited[0])
    found = Days(turn, JobContext(settings, engine, PEOPLE_KEY), lambda seconds: waited.__setitem__(0, waited[0] + seconds))
    found.round()
    return found


def traces(engine: Engine, *ids: bytes) -> list[str]:
    """Every column of every table in which one of these ids stands."""
    found = []
    with engine.connect() as connection:
        columns = connection.execute(
            text(
                "SELECT table_name, column_name, data_type FROM information_schema.columns "
                "WHERE table_schema = 'public' AND data_type IN ('bytea', 'jsonb')"
            )
        ).all()
        for table, column, kind in columns:
            for one in ids:
                # As bytes, and as it stands in JSON, whether that is kept as text or as bytes.
                inside = f'"{column}"::text LIKE :text' if kind == "jsonb" else f'position(:id IN "{column}") > 0'
                for id_ in (one,) if kind == "jsonb" else (one, one.hex().encode()):
                    query = text(f'SELECT count(*) FROM "{table}" WHERE {inside}')
                    values = {"text": f"%{one.hex()}%"} if kind == "jsonb" else {"id": id_}
                    if connection.execute(query, values).scalar_one():
                        found.append(f"{table}.{column}")
    return sorted(set(found))
