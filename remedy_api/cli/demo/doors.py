"""Both doors while the demonstration is made: the real ones on loopback, in a process of their own whose clock can be set back.

Its histories lie in the past, or nothing in them could be overdue; every device signs with a day, and the doors take no other day
than theirs. So the clocks of both sides are turned together, always forward.
"""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import BinaryIO

from remedy_api.cli.serve.sockets import bind
from remedy_api.cli.serve.worker import Work, run_worker
from remedy_api.kit import clock
from remedy_api.kit.db.embedded.owner import die_with_parent
from remedy_api.kit.logging import describe
from remedy_api.settings import Settings

LOOPBACK = "127.0.0.1"


@dataclass
class Doors:
    """The addresses of both doors, and how many days ago it is there and here."""

    casework: str
    intake: str
    _told: BinaryIO
    _heard: BinaryIO
    ago: int = 0

    def turn(self, ago: int) -> None:
        """Let it be so many days ago, for the doors and for whoever signs in this process."""
        clock.set_back(timedelta(days=ago))
        self._told.write(f"{ago}\n".encode())
        self._told.flush()
        # Nothing is sent before the other side has turned its clock too.
        if not self._heard.readline():
            raise ChildProcessError("the doors ended")
        self.ago = ago


@contextmanager
def open_doors(settings: Settings, database_url: str, people_key: bytes) -> Iterator[Doors]:
    """Serve both doors on free ports until left. Forks, so it is entered before any thread is begun."""
    casework, intake = (bind((LOOPBACK,), 0, "") for _ in range(2))
    addresses = [f"http://{LOOPBACK}:{each[0].getsockname()[1]}" for each in (casework, intake)]
    own = _own(settings, *addresses)
    work = Work(own, database_url, people_key, casework, intake)
    (ready, is_ready), (days, told), (heard, turned) = os.pipe(), os.pipe(), os.pipe()
    parent = os.getpid()
    child = os.fork()
    if child == 0:
        try:
            die_with_parent(parent, signal.SIGKILL)
            for mine in (ready, told, heard):
                os.close(mine)
            threading.Thread(target=_follow, args=(days, turned), daemon=True).start()
            run_worker(work, is_ready)
            os._exit(0)
        except BaseException as error:
            print(describe(error), flush=True)
            os._exit(1)
    for others in (is_ready, days, turned):
        os.close(others)
    for each in (*casework, *intake):
        each.close()
    try:
        with os.fdopen(ready, "rb") as waiting, os.fdopen(told, "wb") as telling, os.fdopen(heard, "rb") as hearing:
            if not waiting.read(1):
                raise ChildProcessError("the doors did not open")
            yield Doors(addresses[0], addresses[1], telling, hearing)
    finally:
        clock.set_back(timedelta())
        os.kill(child, signal.SIGTERM)
        os.waitpid(child, 0)


def _own(settings: Settings, casework: str, intake: str) -> Settings:
    """The same settings for these addresses. Not a copy, which would take the addresses along that were already worked out."""
    changed = {"casework_origins": (casework,), "intake_origins": (intake,), "idle_minutes": 240, "session_hours": 72}
    return Settings(**(settings.model_dump() | changed))


def _follow(days: int, turned: int) -> None:
    with os.fdopen(days, "rb") as told, os.fdopen(turned, "wb") as telling:
        for line in told:
            clock.set_back(timedelta(days=int(line)))
            telling.write(line)
            telling.flush()
