"""Figures for whoever keeps the service running: how many requests, how they ended and how long they took.

They must not tell when a report came in, nor that anything happened in a case: whoever collects them keeps them by the second.
So of the reporters' door only failures are counted, all routes together, and of what writes into reports, cases and tables at
the other door failures alone. Nothing is counted by organisation, and nothing by complaint: a route is counted by its template.

Each worker counts in a piece of memory that it shares with the process that tells the figures; a worker that is started
again counts on.
"""

import mmap
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from fastapi import APIRouter
from fastapi.routing import APIRoute

from remedy_api.kit.http.watching import NO_ROUTE, Count

LIMITS = (0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0)
"""Seconds up to which an answer falls into each class of duration; the last class has no limit."""
CLASSES = (2, 3, 4, 5)
REPORTERS = "(all)"
"""The one series of the reporters' door."""
# What writes about complaints: of these and of the reporters' door only failures are counted.
_COMPLAINTS = re.compile(r"/v1/(submissions|rooms|cases|tables|receipts)(/|$)")
_READING = ("GET", "HEAD", "OPTIONS")
_METHODS = (*_READING, "POST", "PUT", "PATCH", "DELETE", "other")
_CELLS = len(CLASSES) + len(LIMITS) + 1 + 1
_CELL = 8


class Series(NamedTuple):
    """What is counted as one."""

    door: str
    method: str
    route: str


@dataclass(frozen=True, slots=True)
class Counted:
    """One series: answers by class of status, answers by class of duration, and milliseconds in all."""

    series: Series
    statuses: tuple[int, ...]
    durations: tuple[int, ...]
    milliseconds: int


class Figures:
    """The figures of all workers: made before they are forked, each worker writes its own part."""

    def __init__(self, series: Iterable[Series], workers: int) -> None:
        self.places = {one: place for place, one in enumerate(dict.fromkeys(series))}
        self.parts = [mmap.mmap(-1, max(1, len(self.places)) * _CELLS * _CELL) for _ in range(workers)]

    def count(self, worker: int, door: str) -> Count:
        """What a worker hangs at the app of a door."""
        cells = memoryview(self.parts[worker]).cast("Q")

        def count(method: str, route: str, status: int, seconds: float) -> None:
            name = series_of(door, method, route)
            failed = status // 100 == 5
            if name is None:
                if not failed:
                    return
                name = Series(door, method, route if door == "casework" else REPORTERS)
            place = self.places.get(name)
            if place is None or status // 100 not in CLASSES:
                return
            first = place * _CELLS
            cells[first + CLASSES.index(status // 100)] += 1
            if series_of(door, method, route) is not None:
                slower = sum(seconds > limit for limit in LIMITS)
                cells[first + len(CLASSES) + slower] += 1
                cells[first + _CELLS - 1] += int(seconds * 1000)

        return count

    def all(self) -> Iterator[Counted]:
        """Every series in which something was counted, all workers together."""
        views = [memoryview(part).cast("Q") for part in self.parts]
        for series, place in self.places.items():
            first = place * _CELLS
            sums = [sum(view[first + cell] for view in views) for cell in range(_CELLS)]
            if any(sums):
                classes = len(CLASSES)
                yield Counted(series, tuple(sums[:classes]), tuple(sums[classes:-1]), sums[-1])


def series_of(door: str, method: str, route: str) -> Series | None:
    """How an answer is counted when all went well; None for what may be counted only when it failed."""
    if door != "casework":
        return None
    if method not in _READING and (_COMPLAINTS.match(route) or route == NO_ROUTE):
        return None
    return Series(door, method, route)


def series(casework: Iterable[APIRouter]) -> list[Series]:
    """Everything that can be counted, failures included. `casework`: all routers of that door."""
    found = [
        Series("casework", method, route.path)
        for router in casework
        for route in _routes(router.routes)
        for method in sorted(route.methods or ())
    ]
    others = [Series("casework", method, NO_ROUTE) for method in _METHODS]
    return [*found, Series("casework", "GET", "/static"), *others, *(Series("intake", method, REPORTERS) for method in _METHODS)]


def _routes(routes: Iterable[object]) -> Iterator[APIRoute]:
    for route in routes:
        if isinstance(route, APIRoute):
            yield route
        # An included router stays an object of its own among the routes.
        yield from _routes(getattr(getattr(route, "original_router", None), "routes", ()))
