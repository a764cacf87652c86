"""Sealed files lie beside a database that is being restored, in the folder or the bucket that is in use: none of them goes before
the restore has come to its end, and then all go that nothing names.
"""

import errno
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import obstore
import obstore.store
import pytest
from obstore.store import MemoryStore

from remedy_api.cli.restore import command as restoring
from remedy_api.cli.restore import files as put_back
from remedy_api.storage.erased import erased_hash, erased_rooms, record_erased
from tests.drills.installations import Served, Serving, files, held, named, remedy
from tests.drills.test_restore_bucket import keys

LARGE = 600_000


class Place(NamedTuple):
    """Where an installation lies, and which files lie there."""

    folder: Path
    key_file: Path
    url: str | None
    there: Callable[[], set[str]]
    whole: bool
    """Rows and files change in one step, with the folder."""

    def serving(self) -> Serving:
        return Serving(self.folder, self.key_file, self.url)

    def state(self, served: Served) -> tuple[dict[str, str], set[str]]:
        """What rows and files say."""
        return held(served), self.there()


@pytest.fixture(
    params=[
        "own database, folder",
        "own database, bucket",
        "our database, bucket",
        pytest.param("our database, folder", marks=pytest.mark.long),
    ]
)
def place(request: pytest.FixtureRequest, fresh_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    """A database of the operator's or ours, files in the data folder or in a bucket."""
    tmp_path.chmod(0o711)
    folder, bucket = tmp_path / "data", MemoryStore()
    monkeypatch.setenv("REMEDY_KEY_FILE", str(tmp_path / "people.key"))
    url = fresh_database if request.param.startswith("own") else None
    if url:
        monkeypatch.setenv("REMEDY_DATABASE_URL", url)
    else:
        monkeypatch.delenv("REMEDY_DATABASE_URL", raising=False)
    if request.param.endswith("folder"):
        return Place(folder, tmp_path / "people.key", url, lambda: set(files(folder)), whole=url is None)
    monkeypatch.setattr(obstore.store, "from_url", lambda _url: bucket)
    monkeypatch.setattr(put_back, "from_url", lambda _url: bucket)
    monkeypatch.setenv("REMEDY_BLOB_URL", "s3://bucket/prefix")
    return Place(folder, tmp_path / "people.key", url, lambda: keys(bucket), whole=False)


class Alive(NamedTuple):
    """An installation in which a report lives that somebody's ledger calls erased, and a backup of it."""

    room: bytes
    backup: Path
    ledger: Path
    before: tuple[dict[str, str], set[str]]


@pytest.fixture
def alive(place: Place) -> Alive:
    """As after a restore with --erased-unknown: the newest ledger came to light only later."""
    with (serving := place.serving()) as served:
        world = serving.begin()
        room = served.file(world, LARGE)
        served.file(world, LARGE)
        assert remedy("backup", place.folder, place.folder.parent / "backup") == 0
        before = place.state(served)
    found = place.folder.parent / "found"
    found.mkdir()
    record_erased(found, room)
    return Alive(room, place.folder.parent / "backup", found / "erased", before)


def full(*_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("failing", [pytest.param("put_files", marks=pytest.mark.long), "add_hashes"])
def test_a_restore_that_fails_takes_no_file_of_what_lives(
    place: Place, alive: Alive, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], failing: str
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(restoring, failing, full)
        assert remedy("restore", place.folder, alive.backup, "--replace", "--erased", alive.ledger) == 1
    assert "everything is as it was before" in capsys.readouterr().err
    with place.serving() as served:
        assert place.state(served) == alive.before
        assert place.there() == named(served)
    assert erased_hash(alive.room) not in erased_rooms(place.folder)


def test_once_it_has_come_to_its_end_what_was_erased_is_gone(place: Place, alive: Alive) -> None:
    assert remedy("restore", place.folder, alive.backup, "--replace", "--erased", alive.ledger) == 0
    assert erased_hash(alive.room) in erased_rooms(place.folder)
    with place.serving() as served:
        assert len(named(served)) == 1
        assert place.there() == named(served)


def test_files_that_cannot_be_removed_then_are_said_to_be_left(
    place: Place, alive: Alive, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The rows are in place: it must not say that everything is as it was."""
    with monkeypatch.context() as patch:
        for kind in (put_back.InFolder, put_back.InNewFolder, put_back.InBucket):
            patch.setattr(kind, "keep_only", full)
        assert remedy("restore", place.folder, alive.backup, "--replace", "--erased", alive.ledger) == 0
    said = capsys.readouterr()
    assert "as it was before" not in said.err
    assert "could not be removed" in said.err + said.out
    with place.serving() as served:
        # A folder of ours was replaced as a whole; anywhere else the file is left to the sweep.
        assert len(place.there() - named(served)) == (0 if place.whole else 1)
