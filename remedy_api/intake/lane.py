"""The slow lane of receipts that do not exist.

A receipt is 104 random bits, so guessing is hopeless with or without a limit; what the lane keeps is the machine and
whoever watches it. Only misses are counted, after the lookup: a true receipt is never made to wait, whatever others do,
so nobody can lock a reporter out, and no address of hers is needed for it. The count lives in the memory of one process,
stands for nobody, and is forgotten when it ends.
"""

import threading
import time
from dataclasses import dataclass, field

from remedy_api.kit.errors import NotFound, TooMany

MISSES_A_SECOND = 2.0
BURST = 20.0
WAIT = 10
"""Seconds a guesser is told to wait."""


@dataclass(slots=True)
class SlowLane:
    """Misses that may still be answered; it fills up again by the second."""

    left: float = BURST
    since: float = field(default_factory=time.monotonic)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def miss(self) -> NotFound | TooMany:
        """What to raise for a receipt that does not exist: the same as for anything else that is not there."""
        with self.lock:
            now = time.monotonic()
            self.left = min(BURST, self.left + (now - self.since) * MISSES_A_SECOND)
            self.since = now
            if self.left < 1:
                return TooMany(WAIT)
            self.left -= 1
            return NotFound()
