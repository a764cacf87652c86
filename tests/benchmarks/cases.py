"""The list of cases and the page of one, in a small world and in a large one, beside an answer that does nothing.

    python -m tests.benchmarks.cases
What is timed is a worker as the product runs it, asked over one kept connection.
"""

import http.client
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

from fastapi.testclient import TestClient
from sqlalchemy import Engine

from remedy_api.app import create_casework_app, create_intake_app
from remedy_api.kit.db.embedded import Cluster, Postmaster
from remedy_api.kit.db.engine import make_engine
from remedy_api.kit.db.migrate import upgrade
from remedy_api.settings import Settings
from tests.factories.cases import Case, lengthen, open_case
from tests.factories.many_cases import fill, fill_histories, lists, vacuum
from tests.factories.organisations import Organisation
from tests.factories.people import make_organisation, make_programme
from tests.factories.reports import file_report
from tests.fixtures.addresses import CASEWORK, INTAKE, PEOPLE_KEY

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
        return [
            "# Cases, few and many",
            "",
            f"One organisation with {SMALL} cases, one with {LARGE:,}, each in a database of its own; the history of {LONG:,} of",
            f"the many, and of the one whose page is asked for, has {LONG:,} events. Workers asked in turns, median of {TIMES}.",
            "Aims: many at most 1.3 of few, below 10 ms, at most 20 kB. Floor, an answer that only asks whether the database",
            f"is there: {self.floor:.1f} ms.",
            "",
            *self.table(),
            "",
        ]

    def table(self) -> list[str]:
        """The figures alone."""
        rows = [
            f"| {one.name} | {one.small:.1f} ms | **{one.large:.1f} ms** (p95 {one.p95:.1f} ms) | **{one.large / one.small:.2f}** "
            f"| {one.large / self.floor:.1f} | {one.size / 1000:.1f} kB |"
            for one in self.answers
        ]
        return ["| answer | few | many | many / few | many / floor | bytes |", "|---|---|---|---|---|---|", *rows]


@dataclass(frozen=True)
class World:
    """An organisation with cases in a database of its own."""

    postmaster: Postmaster
    engine: Engine
    union: Organisation
    case: Case

    @property
    def headers(self) -> dict[str, str]:
        """As a signed-in member sends them."""
        cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.union.manager.client.cookies.jar)
        return {"Host": CASEWORK.partition("://")[2], "Cookie": cookies}

    @property
    def paths(self) -> dict[str, Iterator[str]]:
        """What is asked for in each turn, by the name of the answer."""
        return {name: cycle([path]) for name, path in zip(NAMES, [*lists(self.union), f"/v1/cases/{self.case.hex}"], strict=True)}


@contextmanager
def world() -> Iterator[World]:
    """One with a single case, made through both doors in this process."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="remedy-bench-")))
        folder.chmod(0o711)
        postmaster = Postmaster(Cluster(folder))
        postmaster.start()
        stack.callback(postmaster.stop)
        postmaster.wait_ready()
        engine = make_engine(postmaster.cluster.url(), connections=4)
        stack.callback(engine.dispose)
        upgrade(engine)
        settings = Settings(data_dir=folder / "data", casework_origins=(CASEWORK,), intake_origins=(INTAKE,))
        casework, intake = (
            stack.enter_context(TestClient(make(settings, engine, PEOPLE_KEY), base_url=origin, headers={"Origin": origin}))
            for make, origin in ((create_casework_app, CASEWORK), (create_intake_app, INTAKE))
        )
        union = make_organisation(make_programme(casework, engine), name="Garment Workers' Union")
        case = open_case(union, file_report(intake, union))
        yield World(postmaster, engine, union, case)


@contextmanager
def worker(engine: Engine) -> Iterator[tuple[http.client.HTTPConnection, subprocess.Popen[bytes]]]:
    """The casework door in a process of its own, and a connection to it."""
    url = engine.url.render_as_string(hide_password=False)
    with socket.create_server(("127.0.0.1", 0)) as listening, tempfile.TemporaryDirectory() as data:
        port = listening.getsockname()[1]
        arguments = ["casework", str(listening.fileno()), url, data, str(port)]
        command = [sys.executable, "-m", "tests.benchmarks.serve", *arguments]
        process = subprocess.Popen(command, pass_fds=[listening.fileno()])
        try:
            yield http.client.HTTPConnection("127.0.0.1", port, timeout=60), process
        finally:
            process.terminate()
            process.wait(30)


def ask(connection: http.client.HTTPConnection, path: str, headers: dict[str, str]) -> tuple[float, int]:
    """Milliseconds of one answer, and its bytes."""
    begun = time.perf_counter()
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    assert answer.status == 200, body
    return (time.perf_counter() - begun) * 1000, len(body)


def ask_in_turns(few: World, many: World, small: Mapping[str, Iterator[str]], large: Mapping[str, Iterator[str]]) -> Cases:
    """Ask for the same answers in both worlds, in turns, so that whatever else the machine does meets them alike.

    `small` and `large`: what is asked for in each turn, by the name of the answer.
    """
    with worker(few.engine) as (little, _), worker(many.engine) as (much, _):
        floor: Iterator[str] = cycle(["/healthz"])
        asked = [("floor", little, floor, few)]
        asked += [(f"few {name}", little, paths, few) for name, paths in small.items()]
        # The other worker slept meanwhile: what wakes it is no answer that counts.
        asked += [("awake", much, floor, many)]
        asked += [(f"many {name}", much, paths, many) for name, paths in large.items()]
        spent: dict[str, list[float]] = {what: [] for what, *_ in asked}
        sizes: dict[str, int] = {}
        for turn in range(WARM + TIMES):
            for what, connection, paths, where in asked:
                took, sizes[what] = ask(connection, next(paths), where.headers)
                if turn >= WARM:
                    spent[what].append(took)
    middle = {what: statistics.median(times) for what, times in spent.items()}
    slow = {what: statistics.quantiles(times, n=20)[18] for what, times in spent.items()}
    answers = [
        Answer(name, middle[f"few {name}"], middle[f"many {name}"], slow[f"many {name}"], sizes[f"many {name}"]) for name in large
    ]
    return Cases(middle["floor"], answers)


def measure_cases() -> Cases:
    """Fill both worlds and ask both."""
    with world() as few, world() as many:
        fill(few.engine, few.union, 1, SMALL)
        fill(many.engine, many.union, 1, LARGE)
        fill_histories(many.engine, many.case, 1, LONG, LONG)
        lengthen(many.case, LONG)
        for one in (few, many):
            vacuum(one.engine)
        return ask_in_turns(few, many, few.paths, many.paths)


if __name__ == "__main__":
    print("\n".join(measure_cases().lines()))
