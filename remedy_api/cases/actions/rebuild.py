"""The rows of a case made anew from the signed histories, when somebody doubts them."""

from sqlmodel import Session

from remedy_api.cases.actions.projecting import project
from remedy_api.cases.history import read
from remedy_api.cases.models import CaseFile
from remedy_api.rooms.queries import events_of, room_by_id
from remedy_api.sealing.event import parse_event
from remedy_api.sealing.lp import sha256


def rebuild(session: Session, case: bytes) -> CaseFile:
    """Read the history of a workers' room from its first event and write the rows of its case as if none were there.

    The history was verified when it was stored, and is not again: clients do that. Raises NotFound for what is no room.
    """
    # Nobody adds to the history meanwhile, or what was added would be lost from the rows.
    room_by_id(session, case, lock=True)
    events = [(parse_event(one.payload), sha256(one.payload)) for one in events_of(session, case)]
    return project(session, case, read(events))
