"""News reaches everyone in the table, in its order, or nothing of it happened."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from sqlmodel import Session

from remedy_api.kit.events import Event, emit, wire
from remedy_api.reactions import REACTIONS


@dataclass(frozen=True, slots=True)
class Happened(Event):
    """Something did."""

    number: int


@pytest.fixture(autouse=True)
def rewire() -> Iterator[None]:
    """Leave the table as it was."""
    yield
    wire(REACTIONS)


def test_everyone_is_told_in_order() -> None:
    told: list[str] = []
    wire({Happened: (lambda s, event: told.append(f"first {event.number}"), lambda s, event: told.append("second"))})
    emit(Session(), Happened(7))
    assert told == ["first 7", "second"]


def test_a_handler_that_fails_stops_the_rest_and_reaches_the_emitter() -> None:
    told: list[str] = []

    def fail(session: Session, event: Happened) -> None:
        raise RuntimeError

    wire({Happened: (fail, lambda s, event: told.append("second"))})
    with pytest.raises(RuntimeError):
        emit(Session(), Happened(1))
    assert told == []


def test_news_that_is_in_no_table_is_a_fault() -> None:
    wire({})
    with pytest.raises(KeyError):
        emit(Session(), Happened(1))


def test_every_event_of_every_room_is_in_the_table() -> None:
    import remedy_api.app  # noqa: F401 - loads every room

    # A dataclass with slots is made twice, and the first lives on until the garbage is collected: the one that has the name counts.
    names = {(each.__module__, each.__name__) for each in Event.__subclasses__() if each.__module__.startswith("remedy_api.")}
    declared = {getattr(sys.modules[module], name) for module, name in names}
    assert declared == set(REACTIONS)
