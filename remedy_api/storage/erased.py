"""The ledger of what was erased for good: it lies beside the database and outlives it, so that no backup brings it back.

One line of hex for each room, a hash of its id and of what was done: whoever holds the file alone learns how many there were
and nothing else. Of a withdrawn report the signed history stays, without anything sealed; of an erased room nothing does.
Lines are only ever added. The file's time is set to the day.
"""

import fcntl
import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from remedy_api.kit.clock import today

NAME = "erased"
ERASED, WITHDRAWN = b"remedy/v1/erased-room", b"remedy/v1/withdrawn-room"
"""What was done, hashed before the id of the room; the database hashes the same way."""
_LINE = re.compile(rb"[0-9a-f]*")
_DIGITS = 64


def erased_hash(room: bytes, done: bytes = ERASED) -> bytes:
    """What the ledger says of a room."""
    return hashlib.sha256(done + room).digest()


def record_erased(folder: Path, *rooms: bytes, done: bytes = ERASED) -> None:
    """Note that rooms are erased, or withdrawn, durably, all or none of them. `folder`: the data folder.

    To be called just before the erasure is committed, when nothing can refuse it any more: a line that is missing would bring it
    back with a restored backup, and a line for what lives after all would erase it there. Raises OSError.
    """
    add_hashes(folder, [erased_hash(room, done) for room in rooms])


def erased_rooms(folder: Path) -> frozenset[bytes]:
    """The hashes of all rooms that were erased. Raises OSError, ValueError for a file that is no ledger."""
    path = folder / NAME
    return parse(path.read_bytes()) if path.exists() else frozenset()


def parse(content: bytes) -> frozenset[bytes]:
    """The hashes in a ledger. A line that a power cut left unfinished counts for nothing. Raises ValueError."""
    found = set()
    for line in content.splitlines():
        if not _LINE.fullmatch(line) or len(line) > _DIGITS:
            raise ValueError("not a ledger of erased rooms")
        if len(line) == _DIGITS:
            found.add(bytes.fromhex(line.decode()))
    return frozenset(found)


def add_hashes(folder: Path, hashes: Iterable[bytes]) -> None:
    """Add what is not there yet, all or nothing of it, in an order that tells nothing. Raises OSError, ValueError."""
    with _opened(folder / NAME) as handle:
        known = parse(os.pread(handle, os.fstat(handle).st_size, 0))
        lines = b"".join(one.hex().encode() + b"\n" for one in sorted(set(hashes) - known))
        if not lines:
            return
        end = os.fstat(handle).st_size
        if end and os.pread(handle, 1, end - 1) != b"\n":
            lines = b"\n" + lines
        try:
            written = 0
            while written < len(lines):
                written += os.write(handle, lines[written:])
            day = today()
            midnight = datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()
            os.utime(handle, (midnight, midnight))
            os.fsync(handle)
            _sync(folder)
        except OSError:
            # A full disk took some of them, at once or when they were to be durable: what they name is not erased now.
            os.ftruncate(handle, end)
            raise


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    handle = _handle(path)
    try:
        # Two processes at once would each look for the end of the last line before the other writes.
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield handle
    finally:
        os.close(handle)


def _handle(path: Path) -> int:
    # Root may be the first who writes here, for a backup: no link of the folder's owner leads anywhere, and the new file is
    # handed to them, who could note nothing in it otherwise.
    flags = os.O_RDWR | os.O_APPEND | os.O_CLOEXEC | os.O_NOFOLLOW
    try:
        return os.open(path, flags)
    except FileNotFoundError:
        pass
    try:
        handle = os.open(path, flags | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return os.open(path, flags)
    if os.geteuid() == 0:
        owner = path.parent.stat()
        os.fchown(handle, owner.st_uid, owner.st_gid)
    return handle


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
