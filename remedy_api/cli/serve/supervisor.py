"""The parent of everything: forks the workers, starts again what ends by itself, and stops all in order.

Children are told by the kernel when the parent is gone, so that after a kill -9 nothing is left that holds the ports, the
database or the data folder.
"""

import gc
import logging
import os
import select
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

from remedy_api.cli.database import Database
from remedy_api.cli.errors import Refused
from remedy_api.kit.db.embedded.owner import die_with_parent
from remedy_api.kit.i18n import _N
from remedy_api.kit.logging import name_process

log = logging.getLogger("remedy.serve")
_STOP = {signal.SIGTERM, signal.SIGINT, signal.SIGHUP}
_WATCHED = _STOP | {signal.SIGCHLD}
_START_PATIENCE = 30.0
# A child that ends within this many seconds of its start waits as long before it is started again.
_QUICK_END = 5.0
# Seconds that a child may take to end beyond what its own settings give it, before it is ended.
_STOP_GRACE = 10.0


@dataclass(slots=True)
class Child:
    """One forked process: what it runs, told a pipe into which it writes a byte once it is ready."""

    name: str
    run: Callable[[int], None]
    pid: int = 0
    started: float = 0.0
    ready: int = -1


@dataclass(slots=True)
class Supervisor:
    """Children and database of one server. `lock` is the data folder's, which children must not keep."""

    database: Database
    lock: int
    children: list[Child]
    stop_seconds: int

    def start(self, announce: Callable[[], None]) -> None:
        """Fork all children, wait until they are ready, announce, and watch until told to stop. Raises Refused."""
        signal.pthread_sigmask(signal.SIG_BLOCK, _WATCHED)
        # What exists by now lives as long as the children and is shared with them until somebody writes to it; the
        # collector would.
        gc.collect()
        gc.freeze()
        try:
            for child in self.children:
                self._fork(child)
            self._wait_ready()
            announce()
            self._watch()
        finally:
            self._stop()

    def _fork(self, child: Child) -> None:
        parent = os.getpid()
        reading, writing = os.pipe()
        sys.stdout.flush()
        sys.stderr.flush()
        child.started = time.monotonic()
        child.pid = os.fork()
        if child.pid:
            os.close(writing)
            child.ready = reading
            return
        # From here on this is the child; nothing may return into the parent's code.
        try:
            os.close(reading)
            os.close(self.lock)
            # An interrupt typed at the terminal reaches everybody; the parent passes on what it means.
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            signal.signal(signal.SIGHUP, signal.SIG_IGN)
            signal.pthread_sigmask(signal.SIG_SETMASK, set())
            die_with_parent(parent, signal.SIGTERM)
            name_process(child.name)
            child.run(writing)
            os._exit(0)
        except BaseException as error:
            if not isinstance(error, SystemExit):
                log.critical("a process ended by an error", exc_info=error)
            os._exit(1)

    def _wait_ready(self) -> None:
        deadline = time.monotonic() + _START_PATIENCE
        for child in self.children:
            waiting, _, _ = select.select([child.ready], [], [], max(0.0, deadline - time.monotonic()))
            told = os.read(child.ready, 1) if waiting else b""
            os.close(child.ready)
            child.ready = -1
            if not told:
                raise Refused(_N("The process %(name)s did not start. The lines above say where it ended."), name=child.name)

    def _watch(self) -> None:
        while True:
            came = signal.sigtimedwait(_WATCHED, 1.0)
            if came is not None and came.si_signo in _STOP:
                return
            # Signals of several ends may melt into one, so everybody is looked at.
            if self.database.revive():
                log.error("the database had ended and was started again")
            for child in self.children:
                self._look_after(child)

    def _look_after(self, child: Child) -> None:
        now = time.monotonic()
        if child.pid:
            ended, status = os.waitpid(child.pid, os.WNOHANG)
            if ended:
                child.pid = 0
                code = os.waitstatus_to_exitcode(status)
                log.error("%s ended with %s and is started again", child.name, code)
                if child.ready >= 0:
                    os.close(child.ready)
                    child.ready = -1
        if not child.pid and now - child.started > _QUICK_END:
            self._fork(child)

    def _stop(self) -> None:
        """End the children, then the database; each finishes what it has begun."""
        for child in self.children:
            if child.pid:
                os.kill(child.pid, signal.SIGTERM)
        for child in self.children:
            if child.pid:
                _await_end(child.pid, time.monotonic() + self.stop_seconds + _STOP_GRACE)
        self.database.stop()


def _await_end(pid: int, deadline: float) -> None:
    while os.waitpid(pid, os.WNOHANG) == (0, 0):
        if time.monotonic() > deadline:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            return
        time.sleep(0.01)
