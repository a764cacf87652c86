"""Histories that this process has verified already, so that a step in a long one does not check all of it again.

A history is found by the hash of its last event, which is the hash of everything before it: whatever was verified under
that hash is what stands under it now. What is remembered is bounded by the number of events, and forgotten oldest first.
"""

import threading
from collections import OrderedDict
from dataclasses import dataclass, field

from remedy_api.sealing.room import VerifiedRoom

MOST_EVENTS = 20_000
"""Events of all histories that are remembered, some 2 kB each."""

Key = tuple[str, bytes]
"""Instance and room."""


@dataclass(slots=True)
class Walks:
    """What one process remembers: of each room the walk it made last, and the one that went on from. A step that was
    refused in the end leaves the second to go on from again.
    """

    found: OrderedDict[Key, tuple[VerifiedRoom, ...]] = field(default_factory=OrderedDict)
    events: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def get(self, instance: str, room: bytes, head: bytes) -> VerifiedRoom | None:
        """The room as it was verified up to exactly this head, or None."""
        with self.lock:
            known = self.found.get((instance, room), ())
            return next((one for one in known if one.head == head), None)

    def put(self, verified: VerifiedRoom, before: VerifiedRoom | None) -> None:
        """Remember a room as it was verified, with what that went on from, and forget the rooms not met for longest."""
        key = (verified.instance, verified.room)
        with self.lock:
            gone = self.found.pop(key, ())
            # The later one shares the events of the earlier.
            self.events += len(verified.events) - (len(gone[0].events) if gone else 0)
            self.found[key] = (verified,) if before is None or before is verified else (verified, before)
            while self.events > MOST_EVENTS and len(self.found) > 1:
                _, oldest = self.found.popitem(last=False)
                self.events -= len(oldest[0].events)


WALKS = Walks()
