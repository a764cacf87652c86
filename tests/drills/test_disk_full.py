"""The disk is full: nothing is acknowledged that is not kept, and when there is room again everything goes on by itself."""

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.drills.figures import note
from tests.drills.ledger import Ledger, Reporters
from tests.drills.test_kill import CLIENTS, check, make_ready
from tests.fixtures.server import Server

pytestmark = pytest.mark.long
SIZE = 400 * 2**20
RECOVERS_WITHIN = 20.0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own that can be filled."""
    # Whoever is not root cannot mount one: then this drill has not been held, and says so by failing.
    folder = tmp_path / "disk"
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=0755", "tmpfs", str(folder)], check=True)
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(disk: Path) -> Path:
    """A file that takes all there is, to the last block."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(2**20))
        except OSError:
            pass
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            pass
    return ballast


def test_a_full_disk_refuses_and_recovers(make_server: Callable[..., Server], small_disk: Path) -> None:
    server = make_server(workers=2)
    server.data = small_disk / "data"
    world = make_ready(server)
    ledger = Ledger()
    reporters = Reporters(world, server.intake_port, ledger, CLIENTS)
    reporters.start()
    deadline = time.monotonic() + 20
    while len(ledger.acknowledged) < 50:
        assert time.monotonic() < deadline, server.said
        time.sleep(0.05)
    ballast = fill(small_disk)
    # What PostgreSQL has set aside is used up first; then nothing is taken any more.
    last, since = -1, time.monotonic()
    while time.monotonic() - since < 3:
        if len(ledger.acknowledged) != last:
            last, since = len(ledger.acknowledged), time.monotonic()
        fill(small_disk) if shutil.disk_usage(small_disk).free else None
        time.sleep(0.1)
    assert server.process is not None and server.process.poll() is None, server.said
    full = len(ledger.acknowledged)
    began = time.monotonic()
    os.truncate(ballast, 0)
    while len(ledger.acknowledged) < full + 20:
        assert time.monotonic() - began < RECOVERS_WITHIN, server.said
        time.sleep(0.05)
    took = time.monotonic() - began
    reporters.stop()
    # Not restarted by anybody, and every acknowledgement is true.
    assert server.process.poll() is None
    check(server, ledger)
    note(
        "disk full under load",
        f"{full:,} acknowledged before, none while full; 0 lost; taken again {took:.1f} s after there was room",
    )
