"""The folder of sealed blobs: whole or not at all, and no finer time than the day."""

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from remedy_api.kit.clock import today
from remedy_api.storage import folder
from remedy_api.storage.blobs import KEY_SIZE
from remedy_api.storage.errors import BlobMissing, StorageFull
from remedy_api.storage.folder import FolderBlobs, open_folder, path_of


@pytest.fixture
def blobs(tmp_path: Path) -> FolderBlobs:
    """An empty storage."""
    return open_folder(tmp_path / "blobs")


def keep(blobs: FolderBlobs, *parts: bytes) -> bytes:
    """A kept blob."""
    incoming = blobs.begin()
    for part in parts:
        incoming.write(part)
    return incoming.keep()


def files(blobs: FolderBlobs) -> list[Path]:
    """Every file there is."""
    return [path for path in blobs.root.rglob("*") if path.is_file()]


def test_what_was_kept_is_read_again(blobs: FolderBlobs) -> None:
    key = keep(blobs, b"sealed ", b"bytes")
    file, size = blobs.open(key)
    with file:
        assert (file.read(), size) == (b"sealed bytes", 12)
    assert len(key) == KEY_SIZE


def test_before_it_is_kept_nobody_finds_it(blobs: FolderBlobs) -> None:
    incoming = blobs.begin()
    incoming.write(b"half")
    assert list(blobs.older_than(date.max)) == []
    incoming.discard()
    incoming.discard()
    assert files(blobs) == []


def test_discarded_after_it_was_kept(blobs: FolderBlobs) -> None:
    incoming = blobs.begin()
    incoming.write(b"whole")
    key = incoming.keep()
    incoming.discard()
    with pytest.raises(BlobMissing):
        blobs.open(key)


def test_times_are_set_to_the_day(blobs: FolderBlobs) -> None:
    key = keep(blobs, b"sealed")
    midnight = datetime.combine(today(), datetime.min.time(), UTC).timestamp()
    for path in [*files(blobs), *(path.parent for path in files(blobs)), blobs.root, blobs.root / "incoming"]:
        assert path.stat().st_mtime == midnight, path
    file, _ = blobs.open(key)
    with file:
        assert file.read() == b"sealed"
    assert path_of(blobs.root, key).stat().st_atime == midnight


def test_nobody_else_reads_it(blobs: FolderBlobs) -> None:
    keep(blobs, b"sealed")
    assert {path.stat().st_mode & 0o077 for path in files(blobs)} == {0}
    assert (blobs.root / "incoming").stat().st_mode & 0o077 == 0


def test_everything_is_synced_before_the_key_is_given(blobs: FolderBlobs, monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    real: Callable[[int], None] = os.fsync

    def fsync(handle: int) -> None:
        order.append("folder" if Path(f"/proc/self/fd/{handle}").resolve().is_dir() else "file")
        real(handle)

    rename = Path.rename
    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(Path, "rename", lambda self, target: (order.append("rename"), rename(self, target))[1])
    keep(blobs, b"sealed")
    assert order == ["file", "folder", "rename", "folder"]
    order.clear()
    (blobs.root / "incoming").touch()
    for key in [keep(blobs, b"x")]:
        blobs.delete([key])
    assert order[-1] == "folder"


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_told_and_leaves_nothing(blobs: FolderBlobs, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    def full(handle: int, data: object) -> int:
        raise OSError(number, "full")

    incoming = blobs.begin()
    monkeypatch.setattr(folder.os, "write", full)
    with pytest.raises(StorageFull):
        incoming.write(b"sealed")
    incoming.discard()
    assert files(blobs) == []


def test_delete_twice(blobs: FolderBlobs) -> None:
    key, other = keep(blobs, b"one"), keep(blobs, b"two")
    blobs.delete([key])
    blobs.delete([key])
    assert len(files(blobs)) == 1
    assert blobs.open(other)[1] == 3


def test_what_is_older(blobs: FolderBlobs) -> None:
    old, new = keep(blobs, b"old"), keep(blobs, b"new")
    long_ago = (datetime.now(UTC) - timedelta(days=3)).timestamp()
    os.utime(path_of(blobs.root, old), (long_ago, long_ago))
    (blobs.root / "ab").mkdir(exist_ok=True)
    for name in ("not-a-key", "AB" * 15, "ab" * 14, "ab" * 16, " ".join(["ab"] * 10) + "c"):
        (blobs.root / "ab" / name).write_bytes(b"")
        os.utime(blobs.root / "ab" / name, (long_ago, long_ago))
    assert list(blobs.older_than(today() - timedelta(days=1))) == [old]
    assert set(blobs.older_than(today() + timedelta(days=1))) >= {old, new}


def test_a_folder_that_cannot_be_entered_keeps_no_other_from_its_turn(blobs: FolderBlobs, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = sorted(keep(blobs, b"sealed") for _ in range(5))
    closed = path_of(blobs.root, keys[1]).parent
    real, failed = Path.iterdir, []

    def iterdir(self: Path) -> Iterator[Path]:
        if self == closed:
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(self)

    @contextmanager
    def apart() -> Iterator[None]:
        try:
            yield
        except OSError as error:
            failed.append(error)

    monkeypatch.setattr(Path, "iterdir", iterdir)
    found = list(blobs.older_than(date.max, apart=apart))
    assert sorted(found) == [key for key in keys if path_of(blobs.root, key).parent != closed]
    assert len(failed) == 1
    with pytest.raises(PermissionError):
        list(blobs.older_than(date.max))


def test_what_a_crash_left_is_dropped_and_what_is_under_way_stays(blobs: FolderBlobs) -> None:
    left, under_way = blobs.begin(), blobs.begin()
    long_ago = (datetime.now(UTC) - timedelta(hours=2)).timestamp()
    os.utime(left.working, (long_ago, long_ago))
    blobs.drop_unfinished()
    assert files(blobs) == [under_way.working]


@pytest.mark.parametrize("key", [b"", b"../../etc/passwd", b"a" * 15, b"a" * 17])
def test_no_name_from_outside_becomes_a_path(blobs: FolderBlobs, key: bytes) -> None:
    if len(key) != KEY_SIZE:
        with pytest.raises(ValueError, match="not a blob key"):
            blobs.open(key)
    else:
        assert path_of(blobs.root, key).is_relative_to(blobs.root)
