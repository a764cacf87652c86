"""Sealed blobs in a bucket that speaks S3.

A blob is collected in a file first and put as a whole when it is kept: the bucket never shows half of one. The bucket
keeps the moment of every put; who runs it knows that anyway.
"""

import errno
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import BinaryIO, cast

import obstore
from obstore.exceptions import BaseError, PermissionDeniedError
from obstore.store import ObjectStore

from remedy_api.storage.blobs import Incoming, is_key
from remedy_api.storage.errors import StorageAway
from remedy_api.storage.folder import FolderBlobs


@contextmanager
def _away_is_a_fact() -> Iterator[None]:
    try:
        yield
    except BaseError as error:
        raise StorageAway from error


@dataclass(slots=True)
class BucketIncoming:
    """A blob being collected on the disk; see `blobs.Incoming`."""

    store: ObjectStore
    local: FolderBlobs
    file: Incoming
    key: bytes = b""

    def write(self, part: bytes) -> None:
        self.file.write(part)

    def keep(self) -> bytes:
        self.key = self.file.keep()
        content, _ = self.local.open(self.key)
        with content, _away_is_a_fact():
            obstore.put(self.store, self.key.hex(), content)
        self.local.delete([self.key])
        return self.key

    def discard(self) -> None:
        self.file.discard()
        if self.key:
            # What cannot be removed now is found by the sweep, as no row names it.
            with suppress(StorageAway, PermissionError):
                _delete(self.store, [self.key])


@dataclass(frozen=True, slots=True)
class BucketBlobs:
    """Blobs in a bucket, collected in the folder `local`; see `blobs.Blobs`. What an installation kept in the folder before it
    had a bucket stays there and is found there.
    """

    store: ObjectStore
    local: FolderBlobs

    def begin(self) -> BucketIncoming:
        return BucketIncoming(self.store, self.local, self.local.begin())

    def open(self, key: bytes) -> tuple[BinaryIO, int]:
        try:
            with _away_is_a_fact():
                reader = obstore.open_reader(self.store, key.hex())
        except FileNotFoundError:
            return self.local.open(key)
        return cast(BinaryIO, _Closing(reader)), reader.size

    def delete(self, keys: Iterable[bytes]) -> None:
        gone = list(keys)
        self.local.delete(gone)
        _delete(self.store, gone)

    def older_than(self, day: date, *, apart: Callable[[], AbstractContextManager[None]] = nullcontext) -> Iterator[bytes]:
        # Also what was kept on the disk when the process ended before it was put.
        yield from self.local.older_than(day, apart=apart)
        limit = datetime(day.year, day.month, day.day, tzinfo=UTC)
        # One part, which is there or away as a whole.
        with _away_is_a_fact():
            for batch in obstore.list(self.store):
                for found in batch:
                    if is_key(found["path"]) and found["last_modified"] < limit:
                        yield bytes.fromhex(found["path"])

    def drop_unfinished(self) -> None:
        self.local.drop_unfinished()

    def record_erased(self, *rooms: bytes) -> None:
        # A bucket cannot append: the ledger lies in the data folder of the machine that erased. A restore is given that of each.
        self.local.record_erased(*rooms)

    def record_withdrawn(self, room: bytes) -> None:
        self.local.record_withdrawn(room)


def _delete(store: ObjectStore, keys: Iterable[bytes]) -> None:
    """Raises StorageAway; PermissionError, after all others had their turn, when one is locked there."""
    locked = False
    for key in keys:
        try:
            with _away_is_a_fact():
                obstore.delete(store, key.hex())
        except FileNotFoundError:
            continue
        except StorageAway as away:
            if not isinstance(away.__cause__, PermissionDeniedError):
                raise
            locked = True
    if locked:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


class _Closing:
    """A reader that can stand in a with statement."""

    def __init__(self, reader: "obstore.ReadableFile") -> None:
        self._reader = reader

    def __enter__(self) -> "_Closing":
        return self

    def __exit__(self, *_: object) -> None:
        self._reader.close()

    def read(self, size: int | None = None) -> bytes:
        return bytes(self._reader.read(size))
