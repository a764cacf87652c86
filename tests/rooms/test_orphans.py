"""Files that no row names are swept away, and no other."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from fastapi.testclient import TestClient
from sqlalchemy import Engine

from remedy_api.jobs.context import JobContext
from remedy_api.jobs.worker import run_sweep
from remedy_api.rooms.tasks import ORPHANS
from remedy_api.settings import Settings
from remedy_api.storage.folder import open_folder
from tests.factories.organisations import Organisation
from tests.factories.reports import CONTENTS, attachment, file_report


def files(settings: Settings) -> list[Path]:
    """Every blob."""
    return sorted(path for path in settings.blob_dir.rglob("*") if path.is_file())


def test_orphans_go_after_a_day(intake: TestClient, engine: Engine, union: Organisation, settings: Settings) -> None:
    file_report(intake, union, contents=[*CONTENTS, attachment(400_000)])
    (named,) = files(settings)
    incoming = open_folder(settings.blob_dir).begin()
    incoming.write(b"a filing that never committed")
    incoming.keep()
    context = JobContext(settings, engine, bytes(32))
    run_sweep(ORPHANS, context)
    assert len(files(settings)) == 2
    for path in files(settings):
        long_ago = (datetime.now(UTC) - timedelta(days=3)).timestamp()
        os.utime(path, (long_ago, long_ago))
    run_sweep(ORPHANS, context)
    assert files(settings) == [named]
