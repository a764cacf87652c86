"""Whole ways of one report, by the client of the command line against a running server: `python -m tests.benchmarks.whole_ways`.

A report is filed, without a file or with one of 25 MB, and opened again by a member. Beside each the floor of the same run: the
same bytes only written to the disk and made durable, or only asked for and answered.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from remedy_api.cli.client.casework import look
from remedy_api.cli.client.door import Door
from remedy_api.cli.client.member import Member
from remedy_api.cli.client.rooms import contents
from tests.browser.casework_reporter import Reporter
from tests.browser.casework_world import UNION, begin
from tests.fixtures.server import Server, free_ports

LARGE = 25 * 2**20 - 4096
"""Bytes of the file: what fits into one request of 25 MB with its name and its padding."""
TURNS = 5


@dataclass(frozen=True)
class WholeWays:
    """Median seconds."""

    filed: float
    filed_large: float
    opened: float
    opened_large: float
    written: float
    asked: float

    def lines(self) -> list[str]:
        """Its part of the page RESULTS.md."""
        rows = [
            ("a report of three texts, sealed, filed and durable", self.filed, self.asked, "an answer that asks nothing"),
            ("the same with a file of 25 MB", self.filed_large, self.written, "25 MB written and durable"),
            ("the report fetched, checked and opened by a member", self.opened, self.asked, "an answer that asks nothing"),
            ("the same with its file of 25 MB", self.opened_large, self.written, "25 MB written and durable"),
        ]
        return [
            "# Whole ways",
            "",
            f"By the client of the command line, sealing and opening included, median of {TURNS}; each beside its floor.",
            "",
            "| way | takes | floor | of it |",
            "|---|---|---|---|",
            *(
                f"| {name} | **{took * 1000:.0f} ms** | {floor * 1000:.1f} ms ({what}) | {took / floor:.1f} |"
                for name, took, floor, what in rows
            ),
            "",
        ]


def _seconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def _written(folder: Path) -> None:
    """The floor of a large file: its bytes on the disk."""
    with (folder / "floor").open("wb") as file:
        file.write(os.urandom(LARGE))
        file.flush()
        os.fsync(file.fileno())


def _opened(member: Member, room: bytes) -> None:
    _, opened = look(member, room)
    found = contents(opened, lambda entry: member.door.get(f"/v1/rooms/{room.hex()}/entries/{entry}/body").content)
    assert all(content is not None for _, content in found)


def measure_whole_ways() -> WholeWays:
    """A server of its own, a programme, and one report after the other."""
    with tempfile.TemporaryDirectory(prefix="remedy-ways-") as name:
        folder = Path(name)
        folder.chmod(0o711)
        casework, intake = free_ports(2)
        server = Server(folder / "data", folder / "people.key", casework, intake, folder / "output", {})
        server.start()
        try:
            # No browser is opened here.
            sita = begin(server, lambda **_: None).members["Sita"]  # type: ignore[arg-type, return-value]
            took: dict[str, list[float]] = {}

            def note(what: str, act: Callable[[], object]) -> None:
                took.setdefault(what, []).append(_seconds(act))

            for _ in range(TURNS):
                for kind, files in (("", ()), ("_large", (("hall.png", os.urandom(LARGE)),))):
                    reporter = Reporter(Door(server.intake))
                    note(
                        f"filed{kind}",
                        lambda reporter=reporter, files=files: reporter.file([UNION], narrative="Wages.", name="Mai", files=files),
                    )
                    note(f"opened{kind}", lambda room=bytes.fromhex(reporter.room): _opened(sita, room))
                note("written", lambda: _written(folder))
                note("asked", lambda: sita.door.get("/healthz"))
        finally:
            server.stop()
    return WholeWays(**{what: statistics.median(times) for what, times in took.items()})


if __name__ == "__main__":
    print("\n".join(measure_whole_ways().lines()))
