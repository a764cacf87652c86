"""An organisation founds a room: the workers' room of a case, or a table."""

from datetime import date

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from remedy_api.accounts.models import Organisation
from remedy_api.accounts.queries import instance_of
from remedy_api.accounts.states import OrganisationKind
from remedy_api.audit.new_epoch import check_first_epoch
from remedy_api.keyring.queries import founded_by
from remedy_api.kit.events import emit
from remedy_api.rooms.actions.history import append
from remedy_api.rooms.chains import verified_chains
from remedy_api.rooms.errors import NotForThisKind, NotNow, NotYours, RoomTaken, refusals
from remedy_api.rooms.events import RoomChanged
from remedy_api.rooms.guards import check_order, check_rosters
from remedy_api.rooms.models import Room, RoomEpoch, RoomReader, RoomWrap
from remedy_api.rooms.schemas import FoundingPost
from remedy_api.rooms.signers import Signer
from remedy_api.rooms.states import RoomKind, RoomState
from remedy_api.sealing.event import Event, SignedEvent, parse_event
from remedy_api.sealing.keys import Signed
from remedy_api.sealing.recipients import Wrap
from remedy_api.sealing.room import VerifiedRoom, verify_room


def found_room(session: Session, signer: Signer, *, kind: RoomKind, post: FoundingPost, day: date) -> Room:
    """Found a room of this kind with its first epoch and everything that is said at once, and tell who follows rooms.

    Who reads it is who founds it: a worker organisation. Raises NotYours, NotForThisKind, NotNow, StaleRoster, WrongDay,
    SealRefused, RoomTaken, and what those who follow raise.
    """
    signed = [SignedEvent(event.payload, event.signature) for event in post.events]
    with refusals():
        events = [parse_event(one.payload) for one in signed]
    founder, organisation = _founder(session, signer, kind, events)
    acting = check_rosters(session, signer, events, [organisation])
    statement = Signed(post.epoch.statement, post.epoch.signature)
    instance = instance_of(session)
    with refusals():
        verified = verify_room(
            instance,
            events[0].room,
            statements=[statement],
            events=signed,
            authors=[],
            chains=verified_chains(session, instance, [organisation]),
        )
        check_first_epoch(verified, [Wrap(one.kid, one.wrap) for one in post.epoch.wraps])
    check_order(verified.events, 0)
    room = _store(session, verified, founder, organisation, post, day)
    append(session, room, signed, events)
    emit(session, RoomChanged(room.room, room.kind, verified, 0, acting))
    return room


def _founder(session: Session, signer: Signer, wanted: RoomKind, events: list[Event]) -> tuple[bytes, bytes]:
    first = events[0]
    if first.type != "founded" or first.data["kind"] != wanted:
        raise NotNow
    # Who reads changes in a room that is there, never in the one that is only being founded.
    if [event.type for event in events[1:]].count("epoch") != 1 or any(event.type in ("admitted", "disclosed") for event in events):
        raise NotNow
    (founder,) = first.digests("founder")
    organisation = founded_by(session, [founder]).get(founder)
    if organisation is None or organisation not in signer.organisations:
        raise NotYours
    kind = select(Organisation.kind).where(col(Organisation.organisation) == organisation)
    if session.exec(kind).one() != OrganisationKind.WORKER_ORGANISATION:
        # Membership of some worker organisation is not enough: who founds it represents the workers.
        raise NotForThisKind
    return founder, organisation


def _store(session: Session, verified: VerifiedRoom, founder: bytes, organisation: bytes, post: FoundingPost, day: date) -> Room:
    room = Room(
        room=verified.room,
        kind=RoomKind(verified.kind),
        state=RoomState.OPEN,
        opened_on=day,
        epoch=0,
        seq=0,
        head=verified.hashes[0],
        entries=0,
        founder=founder,
    )
    try:
        with session.begin_nested():
            session.add(room)
    except IntegrityError as error:
        raise RoomTaken from error
    session.add(RoomEpoch(room=room.room, epoch=0, statement=post.epoch.statement, signature=post.epoch.signature, previous=None))
    for wrap in post.epoch.wraps:
        session.add(RoomWrap(room=room.room, epoch=0, kid=wrap.kid, wrap=wrap.wrap))
    session.add(
        RoomReader(
            room=room.room,
            organisation=organisation,
            kind=room.kind,
            fingerprint=founder,
            since=day,
            # Whoever founded it knows of it.
            unseen=False,
        )
    )
    return room
