"""How cost grows from a hundred cases to a hundred thousand, in a world that is filled further.

python -m tests.benchmarks.growth
"""

import statistics
from collections.abc import Iterator
from dataclasses import dataclass

import psutil

from tests.benchmarks.cases import NAMES, ask, worker, world
from tests.factories.cases import lengthen
from tests.factories.many_cases import fill, vacuum

SIZES = (100, 1_000, 10_000, 100_000)
EVENTS = 200
"""In the history of the case whose page is asked for, at every size."""
WARM, TIMES = 20, 80


@dataclass(frozen=True)
class Size:
    """What was measured with so many cases. Milliseconds by answer, the floor among them, and bytes of the worker afterwards."""

    cases: int
    answers: dict[str, float]
    memory: int


@dataclass(frozen=True)
class Growth:
    """One for each size."""

    sizes: list[Size]

    def lines(self) -> list[str]:
        """Its part of the page RESULTS.md."""
        head = " | ".join(f"{one.cases:,}" for one in self.sizes)
        first = self.sizes[0]
        rows = [
            f"| {name} | {' | '.join(f'{one.answers[name]:.1f} ms' for one in self.sizes)} "
            f"| **{self.sizes[-1].answers[name] / first.answers[name]:.2f}** |"
            for name in first.answers
        ]
        memory = " | ".join(f"{one.memory / 2**20:.0f} MB" for one in self.sizes)
        return [
            "# How cost grows",
            "",
            f"One organisation, filled further and asked again, median of {TIMES}. The case whose page is asked for has",
            f"{EVENTS} events.",
            "",
            f"| cases | {head} | last / first |",
            "|---|" + "---|" * (len(self.sizes) + 1),
            *rows,
            f"| memory of a worker that has answered all this | {memory} | **{self.sizes[-1].memory / first.memory:.2f}** |",
            "",
        ]


def measure_growth() -> Growth:
    """Fill and ask, size after size."""
    with world() as one:
        lengthen(one.case, EVENTS)
        sizes: list[Size] = []
        for last in SIZES:
            fill(one.engine, one.union, (sizes[-1].cases if sizes else 0) + 1, last)
            vacuum(one.engine)
            with worker(one.engine) as (connection, process):
                paths: dict[str, Iterator[str]] = {"floor: is the database there": iter(lambda: "/healthz", ""), **one.paths}
                spent: dict[str, list[float]] = {name: [] for name in paths}
                for turn in range(WARM + TIMES):
                    for name, following in paths.items():
                        took, _ = ask(connection, next(following), one.headers)
                        if turn >= WARM:
                            spent[name].append(took)
                memory = psutil.Process(process.pid).memory_info().rss
            sizes.append(Size(last, {name: statistics.median(times) for name, times in spent.items()}, memory))
    assert set(NAMES) < set(sizes[0].answers)
    return Growth(sizes)


if __name__ == "__main__":
    print("\n".join(measure_growth().lines()))
