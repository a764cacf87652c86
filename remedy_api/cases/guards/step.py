"""A step that is to be taken, as guards are asked about it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from remedy_api.cases.position import Position
from remedy_api.cases.states import Stage
from remedy_api.kit.errors import Failure
from remedy_api.sealing.event import Event


@dataclass(frozen=True, slots=True)
class Step:
    """A step to be taken on a day. `entries`: digests of headers of entries that are in the room, of those it names.
    `reopen` and `review_within`: days, see the procedure's profile.

    `event` is None when a page only asks what a stage would need.
    """

    today: date
    reopen: int
    event: Event | None = None
    stage: Stage | None = None
    entries: frozenset[bytes] = frozenset()
    review_within: int = 0

    def said(self, member: str) -> str:
        """A member of the event's data, empty when it has none."""
        return str(self.event.data.get(member, "")) if self.event else ""

    def names(self, member: str) -> tuple[bytes, ...]:
        """The digests in a member of the event's data, none when it has none."""
        return self.event.digests(member) if self.said(member) and self.event else ()


Guard = Callable[[Position, Step], Failure | None]
