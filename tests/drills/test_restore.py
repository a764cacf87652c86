"""Backup and restore: onto an empty host, over more and over less, with the wrong key, damaged, from older and newer versions;
and what was erased stays erased.
"""

import errno
import os
import shutil
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from alembic.script import ScriptDirectory

from remedy_api.cli.backup.archive import Writer, read_archive
from remedy_api.cli.restore import command as restoring
from remedy_api.kit.clock import today
from remedy_api.kit.db.engine import make_engine
from remedy_api.kit.db.migrate import downgrade
from remedy_api.kit.db.revisions import MIGRATIONS, newest_revision
from remedy_api.storage.erased import NAME, WITHDRAWN, record_erased
from remedy_api.storage.folder import open_folder
from tests.benchmarks.world import World
from tests.drills.installations import Served, Serving, files, held, named, remedy

LARGE = 600_000


class Original(NamedTuple):
    """An installation with three reports and its backup: the folder, what it held then, and the rooms in it."""

    folder: Path
    key_file: Path
    backup: Path
    held: dict[str, str]
    rooms: list[bytes]
    world: World


@pytest.fixture(scope="module")
def module_key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the key of this module's installations lies."""
    return tmp_path_factory.mktemp("key") / "people.key"


@pytest.fixture(autouse=True)
def _key(module_key: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REMEDY_KEY_FILE", str(module_key))
    monkeypatch.delenv("REMEDY_DATABASE_URL", raising=False)


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory, module_key: Path) -> Iterator[Original]:
    """Backed up while it is served, and while reports come in that the backup may or may not hold."""
    folder = tmp_path_factory.mktemp("original")
    folder.chmod(0o711)
    backup = folder / "backup"
    with pytest.MonkeyPatch.context() as patch, (serving := Serving(folder / "data", module_key)) as served:
        patch.setenv("REMEDY_KEY_FILE", str(module_key))
        world = serving.begin()
        rooms = [served.file(world, LARGE), served.file(world), served.file(world, LARGE, 300_000)]
        before = held(served)
        assert remedy("backup", folder / "data", backup) == 0
    yield Original(folder / "data", module_key, backup, before, rooms, world)


@pytest.fixture
def host(tmp_path: Path) -> Path:
    """The data folder of another host, with nothing in it."""
    tmp_path.chmod(0o711)
    return tmp_path / "data"


def whole(served: Served, expected: dict[str, str]) -> None:
    """It holds exactly this, and no file that no row names, nor the other way round."""
    assert held(served) == expected
    assert set(files(served.settings.data_dir)) == named(served)


def test_the_backup_is_private_dated_by_the_day_and_holds_no_key(original: Original) -> None:
    found = original.backup.stat()
    assert stat.S_IMODE(found.st_mode) == 0o600
    assert found.st_mtime % 86_400 == 0
    assert [path.name for path in original.backup.parent.iterdir() if path.name.startswith(".")] == []
    content = original.backup.read_bytes()
    key = original.key_file.read_text().strip()
    assert key.encode() not in content
    assert bytes.fromhex(key) not in content
    assert (original.folder / "backup.last").read_text().strip() == today().isoformat()


def test_a_file_that_is_there_is_not_overwritten(original: Original, capsys: pytest.CaptureFixture[str]) -> None:
    assert remedy("backup", original.folder, original.backup) == 1
    assert "is there already" in capsys.readouterr().err


