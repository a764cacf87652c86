"""The running server of a cluster: started, watched, stopped, and cleared away when an earlier one was left behind."""

import os
import signal
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from remedy_api.kit.db.embedded.cluster import ENVIRONMENT, Cluster, ClusterFailed
from remedy_api.kit.db.embedded.owner import Owner, becoming

_PATIENCE = 60.0
"""Seconds until a start counts as failed: recovery after a crash replays at most one gigabyte of log."""


@dataclass(slots=True)
class Postmaster:
    """The server process of `cluster`. Whoever holds the lock of the data folder may start it, nobody else."""

    cluster: Cluster
    process: subprocess.Popen[bytes] | None = None
    owner: Owner = field(default_factory=Owner)

    def start(self) -> None:
        """Start it without waiting. Raises ClusterFailed, OtherMajor, NoAccount, NoName, OutOfReach, OSError."""
        self.owner = self.cluster.prepare()
        stop_leftovers(self.cluster.data)
        # Like the pid file, the socket's lock names a process that may be somebody else's by now.
        for name in (".s.PGSQL.5432", ".s.PGSQL.5432.lock"):
            (self.cluster.socket_dir / name).unlink(missing_ok=True)
        with self.cluster.log.open("wb") as log:
            self.process = subprocess.Popen(
                self.cluster.arguments(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                env=ENVIRONMENT,
                # Its own group: an interrupt typed at the terminal is for us, who stop it last.
                process_group=0,
                preexec_fn=becoming(self.owner, self.cluster.programs, self.cluster.root, end_with_parent=signal.SIGINT),
            )

    def wait_ready(self) -> None:
        """Wait until it takes connections. Raises ClusterFailed when it ends instead, or takes too long."""
        deadline = time.monotonic() + _PATIENCE
        while True:
            with suppress(psycopg.OperationalError), psycopg.connect(self.cluster.url(), connect_timeout=5):
                return
            if not self.running() or time.monotonic() > deadline:
                self.stop()
                raise ClusterFailed("postgres", self.cluster.log.read_text(errors="replace").strip()[-500:])
            time.sleep(0.02)

    def running(self) -> bool:
        """Whether the process is there."""
        return self.process is not None and self.process.poll() is None

    def stop(self) -> None:
        """End it: open transactions are rolled back, everything committed is on disk."""
        process, self.process = self.process, None
        if process is None:
            return
        for number, patience in ((signal.SIGINT, 20.0), (signal.SIGQUIT, 10.0), (signal.SIGKILL, None)):
            with suppress(ProcessLookupError):
                process.send_signal(number)
            with suppress(subprocess.TimeoutExpired):
                process.wait(patience)
                return


def stop_leftovers(data: Path) -> None:
    """End every database process that an earlier, killed server left on this folder, and forget its pid file.

    The pid file alone says nothing: after a restart of the machine its number may be anybody's. Every process of
    PostgreSQL works in its data folder, so that is what tells them. Raises ClusterFailed when one cannot be ended.
    """
    deadline = time.monotonic() + 30
    while found := working_in(data):
        left = deadline - time.monotonic()
        if left < 0:
            raise ClusterFailed("postgres", f"a process of an earlier start does not end: {found[0]}")
        # First as at any stop, then at once, then without asking.
        number = signal.SIGINT if left > 20 else signal.SIGQUIT if left > 10 else signal.SIGKILL
        for pid in found:
            with suppress(ProcessLookupError):
                os.kill(pid, number)
        time.sleep(0.1)
    (data / "postmaster.pid").unlink(missing_ok=True)


def working_in(data: Path) -> list[int]:
    """The numbers of the database processes that work in this folder."""
    wanted = data.stat()
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError):
                there = (entry / "cwd").stat()
                if (there.st_dev, there.st_ino) == (wanted.st_dev, wanted.st_ino) and _is_postgres(entry):
                    found.append(int(entry.name))
    return found


def _is_postgres(process: Path) -> bool:
    # Not a shell that somebody opened in the folder; and one that has ended already is not waited for.
    state = (process / "stat").read_text().rpartition(")")[2].split()[0]
    return state != "Z" and (process / "comm").read_text().strip() == "postgres"
