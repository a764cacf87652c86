"""How a receipt finds its room."""

from sqlmodel import Session, select

from remedy_api.intake.lane import SlowLane
from remedy_api.intake.models import Submission
from remedy_api.rooms.models import Room
from remedy_api.rooms.queries import room_by_id
from remedy_api.sealing.lp import sha256


def room_of_receipt(session: Session, lane: SlowLane, lookup: bytes, *, lock: bool = False) -> Room:
    """The room whose receipt gives this lookup. Raises NotFound, or TooMany for one wrong receipt too many.

    Found by its hash alone: how long a miss takes depends on nothing that its sender knows.
    """
    room = session.exec(select(Submission.room).where(Submission.lookup == sha256(lookup))).one_or_none()
    if room is None:
        raise lane.miss()
    return room_by_id(session, room, lock=lock)
