"""The rows of a table made anew from its signed history, when somebody doubts them."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete
from sqlmodel import Session, col

from remedy_api.accounts.queries import instance_of
from remedy_api.cases.models import CaseFile
from remedy_api.cases.queries.files import locked_file
from remedy_api.kit.errors import NotFound
from remedy_api.remedies.actions.projecting import project
from remedy_api.remedies.models import RemedyAcceptance, RemedyPlan, RemedyStep, TableParty
from remedy_api.remedies.queries.tables import case_of_table
from remedy_api.rooms.chains import verified_chains
from remedy_api.rooms.events import RoomChanged
from remedy_api.rooms.queries import epochs_of, events_of, past_readers_of, readers_of, room_by_id
from remedy_api.rooms.states import RoomKind
from remedy_api.sealing.event import SignedEvent, parse_event
from remedy_api.sealing.keys import Signed
from remedy_api.sealing.room import VerifiedRoom, verify_further, verify_room


def rebuild(session: Session, table: bytes) -> None:
    """Read the history of a table from its first event, step by step as it came, and write its rows as if none were there.

    Raises NotFound for what is no table, SealError for a history that does not hold.
    """
    # In the order in which everybody else takes them: first the room, so that nothing is signed meanwhile, then the case.
    room = room_by_id(session, table, lock=True)
    case = case_of_table(session, table)
    file = locked_file(session, case) if case is not None else None
    if file is None or room.kind != RoomKind.TABLE:
        raise NotFound
    models: tuple[type[Any], ...] = (RemedyStep, RemedyAcceptance, RemedyPlan, TableParty)
    for model in models:
        session.exec(delete(model).where(col(model.table) == table))
    session.expire_all()
    instance = instance_of(session)
    chains = verified_chains(session, instance, {*readers_of(session, table), *past_readers_of(session, table)})
    acting = {digest: chain.rosters[0].organisation for chain in chains for digest in chain.digests}
    statements = [Signed(one.statement, one.signature) for one in epochs_of(session, table)]
    events = [SignedEvent(one.payload, one.signature) for one in events_of(session, table)]
    # The first epoch comes with the founding: before it there is nothing to verify.
    verified = verify_room(instance, table, statements=statements[:1], events=events[:2], authors=[], chains=chains)
    _take(session, file, verified, 0, acting)
    for known, signed in enumerate(events[2:], 2):
        announced = len(verified.statements) + (parse_event(signed.payload).type == "epoch")
        further = verify_further(verified, statements=statements[:announced], events=[signed], authors=[], chains=chains)
        assert further is not None
        verified = further
        _take(session, file, verified, known, acting)


def _take(session: Session, file: CaseFile, verified: VerifiedRoom, known: int, acting: Mapping[bytes, bytes]) -> None:
    signed_for = tuple(acting[event.roster] for event in verified.events[known:])
    project(session, RoomChanged(verified.room, RoomKind.TABLE, verified, known, signed_for), file)
