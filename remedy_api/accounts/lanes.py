"""Lanes of tries: how often something may be tried before waiting is asked for. Pure arithmetic.

A known device has a lane of its own, which nobody else can fill. All unknown devices share one slow lane an account, and
one wide lane for everybody. So a stranger's ten thousand tries come down to a few, and the owner, on a device she has
used before, does not even notice. A lane belongs to what was typed, not to an account: it tells nothing about who exists.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil


@dataclass(frozen=True, slots=True)
class Lane:
    """`tries` at once when it is full; then one comes back after each `every`."""

    kind: str
    tries: int
    every: timedelta


KNOWN_DEVICE = Lane("device", tries=10, every=timedelta(seconds=30))
STRANGERS = Lane("strangers", tries=10, every=timedelta(minutes=2))
RECOVERY = Lane("recovery", tries=10, every=timedelta(minutes=2))
EVERYBODY = Lane("everybody", tries=400, every=timedelta(milliseconds=20))
PROOF = Lane("proof", tries=10, every=timedelta(seconds=30))
ACCEPTANCE = Lane("acceptance", tries=10, every=timedelta(minutes=10))


@dataclass(frozen=True, slots=True)
class Taken:
    """The lane after one try more: when it will be full again. `wait` is 0, or the seconds to wait when it was empty
    (the lane is then unchanged).
    """

    full_at: datetime
    wait: int


def take(lane: Lane, full_at: datetime, now: datetime) -> Taken:
    """Take one try. A lane that is full has `full_at` in the past. A clock set back never gives tries away, nor does it
    hold anybody longer than an empty lane needs to fill.
    """
    latest = now + lane.tries * lane.every
    level = min(max(full_at, now), latest)
    after = level + lane.every
    if after > latest:
        return Taken(level, ceil((after - latest).total_seconds()))
    return Taken(after, 0)
