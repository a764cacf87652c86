"""What every storage of sealed blobs can do. A blob is only ever sealed bytes under a random key."""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from typing import BinaryIO, Protocol

KEY_SIZE = 16
"""Bytes of a blob's key: random, so that it tells neither what nor when."""
_NAME = re.compile(f"[0-9a-f]{{{2 * KEY_SIZE}}}")


def is_key(name: str) -> bool:
    """Whether this is the name of a blob, as bytes.hex() writes a key. Others may keep what is theirs in the same place."""
    return _NAME.fullmatch(name) is not None


class Incoming(Protocol):
    """A blob on its way in. It becomes visible as a whole, by `keep`, or not at all."""

    def write(self, part: bytes) -> None:
        """Append. Raises StorageFull."""
        ...

    def keep(self) -> bytes:
        """Make it durable and return its key; only then may a row name it. Raises StorageFull."""
        ...

    def discard(self) -> None:
        """Forget it, kept or not. Harmless when repeated."""
        ...


class Erasing(Protocol):
    """What erasing rows asks of the place beside them."""

    def delete(self, keys: Iterable[bytes]) -> None:
        """Remove blobs for good; one that is gone already is no error."""
        ...

    def record_erased(self, *rooms: bytes) -> None:
        """Note that rooms are erased for good, all or none of them; see `erased.record_erased`. Raises StorageFull."""
        ...


class Blobs(Erasing, Protocol):
    """A place for sealed blobs."""

    def begin(self) -> Incoming:
        """Start a new blob. Raises StorageFull."""
        ...

    def open(self, key: bytes) -> tuple[BinaryIO, int]:
        """The blob for reading (the caller closes it) and its size in bytes. Raises BlobMissing."""
        ...

    def older_than(self, day: date, *, apart: Callable[[], AbstractContextManager[None]] = nullcontext) -> Iterator[bytes]:
        """Keys of blobs kept before that day: those a sweep may look at, as none of them is still on its way. Names that are no key
        are somebody else's.

        Each part of the storage is looked through inside `apart()`, which may take note of an OSError and let the others have their
        turn. Raises OSError, StorageAway.
        """
        ...

    def drop_unfinished(self) -> None:
        """Remove what a crash left half written."""
        ...

    def record_withdrawn(self, room: bytes) -> None:
        """Note that a report was taken back: what was sealed is erased, its history stays. Raises StorageFull."""
        ...
