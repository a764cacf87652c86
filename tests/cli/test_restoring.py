"""What a restore asks for first, and what it says when it was interrupted; whole ones run in drills."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from remedy_api.cli import staging
from remedy_api.cli.backup.archive import Writer
from remedy_api.cli.main import main
from remedy_api.cli.restore import command as restoring
from remedy_api.cli.restore import files as put_back
from remedy_api.cli.restore.erasing import Kept
from remedy_api.cli.restore.places import Restored
from remedy_api.kit.db.revisions import newest_revision
from remedy_api.kit.people_key import _check as check_of
from remedy_api.storage.erased import ERASED, NAME, erased_hash, erased_rooms, record_erased

KEY = bytes(range(32))
ROOMS = [bytes([number]) * 16 for number in range(4)]


@pytest.fixture
def backup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A backup of nothing, whose ledger names the first room; its key is at hand."""
    (tmp_path / "people.key").write_text(KEY.hex())
    monkeypatch.setenv("REMEDY_KEY_FILE", str(tmp_path / "people.key"))
    monkeypatch.delenv("REMEDY_DATABASE_URL", raising=False)
    line = erased_hash(ROOMS[0], ERASED).hex().encode() + b"\n"
    with (tmp_path / "backup").open("wb") as target:
        writer = Writer(target, date(2026, 11, 26))
        writer.add(NAME, len(line), [line])
        about = {"version": "1", "revision": newest_revision(), "missing": [], "installation": bytes(16).hex()}
        writer.close({**about, "key_check": check_of(KEY).hex()}, KEY)
    return tmp_path / "backup"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder in use."""
    (tmp_path / "data" / "postgres").mkdir(parents=True)
    (tmp_path / "data" / "postgres" / "state").write_text("former")
    return tmp_path / "data"


@pytest.fixture
def ledgers(monkeypatch: pytest.MonkeyPatch) -> list[frozenset[bytes]]:
    """The ledgers with which restores were begun; none does anything."""
    found: list[frozenset[bytes]] = []

    def begun(_settings: object, _archive: object, ledger: frozenset[bytes]) -> restoring.Done:
        found.append(ledger)
        return restoring.Done(0, 0, Kept(0, 0), left=False)

    monkeypatch.setattr(restoring, "_restore", begun)
    monkeypatch.setattr(restoring, "_occupied", lambda _settings: False)
    return found


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> None:
    """The database is made at once, with nothing in it."""

    @contextmanager
    def place(_settings: object, folder: Path, _archive: object) -> Iterator[Restored]:
        (folder / "postgres").mkdir()
        (folder / "postgres" / "state").write_text("restored")
        yield Restored("")

    monkeypatch.setattr(restoring, "_place", place)
    monkeypatch.setattr(restoring, "bring_up_to_date", lambda _url: False)
    monkeypatch.setattr(restoring, "erase_again", lambda _url, _ledger: Kept(0, 0))
    monkeypatch.setattr(restoring, "blobs_of", lambda _url: [])


def restore(folder: Path, *arguments: str | Path) -> int:
    """The command, in this process; its exit code."""
    before = os.umask(0o077)
    try:
        return main(["restore", "--data", str(folder), *map(str, arguments)])
    finally:
        os.umask(before)


def broken(number: int) -> OSError:
    return OSError(number, os.strerror(number))


def test_the_ledgers_of_every_machine_are_read(backup: Path, tmp_path: Path, ledgers: list[frozenset[bytes]]) -> None:
    folders = [tmp_path / name for name in ("data", "second", "third")]
    for folder, room in zip(folders, ROOMS[1:], strict=True):
        folder.mkdir()
        record_erased(folder, room)
    given = [part for folder in folders[1:] for part in ("--erased", folder / NAME)]
    assert restore(tmp_path / "data", backup, *given) == 0
    assert ledgers == [{erased_hash(room) for room in ROOMS}]


@pytest.mark.parametrize(
    ("name", "value"), [("REMEDY_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none"), ("REMEDY_BLOB_URL", "s3://bucket/prefix")]
)
def test_where_several_machines_may_serve_that_of_this_one_is_not_enough(
    backup: Path,
    data: Path,
    ledgers: list[frozenset[bytes]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
    value: str,
) -> None:
    record_erased(data, ROOMS[1])
    assert restore(data, backup) == 0
    monkeypatch.setenv(name, value)
    assert restore(data, backup) == 1
    assert "of every machine" in capsys.readouterr().err
    assert restore(data, backup, "--erased-unknown") == 0
    assert restore(data, backup, "--erased", data / NAME) == 0
    assert ledgers == [{erased_hash(room) for room in ROOMS[:2]}] * 3


def test_a_ledger_that_cannot_be_read_is_named(
    backup: Path, data: Path, ledgers: list[frozenset[bytes]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert restore(data, backup, "--erased", data / "nowhere") == 1
    assert str(data / "nowhere") in capsys.readouterr().err
    assert ledgers == []


def test_nobody_who_reads_what_came_of_it_is_told_otherwise(
    backup: Path, data: Path, ledgers: list[frozenset[bytes]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`remedy restore … | head -1`, or into a file on a full disk."""

    def full(_text: str) -> None:
        raise broken(errno.ENOSPC)

    monkeypatch.setattr(restoring, "say", full)
    assert restore(data, backup, "--erased-unknown") == 1
    said = capsys.readouterr().err
    assert "as it was before" not in said
    assert "is restored" in said
    assert len(ledgers) == 1


