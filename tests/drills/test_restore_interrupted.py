"""Whatever interrupts a backup or a restore: all of one state, never parts of both."""

import errno
import os
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from remedy_api.cli.restore import command as restoring
from tests.drills.figures import note
from tests.drills.installations import Original, Serving, files, held, named, remedy, whole

LARGE = 600_000


@pytest.mark.parametrize("failing", [pytest.param("bring_up_to_date", marks=pytest.mark.long), "put_files"])
def test_a_restore_that_fails_leaves_the_former_state(
    original: Original, host: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], failing: str
) -> None:
    with (serving := Serving(host, host.parent / "other.key")) as served:
        served.file(serving.begin(), LARGE)
        before = held(served)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(restoring, failing, full)
    assert remedy("restore", host, original.backup, "--replace") == 1
    assert "everything is as it was before" in capsys.readouterr().err
    assert not (host / "next").exists()
    with Serving(host, host.parent / "other.key") as served:
        whole(served, before)


def test_nothing_is_missing_of_what_comes_in_meanwhile(original: Original, host: Path) -> None:
    """Reports come in while five backups are made: each holds every file that its own rows name, and nothing else."""
    assert remedy("restore", host, original.backup, "--erased-unknown") == 0
    stopping = threading.Event()
    with Serving(host, original.key_file) as served:

        def file_all() -> None:
            while not stopping.is_set():
                served.file(original.world, LARGE)

        reporter = threading.Thread(target=file_all)
        reporter.start()
        backups = [host.parent / f"backup-{number}" for number in range(5)]
        assert [remedy("backup", host, backup) for backup in backups] == [0] * 5
        stopping.set()
        reporter.join()
        assert len(served.rooms) > 1
    counts = []
    for backup in (backups[0], backups[-1]):
        assert remedy("restore", host, backup, "--replace") == 0
        with Serving(host, original.key_file) as served:
            assert set(files(host)) == named(served)
            counts.append(len(named(served)))
    assert 3 <= counts[0] <= counts[1]


@pytest.mark.long
def test_killed_at_any_moment_it_is_the_one_or_the_other(original: Original, host: Path) -> None:
    """kill -9 eight times, at moments spread over a whole restore; the next start finds all of one state, never parts of both."""
    other = host.parent / "other.key"
    shutil.copy2(original.key_file, other)
    with (serving := Serving(host, other)) as served:
        served.file(serving.begin(), LARGE)
        former = held(served)
    # With the owners of all files, which the database has of its own when root runs the tests.
    subprocess.run(["cp", "-a", str(host), str(host.parent / "kept")], check=True)
    command = [sys.executable, "-m", "remedy_api", "restore", "--data", str(host), str(original.backup), "--replace"]
    began = time.monotonic()
    assert remedy("restore", host, original.backup, "--replace") == 0
    took = time.monotonic() - began + 1.0
    found = []
    for number in range(8):
        shutil.rmtree(host)
        subprocess.run(["cp", "-a", str(host.parent / "kept"), str(host)], check=True)
        process = subprocess.Popen(command, env=os.environ | {"REMEDY_KEY_FILE": str(original.key_file)}, stderr=subprocess.DEVNULL)
        time.sleep(took * (number + 1) / 8)
        process.kill()
        process.wait()
        with Serving(host, original.key_file) as served:
            state = held(served)
            assert state in (former, original.held), number
            assert set(files(host)) == named(served)
            assert not (host / "next").exists()
            found.append(state == former)
    assert found[0]
    note(
        "restore killed with kill -9, at 8 moments",
        f"{found.count(True)} times the state before, {found.count(False)} the restored one, parts of both never",
    )
