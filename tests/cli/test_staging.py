"""New parts of a data folder come into their place together, wherever the change is interrupted."""

import errno
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from remedy_api.cli import staging
from remedy_api.cli.staging import FORMER, NEXT, PARTS, abandon, begin, finish, forget_former, is_complete, settle


class PowerCut(Exception):
    """The machine is gone."""


def write(folder: Path, word: str) -> None:
    """All parts, each saying the word."""
    for name in PARTS:
        if name in ("postgres", "blobs"):
            (folder / name / "inner").mkdir(parents=True)
            (folder / name / "inner" / "file").write_text(word)
        else:
            (folder / name).write_text(word)


def words(folder: Path) -> set[str]:
    """What the parts in use say."""
    return {((folder / name / "inner" / "file") if name in ("postgres", "blobs") else folder / name).read_text() for name in PARTS}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder in use, with new parts made beside."""
    write(tmp_path, "old")
    write(begin(tmp_path), "new")
    return tmp_path


def test_finished_the_new_ones_are_in_place_and_the_former_beside(data: Path) -> None:
    finish(data)
    assert words(data) == {"new"}
    assert words(data / FORMER) == {"old"}
    assert not (data / NEXT).exists()
    forget_former(data)
    assert not (data / FORMER).exists()


def test_what_was_not_made_anew_stays(data: Path) -> None:
    shutil.rmtree(data / NEXT / "blobs")
    finish(data)
    assert (data / "blobs" / "inner" / "file").read_text() == "old"
    assert (data / "postgres" / "inner" / "file").read_text() == "new"


def test_abandoned_or_interrupted_before_it_was_complete_nothing_changed(data: Path) -> None:
    settle(data)
    assert words(data) == {"old"}
    write(begin(data), "newer")
    abandon(data)
    assert words(data) == {"old"}
    assert not (data / NEXT).exists()


def interrupted(monkeypatch: pytest.MonkeyPatch, after: int) -> Callable[[], None]:
    """Let so many renames happen, and then no more; gives back what ends that."""
    rename, count = Path.rename, [0]

    def cut(self: Path, target: Path) -> Path:
        if count[0] == after:
            raise PowerCut
        count[0] += 1
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", cut)
    return lambda: monkeypatch.setattr(Path, "rename", rename)


@pytest.mark.parametrize("after", range(2 * len(PARTS)))
def test_interrupted_while_it_is_put_in_place_it_is_finished_at_the_next_start(
    data: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    restart = interrupted(monkeypatch, after)
    with pytest.raises(PowerCut):
        finish(data)
    # Whoever gives up now must not take away what is complete.
    abandon(data)
    restart()
    settle(data)
    assert words(data) == {"new"}
    assert words(data / FORMER) == {"old"}
    assert not (data / NEXT).exists()


def test_interrupted_before_the_mark_it_never_was(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def cut(_path: Path) -> None:
        raise PowerCut

    with monkeypatch.context() as broken:
        broken.setattr(staging, "_sync_all", cut)
        with pytest.raises(PowerCut):
            finish(data)
    settle(data)
    assert words(data) == {"old"}


def test_a_former_state_that_cannot_be_removed_stands_in_no_starts_way(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said before anything is marked, while everything is as it was."""
    finish(data)
    write(begin(data), "newer")

    def busy(_path: Path, ignore_errors: bool = False) -> None:
        if not ignore_errors:
            raise OSError(errno.EBUSY, "Device or resource busy")

    with monkeypatch.context() as broken:
        broken.setattr(shutil, "rmtree", busy)
        with pytest.raises(OSError, match="busy"):
            finish(data)
    assert not is_complete(data)
    settle(data)
    assert words(data) == {"new"}
