"""Take in a submission as it flows: the envelope in memory, larger bodies straight into the storage.

Nothing is spooled in clear, because nothing is in clear; nothing stays behind when the sender goes away halfway.
"""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from remedy_api.rooms.errors import refusals
from remedy_api.sealing.errors import Code, SealError
from remedy_api.sealing.stream import BodyHash
from remedy_api.sealing.submission import Envelope, FiledEntry, check_filing, envelope_length, parse_envelope
from remedy_api.storage.blobs import Blobs, Incoming


@dataclass(slots=True)
class Received:
    """A submission that is whole and belongs together. `request` is H of all its bytes; `blobs` are in the order of the
    entries whose bodies followed.
    """

    envelope: Envelope
    request: bytes
    blobs: list[Incoming] = field(default_factory=list)

    async def keep(self) -> list[bytes]:
        """Make the blobs durable and return their keys, in order. Raises StorageFull."""
        if not self.blobs:
            return []
        return await asyncio.to_thread(lambda: [blob.keep() for blob in self.blobs])

    async def discard(self) -> None:
        """Leave nothing behind."""
        if self.blobs:
            await asyncio.to_thread(_discard, self.blobs)


class _Reader:
    """Exact counts of bytes from a stream of pieces of any size."""

    def __init__(self, pieces: AsyncIterator[bytes]) -> None:
        self._pieces = pieces
        self._left = b""
        self._hash = hashlib.sha256()

    async def some(self) -> bytes:
        """The next bytes, empty at the end."""
        while not self._left:
            try:
                self._left = await anext(self._pieces)
            except StopAsyncIteration:
                return b""
            self._hash.update(self._left)
        taken, self._left = self._left, b""
        return taken

    def give_back(self, rest: bytes) -> None:
        """Bytes that belong to what follows."""
        self._left = rest

    async def exactly(self, count: int) -> bytes:
        """So many bytes in memory. Raises `wrong-length`."""
        taken = await self.some()
        if len(taken) < count:
            parts, length = [taken], len(taken)
            while length < count:
                part = await self.some()
                if not part:
                    raise SealError(Code.WRONG_LENGTH, "cut off")
                parts.append(part)
                length += len(part)
            taken = b"".join(parts)
        self.give_back(taken[count:])
        return taken[:count]

    async def end(self) -> bytes:
        """H of everything. Raises `trailing-bytes`."""
        if await self.some():
            raise SealError(Code.TRAILING_BYTES, "submission")
        return self._hash.digest()


async def receive_submission(pieces: AsyncIterator[bytes], *, instance: str, blobs: Blobs) -> Received:
    """Read a whole submission. The caller keeps or discards its blobs. Raises SealRefused, StorageFull."""
    reader = _Reader(pieces)
    taken: list[Incoming] = []
    try:
        with refusals():
            length = envelope_length(await reader.exactly(4))
            envelope = parse_envelope(await reader.exactly(length))
            check_filing(envelope, instance)
            for entry in envelope.following:
                taken.append(blobs.begin())
                await _body(reader, entry, taken[-1])
            return Received(envelope, await reader.end(), taken)
    except BaseException:
        _discard(taken)
        raise


def _discard(blobs: list[Incoming]) -> None:
    for blob in blobs:
        blob.discard()


async def _body(reader: _Reader, entry: FiledEntry, blob: Incoming) -> None:
    running, wanted = BodyHash(), entry.header.body_length
    while running.length < wanted:
        part = await reader.some()
        if not part:
            raise SealError(Code.WRONG_LENGTH, "cut off")
        rest = part[wanted - running.length :]
        part = part[: wanted - running.length]
        running.update(part)
        blob.write(part)
        if rest:
            reader.give_back(rest)
    if running.digest() != entry.header.body_hash:
        raise SealError(Code.WRONG_BODY)
