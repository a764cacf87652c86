"""News from one room to the rooms above it.

A room declares facts in its events.py, frozen and in the past tense, and emits them from its actions. Who reacts stands
in one table, reactions.py, which the app wires here at its start. Handlers run at once, in the emitter's transaction:
either all of it happened or none of it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

Handler = Callable[[Session, Any], None]


@dataclass(frozen=True, slots=True)
class Event:
    """A fact. Subclasses are frozen dataclasses of ids, codes and days; never of plaintext."""


_wired: dict[type[Event], tuple[Handler, ...]] = {}


def wire(reactions: Mapping[type[Event], tuple[Handler, ...]]) -> None:
    """Set who reacts to what; replaces what was wired before."""
    _wired.clear()
    _wired.update(reactions)


def emit(session: Session, event: Event) -> None:
    """Tell everyone in the table, in its order. Raises KeyError for an event that is not in the table, because news that
    nobody can have heard is a fault of the program.
    """
    for handler in _wired[type(event)]:
        handler(session, event)
