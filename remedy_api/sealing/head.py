"""A head: what an exporter saw last of a room, signed, so that a tail withheld from others can be noticed
later.
"""

from __future__ import annotations

from dataclasses import dataclass

from remedy_api.sealing import labels
from remedy_api.sealing.lp import exact, fields, instance_text, lp, number


@dataclass(frozen=True)
class Head:
    """The last event (its number and hash) as `exporter` (a kid) saw it."""

    instance: str
    room: bytes
    seq: int
    digest: bytes
    exporter: bytes

    def encode(self) -> bytes:
        """The exact bytes that the exporter signs."""
        return lp(labels.HEAD, self.instance, self.room, self.seq, self.digest, self.exporter)


def parse_head(data: bytes) -> Head:
    """Strictly. The signature is not checked."""
    instance, room, seq, digest, exporter = fields(data, labels.HEAD, 5)
    return Head(
        instance_text(instance),
        exact(room, 16, "room"),
        number(seq, "seq"),
        exact(digest, 32, "digest"),
        exact(exporter, 32, "exporter"),
    )
