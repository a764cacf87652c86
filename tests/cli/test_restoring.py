"""What a restore asks for first, what it keeps and removes, and what it says when it was interrupted; whole ones run in drills."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import obstore
import pytest
from obstore.store import MemoryStore

from remedy_api.cli import staging
from remedy_api.cli.backup.archive import Writer
from remedy_api.cli.main import main
from remedy_api.cli.restore import command as restoring
from remedy_api.cli.restore import files as put_back
from remedy_api.cli.restore.erasing import Kept
from remedy_api.cli.restore.places import Restored
from remedy_api.kit.db.revisions import newest_revision
from remedy_api.kit.people_key import _check as check_of
from remedy_api.settings import Settings
from remedy_api.storage.erased import ERASED, NAME, erased_hash, erased_rooms, record_erased
from remedy_api.storage.folder import open_folder, path_of

KEY = bytes(range(32))
ROOMS = [bytes([number]) * 16 for number in range(4)]
ONE, OTHER = bytes(16), bytes([0xAB]) * 16


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


def cut(content: bytes) -> Iterator[bytes]:
    """The beginning of it, and then the machine is gone."""
    yield content
    raise broken(errno.EIO)


def test_what_a_killed_restore_has_begun_to_write_is_no_file(tmp_path: Path) -> None:
    files = put_back.InFolder(tmp_path / "blobs", 0)
    with pytest.raises(OSError, match="Input/output error"):
        # Nothing is taken back, as nothing is after a kill.
        files.put(ONE, cut(b"sea"))
    assert not path_of(tmp_path / "blobs", ONE).exists()
    again = put_back.InFolder(tmp_path / "blobs", 0)
    again.put(ONE, iter([b"sea", b"led"]))
    again.put(ONE, iter([b"never written twice"]))
    assert path_of(tmp_path / "blobs", ONE).read_bytes() == b"sealed"
    assert [path for path in (tmp_path / "blobs").rglob("*") if path.is_file()] == [path_of(tmp_path / "blobs", ONE)]


@pytest.mark.parametrize("kind", [put_back.InFolder, put_back.InNewFolder])
def test_a_file_has_its_name_once_it_is_durable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: type[put_back.InFolder | put_back.InNewFolder]
) -> None:
    files = kind(tmp_path / "blobs", 86_400)
    # A kill has left this under the name of the work.
    (tmp_path / "blobs" / "incoming" / ONE.hex()).write_bytes(b"longer than what comes now")
    there: list[bool] = []
    real = os.fsync

    def fsync(handle: int) -> None:
        there.append(path_of(tmp_path / "blobs", ONE).exists())
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    files.put(ONE, iter([b"sealed"]))
    assert there[0] is False
    found = path_of(tmp_path / "blobs", ONE)
    assert found.read_bytes() == b"sealed"
    assert found.stat().st_mode & 0o077 == 0
    for path in (found, found.parent, tmp_path / "blobs" / "incoming"):
        assert path.stat().st_mtime == 86_400, path


def test_what_is_not_ours_stays_in_a_bucket() -> None:
    """Somebody keeps backups under the same address."""
    store = MemoryStore()
    others = {"backups/" + ONE.hex(), ONE.hex() + ".bak", "z" * 32, ONE.hex().upper().replace("0", "A"), "index.html"}
    for name in (*others, ONE.hex(), OTHER.hex()):
        obstore.put(store, name, b"x")
    put_back.InBucket(store).keep_only([ONE])
    assert {found["path"] for batch in obstore.list(store) for found in batch} == others | {ONE.hex()}


def test_what_is_not_ours_in_a_bucket_is_no_installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = MemoryStore()
    monkeypatch.setattr(put_back, "from_url", lambda _url: store)
    settings = Settings(data_dir=tmp_path, blob_url="s3://bucket")
    obstore.put(store, "backups/" + ONE.hex(), b"x")
    assert not put_back.in_use(settings)
    obstore.put(store, ONE.hex(), b"x")
    assert put_back.in_use(settings)


def test_what_is_not_ours_stays_in_a_folder_and_one_shard_keeps_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blobs = open_folder(tmp_path / "blobs")
    for number in (1, 5, 9):
        path_of(blobs.root, bytes([number]) * 16).parent.mkdir()
        path_of(blobs.root, bytes([number]) * 16).write_bytes(b"sealed")
    (blobs.root / "05" / "notes.txt").write_bytes(b"x")
    (blobs.root / "backups").mkdir()
    (blobs.root / "backups" / "one").write_bytes(b"x")
    files = put_back.InFolder(blobs.root, 0)
    real = Path.iterdir

    def closed(self: Path) -> Iterator[Path]:
        if self.name == "01":
            raise broken(errno.EACCES)
        return real(self)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "iterdir", closed)
        with pytest.raises(OSError, match="Permission denied"):
            files.keep_only([bytes([5]) * 16])
    left = {str(path.relative_to(blobs.root)) for path in blobs.root.rglob("*") if path.is_file()}
    assert left == {"01/" + "01" * 15, "05/" + "05" * 15, "05/notes.txt", "backups/one"}


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