@pytest.mark.usefixtures("made")
def test_one_that_is_complete_and_not_in_place_is_finished_by_the_next_start(
    backup: Path, data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(self: Path, _target: Path) -> Path:
        raise broken(errno.EIO)

    undone: list[str] = []
    monkeypatch.setattr(put_back.InNewFolder, "undo", lambda _self: undone.append("files"))
    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", fail)
        assert restore(data, backup, "--replace", "--erased-unknown") == 1
    said = capsys.readouterr().err
    assert "as it was before" not in said
    assert "next start" in said
    assert undone == []
    staging.settle(data)
    assert (data / "postgres" / "state").read_text() == "restored"


@pytest.mark.usefixtures("made")
def test_one_that_fails_before_it_is_complete_leaves_everything(
    backup: Path, data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_path: Path) -> None:
        raise broken(errno.EIO)

    undone: list[str] = []
    monkeypatch.setattr(put_back.InNewFolder, "undo", lambda _self: undone.append("files"))
    monkeypatch.setattr(staging, "_sync_all", fail)
    assert restore(data, backup, "--replace", "--erased-unknown") == 1
    assert "everything is as it was before" in capsys.readouterr().err
    assert undone == ["files"]
    staging.settle(data)
    assert (data / "postgres" / "state").read_text() == "former"


@pytest.mark.usefixtures("made")
def test_what_was_replaced_and_could_not_be_removed_is_named(
    backup: Path, data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(staging, "forget_former", lambda _folder: None)
    assert restore(data, backup, "--replace", "--erased-unknown") == 0
    said = capsys.readouterr().err
    assert str(data / "former") in said
    assert "remedy upgrade --confirm" in said
    assert erased_rooms(data) == {erased_hash(ROOMS[0])}


@pytest.mark.usefixtures("made")
def test_files_go_also_when_what_was_begun_cannot_be_removed(
    backup: Path, data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A database of the operator's, in whose data folder nothing is made."""
    kept: list[object] = []

    def fail(_folder: Path) -> None:
        raise broken(errno.EACCES)

    monkeypatch.setenv("REMEDY_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
    monkeypatch.setattr(restoring, "_occupied", lambda _settings: False)
    monkeypatch.setattr(staging, "abandon", fail)
    monkeypatch.setattr(put_back.InFolder, "keep_only", lambda _self, keys: kept.append(keys))
    assert restore(data, backup, "--erased-unknown") == 0
    assert kept == [[]]
    assert "could not be removed" in capsys.readouterr().err
