"""The list of cases and the page of one, in a small world and in a large one, beside an answer that does nothing.

    python -m tests.benchmarks.cases
The door runs in this process, so that what is measured is the server's own time and no network.
"""

import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from fastapi.testclient import TestClient
from sqlalchemy import Engine

from remedy_api.app import create_casework_app, create_intake_app
from remedy_api.kit.db.embedded import Cluster, Postmaster
from remedy_api.kit.db.engine import make_engine
from remedy_api.kit.db.migrate import upgrade
from remedy_api.settings import Settings
from tests.factories.cases import lengthen, open_case
from tests.factories.many_cases import fill, fill_histories, lists, vacuum
from tests.factories.people import make_organisation, make_programme
from tests.factories.reports import file_report
from tests.fixtures.database import PEOPLE_KEY
from tests.fixtures.doors import CASEWORK, INTAKE

SMALL, LARGE, LONG = 100, 100_000, 1_000
WARM, TIMES = 30, 200
NAMES = ("list of all cases", "list of what needs somebody", "list of reports", "page of a case")


@dataclass(frozen=True)
class Answer:
    """Median and 95th percentile of one answer's time in milliseconds, and its bytes, in both worlds."""

    name: str
    small: float
    large: float
    p95: float
    size: int


@dataclass(frozen=True)
class Cases:
    """What was measured. `floor`: milliseconds of an answer that asks the database for nothing but a 1."""

    floor: float
    answers: list[Answer]

    def lines(self) -> list[str]:
        """Its part of the page RESULTS.md."""
        rows = [
            f"| {one.name} | {one.small:.1f} ms | **{one.large:.1f} ms** (p95 {one.p95:.1f} ms) | **{one.large / one.small:.2f}** "
            f"| {one.large / self.floor:.1f} | {one.size / 1000:.1f} kB |"
            for one in self.answers
        ]
        return [
            "# Cases, few and many",
            "",
            f"One organisation with {SMALL} cases, then with {LARGE:,}; the history of {LONG:,} of them, and of the one whose",
            f"page is asked for, has {LONG:,} events. Times of the door alone, median of {TIMES}. Aims: many at most 1.3 of few,",
            f"below 10 ms, at most 20 kB. Floor, an answer that only asks whether the database is there: {self.floor:.1f} ms.",
            "",
            "| answer | few | many | many / few | many / floor | bytes |",
            "|---|---|---|---|---|---|",
            *rows,
            "",
        ]


@contextmanager
def _doors() -> Iterator[tuple[Engine, TestClient, TestClient]]:
    folder = Path(tempfile.mkdtemp(prefix="remedy-bench-"))
    folder.chmod(0o711)
    postmaster = Postmaster(Cluster(folder))
    postmaster.start()
    try:
        postmaster.wait_ready()
        engine = make_engine(postmaster.cluster.url(), connections=4)
        upgrade(engine)
        settings = Settings(data_dir=folder / "data", casework_origins=(CASEWORK,), intake_origins=(INTAKE,))
        with ExitStack() as doors:
            made = ((create_casework_app, CASEWORK), (create_intake_app, INTAKE))
            clients = [
                doors.enter_context(TestClient(make(settings, engine, PEOPLE_KEY), base_url=origin, headers={"Origin": origin}))
                for make, origin in made
            ]
            yield engine, clients[0], clients[1]
        engine.dispose()
    finally:
        postmaster.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _times(client: TestClient, path: str) -> tuple[list[float], int]:
    """Milliseconds of each answer, and its bytes."""
    spent, size = [], 0
    for turn in range(WARM + TIMES):
        begun = time.perf_counter()
        answer = client.get(path)
        if turn >= WARM:
            spent.append((time.perf_counter() - begun) * 1000)
        assert answer.status_code == 200, answer.text
        size = len(answer.content)
    return spent, size


def measure_cases() -> Cases:
    """Fill both worlds and ask."""
    with _doors() as (engine, casework, intake):
        union = make_organisation(make_programme(casework, engine), name="Garment Workers' Union")
        case, client = open_case(union, file_report(intake, union)), union.manager.client
        paths = [*lists(union), f"/v1/cases/{case.hex}"]
        fill(engine, union, 1, SMALL)
        floor = statistics.median(_times(client, "/healthz")[0])
        few = [statistics.median(_times(client, path)[0]) for path in paths]
        fill(engine, union, SMALL + 1, LARGE)
        fill_histories(engine, case, 1, LONG, LONG)
        lengthen(case, LONG)
        vacuum(engine)
        answers = []
        for name, path, less in zip(NAMES, paths, few, strict=True):
            spent, size = _times(client, path)
            answers.append(Answer(name, less, statistics.median(spent), statistics.quantiles(spent, n=20)[18], size))
        return Cases(floor, answers)


if __name__ == "__main__":
    print("\n".join(measure_cases().lines()))
