"""kill -9 under load: what was acknowledged is there, once, whatever was killed."""

import os
import random
import signal
import time
from collections.abc import Callable
from contextlib import suppress

import psutil
import psycopg
import pytest
from sqlalchemy import text

from remedy_api.kit.db.embedded import Cluster
from remedy_api.kit.db.engine import make_engine
from tests.benchmarks.world import World, make_world
from tests.drills.figures import note
from tests.drills.ledger import Ledger, Reporters
from tests.fixtures.server import Server, answers

READY_WITHIN = 10.0
PATIENT = 60.0
"""Seconds: the first is the aim, and asked for in the long drills; a machine that runs other tests beside may take longer."""
CLIENTS = 8


def make_ready(server: Server) -> World:
    """Start it and put a programme with organisations into its database."""
    server.start()
    engine = make_engine(Cluster(server.data).url(), connections=2)
    with engine.begin() as connection:
        connection.execute(text("TRUNCATE setup_link, programme"))
    world = make_world(engine)
    engine.dispose()
    return world


def everything(server: Server) -> None:
    """The whole server, database included, as when the power fails."""
    assert server.process is not None
    root = psutil.Process(server.process.pid)
    for process in [root, *root.children(recursive=True)]:
        # The kernel may have been faster: children end with their parent.
        with suppress(psutil.NoSuchProcess):
            process.kill()


def parent(server: Server) -> None:
    """Only the process that watches the others."""
    assert server.process is not None
    server.process.kill()


def database(server: Server) -> None:
    """Only the database's first process."""
    os.kill(int((server.data / "postgres" / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)


def workers(server: Server) -> None:
    """Everything but the parent and the database."""
    assert server.process is not None
    for process in psutil.Process(server.process.pid).children():
        with suppress(psutil.NoSuchProcess):
            if process.name() != "postgres":
                process.kill()


def kill(server: Server, what: Callable[[Server], None], within: float = READY_WITHIN) -> float:
    """Kill, start again what does not come back by itself, and wait until it takes reports; how many seconds that took."""
    what(server)
    began = time.monotonic()
    assert server.process is not None
    if what in (everything, parent):
        server.process.wait(10)
        server.start(timeout=within)
    while not answers(server.intake):
        assert time.monotonic() - began < within, server.said
        time.sleep(0.05)
    return time.monotonic() - began


def rooms(server: Server) -> dict[str, str]:
    """The rooms in the database, by the proof of their filing."""
    with psycopg.connect(Cluster(server.data).url()) as connection:
        found = connection.execute("SELECT proof, room FROM submission").fetchall()
    assert len({proof for proof, _room in found}) == len(found)
    return {proof.hex(): room.hex() for proof, room in found}


def check(server: Server, ledger: Ledger) -> None:
    """Every acknowledged report is there exactly once, whole, under the room that was told; nothing else is."""
    assert ledger.refused == []
    kept = rooms(server)
    for filing in ledger.acknowledged:
        assert len({tuple(sorted(answer.items())) for answer in filing.answers}) == 1
        assert kept.pop(filing.answers[0]["proof"]) == filing.answers[0]["room"]
    # Whoever never got an answer may have been filed or not; the reporters here all got one in the end.
    assert kept == {}
    with psycopg.connect(Cluster(server.data).url()) as connection:
        parts = connection.execute(
            "SELECT count(*) FROM room WHERE (SELECT count(*) FROM entry WHERE entry.room = room.room) <> 3 "
            "OR (SELECT count(*) FROM room_epoch WHERE room_epoch.room = room.room) <> 2"
        ).fetchone()
    assert parts == (0,)


def drill(server: Server, rounds: list[Callable[[Server], None]], within: float) -> tuple[Ledger, float]:
    """Load throughout, a kill a round, after each of which it is ready within so many seconds; and the longest of these."""
    world = make_ready(server)
    ledger, longest = Ledger(), 0.0
    reporters = Reporters(world, server.intake_port, ledger, CLIENTS)
    reporters.start()
    for what in rounds:
        before = len(ledger.acknowledged)
        time.sleep(random.uniform(0.3, 1.2))
        took = kill(server, what, within)
        longest = max(longest, took)
        # Reports are taken again, not only the health check answered.
        deadline = time.monotonic() + within
        while len(ledger.acknowledged) <= before:
            assert time.monotonic() < deadline, server.said
            time.sleep(0.02)
    reporters.stop()
    return ledger, longest


def test_nothing_acknowledged_is_lost_or_doubled(make_server: Callable[..., Server]) -> None:
    server = make_server(workers=2)
    ledger, _ = drill(server, [everything, database, workers], PATIENT)
    check(server, ledger)
    assert len(ledger.acknowledged) > 20
    assert any(filing.sent > 1 for filing in ledger.filings)


@pytest.mark.long
def test_fifty_kills(make_server: Callable[..., Server]) -> None:
    server = make_server(workers=2)
    rounds = [everything, parent, database, workers] * 13
    ledger, longest = drill(server, rounds[:50], READY_WITHIN)
    check(server, ledger)
    again = sum(filing.sent > 1 for filing in ledger.filings)
    note(
        "kill -9 under load, 50 rounds",
        f"{len(ledger.acknowledged):,} acknowledged, {again:,} of them sent again; 0 lost, 0 doubled; "
        f"ready after {longest:.1f} s at most",
    )


def test_a_lost_and_a_doubled_report_would_be_seen(make_server: Callable[..., Server]) -> None:
    server = make_server()
    ledger, _ = drill(server, [], PATIENT)
    check(server, ledger)
    with psycopg.connect(Cluster(server.data).url()) as connection:
        connection.execute("DELETE FROM submission WHERE room IN (SELECT room FROM submission LIMIT 1)")
    with pytest.raises((AssertionError, KeyError)):
        check(server, ledger)


def stopped(make_server: Callable[..., Server], rounds: int) -> tuple[int, float]:
    """SIGTERM under load, started again each time; how many reports were acknowledged, and the longest stop in seconds."""
    server = make_server(workers=2)
    world = make_ready(server)
    ledger = Ledger()
    reporters = Reporters(world, server.intake_port, ledger, CLIENTS)
    reporters.start()
    longest = 0.0
    for _ in range(rounds):
        time.sleep(1)
        began = time.monotonic()
        assert server.stop(signal.SIGTERM) == 0
        longest = max(longest, time.monotonic() - began)
        server.start()
    reporters.stop()
    check(server, ledger)
    return len(ledger.acknowledged), longest


def test_sigterm_under_load_takes_back_no_acknowledgement(make_server: Callable[..., Server]) -> None:
    stopped(make_server, 1)


@pytest.mark.long
def test_ten_sigterms_under_load(make_server: Callable[..., Server]) -> None:
    acknowledged, longest = stopped(make_server, 10)
    note(
        "SIGTERM under load, 10 rounds", f"{acknowledged:,} acknowledged; 0 lost, 0 doubled; stopped after {longest:.1f} s at most"
    )
