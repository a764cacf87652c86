"""Sealed blobs in a folder: two levels, one file a blob.

A file is written under a working name, fsynced, renamed, and its folder fsynced, before anything names it: what a
row points to survives a power cut. Times of files and folders are set to the day, because a file's time would tell
when a grievance came in. (The inode's change time cannot be set; copies and backups do not carry it.)
"""

import errno
import os
import secrets
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import BinaryIO

from remedy_api.kit.clock import today
from remedy_api.storage.blobs import KEY_SIZE, is_key
from remedy_api.storage.erased import WITHDRAWN, record_erased
from remedy_api.storage.errors import BlobMissing, StorageFull

UNFINISHED_AFTER = 3600
"""Seconds without a write after which a working file belongs to nobody: uploads end long before."""


@contextmanager
def _full_is_a_fact() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise StorageFull from error
        raise


def _set_to_day(path: Path | int, day: date) -> None:
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()
    os.utime(path, (midnight, midnight))


def _sync_folder(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        _set_to_day(handle, today())
        os.fsync(handle)
    finally:
        os.close(handle)


@dataclass(slots=True)
class FolderIncoming:
    """A file being written; see `blobs.Incoming`."""

    root: Path
    key: bytes = field(default_factory=lambda: secrets.token_bytes(KEY_SIZE))
    handle: int = -1

    @property
    def working(self) -> Path:
        return self.root / "incoming" / self.key.hex()

    def start(self) -> None:
        with _full_is_a_fact():
            self.handle = os.open(self.working, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)

    def write(self, part: bytes) -> None:
        with _full_is_a_fact():
            view = memoryview(part)
            while view:
                view = view[os.write(self.handle, view) :]

    def keep(self) -> bytes:
        target = path_of(self.root, self.key)
        with _full_is_a_fact():
            _set_to_day(self.handle, today())
            os.fsync(self.handle)
            os.close(self.handle)
            self.handle = -1
            if not target.parent.is_dir():
                target.parent.mkdir(mode=0o700, exist_ok=True)
                _sync_folder(self.root)
            self.working.rename(target)
            _sync_folder(target.parent)
            _set_to_day(self.root / "incoming", today())
        return self.key

    def discard(self) -> None:
        if self.handle >= 0:
            os.close(self.handle)
            self.handle = -1
        self.working.unlink(missing_ok=True)
        path_of(self.root, self.key).unlink(missing_ok=True)


def path_of(root: Path, key: bytes) -> Path:
    """Where a kept blob lies. The key is bytes of a fixed length, so no name from outside reaches a path."""
    if len(key) != KEY_SIZE:
        raise ValueError("not a blob key")
    return root / key[:1].hex() / key[1:].hex()


@dataclass(frozen=True, slots=True)
class FolderBlobs:
    """Blobs under `root`; see `blobs.Blobs`."""

    root: Path

    def begin(self) -> FolderIncoming:
        incoming = FolderIncoming(self.root)
        incoming.start()
        return incoming

    def open(self, key: bytes) -> tuple[BinaryIO, int]:
        try:
            # Reading must not leave the moment of reading behind either.
            handle = os.open(path_of(self.root, key), os.O_RDONLY | os.O_NOATIME)
        except FileNotFoundError:
            raise BlobMissing(key.hex()) from None
        return os.fdopen(handle, "rb"), os.fstat(handle).st_size

    def delete(self, keys: Iterable[bytes]) -> None:
        touched = set()
        for key in keys:
            path = path_of(self.root, key)
            path.unlink(missing_ok=True)
            touched.add(path.parent)
        for parent in touched:
            with suppress(FileNotFoundError):
                _sync_folder(parent)

    def older_than(self, day: date, *, apart: Callable[[], AbstractContextManager[None]] = nullcontext) -> Iterator[bytes]:
        limit = datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()
        for shard in sorted(self.root.glob("[0-9a-f][0-9a-f]")):
            found: list[bytes] = []
            with apart():
                for path in shard.iterdir():
                    with suppress(FileNotFoundError):
                        if is_key(shard.name + path.name) and path.stat().st_mtime < limit:
                            found.append(bytes.fromhex(shard.name + path.name))
            yield from found

    def drop_unfinished(self) -> None:
        limit = time.time() - UNFINISHED_AFTER
        for path in (self.root / "incoming").iterdir():
            with suppress(FileNotFoundError):
                if path.stat().st_mtime < limit:
                    path.unlink()
        _set_to_day(self.root / "incoming", today())

    def record_erased(self, *rooms: bytes) -> None:
        with _full_is_a_fact():
            record_erased(self.root.parent, *rooms)

    def record_withdrawn(self, room: bytes) -> None:
        with _full_is_a_fact():
            record_erased(self.root.parent, room, done=WITHDRAWN)


def open_folder(root: Path) -> FolderBlobs:
    """The storage at `root`, made if it is not there. Raises OSError when it cannot be."""
    (root / "incoming").mkdir(mode=0o700, parents=True, exist_ok=True)
    return FolderBlobs(root)
