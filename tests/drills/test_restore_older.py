"""Backups of older releases come back as this one."""

import shutil
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory

from remedy_api.kit.db.engine import make_engine
from remedy_api.kit.db.migrate import downgrade
from remedy_api.kit.db.revisions import MIGRATIONS, newest_revision
from tests.drills.installations import Original, Serving, files, held, named, remedy, whole


@pytest.mark.long
def test_every_older_release_comes_back_as_this_one(original: Original, host: Path) -> None:
    """From every revision since reports are kept: its backup is made by what this version needs of it, and brought up to date."""
    revisions = [each.revision for each in ScriptDirectory(str(MIGRATIONS)).walk_revisions()]
    assert remedy("restore", host, original.backup, "--erased-unknown") == 0
    older = 0
    for revision in revisions[1:]:
        with Serving(host, original.key_file) as served:
            engine = make_engine(served.url, connections=1)
            downgrade(engine, revision)
            has_rooms = engine.connect().exec_driver_sql("SELECT to_regclass('public.entry') IS NOT NULL").scalar_one()
            engine.dispose()
            if not has_rooms:
                break
            backup = host.parent / revision
            assert remedy("backup", host, backup) == 0
        again = host.parent / f"from-{revision}"
        assert remedy("restore", again, backup, "--erased-unknown") == 0
        with Serving(again, original.key_file) as served:
            assert {name: held(served)[name] for name in ("room", "entry", "room_event")} == {
                name: original.held[name] for name in ("room", "entry", "room_event")
            }
            assert set(files(again)) == named(served)
        shutil.rmtree(again)
        older += 1
    assert older >= 5


def test_an_older_release_comes_back_as_this_one(original: Original, host: Path) -> None:
    previous = ScriptDirectory(str(MIGRATIONS)).get_revision(newest_revision()).down_revision
    assert remedy("restore", host, original.backup, "--erased-unknown") == 0
    with Serving(host, original.key_file) as served:
        engine = make_engine(served.url, connections=1)
        downgrade(engine, str(previous))
        engine.dispose()
        assert remedy("backup", host, host.parent / "older") == 0
    assert remedy("restore", host, host.parent / "older", "--replace") == 0
    with Serving(host, original.key_file) as served:
        whole(served, original.held)