def test_an_empty_host_gets_everything_back(original: Original, host: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # Whoever has no newer ledger must say so: it decides what comes back.
    assert remedy("restore", host, original.backup) == 1
    assert "erased" in capsys.readouterr().err
    assert not (host / "postgres").exists()
    assert remedy("restore", host, original.backup, "--erased", original.folder / NAME) == 0
    assert sorted(path.name for path in host.iterdir() if path.name not in ("run", "postgres.log")) == [
        "blobs", "erased", "lock", "postgres", "postgres.password",
    ]  # fmt: skip
    assert all(path.stat().st_mtime % 86_400 == 0 for path in files(host).values())
    with Serving(host, original.key_file) as served:
        whole(served, original.held)
        served.file(original.world, LARGE)


@pytest.mark.long
def test_over_more_and_over_less_leaves_no_orphan(original: Original, host: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An installation with one more report and files that nothing names, then one with nothing."""
    assert remedy("restore", host, original.backup, "--erased-unknown") == 0
    with Serving(host, original.key_file) as served:
        served.file(original.world, LARGE)
        orphan = open_folder(host / "blobs").begin()
        orphan.write(b"sealed")
        orphan.keep()
        larger = held(served)
        assert remedy("restore", host, original.backup, "--replace") == 1
        assert "Another Remedy is running" in capsys.readouterr().err
        assert held(served) == larger
    assert remedy("restore", host, original.backup) == 1
    assert "--replace" in capsys.readouterr().err
    with Serving(host, original.key_file) as served:
        assert held(served) == larger
    assert remedy("restore", host, original.backup, "--replace") == 0
    with Serving(host, original.key_file) as served:
        whole(served, original.held)
    smaller = host.parent / "smaller"
    with Serving(smaller, original.key_file) as served:
        assert named(served) == set()
    assert remedy("restore", smaller, original.backup, "--replace") == 0
    with Serving(smaller, original.key_file) as served:
        whole(served, original.held)


def test_the_wrong_key_and_none_are_refused(
    original: Original, host: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = host.parent / "wrong.key"
    wrong.write_text("00" * 32)
    for path, said in ((wrong, "not the one that belongs to this backup"), (host.parent / "none", "is missing")):
        monkeypatch.setenv("REMEDY_KEY_FILE", str(path))
        assert remedy("restore", host, original.backup, "--erased-unknown") == 1
        assert said in capsys.readouterr().err
    assert not host.exists()


def test_a_damaged_backup_touches_nothing(original: Original, host: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each member once; every byte of a small one is flipped in tests/cli."""
    content = bytearray(original.backup.read_bytes())
    with original.backup.open("rb") as source:
        places = [member.offset + member.size // 2 for member in read_archive(source).members.values() if member.size]
    damaged = host.parent / "damaged"
    for place in [10, *places, len(content) - 2000]:
        content[place] ^= 1
        damaged.write_bytes(content)
        content[place] ^= 1
        assert remedy("restore", host, damaged, "--erased-unknown") == 1
        assert "damaged" in capsys.readouterr().err
    assert not host.exists()


def test_a_newer_version_is_refused(original: Original, host: Path, capsys: pytest.CaptureFixture[str]) -> None:
    newer = host.parent / "newer"
    with original.backup.open("rb") as source, newer.open("wb") as target:
        archive = read_archive(source)
        writer = Writer(target, archive.day)
        for name, member in archive.members.items():
            writer.add(name, member.size, archive.pieces(name))
        about = {name: value for name, value in archive.about.items() if name not in ("format", "day")}
        key = bytes.fromhex(original.key_file.read_text())
        writer.close(about | {"revision": "ffffffffffff", "version": "99.1"}, key)
    assert remedy("restore", host, newer, "--erased-unknown") == 1
    assert "made by Remedy 99.1" in capsys.readouterr().err
    assert not host.exists()


def test_what_was_erased_since_stays_erased(original: Original, host: Path) -> None:
    """One report was taken back and one erased whole after the backup; on an empty host, and over what is there."""
    withdrawn, erased, kept = original.rooms
    # Away from this machine, as an operator keeps it.
    record_erased(host.parent, withdrawn, WITHDRAWN)
    record_erased(host.parent, erased)
    assert remedy("restore", host, original.backup, "--erased", host.parent / NAME) == 0
    with Serving(host, original.key_file) as served:
        engine = make_engine(served.url, connections=1)
        with engine.connect() as connection:
            query = "SELECT room, state, (SELECT count(body) + count(blob) FROM entry WHERE entry.room = room.room) FROM room"
            found = {room: (state, sealed) for room, state, sealed in connection.exec_driver_sql(query)}
            wraps = connection.exec_driver_sql("SELECT DISTINCT room FROM room_wrap").scalars().all()
        engine.dispose()
        assert found == {withdrawn: ("withdrawn", 0), kept: ("submitted", 5)}
        assert wraps == [kept]
        assert set(files(host)) == named(served)
        assert len(named(served)) == 2
        # The next backup carries it on.
        assert remedy("backup", host, host.parent / "next") == 0
    assert remedy("restore", host.parent / "third", host.parent / "next", "--erased-unknown") == 0
    assert (host.parent / "third" / NAME).read_text() == (host / NAME).read_text()
    # The ledger of the machine itself counts without being named.
    assert remedy("restore", host, original.backup, "--replace") == 0
    with Serving(host, original.key_file) as served:
        assert len(named(served)) == 2


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


@pytest.mark.long
def test_every_older_release_comes_back_as_this_one(original: Original, host: Path) -> None:
    """From every revision since reports are kept: its backup is made by what this version needs of it, and brought up to date."""
    revisions = [each.revision for each in ScriptDirectory(str(MIGRATIONS)).walk_revisions()]
    assert remedy("restore", host, original.backup, "--erased-unknown") == 0
    older = 0
    for revision in revisions[1:]:
        with Serving(host, original.key_file) as served:
            engine = make_engine(served.url, connections=1)
            downgrade(engine, revision)
            has_rooms = engine.connect().exec_driver_sql("SELECT to_regclass('public.entry') IS NOT NULL").scalar_one()
            engine.dispose()
            if not has_rooms:
                break
            backup = host.parent / revision
            assert remedy("backup", host, backup) == 0
        again = host.parent / f"from-{revision}"
        assert remedy("restore", again, backup, "--erased-unknown") == 0
        with Serving(again, original.key_file) as served:
            assert {name: held(served)[name] for name in ("room", "entry", "room_event")} == {
                name: original.held[name] for name in ("room", "entry", "room_event")
            }
            assert set(files(again)) == named(served)
        shutil.rmtree(again)
        older += 1
    assert older >= 5


def test_an_older_release_comes_back_as_this_one(original: Original, host: Path) -> None:
    previous = ScriptDirectory(str(MIGRATIONS)).get_revision(newest_revision()).down_revision
    assert remedy("restore", host, original.backup, "--erased-unknown") == 0
    with Serving(host, original.key_file) as served:
        engine = make_engine(served.url, connections=1)
        downgrade(engine, str(previous))
        engine.dispose()
        assert remedy("backup", host, host.parent / "older") == 0
    assert remedy("restore", host, host.parent / "older", "--replace") == 0
    with Serving(host, original.key_file) as served:
        whole(served, original.held)


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
