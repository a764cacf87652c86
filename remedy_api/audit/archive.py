"""A ZIP in the one form of PROTOCOL.md, 15: whoever reads it builds it again, so no byte of it can be another one.

Files in the order of their names, stored and not compressed, without times. Nothing is unpacked: contents are read where
they lie, and a size is believed only after it was compared with what may be expected under that name.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO
from zlib import crc32

from remedy_api.sealing.errors import Code, SealError

MAX_FILES = 0xFFFF
MAX_ARCHIVE = 0xFFFFFFFF
MAX_NAME = 64

_PIECE = 1 << 20
_LOCAL, _CENTRAL, _END = 0x04034B50, 0x02014B50, 0x06054B50
_VERSION, _NO_TIME, _FIRST_DAY = 20, 0, 33
# Version, flags, method, time, date; checksum, two sizes; lengths of name and extra field.
_HEADER = struct.Struct("<IHHHHHIIIHH")
_LISTED = struct.Struct("<IHHHHHHIIIHHHHHII")
_FOOT = struct.Struct("<IHHHHIIH")


@dataclass(frozen=True)
class Stored:
    """A file inside: where its content begins, how long it is, and its CRC-32."""

    offset: int
    size: int
    crc: int


@dataclass(frozen=True)
class Archive:
    """An archive that has the one form. Contents are read from `source` when asked for."""

    source: BinaryIO
    files: Mapping[str, Stored]

    def read(self, name: str) -> bytes:
        """The whole content of a file."""
        return b"".join(self.pieces(name))

    def pieces(self, name: str) -> Iterator[bytes]:
        """The content in pieces of at most 1 MiB. Raises `malformed` if the archive changed while it is read."""
        file = self.files[name]
        yield from _pieces(self.source, file.offset, file.size)


def _pieces(source: BinaryIO, offset: int, size: int) -> Iterator[bytes]:
    source.seek(offset)
    while size:
        piece = source.read(min(size, _PIECE))
        if not piece:
            raise SealError(Code.MALFORMED)
        size -= len(piece)
        yield piece


def _local(name: bytes, file: Stored) -> bytes:
    return _HEADER.pack(_LOCAL, _VERSION, 0, 0, _NO_TIME, _FIRST_DAY, file.crc, file.size, file.size, len(name), 0) + name


def _directory(files: Mapping[bytes, Stored], end: int) -> bytes:
    listed = b"".join(
        _LISTED.pack(
            _CENTRAL, _VERSION, _VERSION, 0, 0, _NO_TIME, _FIRST_DAY, file.crc, file.size, file.size, len(name), 0, 0, 0, 0, 0,
            file.offset - _HEADER.size - len(name),
        )
        + name
        for name, file in files.items()
    )  # fmt: skip
    return listed + _FOOT.pack(_END, 0, 0, len(files), len(files), len(listed), end, 0)


def read_archive(source: BinaryIO, limit: Callable[[str], int | None]) -> Archive:
    """The archive, if it has the one form. `limit`: the most bytes a file of this name may have, or None if none may.

    Raises `malformed`, `too-large`, `not-sorted`, `twins`, each with the name of the file concerned where one is known.
    """
    total = source.seek(0, os.SEEK_END)
    if total > MAX_ARCHIVE:
        raise SealError(Code.TOO_LARGE)
    files: dict[bytes, Stored] = {}
    at, last = 0, b""
    while (found := _next(source, at, limit)) is not None:
        name, file = found
        if name <= last:
            raise SealError(Code.TWINS if name == last else Code.NOT_SORTED, name.decode())
        if len(files) == MAX_FILES:
            raise SealError(Code.TOO_LARGE)
        files[name] = file
        at, last = file.offset + file.size, name
    directory = _directory(files, at)
    source.seek(at)
    if total - at != len(directory) or source.read(len(directory)) != directory:
        raise SealError(Code.MALFORMED)
    return Archive(source, {name.decode(): file for name, file in files.items()})


def _next(source: BinaryIO, at: int, limit: Callable[[str], int | None]) -> tuple[bytes, Stored] | None:
    source.seek(at)
    head = source.read(_HEADER.size)
    if head[:4] in (_CENTRAL.to_bytes(4, "little"), _END.to_bytes(4, "little")):
        return None
    if len(head) != _HEADER.size:
        raise SealError(Code.MALFORMED)
    *_, crc, size, _, length, _ = _HEADER.unpack(head)
    if length > MAX_NAME:
        raise SealError(Code.TOO_LARGE)
    name = source.read(length)
    if not name.isascii():
        raise SealError(Code.MALFORMED)
    most, where = limit(name.decode()), name.decode()
    if most is None:
        # Its name is somebody else's words: it is not repeated.
        raise SealError(Code.MALFORMED)
    if size > most:
        raise SealError(Code.TOO_LARGE, where)
    file = Stored(at + _HEADER.size + length, size, crc)
    if head + name != _local(name, file):
        raise SealError(Code.MALFORMED, where)
    found = 0
    for piece in _pieces(source, file.offset, size):
        found = crc32(piece, found)
    if found != crc:
        raise SealError(Code.MALFORMED, where)
    return name, file


def write_archive(target: BinaryIO, files: Mapping[str, Callable[[], bytes]]) -> None:
    """Write files; each content is asked for when its turn comes, so that they need not fit into memory together.

    Raises `too-large` past what a plain ZIP holds.
    """
    if len(files) > MAX_FILES:
        raise SealError(Code.TOO_LARGE)
    written: dict[bytes, Stored] = {}
    at = 0
    for name, content_of in sorted(files.items()):
        raw, content = name.encode("ascii"), content_of()
        file = Stored(at + _HEADER.size + len(raw), len(content), crc32(content))
        at = file.offset + file.size
        if at > MAX_ARCHIVE:
            raise SealError(Code.TOO_LARGE)
        target.write(_local(raw, file) + content)
        written[raw] = file
    directory = _directory(written, at)
    if at + len(directory) > MAX_ARCHIVE:
        raise SealError(Code.TOO_LARGE)
    target.write(directory)
