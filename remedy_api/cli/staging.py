"""A data folder made beside the one in use and put in its place as a whole, or not at all.

The new parts are made in `next`. Once they are complete and durable, a mark says so; from then on the change is finished
however often it is interrupted, and before it nothing of the former state was touched. What was there lies in `former`.
"""

import os
import shutil
from pathlib import Path

from remedy_api.kit.db.embedded.postmaster import stop_leftovers
from remedy_api.storage.erased import NAME as LEDGER

NEXT, FORMER = "next", "former"
_COMPLETE = "complete"
PARTS = ("postgres", "postgres.password", "blobs", LEDGER)
"""What may be changed. Everything else in a data folder belongs to a process."""


def begin(folder: Path) -> Path:
    """An empty folder for the new parts. The caller holds the data folder. Raises OSError."""
    settle(folder)
    made = folder / NEXT
    # Started by root, the database has an account of its own, which must pass through.
    made.mkdir(mode=0o711 if os.geteuid() == 0 else 0o700)
    return made


def finish(folder: Path) -> None:
    """Put the new parts in place; those that were not made stay as they are. Raises OSError."""
    complete(folder)
    settle(folder)


def complete(folder: Path) -> None:
    """Make the new parts durable and mark them: from here on the change is finished, by `settle` or by the next start.

    Raises OSError; `is_complete` says whether the mark is there all the same.
    """
    # What cannot be removed would stand in the way of every start once the mark is there.
    if (folder / FORMER).exists():
        shutil.rmtree(folder / FORMER)
    for name in PARTS:
        if (folder / NEXT / name).exists():
            _sync_all(folder / NEXT / name)
    mark = os.open(folder / NEXT / _COMPLETE, os.O_WRONLY | os.O_CREAT, 0o600)
    os.fsync(mark)
    os.close(mark)
    sync_folder(folder / NEXT)


def is_complete(folder: Path) -> bool:
    """Whether new parts are marked, so that the next start puts them in place."""
    return (folder / NEXT / _COMPLETE).exists()


def settle(folder: Path) -> None:
    """Finish a change that was interrupted after it was complete, or forget one that was not. Raises OSError."""
    made, former = folder / NEXT, folder / FORMER
    if is_complete(folder):
        former.mkdir(mode=0o711 if os.geteuid() == 0 else 0o700, exist_ok=True)
        for name in PARTS:
            if (made / name).exists():
                if (folder / name).exists():
                    (folder / name).rename(former / name)
                (made / name).rename(folder / name)
        for touched in (former, made, folder):
            sync_folder(touched)
    if made.exists():
        _remove(made)


def abandon(folder: Path) -> None:
    """Remove new parts that were never complete. Those that are complete are left to `settle`."""
    if (folder / NEXT).exists() and not is_complete(folder):
        _remove(folder / NEXT)


def _remove(made: Path) -> None:
    """Remove new parts, with the database that may still be ending in them when whoever made them was killed."""
    for name in ("postgres", "postgres.unfinished"):
        if (made / name).is_dir():
            stop_leftovers(made / name)
    shutil.rmtree(made)


def forget_former(folder: Path) -> None:
    """Remove what a finished change has replaced."""
    shutil.rmtree(folder / FORMER, ignore_errors=True)


def sync_folder(path: Path) -> None:
    """Make the names in a folder durable. Raises OSError."""
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sync_all(path: Path) -> None:
    if path.is_dir():
        for each in path.iterdir():
            _sync_all(each)
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
