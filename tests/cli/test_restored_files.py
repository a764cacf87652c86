"""Sealed files that a restore puts and removes: whole ones under their names, and nothing that is somebody else's."""

import errno
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import obstore
import pytest
from obstore.store import MemoryStore

from remedy_api.cli.backup.archive import Member
from remedy_api.cli.restore import files as put_back
from remedy_api.settings import Settings
from remedy_api.storage.folder import open_folder, path_of

ONE, OTHER = bytes(16), bytes([0xAB]) * 16
SEALED = Member("blobs/one", 6, hashlib.sha256(b"sealed").hexdigest())


def cut(content: bytes) -> Iterator[bytes]:
    """The beginning of it, and then the machine is gone."""
    yield content
    raise OSError(errno.EIO, os.strerror(errno.EIO))


def test_what_a_killed_restore_has_begun_to_write_is_no_file(tmp_path: Path) -> None:
    files = put_back.InFolder(tmp_path / "blobs", 0)
    with pytest.raises(OSError, match="Input/output error"):
        # Nothing is taken back, as nothing is after a kill.
        files.put(ONE, SEALED, cut(b"sea"))
    assert not path_of(tmp_path / "blobs", ONE).exists()
    again = put_back.InFolder(tmp_path / "blobs", 0)
    again.put(ONE, SEALED, iter([b"sea", b"led"]))
    again.put(ONE, SEALED, iter([b"never written twice"]))
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
    files.put(ONE, SEALED, iter([b"sealed"]))
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
            raise OSError(errno.EACCES, os.strerror(errno.EACCES))
        return real(self)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "iterdir", closed)
        with pytest.raises(OSError, match="Permission denied"):
            files.keep_only([bytes([5]) * 16])
    left = {str(path.relative_to(blobs.root)) for path in blobs.root.rglob("*") if path.is_file()}
    assert left == {"01/" + "01" * 15, "05/" + "05" * 15, "05/notes.txt", "backups/one"}
