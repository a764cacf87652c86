"""Sealed bytes as they flow in: small bodies in memory, larger ones straight into the storage.

Nothing is spooled in clear, because nothing is in clear; nothing stays behind when the sender goes away halfway.
"""

import hashlib
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass

from fastapi import Request
from starlette.requests import ClientDisconnect

from remedy_api.kit.http.problems import TooSlow
from remedy_api.rooms.errors import refusals
from remedy_api.sealing.errors import Code, SealError
from remedy_api.sealing.format import MAX_INLINE_BODY, Header, header_length, parse_header
from remedy_api.sealing.stream import BodyHash
from remedy_api.storage.blobs import Blobs, Incoming


async def pieces(request: Request) -> AsyncIterator[bytes]:
    """The body of a request as it comes. Raises TooSlow when the sender goes away."""
    try:
        async for piece in request.stream():
            if piece:
                yield piece
    except ClientDisconnect as error:
        raise TooSlow from error


class ByteReader:
    """Exact counts of bytes from a stream of pieces of any size."""

    def __init__(self, stream: AsyncIterator[bytes]) -> None:
        self._stream = stream
        self._left = b""
        self._hash = hashlib.sha256()

    async def some(self) -> bytes:
        """The next bytes, empty at the end."""
        if not self._left:
            try:
                self._left = await anext(self._stream)
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
        self._left = taken[count:]
        return taken[:count]

    async def end(self) -> bytes:
        """H of everything, once nothing is left. Raises `trailing-bytes`."""
        if await self.some():
            raise SealError(Code.TRAILING_BYTES, "body")
        return self._hash.digest()


async def receive_body(reader: ByteReader, header: Header, blob: Incoming) -> None:
    """One large body into the storage. Raises `wrong-length`, `wrong-body`, StorageFull."""
    running, wanted = BodyHash(), header.body_length
    while running.length < wanted:
        part = await reader.some()
        if not part:
            raise SealError(Code.WRONG_LENGTH, "cut off")
        reader.give_back(part[wanted - running.length :])
        part = part[: wanted - running.length]
        running.update(part)
        blob.write(part)
    if running.digest() != header.body_hash:
        raise SealError(Code.WRONG_BODY)


def discard(blobs: Iterable[Incoming]) -> None:
    """Leave nothing of these behind."""
    for blob in blobs:
        blob.discard()


@dataclass(frozen=True, slots=True)
class ReceivedEntry:
    """An entry that is whole: header, its exact bytes, the body in memory or as a blob, and H of the request."""

    header: Header
    raw_header: bytes
    body: bytes | None
    blob: Incoming | None
    request: bytes

    def discard(self) -> None:
        """Leave nothing behind."""
        discard([self.blob] if self.blob else [])


async def receive_entry(reader: ByteReader, blobs: Blobs) -> ReceivedEntry:
    """Read an entry container to its end. Raises SealRefused, StorageFull."""
    blob: Incoming | None = None
    try:
        with refusals():
            raw = await reader.exactly(header_length(await reader.exactly(4)))
            header = parse_header(raw)
            if header.body_length > MAX_INLINE_BODY:
                blob = blobs.begin()
                await receive_body(reader, header, blob)
                return ReceivedEntry(header, raw, None, blob, await reader.end())
            body = await reader.exactly(header.body_length)
            running = BodyHash()
            running.update(body)
            if running.digest() != header.body_hash:
                raise SealError(Code.WRONG_BODY)
            return ReceivedEntry(header, raw, body, None, await reader.end())
    except BaseException:
        discard([blob] if blob else [])
        raise
