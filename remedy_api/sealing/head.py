"""A head: what an exporter saw last of a room, signed, so that a tail withheld from others can be noticed
later.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from remedy_api.sealing import labels
from remedy_api.sealing.lp import exact, fields, instance_text, lp, number, sha256


@dataclass(frozen=True)
class Head:
    """The last event (its number and hash) and all entries (one hash over their headers) as `exporter` (a kid) saw them."""

    instance: str
    room: bytes
    seq: int
    digest: bytes
    entries: bytes
    exporter: bytes

    def encode(self) -> bytes:
        """The exact bytes that the exporter signs."""
        return lp(labels.HEAD, self.instance, self.room, self.seq, self.digest, self.entries, self.exporter)


def entries_hash(headers: Iterable[bytes]) -> bytes:
    """What a head says of the entries: the hash over all their exact headers, in the order in which they are listed. What an
    epoch closes over is signed by the epoch after; of the last one only this speaks.
    """
    return sha256(lp(*(sha256(header) for header in headers)))


def parse_head(data: bytes) -> Head:
    """Strictly. The signature is not checked."""
    instance, room, seq, digest, entries, exporter = fields(data, labels.HEAD, 6)
    return Head(
        instance_text(instance),
        exact(room, 16, "room"),
        number(seq, "seq"),
        exact(digest, 32, "digest"),
        exact(entries, 32, "entries"),
        exact(exporter, 32, "exporter"),
    )
