"""Backup and restore with a PostgreSQL of the operator's: the tables change at once, or come back."""

import errno
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from remedy_api.cli.database import ASIDE, Own
from remedy_api.cli.errors import Refused
from remedy_api.cli.restore import command as restoring
from remedy_api.kit.db.embedded import Cluster, Postmaster
from remedy_api.kit.db.engine import driver_url
from remedy_api.storage.erased import NAME as LEDGER
from remedy_api.storage.erased import WITHDRAWN, erased_hash, erased_rooms
from tests.benchmarks.world import World
from tests.drills.installations import Served, Serving, files, held, named, remedy
from tests.drills.test_major_upgrade import OTHERS, older, version
from tests.fixtures.database import create_database, drop_database

LARGE = 600_000


@pytest.fixture
def key_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the key of this test lies."""
    monkeypatch.setenv("REMEDY_KEY_FILE", str(tmp_path / "people.key"))
    return tmp_path / "people.key"


def begun(serving: Serving, served: Served) -> World:
    """Two reports, one of them with an attachment."""
    world = serving.begin()
    served.file(world, LARGE)
    served.file(world)
    return world


def there_and_back(url: str, folder: Path, key_file: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Back up, let more come in, restore; what it held when it was backed up."""
    monkeypatch.setenv("REMEDY_DATABASE_URL", url)
    with (serving := Serving(folder, key_file, url)) as served:
        world = begun(serving, served)
        before = held(served)
        assert remedy("backup", folder, folder.parent / "backup") == 0
        served.file(world, LARGE)
        # Somebody is connected to it.
        assert remedy("restore", folder, folder.parent / "backup", "--replace", "--erased-unknown") == 1
    assert remedy("restore", folder, folder.parent / "backup", "--erased-unknown") == 1
    with Serving(folder, key_file, url) as served:
        assert len(named(served)) == 2
    assert remedy("restore", folder, folder.parent / "backup", "--replace", "--erased-unknown") == 0
    with Serving(folder, key_file, url) as served:
        assert held(served) == before
        assert set(files(folder)) == named(served)
    assert not Own(url).answers()
    return before


def test_there_and_back_and_into_a_database_of_ours(
    fresh_database: str, tmp_path: Path, key_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = there_and_back(fresh_database, tmp_path / "data", key_file, monkeypatch)
    monkeypatch.delenv("REMEDY_DATABASE_URL")
    tmp_path.chmod(0o711)
    assert remedy("restore", tmp_path / "ours", tmp_path / "backup", "--erased-unknown") == 0
    with Serving(tmp_path / "ours", key_file) as served:
        assert held(served) == before


def test_a_restore_that_fails_or_is_killed_leaves_the_former_tables(
    fresh_database: str, tmp_path: Path, key_file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    url, folder, backup = fresh_database, tmp_path / "data", tmp_path / "backup"
    monkeypatch.setenv("REMEDY_DATABASE_URL", url)
    with (serving := Serving(folder, key_file, url)) as served:
        world = begun(serving, served)
        at_backup = held(served)
        assert remedy("backup", folder, backup) == 0
        served.file(world, LARGE)
        before = held(served)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    for failing in ("bring_up_to_date", "put_files"):
        with monkeypatch.context() as patch:
            patch.setattr(restoring, failing, full)
            assert remedy("restore", folder, backup, "--replace", "--erased-unknown") == 1
        with Serving(folder, key_file, url) as served:
            assert held(served) == before
            assert set(files(folder)) == named(served)
    # As a kill leaves it: half of it is there, the former tables are aside.
    with psycopg.connect(driver_url(url)) as connection:
        connection.execute(f"ALTER SCHEMA public RENAME TO {ASIDE}; CREATE SCHEMA public; CREATE TABLE half (n int)")
    with pytest.raises(Refused, match="did not end"):
        Own(url).wait()
    assert remedy("restore", folder, backup, "--erased-unknown") == 1
    assert "--replace" in capsys.readouterr().err
    assert remedy("restore", folder, backup, "--replace", "--erased-unknown") == 0
    with Serving(folder, key_file, url) as served:
        assert held(served) == at_backup
        assert set(files(folder)) == named(served)


def test_an_installation_older_than_the_ledger_begins_one(fresh_database: str, tmp_path: Path, key_file: Path) -> None:
    """As a new machine beside others does: what the database can tell is noted before a backup is ever restored."""
    folder = tmp_path / "data"
    with (serving := Serving(folder, key_file, fresh_database)) as served:
        room = served.file(serving.begin())
    assert erased_rooms(folder) == frozenset()
    with psycopg.connect(driver_url(fresh_database)) as connection:
        connection.execute("UPDATE room SET state = 'withdrawn'")
    (folder / LEDGER).unlink()
    with Serving(folder, key_file, fresh_database):
        assert erased_rooms(folder) == {erased_hash(room, WITHDRAWN)}


@pytest.fixture(params=OTHERS, ids=version)
def older_server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A server of an older major version, as an operator may run one, with an empty database."""
    root = tmp_path / "server"
    older(root, request.param, tmp_path / "of-nobody.key")
    postmaster = Postmaster(Cluster(root, programs=request.param, major=version(request.param)))
    postmaster.start()
    postmaster.wait_ready()
    url = create_database(postmaster.cluster.url(), "own")
    yield url
    drop_database(postmaster.cluster.url(), "own")
    postmaster.stop()


@pytest.mark.long
def test_with_an_older_server(older_server: str, tmp_path: Path, key_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    there_and_back(older_server, tmp_path / "data", key_file, monkeypatch)
