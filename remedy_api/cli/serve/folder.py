"""The data folder: made, and held by one server at a time."""

import fcntl
import os
from pathlib import Path

from remedy_api.cli.errors import Refused
from remedy_api.kit.i18n import _N


def hold_folder(folder: Path) -> int:
    """Make the data folder if need be and lock it. Returns the open lock, which the operating system releases however this
    process ends; forked children close theirs. Raises Refused.
    """
    try:
        # Started by root, the database has an account of its own, which must pass through; everybody else stays outside
        # the folders within.
        folder.mkdir(mode=0o711 if os.geteuid() == 0 else 0o700, parents=True, exist_ok=True)
        lock = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError:
        raise _unwritable(folder) from None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise Refused(
            _N("Another Remedy is running on the folder %(folder)s. Stop it first, or give another with --data."),
            folder=str(folder),
        ) from None
    return lock


def is_held(folder: Path) -> bool:
    """Whether a server, or another command that needs it alone, holds the data folder. Raises Refused."""
    try:
        lock = os.open(folder / "lock", os.O_RDWR | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    except OSError:
        raise _unwritable(folder) from None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(lock)
    return False


def _unwritable(folder: Path) -> Refused:
    return Refused(
        _N("The folder %(folder)s cannot be written. Give another with --data, or change who may write there."),
        folder=str(folder),
    )
