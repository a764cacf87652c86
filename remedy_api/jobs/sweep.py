"""Work that nobody starts: it comes by at random moments, so that its traces do not tell when something happened."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from remedy_api.jobs.context import JobContext

_random = random.SystemRandom()


@dataclass(frozen=True, slots=True)
class Sweep:
    """A named function run again and again, after a random wait of `least` to `most` seconds each time.

    One process in the whole installation runs it at a time. It must bear being interrupted anywhere.
    """

    name: str
    run: Callable[[JobContext], None]
    least: float
    most: float

    def wait(self) -> float:
        """Seconds until the next round."""
        return _random.uniform(self.least, self.most)
