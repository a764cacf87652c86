"""Kinds of rooms and the state a room is in."""

from enum import StrEnum


class RoomKind(StrEnum):
    """What a room is for. Issue by issue more kinds are opened; the words are the protocol's."""

    REPORTER = "reporter"
    WORKERS = "workers"
    TABLE = "table"
    DIALOGUE = "dialogue"


class RoomState(StrEnum):
    """How far the conversation of a reporter's room has come; a room of organisations is open as long as there is one."""

    SUBMITTED = "submitted"
    ACKNOWLEDGED = "acknowledged"
    WITHDRAWN = "withdrawn"
    OPEN = "open"


# What may follow what. A withdrawn room stays withdrawn: its bodies are gone.
NEXT_STATES: dict[RoomState, frozenset[RoomState]] = {
    RoomState.SUBMITTED: frozenset({RoomState.ACKNOWLEDGED, RoomState.WITHDRAWN}),
    RoomState.ACKNOWLEDGED: frozenset({RoomState.WITHDRAWN}),
    RoomState.WITHDRAWN: frozenset(),
    RoomState.OPEN: frozenset(),
}
