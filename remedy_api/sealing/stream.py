"""STREAM: a body sealed in chunks of 256 KiB, so that none can be dropped, swapped, appended or cut.

The nonce is a counter with a flag for the last chunk. That is safe because a stream key seals one body,
once: it is derived from a fresh salt, and a retry sends the stored bytes instead of sealing again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

CHUNK = 262_144
TAG = 16


def nonce(counter: int, last: bool) -> bytes:
    """12 bytes: three zeros, the chunk's number as u64be, 1 for the last chunk and else 0."""
    return bytes(3) + counter.to_bytes(8, "big") + (b"\x01" if last else b"\x00")


def chunks(data: bytes, size: int) -> Iterator[tuple[int, bool, bytes]]:
    """(number, last, bytes) of each chunk; an empty body has one empty chunk, any other has none."""
    count = max(1, -(-len(data) // size))
    for number in range(count):
        yield number, number == count - 1, data[number * size : (number + 1) * size]


def seal_stream(key: bytes, plaintext: bytes) -> bytes:
    """All sealed chunks, one after the other. `key` must never have sealed anything before."""
    aead = AESGCM(key)
    return b"".join(aead.encrypt(nonce(number, last), chunk, None) for number, last, chunk in chunks(plaintext, CHUNK))


class BodyHash:
    """The body hash of sealed bytes as they arrive, in pieces of any size: H(H(chunk 0) ‖ H(chunk 1) …)."""

    def __init__(self) -> None:
        self._all = hashlib.sha256()
        self._chunk = hashlib.sha256()
        self._room = CHUNK + TAG
        self.length = 0

    def update(self, data: bytes) -> None:
        """Take the next bytes; `length` counts them."""
        view = memoryview(data)
        self.length += len(view)
        while len(view):
            if self._room == 0:
                self._close_chunk()
            part = view[: self._room]
            self._chunk.update(part)
            self._room -= len(part)
            view = view[len(part) :]

    def _close_chunk(self) -> None:
        self._all.update(self._chunk.digest())
        self._chunk = hashlib.sha256()
        self._room = CHUNK + TAG

    def digest(self) -> bytes:
        """The hash of all bytes so far; call it once, at the end."""
        self._close_chunk()
        return self._all.digest()


def body_hash(sealed: bytes) -> bytes:
    """The body hash of a whole sealed body."""
    running = BodyHash()
    running.update(sealed)
    return running.digest()
