"""Backup and restore with the sealed files in a bucket: what is there stays there until the rows are in place."""

import errno
from pathlib import Path

import obstore
import obstore.store
import pytest
from obstore.store import MemoryStore

from remedy_api.cli.restore import command as restoring
from remedy_api.cli.restore import files as put_back
from tests.drills.installations import Serving, held, named, remedy

LARGE = 600_000


def keys(bucket: MemoryStore) -> set[str]:
    """What lies in it."""
    return {found["path"] for batch in obstore.list(bucket) for found in batch}


def test_there_and_back(fresh_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bucket = MemoryStore()
    monkeypatch.setattr(obstore.store, "from_url", lambda _url: bucket)
    monkeypatch.setattr(put_back, "from_url", lambda _url: bucket)
    monkeypatch.setenv("REMEDY_BLOB_URL", "s3://bucket/prefix")
    monkeypatch.setenv("REMEDY_DATABASE_URL", fresh_database)
    monkeypatch.setenv("REMEDY_KEY_FILE", str(tmp_path / "people.key"))
    folder, backup, key_file = tmp_path / "data", tmp_path / "backup", tmp_path / "people.key"
    with (serving := Serving(folder, key_file, fresh_database)) as served:
        world = serving.begin()
        served.file(world, LARGE)
        before, files = held(served), keys(bucket)
        content = bytes(obstore.get(bucket, next(iter(files))).bytes())
        assert remedy("backup", folder, backup) == 0
        served.file(world, LARGE)
        after = keys(bucket)
    assert len(after) == 2

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    obstore.delete(bucket, next(iter(files)))
    with monkeypatch.context() as patch:
        # Late: the file that was missing has been put back by then, and is taken away again.
        patch.setattr(restoring, "add_hashes", full)
        assert remedy("restore", folder, backup, "--replace", "--erased-unknown") == 1
    assert keys(bucket) == after - files
    assert remedy("restore", folder, backup, "--replace", "--erased-unknown") == 0
    with Serving(folder, key_file, fresh_database) as served:
        assert held(served) == before
        assert keys(bucket) == named(served) == files
    assert bytes(obstore.get(bucket, next(iter(files))).bytes()) == content


def test_a_bucket_in_use_is_not_emptied_from_a_machine_with_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As a drill with the settings of the machine that serves, or a machine that is to take its place."""
    tmp_path.chmod(0o711)
    bucket = MemoryStore()
    monkeypatch.setattr(obstore.store, "from_url", lambda _url: bucket)
    monkeypatch.setattr(put_back, "from_url", lambda _url: bucket)
    monkeypatch.setenv("REMEDY_BLOB_URL", "s3://bucket/prefix")
    monkeypatch.delenv("REMEDY_DATABASE_URL", raising=False)
    monkeypatch.setenv("REMEDY_KEY_FILE", str(tmp_path / "people.key"))
    with (serving := Serving(tmp_path / "data", tmp_path / "people.key")) as served:
        world = serving.begin()
        served.file(world, LARGE)
        assert remedy("backup", tmp_path / "data", tmp_path / "backup") == 0
        served.file(world, LARGE)
        lives = keys(bucket)
        assert remedy("restore", tmp_path / "drill", tmp_path / "backup", "--erased-unknown") == 1
        assert "--replace" in capsys.readouterr().err
        assert keys(bucket) == named(served) == lives
    assert len(lives) == 2
    assert remedy("restore", tmp_path / "drill", tmp_path / "backup", "--erased-unknown", "--replace") == 0
    assert len(keys(bucket)) == 1
