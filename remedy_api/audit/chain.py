"""One room's chain of events by itself: numbers, links and signatures. Who was entitled to what is
another question.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from remedy_api.sealing.event import Event, SignedEvent, verify_link
from remedy_api.sealing.keys import PublicKeys


def verify_links(instance: str, room: bytes, events: Sequence[SignedEvent], keys: Mapping[bytes, PublicKeys]) -> tuple[Event, ...]:
    """All events of a chain from the first: altered, missing, foreign or reordered ones are refused by
    name.

    `keys` by kid, checked (`keys.by_kid`). A missing tail cannot be seen from inside a chain.
    """
    understood: list[Event] = []
    prev = b""
    for signed in events:
        understood.append(verify_link(signed, instance, room, len(understood), prev, keys))
        prev = signed.digest
    return tuple(understood)
