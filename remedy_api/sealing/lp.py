"""lp: length-prefixed items, the one encoding of everything that is signed, bound or hashed.

Two different lists of items never give the same bytes, because each item carries its length; and one list
has exactly one encoding, because the reader refuses whatever is left over.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterable

from remedy_api.sealing.errors import Code, SealError

MAX_NUMBER = 2**53 - 1
"""Numbers stay exact in every implementation, browsers included."""
MAX_ITEMS = 4096
"""Items of one list."""

Item = bytes | str | int


def sha256(data: bytes) -> bytes:
    """H of the protocol: 32 bytes."""
    return hashlib.sha256(data).digest()


def _raw(item: Item) -> bytes:
    if isinstance(item, bytes):
        return item
    if isinstance(item, int):
        if not 0 <= item <= MAX_NUMBER:
            raise SealError(Code.MALFORMED, "number")
        return item.to_bytes(8, "big")
    try:
        return item.encode()
    except UnicodeEncodeError:
        # A lone surrogate has no UTF-8: two writers would replace it differently, so nobody may write it.
        raise SealError(Code.MALFORMED, "text") from None


def lp(*items: Item) -> bytes:
    """Each item as u32be length and bytes; text is UTF-8, numbers are u64be, an empty item has length 0."""
    parts: list[bytes] = []
    for item in items:
        raw = _raw(item)
        parts += (len(raw).to_bytes(4, "big"), raw)
    return b"".join(parts)


def lp_sorted(items: Iterable[bytes]) -> bytes:
    """A list: sorted bytewise, so that one set has one encoding. Raises `twins`."""
    ordered = sorted(items)
    if len(set(ordered)) != len(ordered):
        raise SealError(Code.TWINS)
    return lp(*ordered)


def read_lp(data: bytes, limit: int = MAX_ITEMS) -> tuple[bytes, ...]:
    """The items of `data`, all of it. Raises `malformed` on a cut item, `too-large` past `limit` items."""
    items: list[bytes] = []
    at, size = 0, len(data)
    while at < size:
        if not limit:
            raise SealError(Code.TOO_LARGE, "items")
        limit -= 1
        start = at + 4
        # A length that is cut itself points past the end all the same.
        at = start + int.from_bytes(data[at:start], "big")
        if at > size:
            raise SealError(Code.MALFORMED, "length")
        items.append(data[start:at])
    return tuple(items)


def read_sorted(data: bytes, limit: int = MAX_ITEMS) -> tuple[bytes, ...]:
    """The items of a list. Raises `not-sorted` or `twins` besides what `read_lp` raises."""
    items = read_lp(data, limit)
    for left, right in itertools.pairwise(items):
        if left == right:
            raise SealError(Code.TWINS)
        if left > right:
            raise SealError(Code.NOT_SORTED)
    return items


def fields(data: bytes, label: str, count: int) -> tuple[bytes, ...]:
    """The `count` items after the label. Raises `wrong-label`, `trailing-bytes` (too many) or
    `malformed`.
    """
    items = read_lp(data)
    if not items or items[0] != label.encode():
        raise SealError(Code.WRONG_LABEL, label)
    if len(items) > count + 1:
        raise SealError(Code.TRAILING_BYTES, label)
    if len(items) < count + 1:
        raise SealError(Code.MALFORMED, label)
    return items[1:]


def exact(item: bytes, size: int, where: str) -> bytes:
    """The item, if it has that many bytes. Raises `malformed`."""
    if len(item) != size:
        raise SealError(Code.MALFORMED, where)
    return item


def digest_or_empty(item: bytes, where: str) -> bytes:
    """32 bytes or none. Raises `malformed`."""
    return item if not item else exact(item, 32, where)


def number(item: bytes, where: str) -> int:
    """A u64be no larger than 2^53 - 1. Raises `malformed`."""
    value = int.from_bytes(exact(item, 8, where), "big")
    if value > MAX_NUMBER:
        raise SealError(Code.MALFORMED, where)
    return value


def text(item: bytes, limit: int, where: str) -> str:
    """Strict UTF-8 of at most `limit` bytes. Raises `malformed` or `too-large`."""
    if len(item) > limit:
        raise SealError(Code.TOO_LARGE, where)
    try:
        return item.decode()
    except UnicodeDecodeError:
        raise SealError(Code.MALFORMED, where) from None


def instance_text(item: bytes) -> str:
    """The name fixed at installation: 1 to 256 bytes of UTF-8. Raises `malformed` or `too-large`."""
    if not item:
        raise SealError(Code.MALFORMED, "instance")
    return text(item, 256, "instance")
