"""Distinct sealed reports, made before anything is measured, in a file that several processes read."""

import mmap
import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from pathlib import Path

from remedy_api.sealing.content import Text
from remedy_api.sealing.filing import seal_submission
from remedy_api.sealing.receipt import new_r, receipt_keys
from tests.benchmarks.world import World

CONTENTS = (
    Text("person", "bn", '{"name":"A worker","contact":"ask at the gate","language":"bn"}'),
    Text("answers", "bn", '{"form":"workplace-grievance","version":1,"answers":{"issue":"wages","since":"june"}}'),
    Text("narrative", "bn", "We were not paid for overtime since June, and who asked was moved to the night shift. " * 4),
)


def seal_one(world: World) -> bytes:
    """One report: three entries, two epochs, the readers of the world and a receipt of its own."""
    filing = seal_submission(
        instance=world.instance,
        day=date(2026, 1, 2),
        receipt=receipt_keys(new_r(), world.instance),
        organisations=world.recipients,
        contents=CONTENTS,
    )
    return filing.encode()


def _seal_many(world: World, count: int) -> list[bytes]:
    return [seal_one(world) for _ in range(count)]


def seal_into(path: Path, world: World, count: int) -> int:
    """Write `count` reports of the same size; that size in bytes."""
    processes = os.cpu_count() or 1
    shares = [count // processes + (index < count % processes) for index in range(processes)]
    with ProcessPoolExecutor(processes) as pool, path.open("wb") as file:
        sizes = set()
        for reports in pool.map(_seal_many, [world] * processes, shares):
            sizes |= {len(report) for report in reports}
            file.writelines(reports)
    (size,) = sizes
    return size


def read_share(path: Path, size: int, share: int, shares: int) -> Sequence[bytes]:
    """Every `shares`-th report, from the `share`-th."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        return [data[at : at + size] for at in range(share * size, len(data), shares * size)]
