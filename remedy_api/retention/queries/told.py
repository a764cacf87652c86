"""What an actor is told of what ends: of her own organisations' rooms when, of all others only how many."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from sqlalchemy import func
from sqlalchemy import select as columns_of
from sqlmodel import Session, col, select

from remedy_api.access.actor import Actor
from remedy_api.access.permissions import Permission, decide_in
from remedy_api.accounts.models import Organisation
from remedy_api.cases.models import CaseReader
from remedy_api.cases.queries.lists import FEW
from remedy_api.cases.queries.reports import case_of_report
from remedy_api.deadlines.retention import ROOMS, What, later
from remedy_api.kit.clock import today
from remedy_api.kit.pagination import Page, Paging, fetch_page
from remedy_api.retention.models import CaseHold, Erasure
from remedy_api.retention.policy import can_foresee, in_force
from remedy_api.retention.queries.due import Due, due_of, is_held, is_near
from remedy_api.retention.schemas import Ending, ErasureRow, Foreseen, HoldView
from remedy_api.retention.states import HOLDING
from remedy_api.rooms.models import Room, RoomReader
from remedy_api.rooms.policy import visible_rooms
from remedy_api.rooms.queries import room_of
from remedy_api.rooms.states import RoomKind

_KINDS = (RoomKind.REPORTER, RoomKind.WORKERS)


class Which(StrEnum):
    """Which list: what is announced, soonest first, or what is held."""

    COMING = "coming"
    HELD = "held"


def ending_of(session: Session, actor: Actor, room: bytes) -> Ending:
    """When a report or case that the actor's organisations read is erased, and what holds it. Raises NotFound."""
    found = room_of(session, actor, room)
    due, holds = due_of(session, found), _holds(session, found.room)
    announced = session.get(Erasure, found.room)
    mine = select(CaseReader.role).where(CaseReader.case == found.room, col(CaseReader.organisation).in_(actor.organisations))
    return Ending(
        what=due.what if due else None,
        erased_on=None
        if due is None or any(one.in_force for one in holds)
        else _day(due, announced.days_left if announced else None),
        # Somebody may have written since: the next round takes it back.
        announced=announced is not None and due is not None and is_near(due, today()),
        holds=holds,
        may_hold=bool(set(session.exec(mine)) & HOLDING),
    )


def announced_day(session: Session, room: Room) -> date | None:
    """The day on which a report goes, by itself or with its case, once that is announced: for a receipt that has found its room."""
    whole = case_of_report(session, room.room) or room.room
    announced, found = session.get(Erasure, whole), session.get(Room, whole)
    due = due_of(session, found) if announced is not None and found is not None else None
    if announced is None or due is None or not is_near(due, today()) or is_held(session, whole):
        return None
    return _day(due, announced.days_left)


def _day(due: Due, days_left: int | None) -> date:
    return due.on if days_left is None else max(due.on, later(today(), days_left))


def _holds(session: Session, case: bytes) -> list[HoldView]:
    query = (
        select(CaseHold, Organisation.name, in_force())
        .join(Organisation, col(Organisation.organisation) == CaseHold.organisation)
        .where(CaseHold.case == case)
        .order_by(col(CaseHold.since), col(Organisation.name), col(CaseHold.organisation))
    )
    return [
        HoldView(organisation=one.organisation, name=name, reason=one.reason, since=one.since, in_force=counts)
        for one, name, counts in session.exec(query)
    ]


def erasure_page(session: Session, actor: Actor, organisation: bytes, which: Which, paging: Paging) -> Page[ErasureRow]:
    """What an organisation reads and is to be erased, soonest first, or is held. Raises NotFound, Forbidden."""
    decide_in(actor, Permission.READ_CASES, organisation).enforce()
    if which == Which.HELD:
        return _held(session, actor, organisation, paging)
    query = (
        columns_of(Erasure, col(Room.kind))
        .join(Room, col(Room.room) == Erasure.room)
        .join(RoomReader, col(RoomReader.room) == Erasure.room)
        .where(col(RoomReader.organisation) == organisation, visible_rooms(actor))
    )
    rows, following = fetch_page(session, query, keys=(col(Erasure.days_left), col(Erasure.room)), paging=paging)
    day = today()
    items = [
        ErasureRow(
            room=one.room,
            what=one.what,
            case=kind == RoomKind.WORKERS,
            erased_on=later(day, one.days_left),
        )
        for one, kind in rows
    ]
    return Page(items=items, next=following)


def _held(session: Session, actor: Actor, organisation: bytes, paging: Paging) -> Page[ErasureRow]:
    held = select(CaseHold.case).where(CaseHold.case == RoomReader.room, in_force()).exists()
    query = (
        select(RoomReader.room)
        .join(Room, col(Room.room) == RoomReader.room)
        .where(col(RoomReader.organisation) == organisation, col(RoomReader.kind) == RoomKind.WORKERS, held, visible_rooms(actor))
    )
    rows, following = fetch_page(session, query, keys=(col(RoomReader.room),), paging=paging)
    return Page(items=[ErasureRow(room=room, what=None, case=True, erased_on=None) for room in rows], next=following)


def foreseen(session: Session, actor: Actor) -> list[Foreseen]:
    """How much of each kind is announced, without what the actor reads herself: taken off, it would leave the few that she does
    not. Raises Forbidden.
    """
    can_foresee(actor).enforce()
    query = (
        select(Erasure.what, func.count())
        .join(Room, col(Room.room) == Erasure.room)
        .where(~visible_rooms(actor))
        .group_by(col(Erasure.what))
    )
    return _told(session.exec(query).all())


def _told(numbers: Iterable[tuple[str, int]]) -> list[Foreseen]:
    found = dict(numbers)
    return [
        Foreseen(what=what, number=number - number % FEW if (number := found.get(what, 0)) >= FEW else None)
        for what in What
        if what in ROOMS
    ]
