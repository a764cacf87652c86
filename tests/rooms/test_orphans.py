"""Files that no row names are swept away, and no other."""

import os
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from remedy_api.jobs.context import JobContext
from remedy_api.jobs.worker import run_sweep
from remedy_api.rooms.tasks import ORPHANS
from remedy_api.settings import Settings
from remedy_api.storage.errors import StorageAway
from remedy_api.storage.folder import FolderBlobs, open_folder, path_of
from tests.factories.organisations import Organisation
from tests.factories.reports import CONTENTS, attachment, file_report
from tests.fixtures.time import steady


def files(settings: Settings) -> list[Path]:
    """Every blob."""
    return sorted(path for path in settings.blob_dir.rglob("*") if path.is_file())


def age(settings: Settings) -> None:
    """As if all of them had been kept three days ago."""
    for path in files(settings):
        long_ago = (datetime.now(UTC) - timedelta(days=3)).timestamp()
        os.utime(path, (long_ago, long_ago))


def test_orphans_go_after_a_day(intake: TestClient, engine: Engine, union: Organisation, settings: Settings) -> None:
    file_report(intake, union, contents=[*CONTENTS, attachment(400_000)])
    (named,) = files(settings)
    incoming = open_folder(settings.blob_dir).begin()
    incoming.write(b"a filing that never committed")
    incoming.keep()
    context = JobContext(settings, engine, bytes(32))
    steady(engine)
    run_sweep(ORPHANS, context)
    assert len(files(settings)) == 2
    age(settings)
    run_sweep(ORPHANS, context)
    assert files(settings) == [named]


def test_a_file_that_cannot_be_removed_does_not_keep_the_others(
    engine: Engine, settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    steady(engine)
    for _ in range(3):
        open_folder(settings.blob_dir).begin().keep()
    age(settings)
    stuck = files(settings)[0]
    delete = FolderBlobs.delete

    def fail(self: FolderBlobs, keys: Iterable[bytes]) -> None:
        for key in keys:
            if path_of(self.root, key) == stuck:
                raise OSError(5, "Input/output error")
            delete(self, [key])

    monkeypatch.setattr(FolderBlobs, "delete", fail)
    run_sweep(ORPHANS, JobContext(settings, engine, bytes(32)))
    assert files(settings) == [stuck]
    assert "sweep rooms.orphans failed" in caplog.text


def test_a_folder_that_cannot_be_entered_does_not_keep_the_others(
    engine: Engine, settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither a shard, nor the folder of what is on its way; that something could not be looked at is not kept quiet."""
    steady(engine)
    blobs = open_folder(settings.blob_dir)
    for number in range(3):
        path_of(blobs.root, bytes([number]) * 16).parent.mkdir()
        path_of(blobs.root, bytes([number]) * 16).write_bytes(b"sealed")
    age(settings)
    stuck = files(settings)[1]
    real = Path.iterdir

    def iterdir(self: Path) -> Iterator[Path]:
        if self in (stuck.parent, blobs.root / "incoming"):
            raise PermissionError(13, "Permission denied")
        return real(self)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "iterdir", iterdir)
        run_sweep(ORPHANS, JobContext(settings, engine, bytes(32)))
    assert files(settings) == [stuck]
    assert "2 failed" in caplog.text


def test_a_storage_that_is_away_ends_the_round(engine: Engine, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    steady(engine)
    for _ in range(3):
        open_folder(settings.blob_dir).begin().keep()
    age(settings)
    tried = []

    def away(self: FolderBlobs, keys: Iterable[bytes]) -> None:
        tried.append(list(keys))
        raise StorageAway

    monkeypatch.setattr(FolderBlobs, "delete", away)
    run_sweep(ORPHANS, JobContext(settings, engine, bytes(32)))
    assert len(tried) == 1
