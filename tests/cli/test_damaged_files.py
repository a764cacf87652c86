"""Sealed files of a backup beside those in use: what is damaged there is mended, what is whole stays untouched."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import obstore
import pytest
from obstore.exceptions import PermissionDeniedError
from obstore.store import MemoryStore

from remedy_api.cli.backup.archive import Member
from remedy_api.cli.restore.files import InBucket, InFolder
from remedy_api.storage.folder import path_of

KEY, OTHER = bytes(range(16)), bytes(range(16, 32))
WHOLE = b"sealed" * 1000
OF = Member("blobs/x", len(WHOLE), hashlib.sha256(WHOLE).hexdigest())


def pieces() -> Iterator[bytes]:
    yield WHOLE[:1000]
    yield WHOLE[1000:]


@pytest.mark.parametrize("damaged", [WHOLE[:1000], WHOLE[:-1] + b"D"], ids=["cut", "changed"])
def test_a_damaged_file_is_mended(tmp_path: Path, damaged: bytes) -> None:
    files, path = InFolder(tmp_path, 86_400), path_of(tmp_path, KEY)
    path.parent.mkdir()
    path.write_bytes(damaged)
    files.put(KEY, OF, pieces())
    assert path.read_bytes() == WHOLE
    # It was there before this restore: taking that back takes only what it added.
    files.put(OTHER, OF, pieces())
    files.undo()
    assert path.exists() and not path_of(tmp_path, OTHER).exists()


def test_a_whole_file_is_not_written_again(tmp_path: Path) -> None:
    files, path = InFolder(tmp_path, 86_400), path_of(tmp_path, KEY)
    files.put(KEY, OF, pieces())
    before = path.stat().st_ino
    files.put(KEY, OF, iter(()))
    assert (path.stat().st_ino, path.read_bytes()) == (before, WHOLE)


def test_in_a_bucket(monkeypatch: pytest.MonkeyPatch) -> None:
    store = MemoryStore()
    obstore.put(store, KEY.hex(), WHOLE[:1000])
    files = InBucket(store)
    for key in (KEY, OTHER):
        files.put(key, OF, pieces())
        assert bytes(obstore.get(store, key.hex()).bytes()) == WHOLE
    real = obstore.delete

    def delete(held: MemoryStore, name: str) -> None:
        if name == KEY.hex():
            raise PermissionDeniedError("object lock")
        real(held, name)

    with monkeypatch.context() as locked:
        locked.setattr(obstore, "delete", delete)
        with pytest.raises(OSError):
            files.keep_only([])
    assert [found["path"] for batch in obstore.list(store) for found in batch] == [KEY.hex()]
    files.undo()
    assert [found["path"] for batch in obstore.list(store) for found in batch] == [KEY.hex()]
