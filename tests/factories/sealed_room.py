"""What every kind of room has in common, as devices know it."""

from typing import Protocol


class SealedRoom(Protocol):
    """What reading a room and signing in it needs to know, whether it is a report's, a case's or a table's."""

    @property
    def instance(self) -> str:
        """The installation's name."""

    @property
    def room(self) -> bytes:
        """The id of the room."""
