"""Backup and restore: onto an empty host, over more and over less, with the wrong key, damaged, from older and newer versions;
and what was erased stays erased.
"""

import stat
from pathlib import Path

import pytest

from remedy_api.cli.backup.archive import Writer, read_archive
from remedy_api.kit.clock import today
from remedy_api.kit.db.engine import make_engine
from remedy_api.storage.erased import NAME, WITHDRAWN, erased_rooms, parse, record_erased
from remedy_api.storage.folder import open_folder
from tests.drills.installations import Original, Serving, files, held, named, remedy, whole

LARGE = 600_000


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


def rewritten(original: Original, path: Path, key: bytes, **about: str) -> Path:
    """The backup written anew, every hash right, saying something else of itself and sealed with this key."""
    with original.backup.open("rb") as source, path.open("wb") as target:
        archive = read_archive(source)
        writer = Writer(target, archive.day)
        for name, member in archive.members.items():
            writer.add(name, member.size, archive.pieces(name))
        writer.close({name: each for name, each in archive.about.items() if name not in ("format", "day")} | about, key)
    return path


def test_a_newer_version_is_refused(original: Original, host: Path, capsys: pytest.CaptureFixture[str]) -> None:
    key = bytes.fromhex(original.key_file.read_text())
    newer = rewritten(original, host.parent / "newer", key, revision="ffffffffffff", version="99.1")
    assert remedy("restore", host, newer, "--erased-unknown") == 1
    assert "made by Remedy 99.1" in capsys.readouterr().err
    assert not host.exists()


def test_one_that_somebody_without_the_key_has_altered_is_refused(
    original: Original, host: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    altered = rewritten(original, host.parent / "altered", bytes(32))
    assert remedy("restore", host, altered, "--erased-unknown") == 1
    assert "altered by somebody who does not have the key" in capsys.readouterr().err
    assert not host.exists()


def test_what_was_erased_since_stays_erased(original: Original, host: Path) -> None:
    """One report was taken back and one erased whole after the backup; on an empty host, and over what is there."""
    withdrawn, erased, kept = original.rooms
    # Away from this machine, as an operator keeps it.
    record_erased(host.parent, withdrawn, done=WITHDRAWN)
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
    with (host.parent / "next").open("rb") as source:
        # Whichever line came first.
        assert parse(b"".join(read_archive(source).pieces(NAME))) == erased_rooms(host) != frozenset()
    # The ledger of the machine itself counts without being named.
    assert remedy("restore", host, original.backup, "--replace") == 0
    with Serving(host, original.key_file) as served:
        assert len(named(served)) == 2
