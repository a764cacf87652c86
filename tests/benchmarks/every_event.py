"""The large world loaded whole: a thousand events in every one of a hundred thousand cases, beside few cases.

    python -m tests.benchmarks.every_event        (or: ./remedy bench --every-event)
takes about half an hour and 71 GB of disk that are free, both of which it says before it begins; it writes its part of RESULTS.md.
"""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

import psycopg

from remedy_api.kit.db.engine import driver_url
from remedy_api.rooms.views import EVENTS_AT_ONCE
from remedy_api.sealing.lp import sha256
from tests.benchmarks.cases import LARGE, LONG, SMALL, TIMES, Cases, World, ask_in_turns, world
from tests.benchmarks.histories import Loaded, forget, go_ahead, load, loading
from tests.benchmarks.parts import put
from tests.benchmarks.report import machine
from tests.factories.cases import lengthen
from tests.factories.many_cases import TABLES, fill
from tests.factories.plans import Touched, touched

HEADING = "# Every case with its history"
SAMPLE = 1_000
"""Cases whose histories are loaded first, to tell what all of them need."""
RESERVE = 8 * 10**9
"""Bytes of the disk that are to be free when everything is loaded."""
LARGE_TABLES = frozenset({"room_event", "room", "room_reader", "case_file", "case_reader"})


@dataclass(frozen=True)
class EveryEvent:
    """What was measured. `events` of each case, `before` and `after`: load averages, `ahead`: whether what was measured ran
    before everything else on the machine, `few` and `many`: pages by answer.
    """

    cases: Cases
    loaded: Loaded
    events: int
    database: int
    before: float
    after: float
    ahead: bool
    few: dict[str, Touched]
    many: dict[str, Touched]

    def lines(self) -> list[str]:
        """Its part of the page RESULTS.md."""
        head, rule, *rows = self.cases.table()
        pages = [f" {self.few[name].pages} / {self.many[name].pages} |" for name in self.many]
        loaded = self.loaded
        whole = sorted(LARGE_TABLES & {table for one in self.many.values() for table in one.read_whole})
        ahead = "; what was measured ran ahead of other work" if self.ahead else ""
        return [
            HEADING,
            "",
            f"Written by `./remedy bench --every-event` on: {machine()}.",
            "",
            f"- every one of {LARGE:,} cases has {self.events:,} events: {loaded.rows:,} rows, chained, in devices' exact form",
            "- they come day by day of one case after the other: no history lies together on disk",
            f"- table of events {_gb(loaded.table)}, its index {_gb(loaded.index)}: {loaded.size / loaded.rows:.0f} bytes an event",
            f"- the whole database {_gb(self.database)}; filled in {_min(loaded.filling)}, indexed in {_min(loaded.indexing)}",
            f"- few: {SMALL} cases of {EVENTS_AT_ONCE} events; median of {TIMES}; floor {self.cases.floor:.1f} ms",
            f"- load average before and after measuring: {self.before:.1f} and {self.after:.1f}{ahead}",
            "- pages: those of the database that an answer's statements touch (`EXPLAIN (ANALYZE, BUFFERS)`)",
            f"- tables with a row for each case or event that were read from end to end: {', '.join(whole) or 'none'}",
            "- from the disk: another case each time, no event in the system's memory before; few are always in memory",
            "",
            f"{head} pages, few / many |",
            f"{rule}---|",
            *(row + more for row, more in zip(rows, pages, strict=True)),
            "",
        ]


def _gb(size: int) -> str:
    return f"{size / 10**9:.1f} GB"


def _min(seconds: float) -> str:
    return f"{seconds / 60:.0f} min"


def _room(number: int) -> str:
    return sha256(f"case{number}".encode())[:16].hex()


def _paths(where: World, cases: int) -> dict[str, Iterator[str]]:
    """Beside what is asked for anyway: histories, and pages that were not asked for before."""
    # Far from each other, and each of them once before the first comes again.
    others = [1 + place * 7919 % cases for place in range(cases)]
    again = others[cases // 2 :] + others[: cases // 2]
    return where.paths | {
        "page of a history": cycle([f"/v1/rooms/{_room(1)}/events"]),
        "page of a case, from the disk": cycle([f"/v1/cases/{_room(number)}" for number in others]),
        "page of a history, from the disk": cycle([f"/v1/rooms/{_room(number)}/events" for number in again]),
    }


def events_that_fit(sample: Loaded, free: int, cases: int = LARGE, events: int = LONG) -> int:
    """How many events of each case the disk takes, at most `events`. `free`: its bytes beside the sample."""
    # The index is sorted on the disk where memory is small: it needs its size again for that time.
    each = cases * (sample.size + sample.index) / sample.rows
    return min(events, max(0, int((free - RESERVE) / each)))


def _load_all(many: World) -> tuple[Loaded, int]:
    """What was loaded, and how many events of each case."""
    folder = many.postmaster.cluster.root
    many.engine.dispose()
    with loading(many.postmaster) as url:
        sample = load(url, folder, many.union, SAMPLE, LONG)
        free = shutil.disk_usage(folder).free + sample.size
        events = events_that_fit(sample, free)
        more = LARGE * events / sample.rows
        print(
            f"{sample.size / sample.rows:.0f} bytes an event; {events:,} events of each case need {_gb(int(more * sample.size))} of"
            f" {_gb(free)} that are free, and about {more * (sample.filling + sample.indexing) / 60:.0f} minutes",
            flush=True,
        )
        if not events:
            raise SystemExit("the disk is too small")
        return load(url, folder, many.union, LARGE, events), events


def _settle(where: World) -> int:
    """Statistics as they are some time after a load; bytes of the database."""
    with psycopg.connect(driver_url(where.postmaster.cluster.url()), autocommit=True) as connection:
        connection.execute(f"VACUUM ANALYZE {TABLES}".encode())
        return int((connection.execute("SELECT pg_database_size(current_database())").fetchone() or (0,))[0])


def measure_every_event() -> EveryEvent:
    """Fill both worlds, load the histories, ask both."""
    with world() as few, world() as many:
        for one, cases in ((few, SMALL), (many, LARGE)):
            fill(one.engine, one.union, 1, cases)
        few.engine.dispose()
        with loading(few.postmaster) as url:
            load(url, few.postmaster.cluster.root, few.union, SMALL, EVENTS_AT_ONCE)
        loaded, events = _load_all(many)
        for one in (few, many):
            # Loading takes longer than a session lasts when nothing is done in it.
            assert one.union.manager.sign_in().status_code == 201
        lengthen(many.case, LONG)
        _settle(few)
        database = _settle(many)
        forget(many.postmaster)
        before, ahead = os.getloadavg()[0], go_ahead(few.postmaster, many.postmaster)
        found = ask_in_turns(few, many, _paths(few, SMALL), _paths(many, LARGE))
        after = os.getloadavg()[0]
        pages = [
            {name: touched(one.engine, one.union.manager.client, next(paths)) for name, paths in _paths(one, cases).items()}
            for one, cases in ((few, SMALL), (many, LARGE))
        ]
        return EveryEvent(found, loaded, events, database, before, after, ahead, *pages)


def main(results: Path) -> None:
    """Measure, tell it and write it down."""
    found = measure_every_event()
    print("\n".join(found.lines()))
    put(results, "\n".join(found.lines()))


if __name__ == "__main__":
    main(Path(__file__).with_name("RESULTS.md"))
