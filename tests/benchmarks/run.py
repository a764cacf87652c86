"""Sealed reports a second, beside two floors measured in the same run; then what is measured once: sealing, scripts, starts.

    python -m tests.benchmarks.run [--seconds 3] [--turns 3] [--reports 6000]
writes tests/benchmarks/RESULTS.md. What is compared takes turns: the machine's own ups and downs last longer than one of them.
With --every-event it measures only the large world loaded whole, see tests/benchmarks/every_event.py.
"""

import argparse
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
from sqlalchemy import Engine, text

from remedy_api.kit.db.embedded import Cluster, Postmaster
from remedy_api.kit.db.engine import driver_url, make_engine
from remedy_api.kit.db.migrate import upgrade
from tests.benchmarks.browser import measure_sealing
from tests.benchmarks.cases import measure_cases
from tests.benchmarks.every_event import main as measure_every_event
from tests.benchmarks.floors import FLOOR_TABLE
from tests.benchmarks.growth import measure_growth
from tests.benchmarks.parts import OWN, put
from tests.benchmarks.report import Aside, Cell, middle, write_results
from tests.benchmarks.scripts import measure_scripts
from tests.benchmarks.sealed import seal_into
from tests.benchmarks.starts import measure_starts
from tests.benchmarks.whole_ways import measure_whole_ways
from tests.benchmarks.world import make_world

CLIENTS = (1, 8, 32)
WORKERS = (1, 2)
KINDS = {"nothing": ("floor", "/nothing"), "insert": ("floor", "/insert"), "report": ("intake", "/v1/submissions")}
COUNTS = {"insert": "SELECT count(*) FROM floor", "report": "SELECT count(*) FROM room"}
EMPTY = "TRUNCATE room, submission, room_epoch, room_wrap, room_event, entry, floor CASCADE"


@dataclass(frozen=True)
class Bench:
    """What every cell of the table shares."""

    engine: Engine
    url: str
    folder: Path
    reports: Path
    size: int
    seconds: float


@contextmanager
def database(folder: Path) -> Iterator[str]:
    """A durable PostgreSQL of its own, as the product starts it."""
    postmaster = Postmaster(Cluster(folder))
    postmaster.start()
    try:
        postmaster.wait_ready()
        yield postmaster.cluster.url()
    finally:
        postmaster.stop()


@contextmanager
def serving(bench: Bench, kind: str, workers: int) -> Iterator[tuple[int, list[psutil.Process]]]:
    """So many worker processes on one port, and the port."""
    with socket.create_server(("127.0.0.1", 0), backlog=512) as listening:
        port = listening.getsockname()[1]
        arguments = [kind, str(listening.fileno()), bench.url, str(bench.folder / "data"), str(port)]
        command = [sys.executable, "-m", "tests.benchmarks.serve", *arguments]
        processes = [subprocess.Popen(command, pass_fds=[listening.fileno()]) for _ in range(workers)]
        try:
            _wait_until_up(port, workers, processes)
            yield port, [psutil.Process(process.pid) for process in processes]
        finally:
            for process in processes:
                process.terminate()
            for process in processes:
                process.wait(30)


def _wait_until_up(port: int, workers: int, processes: list[subprocess.Popen[bytes]]) -> None:
    """Until every worker has accepted a connection of its own."""
    deadline = time.monotonic() + 60
    up: set[int] = set()
    while len(up) < workers:
        if time.monotonic() > deadline or any(process.poll() is not None for process in processes):
            raise SystemExit("a worker did not come up")
        with socket.create_connection(("127.0.0.1", port)) as probe:
            time.sleep(0.05)
            for process in processes:
                if any(end.raddr and end.raddr.port == probe.getsockname()[1] for end in _ends(process.pid)):
                    up.add(process.pid)


def _ends(pid: int) -> list[Any]:
    return psutil.Process(pid).net_connections("tcp")


def measure(bench: Bench, kind: str, clients: int, workers: int) -> Cell:
    """One cell: clients in processes of their own, rows counted afterwards."""
    server, path = KINDS[kind]
    with bench.engine.begin() as connection:
        connection.execute(text(EMPTY))
    with serving(bench, server, workers) as (port, running):
        shares = min(2, clients)
        each = [clients // shares + (share < clients % shares) for share in range(shares)]
        loads = [_load(port, path, each[share], bench, share, shares) for share in range(shares)]
        for load in loads:
            assert load.stdout and load.stdout.readline() == b"ready\n"
        for load in loads:
            assert load.stdin
            load.stdin.write(b"\n")
            load.stdin.flush()
        results = [json.loads(load.communicate(timeout=120)[0]) for load in loads]
        memory = max(process.memory_info().rss for process in running)
    with bench.engine.connect() as connection:
        stored = connection.scalar(text(COUNTS[kind])) if kind in COUNTS else None
    accepted = sum(result["accepted"] for result in results)
    return Cell(
        kind=kind,
        clients=clients,
        workers=workers,
        rate=sum(result["accepted"] / result["seconds"] for result in results),
        accepted=accepted,
        refused=sum(result["refused"] for result in results),
        lost=sum(result["lost"] for result in results) + (accepted - stored if stored is not None else 0),
        p99_ms=max(result["p99_ms"] for result in results),
        memory=memory,
    )


def _load(port: int, path: str, clients: int, bench: Bench, share: int, shares: int) -> subprocess.Popen[bytes]:
    arguments = [port, path, clients, bench.reports, bench.size, share, shares, bench.seconds]
    command = [sys.executable, "-m", "tests.benchmarks.load", *map(str, arguments)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def main(seconds: float, turns: int, reports: int, only: str | None, results: Path) -> None:
    """Run the whole table."""
    load = os.getloadavg()[0]
    folder = Path(tempfile.mkdtemp(prefix="remedy-bench-"))
    folder.chmod(0o711)
    try:
        with database(folder) as url:
            engine = make_engine(url, connections=2)
            upgrade(engine)
            with engine.begin() as connection:
                connection.execute(text(FLOOR_TABLE))
            world = make_world(engine)
            size = seal_into(folder / "reports", world, reports)
            bench = Bench(engine, driver_url(url), folder, folder / "reports", size, seconds)
            cells = []
            for workers in WORKERS:
                for clients in CLIENTS:
                    asked = [kind for kind in KINDS if only is None or f"{kind}-{clients}-{workers}" in only.split(",")]
                    taken = [measure(bench, kind, clients, workers) for _ in range(turns) for kind in asked]
                    for kind in asked:
                        cells.append(middle([cell for cell in taken if cell.kind == kind]))
                        print(cells[-1].line(), flush=True)
            engine.dispose()
        if only is None:
            # After the server and its database have ended: the cores are shared with nobody.
            once = measure_sealing(), measure_scripts(), measure_starts(), measure_cases(), measure_growth(), measure_whole_ways()
            aside = Aside(*once)
            put(results, write_results(cells, size, load, turns, aside), keep=OWN)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=3, help="how long a cell is measured in each turn")
    parser.add_argument("--turns", type=int, default=3, help="how often; the middle one counts")
    parser.add_argument("--reports", type=int, default=6000, help="how many distinct reports are sealed before")
    parser.add_argument("--only", help="some cells, as report-8-2,insert-8-2; writes no results")
    parser.add_argument("--results", type=Path, default=Path(__file__).with_name("RESULTS.md"), help="where to")
    parser.add_argument("--every-event", action="store_true", help="only the cases, 1,000 events in each: half an hour, 71 GB free")
    given = parser.parse_args()
    if given.every_event:
        measure_every_event(given.results)
    else:
        main(given.seconds, given.turns, given.reports, given.only, given.results)
