"""The file of a backup: a plain tar in one form, so that no byte of it can be another one without being noticed.

Members in a fixed order, each header exactly as it is written here, every byte between them zero. The last but one says
what the archive is and the hash of every member before it; the last seals that one, with the key for people's names:
damage, another installation's archive and an archive that somebody without the key has altered are three findings.
"""

import hashlib
import hmac
import json
import os
import tarfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, BinaryIO

MANIFEST, SEAL = "manifest.json", "seal.json"
FORMAT = 1
_BLOCK = 512
_END = bytes(2 * _BLOCK)
_PIECE = 1 << 20
_MAC = b"remedy/v1/backup"
# A member's header has room for eleven octal digits.
_LARGEST = 8**11 - 1


class Damaged(Exception):
    """The file is no backup, or a byte of it is another one than was written; the message is the member, if one is known."""


class ForeignKey(Exception):
    """The archive is whole, but was not sealed with this key."""


@dataclass(frozen=True, slots=True)
class Member:
    """What stands under a name: how long it is, and its SHA-256."""

    name: str
    size: int
    sha256: str
    offset: int = 0


@dataclass(slots=True)
class Writer:
    """An archive being written. Members come one after the other; `close` writes what it says of itself."""

    target: BinaryIO
    day: date
    members: list[Member] = field(default_factory=list)

    def add(self, name: str, size: int, pieces: Iterable[bytes]) -> None:
        """Write a member whose pieces make up exactly `size` bytes. Raises ValueError if they do not."""
        self.target.write(_header(name, size, self.day))
        found, written = hashlib.sha256(), 0
        for piece in pieces:
            found.update(piece)
            written += len(piece)
            self.target.write(piece)
        if written != size:
            raise ValueError("a member changed while it was written")
        self.target.write(bytes(-size % _BLOCK))
        self.members.append(Member(name, size, found.hexdigest()))

    def close(self, about: dict[str, Any], key: bytes) -> None:
        """Write the manifest and its seal. `about`: what the archive says of itself besides its members."""
        members = [{"name": each.name, "size": each.size, "sha256": each.sha256} for each in self.members]
        manifest = _json({"format": FORMAT, "day": self.day.isoformat(), **about, "members": members})
        self.add(MANIFEST, len(manifest), [manifest])
        seal = _json(_sealed(manifest, key))
        self.add(SEAL, len(seal), [seal])
        self.target.write(_END)


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive of which every byte was checked. `about` is the manifest without its members."""

    source: BinaryIO
    about: dict[str, Any]
    members: dict[str, Member]
    manifest: bytes
    seal: dict[str, str]

    @property
    def day(self) -> date:
        """The day on which it was made."""
        return date.fromisoformat(self.about["day"])

    def pieces(self, name: str) -> Iterator[bytes]:
        """The content of a member, in pieces. Raises Damaged after the last one if the file has changed meanwhile."""
        member = self.members[name]
        found = hashlib.sha256()
        for piece in _pieces(self.source, member.offset, member.size):
            found.update(piece)
            yield piece
        if found.hexdigest() != member.sha256:
            raise Damaged(name)

    def check_key(self, key: bytes) -> None:
        """Raises ForeignKey unless it was sealed with this key."""
        if not hmac.compare_digest(_sealed(self.manifest, key)["mac"], self.seal["mac"]):
            raise ForeignKey


def read_archive(source: BinaryIO) -> Archive:
    """The archive in a file, after reading all of it once. Raises Damaged, OSError."""
    total = source.seek(0, os.SEEK_END)
    if total % _BLOCK or total < len(_END):
        raise Damaged
    found: list[Member] = []
    day: date | None = None
    at = 0
    while at < total - len(_END):
        member, written_on = _read_member(source, at, total - len(_END))
        if day not in (None, written_on):
            raise Damaged(member.name)
        day = written_on
        found.append(member)
        at = member.offset + member.size + -member.size % _BLOCK
    source.seek(at)
    if source.read() != _END or [each.name for each in found[-2:]] != [MANIFEST, SEAL]:
        raise Damaged
    manifest, seal = (b"".join(_pieces(source, each.offset, each.size)) for each in found[-2:])
    about, sealed = _parsed(manifest, MANIFEST), _parsed(seal, SEAL)
    if sealed.keys() != {"sha256", "mac"} or sealed["sha256"] != hashlib.sha256(manifest).hexdigest():
        raise Damaged(MANIFEST)
    listed = [{"name": each.name, "size": each.size, "sha256": each.sha256} for each in found[:-2]]
    if about.pop("members", None) != listed or about["day"] != str(day):
        raise Damaged(MANIFEST)
    return Archive(source, about, {each.name: each for each in found[:-2]}, manifest, sealed)


def _read_member(source: BinaryIO, at: int, end: int) -> tuple[Member, date]:
    source.seek(at)
    header = source.read(_BLOCK)
    try:
        told = tarfile.TarInfo.frombuf(header, "ascii", "strict")
        written_on = datetime.fromtimestamp(told.mtime, UTC).date()
        same = _header(told.name, told.size, written_on) == header
    except (tarfile.HeaderError, ValueError, OverflowError, OSError):
        raise Damaged from None
    offset = at + _BLOCK
    if not same or offset + told.size + -told.size % _BLOCK > end:
        raise Damaged
    found = hashlib.sha256()
    for piece in _pieces(source, offset, told.size):
        found.update(piece)
    if any(source.read(-told.size % _BLOCK)):
        raise Damaged(told.name)
    return Member(told.name, told.size, found.hexdigest(), offset), written_on


def _pieces(source: BinaryIO, offset: int, size: int) -> Iterator[bytes]:
    source.seek(offset)
    while size:
        piece = source.read(min(size, _PIECE))
        if not piece:
            raise Damaged
        size -= len(piece)
        yield piece


def beginning(day: date) -> int:
    """The time that files get: the first second of a day in UTC, as seconds since 1970."""
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())


def _header(name: str, size: int, day: date) -> bytes:
    if size > _LARGEST:
        raise ValueError("too large for a member")
    info = tarfile.TarInfo(name)
    info.size = size
    info.mode = 0o600
    info.mtime = beginning(day)
    return info.tobuf(tarfile.USTAR_FORMAT, "ascii", "strict")


def _sealed(manifest: bytes, key: bytes) -> dict[str, str]:
    digest = hashlib.sha256(manifest)
    return {"sha256": digest.hexdigest(), "mac": hmac.new(key, _MAC + digest.digest(), hashlib.sha256).hexdigest()}


def _json(value: dict[str, Any]) -> bytes:
    return (json.dumps(value, indent=1, sort_keys=True, ensure_ascii=True) + "\n").encode()


def _parsed(content: bytes, name: str) -> dict[str, Any]:
    try:
        value = json.loads(content)
    except ValueError:
        raise Damaged(name) from None
    # In any other spelling it was not written here; a byte that means the same is a byte that was changed.
    if not isinstance(value, dict) or _json(value) != content:
        raise Damaged(name)
    return value
