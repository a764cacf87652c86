"""Every SELECT on rooms, filtered by the actor in one place. Receipts come with a room that their lookup found."""

from collections.abc import Iterable

from sqlalchemy import case, func
from sqlalchemy import select as columns_of
from sqlmodel import Session, col, select

from remedy_api.access.actor import Actor
from remedy_api.access.permissions import Permission, decide_in
from remedy_api.accounts.models import Organisation
from remedy_api.keyring.models import OrganisationEpoch
from remedy_api.kit.errors import NotFound
from remedy_api.kit.pagination import Page, Paging, fetch_page
from remedy_api.rooms.models import Entry, Room, RoomEpoch, RoomEvent, RoomPastReader, RoomReader, RoomWrap
from remedy_api.rooms.policy import visible_rooms
from remedy_api.rooms.schemas import EntryView, ReaderName, ReportRow, SignedEvent
from remedy_api.rooms.states import RoomKind

LISTED_BODY = 65_552
"""Sealed bytes of the largest body that a list carries: one step below the largest text."""
LISTED_BODIES = 1_048_576
"""Bytes of bodies in one page of a list; what is beyond is fetched one by one."""


def room_of(session: Session, actor: Actor, room: bytes, *, lock: bool = False) -> Room:
    """A room the actor's organisations read; locked, it is nobody else's to change. Raises NotFound."""
    return _one(session, room, visible_rooms(actor), lock=lock)


def room_by_id(session: Session, room: bytes, *, lock: bool = False) -> Room:
    """A room that a receipt's lookup has found. Raises NotFound."""
    return _one(session, room, lock=lock)


def _one(session: Session, room: bytes, *conditions: object, lock: bool) -> Room:
    query = select(Room).where(Room.room == room, *conditions)  # type: ignore[arg-type]
    # Locked, it is read anew: what this session may have seen before it waited for the lock is out of date.
    locked = query.with_for_update().execution_options(populate_existing=True)
    found = session.exec(locked if lock else query).one_or_none()
    if found is None:
        raise NotFound
    return found


def report_page(session: Session, actor: Actor, organisation: bytes, paging: Paging) -> Page[ReportRow]:
    """The reports of one organisation, newest day first. Raises NotFound, Forbidden."""
    decide_in(actor, Permission.READ_REPORTS, organisation).enforce()
    query = (
        select(RoomReader, Room)
        .join(Room, col(Room.room) == RoomReader.room)
        .where(RoomReader.organisation == organisation, RoomReader.kind == RoomKind.REPORTER, visible_rooms(actor))
    )
    keys = (col(RoomReader.since), col(RoomReader.room))
    rows, following = fetch_page(session, query, keys=keys, paging=paging, descending=True)
    names = _readers(session, [room.room for _, room in rows])
    return Page(
        items=[
            ReportRow(
                room=room.room,
                filed_on=room.opened_on,
                state=room.state,
                unseen=reader.unseen,
                readers=names[room.room],
            )
            for reader, room in rows
        ],
        next=following,
    )


def _readers(session: Session, rooms: list[bytes]) -> dict[bytes, list[ReaderName]]:
    query = (
        select(RoomReader.room, Organisation.organisation, Organisation.name)
        .join(Organisation, col(Organisation.organisation) == RoomReader.organisation)
        .where(col(RoomReader.room).in_(rooms))
        .order_by(col(Organisation.name), col(Organisation.organisation))
    )
    found: dict[bytes, list[ReaderName]] = {}
    for room, organisation, name in session.exec(query):
        found.setdefault(room, []).append(ReaderName(organisation=organisation, name=name))
    return found


def readers_of(session: Session, room: bytes) -> dict[bytes, bytes]:
    """Fingerprints of the organisations that read a room, by organisation."""
    query = select(RoomReader.organisation, RoomReader.fingerprint).where(RoomReader.room == room)
    return dict(session.exec(query).all())


def past_readers_of(session: Session, room: bytes) -> list[bytes]:
    """Organisations that read a room once: what they signed is checked with their chains as everybody else's."""
    return list(session.exec(select(RoomPastReader.organisation).where(RoomPastReader.room == room)))


def epochs_of(session: Session, room: bytes) -> list[RoomEpoch]:
    """All epochs of a room, in order."""
    return list(session.exec(select(RoomEpoch).where(RoomEpoch.room == room).order_by(col(RoomEpoch.epoch))))


def events_of(session: Session, room: bytes) -> list[RoomEvent]:
    """The whole history of a room, in order."""
    return list(session.exec(select(RoomEvent).where(RoomEvent.room == room).order_by(col(RoomEvent.seq))))


def event_page(session: Session, room: Room, paging: Paging) -> Page[SignedEvent]:
    """Events of a room the caller may read, from the first on."""
    columns = (col(RoomEvent.payload), col(RoomEvent.signature))
    query = columns_of(*columns).where(col(RoomEvent.room) == room.room)
    rows, following = fetch_page(session, query, keys=(col(RoomEvent.seq),), paging=paging)
    return Page(items=[SignedEvent(payload=payload, signature=signature) for payload, signature in rows], next=following)


def headers_of(session: Session, room: bytes) -> list[bytes]:
    """Exact headers of all entries of a room, in order."""
    return list(session.exec(select(Entry.header).where(Entry.room == room).order_by(col(Entry.position))))


def headers_named(session: Session, room: bytes, digests: Iterable[bytes]) -> dict[bytes, bytes]:
    """Exact headers of entries of a room by their hashes, of those of these that are there."""
    digest = func.sha256(Entry.header)
    wanted = list(digests)
    query = select(digest, Entry.header).where(Entry.room == room, digest.in_(wanted))
    return dict(session.exec(query).all()) if wanted else {}


def headers_there(session: Session, room: bytes, digests: Iterable[bytes]) -> frozenset[bytes]:
    """Which of these are hashes of the header of an entry of a room."""
    return frozenset(headers_named(session, room, digests))


def wraps_for(session: Session, room: bytes, kids: Iterable[bytes]) -> list[RoomWrap]:
    """What is sealed to these kids."""
    query = select(RoomWrap).where(RoomWrap.room == room, col(RoomWrap.kid).in_(list(kids)))
    return list(session.exec(query.order_by(col(RoomWrap.epoch), col(RoomWrap.kid))))


def kids_of(session: Session, organisations: Iterable[bytes]) -> list[bytes]:
    """All kids these organisations ever had: what was sealed to an older key opens with a newer one's chain."""
    query = select(OrganisationEpoch.kid).where(col(OrganisationEpoch.organisation).in_(list(organisations)))
    return list(session.exec(query))


def entry_page(session: Session, room: Room, paging: Paging) -> Page[EntryView]:
    """Entries of a room the caller may read, in order of arrival."""
    small = case((func.octet_length(Entry.body) <= LISTED_BODY, Entry.body))
    columns = (col(Entry.position), col(Entry.header), small, col(Entry.posted_on))
    query = columns_of(*columns).where(col(Entry.room) == room.room)
    rows, following = fetch_page(session, query, keys=(col(Entry.position),), paging=paging)
    items, total = [], 0
    for position, header, body, posted_on in rows:
        total += len(body or b"")
        shown = body if total <= LISTED_BODIES else None
        items.append(EntryView(position=position, header=header, body=shown, posted_on=posted_on))
    return Page(items=items, next=following)


def entry_of(session: Session, room: Room, entry: bytes) -> Entry | None:
    """One entry of a room the caller may read, or None."""
    return session.exec(select(Entry).where(Entry.room == room.room, Entry.entry == entry)).one_or_none()
