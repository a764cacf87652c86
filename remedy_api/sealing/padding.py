"""Sizes tell stories: texts come in four sizes, attachments in few.

With twenty reports a site, Padmé alone leaves 79 % of texts a size of their own; the ladder leaves 1.7 %.
"""

from __future__ import annotations

from remedy_api.sealing.errors import Code, SealError
from remedy_api.sealing.stream import CHUNK, TAG

LADDER = (4096, 16_384, 65_536, 262_144)
"""The only sizes of a text, in bytes before sealing. More is refused on the device."""
ATTACHMENT_FLOOR = 4096


def ladder(size: int) -> int:
    """The step a text of `size` bytes is padded to. Raises `too-large`."""
    for step in LADDER:
        if size <= step:
            return step
    raise SealError(Code.TOO_LARGE, "text")


def padme(size: int) -> int:
    """Padmé: at most 12 % more, and O(log log n) different sizes. `size` is at least 2."""
    exponent = size.bit_length() - 1
    free_bits = exponent - exponent.bit_length()
    mask = (1 << free_bits) - 1
    return (size + mask) & ~mask


def attachment_size(size: int) -> int:
    """The padded size of an attachment of `size` bytes, its own first lines included."""
    return padme(max(ATTACHMENT_FLOOR, size))


def pad(plaintext: bytes, size: int) -> bytes:
    """Zeros up to `size`."""
    return plaintext + bytes(size - len(plaintext))


def plain_size(sealed: int) -> int:
    """The padded size inside `sealed` bytes. Raises `padding-size` if no padding gives it: it would tell
    something.
    """
    chunks = -(-sealed // (CHUNK + TAG))
    size = sealed - chunks * TAG
    if size < ATTACHMENT_FLOOR or size > chunks * CHUNK or size <= (chunks - 1) * CHUNK or padme(size) != size:
        raise SealError(Code.PADDING_SIZE)
    return size


def check_zeros(padding: bytes) -> None:
    """Raises `padding-not-zero`: padding carries no second message."""
    if padding.count(0) != len(padding):
        raise SealError(Code.PADDING_NOT_ZERO)
