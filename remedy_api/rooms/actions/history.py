"""The signed history of a room goes on: events, and the epochs they announce."""

from datetime import date

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col

from remedy_api.accounts.queries import instance_of
from remedy_api.audit.new_epoch import LateWrap, check_late_wraps, check_new_epoch
from remedy_api.keyring.queries import founded_by
from remedy_api.kit.events import emit
from remedy_api.rooms.actions.disclosing import keep_disclosures
from remedy_api.rooms.actions.news import tell_readers
from remedy_api.rooms.actions.withdrawal import erase
from remedy_api.rooms.chains import walk
from remedy_api.rooms.errors import RoomFull, RoomWithdrawn, refusals
from remedy_api.rooms.events import RoomChanged
from remedy_api.rooms.guards import check_epoch, check_order, check_shape, check_signer, check_steps
from remedy_api.rooms.models import Room, RoomEpoch, RoomEvent, RoomPastReader, RoomReader, RoomWrap
from remedy_api.rooms.queries import headers_of, readers_of
from remedy_api.rooms.schemas import EventsPost, HeadView
from remedy_api.rooms.shares import check_event_share
from remedy_api.rooms.signers import Signer
from remedy_api.rooms.states import RoomState
from remedy_api.sealing.event import Event, SignedEvent, parse_event
from remedy_api.sealing.format import parse_header
from remedy_api.sealing.keys import Signed
from remedy_api.sealing.recipients import Wrap
from remedy_api.sealing.room import VerifiedRoom
from remedy_api.storage.blobs import Blobs

MOST_EVENTS = 10_000
"""Events of one room: every reader's device walks them all."""
ENDING = frozenset({"withdrawn", "revoked", "consent_withdrawn", "closed", "epoch"})
"""Nobody is kept by a full room from taking something back, letting somebody go or ending it."""


def post_events(session: Session, room: Room, signer: Signer, *, post: EventsPost, day: date, blobs: Blobs) -> HeadView:
    """Take the next events of a room, all or none, with the epoch and the wraps they bring, and tell who follows the room.

    The whole history is verified with them by the code that clients run. The caller has compared the head. Raises
    RoomWithdrawn, RoomFull, KeptBack, ShareSpent, NotYours, NotNow, NotForThisKind, StaleRoster, WrongDay, SealRefused,
    DisclosureWrong, and what those who follow raise.
    """
    if room.state == RoomState.WITHDRAWN:
        raise RoomWithdrawn
    signed = [SignedEvent(event.payload, event.signature) for event in post.events]
    with refusals():
        events = [parse_event(one.payload) for one in signed]
    acting = check_signer(session, room, signer, events)
    check_shape(room, events, post)
    known = room.seq + 1
    _check_room_left(known, events)
    admitted = [print_ for event in events if event.type == "admitted" for print_ in event.digests("fingerprint")]
    statements = [Signed(post.epoch.statement, post.epoch.signature)] if post.epoch else []
    with refusals():
        verified = walk(session, room, instance_of(session), events=signed, statements=statements, admitting=admitted)
    check_event_share(session, room, verified, known, acting, most=MOST_EVENTS)
    check_order(verified.events, known)
    check_epoch(room, verified, events, post)
    room.state = check_steps(session, room, verified.events[:known], events)
    if post.epoch is not None:
        _begin_epoch(session, room, verified, post)
        _change_readers(session, room, verified, day)
    append(session, room, signed, events)
    keep_disclosures(session, room, verified, known, acting, post.disclosures)
    tell_readers(session, room, besides=signer.organisations)
    if room.state == RoomState.WITHDRAWN:
        erase(session, room, blobs=blobs)
    session.flush()
    emit(session, RoomChanged(room.room, room.kind, verified, known, acting))
    return HeadView(head=room.head)


def _check_room_left(known: int, events: list[Event]) -> None:
    types = {event.type for event in events}
    ending = types <= ENDING and types != {"epoch"}
    if known + len(events) > MOST_EVENTS and not ending:
        raise RoomFull


def _begin_epoch(session: Session, room: Room, verified: VerifiedRoom, post: EventsPost) -> None:
    assert post.epoch is not None
    statement = verified.latest
    # What is not listed as closed does not count for readers: a forgotten entry would silently be lost.
    headers = [raw for raw in headers_of(session, room.room) if parse_header(raw).epoch == room.epoch]
    late_wraps = [LateWrap(one.epoch, Wrap(one.kid, one.wrap)) for one in post.late_wraps]
    with refusals():
        check_new_epoch(verified, [Wrap(one.kid, one.wrap) for one in post.epoch.wraps], post.epoch.previous, headers)
        check_late_wraps(verified, room.seq + 1, late_wraps)
    room.epoch = statement.epoch
    session.add(
        RoomEpoch(
            room=room.room,
            epoch=statement.epoch,
            statement=post.epoch.statement,
            signature=post.epoch.signature,
            previous=post.epoch.previous,
        )
    )
    for wrap in post.epoch.wraps:
        session.add(RoomWrap(room=room.room, epoch=statement.epoch, kid=wrap.kid, wrap=wrap.wrap))
    for late in post.late_wraps:
        session.add(RoomWrap(room=room.room, epoch=late.epoch, kid=late.kid, wrap=late.wrap, late=True))


def _change_readers(session: Session, room: Room, verified: VerifiedRoom, day: date) -> None:
    """Who reads is who the new statement names: whoever it leaves out has lost the room with this transaction."""
    before = readers_of(session, room.room)
    names = {reader.fingerprint for reader in verified.latest.readers if reader.fingerprint}
    for fingerprint, organisation in founded_by(session, names - set(before.values())).items():
        session.add(RoomReader(room=room.room, organisation=organisation, kind=room.kind, fingerprint=fingerprint, since=day))
    gone = [organisation for organisation, fingerprint in before.items() if fingerprint not in names]
    if gone:
        mine = (col(RoomReader.room) == room.room, col(RoomReader.organisation).in_(gone))
        session.exec(delete(RoomReader).where(*mine))
        rows = [{"room": room.room, "organisation": organisation} for organisation in gone]
        session.exec(insert(RoomPastReader).values(rows).on_conflict_do_nothing())


def append(session: Session, room: Room, signed: list[SignedEvent], events: list[Event]) -> None:
    """Put verified events at the end of a room's history."""
    for event, one in zip(events, signed, strict=True):
        session.add(RoomEvent(room=room.room, seq=event.seq, payload=one.payload, signature=one.signature))
        room.seq, room.head = event.seq, one.digest
    session.add(room)
    session.flush()
