"""What is due by the rules, whoever asks: found for the job, and decided for one room at a time."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, exists, func, or_
from sqlmodel import Session, col, select

from remedy_api.cases.models import CaseFile, CaseReport, CaseTable
from remedy_api.cases.queries.reports import case_of_report
from remedy_api.cases.states import Outcome
from remedy_api.deadlines.retention import What, later, rule, rules
from remedy_api.kit.clock import today
from remedy_api.kit.pagination import at_most
from remedy_api.retention.models import CaseHold, Erasure
from remedy_api.retention.policy import in_force
from remedy_api.rooms.models import Entry, Room, RoomEvent
from remedy_api.rooms.states import RoomKind, RoomState
from remedy_api.sealing.event import parse_event

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Due:
    """The rule that ends a room, and the first day on which it may be erased."""

    what: What
    on: date


def due_of(session: Session, room: Room) -> Due | None:
    """When a report or a case ends by the rules; None for what has no end of its own: an open case, one that is merged into
    another as long as that one is there, a report and a table that belong to a case.
    """
    if room.kind == RoomKind.WORKERS:
        return _of_case(session.get(CaseFile, room.room, populate_existing=True))
    if room.kind != RoomKind.REPORTER or case_of_report(session, room.room) is not None:
        return None
    if room.state == RoomState.WITHDRAWN:
        # Nothing can follow a withdrawal, so it is the last event.
        return _due(What.WITHDRAWN_REPORT, _last_event(session, room))
    what = What.UNANSWERED_REPORT if room.state == RoomState.SUBMITTED else What.ANSWERED_REPORT
    written = session.exec(select(func.max(Entry.posted_on)).where(Entry.room == room.room)).one()
    return _due(what, max(written or room.opened_on, _last_event(session, room)))


def _of_case(file: CaseFile | None) -> Due | None:
    if file is None or file.closed_on is None or file.merged_into is not None:
        return None
    return _due(What.WITHDRAWN_CASE if file.outcome == Outcome.WITHDRAWN else What.CLOSED_CASE, file.closed_on)


def _due(what: What, start: date) -> Due:
    return Due(what, rule(what).erased_on(start))


def _last_event(session: Session, room: Room) -> date:
    """The day of a room's latest step. A reporter's device may have said any day at all: one before the room was there, or one that
    has not come, would end it at once or never, so the day on which the server opened it counts instead.
    """
    query = select(RoomEvent.payload).where(RoomEvent.room == room.room, RoomEvent.seq == room.seq)
    day = parse_event(session.exec(query).one()).day
    return day if room.opened_on <= day <= today() else room.opened_on


def is_near(due: Due, today: date) -> bool:
    """Whether something ends within the notice."""
    return (due.on - today).days <= rules().notice


def is_held(session: Session, room: bytes) -> bool:
    """Whether somebody who may holds the case behind a workers' room."""
    return session.exec(select(exists().where(col(CaseHold.case) == room, in_force()))).one()


def rooms_of(session: Session, room: bytes) -> list[bytes]:
    """A room and what goes with it: of a case its reports and its tables, as far as they were founded."""
    reports = select(CaseReport.room).where(CaseReport.case == room)
    tables = select(CaseTable.table).join(Room, col(Room.room) == CaseTable.table).where(CaseTable.case == room)
    return [room, *session.exec(reports), *session.exec(tables)]


def announced(session: Session, *, after: bytes) -> list[Erasure]:
    """Some of what was announced, by its room."""
    query = select(Erasure).where(col(Erasure.room) > after).order_by(col(Erasure.room)).limit(at_most(_AT_ONCE))
    return list(session.exec(query))


def waited_for(session: Session) -> list[bytes]:
    """The rooms whose days have all passed."""
    return list(session.exec(select(Erasure.room).where(Erasure.days_left == 0).order_by(col(Erasure.room))))


def near(session: Session, today: date, *, after: bytes) -> list[Room]:
    """Some of the rooms, by their ids, whose time may end within the notice and that are not announced: `due_of` decides. Held
    ones are left out.
    """
    last = later(today, rules().notice)
    query = select(Room).where(
        col(Room.room) > after,
        or_(
            and_(col(Room.kind) == RoomKind.REPORTER, _near_report(last)),
            and_(col(Room.kind) == RoomKind.WORKERS, _near_case(last)),
        ),
        ~exists().where(col(Erasure.room) == Room.room),
    )
    return list(session.exec(query.order_by(col(Room.room)).limit(at_most(_AT_ONCE))))


def _near_report(last: date) -> ColumnElement[bool]:
    quiet = func.coalesce(
        select(func.max(Entry.posted_on)).where(col(Entry.room) == Room.room).scalar_subquery(), col(Room.opened_on)
    )

    def silent(state: RoomState, what: What) -> ColumnElement[bool]:
        latest = rule(what).latest_start(last)
        # The day of filing first: it is in the row, and most rooms are younger.
        return and_(col(Room.state) == state, col(Room.opened_on) <= latest, quiet <= latest)

    return and_(
        or_(
            col(Room.state) == RoomState.WITHDRAWN,
            silent(RoomState.SUBMITTED, What.UNANSWERED_REPORT),
            silent(RoomState.ACKNOWLEDGED, What.ANSWERED_REPORT),
        ),
        ~exists().where(col(CaseReport.room) == Room.room),
    )


def _near_case(last: date) -> ColumnElement[bool]:
    withdrawn = col(CaseFile.outcome) == Outcome.WITHDRAWN
    ended = or_(
        and_(withdrawn, col(CaseFile.closed_on) <= rule(What.WITHDRAWN_CASE).latest_start(last)),
        and_(~withdrawn, col(CaseFile.closed_on) <= rule(What.CLOSED_CASE).latest_start(last)),
    )
    return and_(
        exists().where(col(CaseFile.case) == Room.room, ended, col(CaseFile.merged_into).is_(None)),
        ~exists().where(col(CaseHold.case) == Room.room, in_force()),
    )
