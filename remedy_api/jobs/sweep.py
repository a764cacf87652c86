"""Work that nobody starts: it comes by at random moments, so that its traces do not tell when something happened."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from remedy_api.jobs.context import JobContext

_random = random.SystemRandom()


@dataclass(frozen=True, slots=True)
class Sweep:
    """A named function run again and again, after a random wait of `least` to `most` seconds each time. `first`: before the first
    round it waits no longer than so many seconds (half as many at least), for machines that are never on for as long as `most`.

    One process in the whole installation runs it at a time. It must bear being interrupted anywhere.
    """

    name: str
    run: Callable[[JobContext], None]
    least: float
    most: float
    first: float | None = None

    def wait(self) -> float:
        """Seconds until the next round."""
        return _random.uniform(self.least, self.most)

    def wait_first(self) -> float:
        """Seconds from the start of a process until its first round."""
        return self.wait() if self.first is None else _random.uniform(self.first / 2, self.first)
