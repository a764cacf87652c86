"""The database is stopped in the middle of commits, as when a disk hangs, or killed again and again: the doors wait or say so."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import psutil
import pytest

from tests.drills.figures import note
from tests.drills.ledger import Ledger, Reporters
from tests.drills.test_kill import CLIENTS, PATIENT, check, database, make_ready
from tests.fixtures.server import Server

BACK_WITHIN = 5.0
"""Seconds after which reports are taken again."""


def processes(server: Server) -> list[psutil.Process]:
    """The database's processes."""
    first = psutil.Process(int((server.data / "postgres" / "postmaster.pid").read_text().split()[0]))
    return [first, *first.children()]


@contextmanager
def paused(server: Server) -> Iterator[None]:
    """None of them runs meanwhile: what was being written is half written."""
    held = processes(server)
    for one in held:
        with suppress(psutil.NoSuchProcess):
            one.send_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        for one in held:
            with suppress(psutil.NoSuchProcess):
                one.send_signal(signal.SIGCONT)


def taken_again(server: Server, ledger: Ledger, within: float = BACK_WITHIN) -> float:
    """Wait until a report that was sent from now on is acknowledged; after how many seconds."""
    began, before = time.monotonic(), len(ledger.filings)
    while not any(filing.answers for filing in ledger.filings[before:]):
        assert time.monotonic() - began < within, server.said
        time.sleep(0.02)
    return time.monotonic() - began


def drill(server: Server, rounds: int, seconds: float, within: float = BACK_WITHIN) -> tuple[Ledger, float]:
    """Load throughout; a pause of so many seconds a round."""
    world = make_ready(server)
    ledger, longest = Ledger(), 0.0
    reporters = Reporters(world, server.intake_port, ledger, CLIENTS)
    reporters.start()
    for _ in range(rounds):
        time.sleep(0.7)
        with paused(server):
            time.sleep(seconds)
            filed = len(ledger.acknowledged)
            time.sleep(0.5)
            # What is not written is not acknowledged. The control: these really were stopped.
            assert len(ledger.acknowledged) == filed
        longest = max(longest, taken_again(server, ledger, within))
    reporters.stop()
    return ledger, longest


def test_a_database_that_hangs_loses_nothing(make_server: Callable[..., Server]) -> None:
    server = make_server(workers=2)
    ledger, _ = drill(server, 1, 1, PATIENT)
    check(server, ledger)


@pytest.mark.long
def test_a_database_that_hangs_ten_times_loses_nothing(make_server: Callable[..., Server]) -> None:
    server = make_server(workers=2)
    ledger, longest = drill(server, 10, 4)
    check(server, ledger)
    note(
        "PostgreSQL paused mid-commit, 10 rounds of 4 s",
        f"{len(ledger.acknowledged):,} acknowledged; 0 lost, 0 doubled; taken again after {longest:.1f} s at most",
    )


@pytest.mark.long
def test_a_database_that_is_killed_comes_back(make_server: Callable[..., Server]) -> None:
    server = make_server(workers=2)
    world = make_ready(server)
    ledger, longest = Ledger(), 0.0
    reporters = Reporters(world, server.intake_port, ledger, CLIENTS)
    reporters.start()
    for _ in range(10):
        time.sleep(0.7)
        database(server)
        longest = max(longest, taken_again(server, ledger))
    reporters.stop()
    check(server, ledger)
    assert server.process is not None and os.getpgid(server.process.pid) > 0
    note(
        "PostgreSQL killed mid-commit, 10 rounds",
        f"{len(ledger.acknowledged):,} acknowledged; 0 lost, 0 doubled; taken again after {longest:.1f} s at most",
    )
