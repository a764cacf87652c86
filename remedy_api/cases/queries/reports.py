"""Reports that cases rest on, as cases need to know them: by their proof, their days and their state."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func
from sqlmodel import Session, col, select

from remedy_api.access.actor import Actor
from remedy_api.cases.models import CaseFile, CaseReader, CaseReport
from remedy_api.cases.policy import visible_cases, visible_reports
from remedy_api.intake.models import Submission
from remedy_api.kit.pagination import at_most
from remedy_api.rooms.models import Room, RoomEvent, RoomReader
from remedy_api.rooms.queries import readers_of
from remedy_api.sealing.event import parse_event

MOST_REPORTS = 40
"""Reports on the page of a case; the list of reports has all of them."""


@dataclass(frozen=True, slots=True)
class ReportRoom:
    """A reporter's room behind a proof of filing. `acknowledged_on`: None while nobody confirmed it."""

    room: bytes
    proof: bytes
    filed_on: date
    state: str
    acknowledged_on: date | None


def report_rooms(session: Session, proofs: Iterable[bytes], *, lock: bool = False) -> dict[bytes, ReportRoom]:
    """The rooms behind these proofs; unknown ones are left out. Locked, in the order of their ids: nobody withdraws or
    links them until this transaction ends.
    """
    query = (
        select(Submission.proof, Room)
        .join(Room, col(Room.room) == Submission.room)
        .where(col(Submission.proof).in_(list(proofs)))
        .order_by(col(Room.room))
    )
    locked = query.with_for_update(of=Room).execution_options(populate_existing=True)
    found = session.exec(locked if lock else query).all()
    days = acknowledged_on(session, [room.room for _, room in found])
    return {proof: ReportRoom(room.room, proof, room.opened_on, room.state, days.get(room.room)) for proof, room in found}


def acknowledged_on(session: Session, rooms: list[bytes]) -> dict[bytes, date]:
    """The days on which these rooms' reports were acknowledged; those that were not are left out."""
    # The one form of a payload: the words stand in it exactly like this, or the event is of another type.
    told = func.convert_from(RoomEvent.payload, "UTF8").like('%"type":"acknowledged"%')
    query = select(RoomEvent.room, RoomEvent.payload).where(col(RoomEvent.room).in_(rooms), told)
    return {room: parse_event(payload).day for room, payload in session.exec(query)} if rooms else {}


def reads(session: Session, organisation: bytes, room: bytes) -> bool:
    """Whether an organisation reads a report itself."""
    return organisation in readers_of(session, room)


def case_of_report(session: Session, room: bytes) -> bytes | None:
    """The case a report is part of, whoever asks."""
    return session.exec(select(CaseReport.case).where(CaseReport.room == room)).one_or_none()


def file_of_report(session: Session, room: bytes) -> CaseFile | None:
    """The case of a report whose receipt has found its room."""
    query = select(CaseFile).join(CaseReport, col(CaseReport.case) == CaseFile.case)
    return session.exec(query.where(CaseReport.room == room)).one_or_none()


def visible_case_of_report(session: Session, actor: Actor, room: bytes) -> bytes | None:
    """The case a report is part of, if the actor reads that case; of others he learns nothing."""
    query = select(CaseReport.case).join(CaseFile, col(CaseFile.case) == CaseReport.case)
    return session.exec(query.where(CaseReport.room == room, visible_cases(actor))).one_or_none()


def visible_reports_of_case(session: Session, actor: Actor, case: bytes) -> list[tuple[CaseReport, Room]]:
    """The reports of a case that the actor's organisations read themselves, oldest first, at most MOST_REPORTS."""
    query = (
        select(CaseReport, Room)
        .join(Room, col(Room.room) == CaseReport.room)
        .where(CaseReport.case == case, visible_reports(actor))
        .order_by(col(Room.opened_on), col(Room.room))
        .limit(at_most(MOST_REPORTS))
    )
    return list(session.exec(query))


def acknowledged_days(session: Session, actor: Actor, cases: list[bytes]) -> dict[bytes, date]:
    """The earliest day on which a report of each of these cases was acknowledged, of those that the actor's organisations
    read themselves; cases of which they read none are left out.
    """
    query = select(CaseReport.case, func.min(CaseReport.acknowledged_on)).where(col(CaseReport.case).in_(cases))
    return dict(session.exec(query.where(visible_reports(actor)).group_by(col(CaseReport.case))).all()) if cases else {}


def acknowledged_by_reader(session: Session, case: bytes) -> dict[bytes, date]:
    """The earliest day on which a report of this case was acknowledged, for each organisation of those that it reads itself."""
    query = select(RoomReader.organisation, func.min(CaseReport.acknowledged_on)).join(
        CaseReport, col(CaseReport.room) == RoomReader.room
    )
    return dict(session.exec(query.where(CaseReport.case == case).group_by(col(RoomReader.organisation))).all())


def cases_of_reports(session: Session, organisation: bytes, rooms: list[bytes]) -> dict[bytes, bytes]:
    """The cases that these reports are part of, as far as an organisation reads them, by room."""
    query = (
        select(CaseReport.room, CaseReport.case)
        .join(CaseReader, col(CaseReader.case) == CaseReport.case)
        .where(col(CaseReport.room).in_(rooms), CaseReader.organisation == organisation)
    )
    return dict(session.exec(query).all())
