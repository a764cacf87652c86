"""Items of a round, each for itself: one that fails must not keep the others from their turn, nor be forgotten."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy.exc import DBAPIError

from remedy_api.kit.logging import describe

log = logging.getLogger("remedy.jobs")
_TOLD = 3
"""Failures whose place in the program is told: more of them say the same."""


class Incomplete(Exception):
    """A round went through to its end, and so many of its items could not be done."""


@dataclass(slots=True)
class Apart:
    """What failed in one round, as a number: never which. Whoever makes it calls `end` when the round has gone through."""

    failed: int = 0

    @contextmanager
    def one(self, *ending: type[Exception]) -> Iterator[None]:
        """Do one item. If it fails that is counted, and the round goes on; what the item wrote must be in a transaction of its own,
        entered after this. A database that is away ends the round, as do errors of the types `ending`: all others would fail, too.
        """
        try:
            yield
        except Exception as error:
            if isinstance(error, ending) or _is_away(error):
                raise
            self.failed += 1
            if self.failed <= _TOLD:
                log.error("an item of a round failed, the others go on:\n%s", describe(error))

    def end(self) -> None:
        """The end of the round. Raises Incomplete if anything failed, so that the round counts as one that did."""
        if self.failed:
            raise Incomplete(f"{self.failed} failed")


def _is_away(error: Exception) -> bool:
    # A client that does not reach its server has no code of the server's to tell.
    return isinstance(error, DBAPIError) and (error.connection_invalidated or getattr(error.orig, "sqlstate", "") is None)
