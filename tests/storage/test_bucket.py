"""The bucket: put as a whole, and told when it is away."""

import os
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

import obstore
import pytest
from obstore.exceptions import GenericError, PermissionDeniedError
from obstore.store import MemoryStore

from remedy_api.kit.clock import today
from remedy_api.settings import Settings
from remedy_api.storage.bucket import BucketBlobs
from remedy_api.storage.errors import BlobMissing, StorageAway
from remedy_api.storage.folder import FolderBlobs, open_folder
from remedy_api.storage.opening import open_blobs


@pytest.fixture
def blobs(tmp_path: Path) -> BucketBlobs:
    """An empty bucket."""
    return BucketBlobs(MemoryStore(), open_folder(tmp_path / "blobs"))


def keep(blobs: BucketBlobs, content: bytes) -> bytes:
    """A kept blob."""
    incoming = blobs.begin()
    incoming.write(content)
    return incoming.keep()


def left(blobs: BucketBlobs) -> list[Path]:
    """Files on the disk."""
    return [path for path in blobs.local.root.rglob("*") if path.is_file()]


def test_kept_read_deleted(blobs: BucketBlobs) -> None:
    content = bytes(range(256)) * 5000
    key = keep(blobs, content)
    assert left(blobs) == []
    file, size = blobs.open(key)
    with file:
        parts = []
        while part := file.read(262_144):
            parts.append(part)
    assert (b"".join(parts), size) == (content, len(content))
    blobs.delete([key, key])
    with pytest.raises(BlobMissing):
        blobs.open(key)


def test_discarded(blobs: BucketBlobs) -> None:
    early, late = blobs.begin(), blobs.begin()
    early.write(b"half")
    early.discard()
    late.write(b"whole")
    key = late.keep()
    late.discard()
    late.discard()
    assert left(blobs) == []
    with pytest.raises(BlobMissing):
        blobs.open(key)


def test_away_is_told_and_leaves_nothing(blobs: BucketBlobs, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: Any, **__: Any) -> None:
        raise GenericError("no route")

    incoming = blobs.begin()
    incoming.write(b"sealed")
    monkeypatch.setattr(obstore, "put", away)
    monkeypatch.setattr(obstore, "delete", away)
    with pytest.raises(StorageAway):
        incoming.keep()
    incoming.discard()
    assert left(blobs) == []
    with pytest.raises(StorageAway):
        blobs.delete([bytes(16)])


def test_what_is_older(blobs: BucketBlobs) -> None:
    key = keep(blobs, b"sealed")
    # Before and after it in the order of names; the second and the third are as long as a key is.
    for name in ("not-a-key", "!" * 32, "z" * 32, "backups/" + key.hex(), "backups/" + "0" * 24):
        obstore.put(blobs.store, name, b"")
    assert list(blobs.older_than(today())) == []
    assert list(blobs.older_than(today() + timedelta(days=1))) == [key]
    blobs.drop_unfinished()
    assert blobs.open(key)[1] == 6


def test_chosen_by_setting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_REGION", "eu-west-1")
    assert isinstance(open_blobs(Settings(data_dir=tmp_path)), FolderBlobs)
    assert isinstance(open_blobs(Settings(data_dir=tmp_path, blob_url="s3://bucket/prefix")), BucketBlobs)
    with pytest.raises(ValueError, match="s3://"):
        open_blobs(Settings(data_dir=tmp_path, blob_url="https://bucket"))


def test_what_the_folder_held_before_there_was_a_bucket(blobs: BucketBlobs) -> None:
    """It is read and erased like the rest, and no sweep takes it without asking a row."""
    before = blobs.local.begin()
    before.write(b"sealed before")
    old, new = before.keep(), keep(blobs, b"sealed since")
    moment = datetime.combine(today() - timedelta(days=400), time(), UTC).timestamp()
    os.utime(left(blobs)[0], (moment, moment))
    blobs.drop_unfinished()
    with blobs.open(old)[0] as file:
        assert file.read() == b"sealed before"
    assert set(blobs.older_than(today() + timedelta(days=1))) == {old, new}
    blobs.delete([old, new])
    assert left(blobs) == []
    for key in (old, new):
        with pytest.raises(BlobMissing):
            blobs.open(key)


def test_one_that_is_locked_keeps_no_other_from_its_turn(blobs: BucketBlobs, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = [keep(blobs, b"sealed") for _ in range(3)]
    real = obstore.delete

    def delete(store: Any, name: str) -> None:
        if name == keys[0].hex():
            raise PermissionDeniedError("object lock")
        real(store, name)

    monkeypatch.setattr(obstore, "delete", delete)
    with pytest.raises(PermissionError):
        blobs.delete(keys)
    assert list(blobs.older_than(today() + timedelta(days=1))) == keys[:1]
