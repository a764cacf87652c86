"""Sealed files out of a backup: exactly those that a row names, so that none is an orphan."""

import errno
import hashlib
import io
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Protocol

import obstore
from obstore.exceptions import BaseError
from obstore.store import ObjectStore, from_url

from remedy_api.cli.backup.archive import Archive, Member, beginning
from remedy_api.cli.errors import Refused
from remedy_api.cli.restore.opening import BLOBS
from remedy_api.cli.staging import sync_folder
from remedy_api.kit.i18n import _N
from remedy_api.settings import Settings
from remedy_api.storage.blobs import is_key
from remedy_api.storage.folder import open_folder, path_of


class Files(Protocol):
    """Where files of a backup go."""

    def put(self, key: bytes, of: Member, pieces: Iterator[bytes]) -> None:
        """Write one, durably, unless it lies there as the backup has it."""
        ...

    def keep_only(self, keys: Iterable[bytes]) -> None:
        """Remove every other sealed file, and nothing that is somebody else's; called when the rows that name these are in place.

        Raises OSError when something could not be looked at or removed, after all else was.
        """
        ...

    def undo(self) -> None:
        """Take back what was put."""
        ...


class InNewFolder:
    """Files in a new folder that replaces the one in use as a whole."""

    def __init__(self, root: Path, moment: int) -> None:
        open_folder(root)
        self.root, self.moment = root, moment

    def put(self, key: bytes, of: Member, pieces: Iterator[bytes]) -> None:
        _write(self.root, key, pieces, self.moment)

    def keep_only(self, keys: Iterable[bytes]) -> None:
        return

    def undo(self) -> None:
        return


class InFolder:
    """Files beside those in use. A key is random, so what lies under it already is the same file, whole or damaged."""

    def __init__(self, root: Path, moment: int) -> None:
        self.blobs, self.moment = open_folder(root), moment
        self.added: list[bytes] = []

    def put(self, key: bytes, of: Member, pieces: Iterator[bytes]) -> None:
        path = path_of(self.blobs.root, key)
        if not path.exists():
            self.added.append(key)
        elif _hash(path) == of.sha256:
            return
        _write(self.blobs.root, key, pieces, self.moment)
        sync_folder(path.parent)
        sync_folder(self.blobs.root)

    def keep_only(self, keys: Iterable[bytes]) -> None:
        failed: list[OSError] = []

        @contextmanager
        def apart() -> Iterator[None]:
            try:
                yield
            except OSError as error:
                failed.append(error)

        others = sorted(set(self.blobs.older_than(date.max, apart=apart)) - set(keys))
        for _shard, some in groupby(others, key=lambda key: key[:1]):
            with apart():
                self.blobs.delete(some)
        if failed:
            raise failed[0]

    def undo(self) -> None:
        self.blobs.delete(self.added)


class InBucket:
    """Files beside those in use in a bucket, which keeps the moment of every put; who runs it knows that anyway."""

    def __init__(self, store: ObjectStore) -> None:
        self.store = store
        self.there = dict(_listed(store))
        self.added: list[str] = []

    def put(self, key: bytes, of: Member, pieces: Iterator[bytes]) -> None:
        # Of what lies there only the length is looked at: a bucket keeps its own checksums.
        if self.there.get(key.hex()) != of.size:
            self.added += [] if key.hex() in self.there else [key.hex()]
            with _away_is_an_error():
                obstore.put(self.store, key.hex(), io.BytesIO(b"".join(pieces)))

    def keep_only(self, keys: Iterable[bytes]) -> None:
        self._remove({name for name, _size in _listed(self.store)} - {key.hex() for key in keys})

    def undo(self) -> None:
        self._remove(self.added)

    def _remove(self, names: Iterable[str]) -> None:
        failed: list[OSError] = []
        for name in names:
            try:
                with suppress(FileNotFoundError), _away_is_an_error():
                    obstore.delete(self.store, name)
            except OSError as error:
                failed.append(error)
        if failed:
            raise failed[0]


def _listed(store: ObjectStore) -> Iterator[tuple[str, int]]:
    with _away_is_an_error():
        for batch in obstore.list(store):
            # Whoever keeps something else under the same address keeps it.
            yield from ((found["path"], found["size"]) for found in batch if is_key(found["path"]))


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def _away_is_an_error() -> Iterator[None]:
    """A bucket that does not answer is told as a disk that does not."""
    try:
        yield
    except BaseError as error:
        raise OSError(errno.EIO, os.strerror(errno.EIO)) from error


def files_for(settings: Settings, made: Path, archive: Archive) -> Files:
    """Where the files of this installation go; `made`: the folder in which its new parts are made."""
    moment = beginning(archive.day)
    if settings.blob_url:
        return InBucket(from_url(settings.blob_url))
    # A database of the operator's does not change in one step with a folder: there the files are added first.
    return InFolder(settings.blob_dir, moment) if settings.database_url else InNewFolder(made / "blobs", moment)


def in_use(settings: Settings) -> bool:
    """Whether sealed files lie where those of this installation go: of it, or of whatever serves from the same place.

    Raises OSError.
    """
    if settings.blob_url and any(True for _ in _listed(from_url(settings.blob_url))):
        return True
    return any(settings.blob_dir.glob("[0-9a-f][0-9a-f]/*"))


def _write(root: Path, key: bytes, pieces: Iterator[bytes], moment: int) -> None:
    """A file has its name once all of it is durable: the next restore trusts what it finds under a name, also after a kill."""
    target, working = path_of(root, key), root / "incoming" / key.hex()
    target.parent.mkdir(mode=0o700, exist_ok=True)
    # One that was killed may have begun the same file.
    working.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(working, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            for piece in pieces:
                file.write(piece)
            file.flush()
            os.utime(file.fileno(), (moment, moment))
            os.fsync(file.fileno())
        working.rename(target)
    finally:
        working.unlink(missing_ok=True)
        for touched in (target.parent, working.parent):
            os.utime(touched, (moment, moment))


def put_files(archive: Archive, files: Files, keys: list[bytes]) -> int:
    """Write the files that rows name; how many of them the backup does not hold and said so when it was made.

    Raises Refused when one is missing that the backup does not admit to.
    """
    admitted = set(archive.about["missing"])
    lost = 0
    for key in keys:
        name = f"{BLOBS}{key.hex()}"
        if name in archive.members:
            files.put(key, archive.members[name], archive.pieces(name))
        elif key.hex() in admitted:
            lost += 1
        else:
            raise Refused(_N("The backup names a sealed file that it does not hold. Nothing was changed. Try another copy of it."))
    return lost
