"""Take in a submission as it flows: the envelope in memory, larger bodies straight into the storage."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import nullcontext
from dataclasses import dataclass, field

from remedy_api.rooms.errors import refusals
from remedy_api.rooms.receiving import ByteReader, discard, receive_body
from remedy_api.sealing.submission import Envelope, check_filing, envelope_length, parse_envelope
from remedy_api.storage.blobs import Blobs, Incoming

LARGE = 512 * 1024
"""Bytes of an envelope that is more than texts of ordinary length."""


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
            await asyncio.to_thread(discard, self.blobs)


async def receive_submission(stream: AsyncIterator[bytes], *, instance: str, blobs: Blobs, large: asyncio.Semaphore) -> Received:
    """Read a whole submission. The caller keeps or discards its blobs. Raises SealRefused, StorageFull.

    `large`: turns for envelopes that would fill the memory if many came at once; the ordinary ones need none.
    """
    reader = ByteReader(stream)
    taken: list[Incoming] = []
    try:
        with refusals():
            length = envelope_length(await reader.exactly(4))
            async with large if length > LARGE else nullcontext():
                envelope = parse_envelope(await reader.exactly(length))
            check_filing(envelope, instance)
            for entry in envelope.following:
                taken.append(blobs.begin())
                await receive_body(reader, entry.header, taken[-1])
            return Received(envelope, await reader.end(), taken)
    except BaseException:
        discard(taken)
        raise
