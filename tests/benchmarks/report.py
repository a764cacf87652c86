"""The table that is written down, with the words of the machine it was made on."""

import os
import platform
from dataclasses import dataclass, replace
from pathlib import Path

from tests.benchmarks.browser import RUNS, SLOWED, Sealing
from tests.benchmarks.cases import Cases
from tests.benchmarks.growth import Growth
from tests.benchmarks.starts import Starts
from tests.benchmarks.whole_ways import WholeWays

NAMES = {
    "nothing": "floor A: FastAPI doing nothing",
    "insert": "floor B: FastAPI and one INSERT of the same bytes",
    "report": "sealed reports, filed",
}


@dataclass(frozen=True)
class Cell:
    """One measurement. `rate` is accepted a second, `memory` bytes of the largest worker, `p99_ms` of answers."""

    kind: str
    clients: int
    workers: int
    rate: float
    accepted: int
    refused: int
    lost: int
    p99_ms: float
    memory: int

    def line(self) -> str:
        """For the terminal."""
        return (
            f"{self.kind:8} clients {self.clients:2} workers {self.workers}  {self.rate:7.0f}/s  refused {self.refused}"
            f"  lost {self.lost}  p99 {self.p99_ms:.1f} ms  {self.memory / 2**20:.0f} MB"
        )


def middle(turns: list[Cell]) -> Cell:
    """The turn in the middle by rate, with what was lost or refused in any turn and the most memory of all."""
    ordered = sorted(turns, key=lambda cell: cell.rate)
    return replace(
        ordered[len(ordered) // 2],
        accepted=sum(cell.accepted for cell in turns),
        refused=sum(cell.refused for cell in turns),
        lost=sum(cell.lost for cell in turns),
        memory=max(cell.memory for cell in turns),
    )


def machine() -> str:
    """This machine's own words: processor, cores, memory, system."""
    cpu = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ),
        platform.machine(),
    )
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{cpu}, {len(os.sched_getaffinity(0))} cores, {memory:.0f} GiB, Linux {platform.release()}, "
        f"Python {platform.python_version()}"
    )


@dataclass(frozen=True)
class Aside:
    """What is measured once, after the table. `scripts`: bytes by the entry of the bundle."""

    sealing: Sealing
    scripts: dict[str, int]
    starts: Starts
    cases: Cases
    growth: Growth
    ways: WholeWays

    def lines(self) -> list[str]:
        """Its part of the page."""
        scripts = ", ".join(f"{size / 1000:.1f} kB (`{name}`)" for name, size in self.scripts.items())
        return [
            "# Beside the server",
            "",
            "| what | figure | aim |",
            "|---|---|---|",
            f"| sealing in Chromium, processor slowed {SLOWED} times, median of {RUNS} | **{self.sealing.median:.0f} ms** "
            f"(p95 {self.sealing.p95:.0f} ms) | below 50 ms |",
            f"| scripts that a reporter's page loads, gzip | **{scripts}** | at most 60 kB each |",
            f"| `./remedy serve` until both doors answer, new data folder | {self.starts.first:.1f} s | |",
            f"| the same, second start | **{self.starts.second:.1f} s** | below 3 s |",
            "",
            "Sealed are three short texts to three organisations in two epochs, after a warm-up, with keys never sealed to before.",
            "",
            *self.cases.lines(),
            *self.growth.lines(),
            *self.ways.lines(),
        ]


def write_results(cells: list[Cell], size: int, load: float, turns: int, aside: Aside) -> str:
    """The page RESULTS.md. `load`: the machine's load average before the run; anything near its cores spoils the figures."""
    found = {(cell.kind, cell.clients, cell.workers): cell for cell in cells}
    lines = [
        "# Sealed reports a second",
        "",
        f"Written by `./remedy bench` on: {machine()}. Clients, workers and PostgreSQL share these cores.",
        f"Load average before the run: {load:.1f}.",
        "",
        f"Each report is distinct, sealed before the clock starts, {size:,} bytes: three entries, two epochs, three",
        "organisations and the receipt. Every answer is given after the commit, with `synchronous_commit` and `fsync` on.",
        "Both floors run on the same server with the same settings in the same run; what is compared takes turns, and of",
        f"{turns} turns the middle one counts; lost and refused are of all of them.",
        "",
        "| workers | clients | floor A /s | floor B /s | reports /s | of floor B | of floor A | p99 | lost | refused | worker |",
        "|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    for workers, clients in sorted({(cell.workers, cell.clients) for cell in cells}):
        nothing, insert, report = (found[kind, clients, workers] for kind in NAMES)
        lines.append(
            f"| {workers} | {clients} | {nothing.rate:.0f} | {insert.rate:.0f} | **{report.rate:.0f}** "
            f"| **{report.rate / insert.rate:.2f}** | {report.rate / nothing.rate:.2f} | {report.p99_ms:.0f} ms "
            f"| {report.lost} | {report.refused} | {report.memory / 2**20:.0f} MB |"
        )
    lines += ["", *(f"- {name}" for name in NAMES.values()), "", *aside.lines()]
    return "\n".join(lines)
