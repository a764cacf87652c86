"""Tables follow their rooms: each new step is judged before it counts, and then the rows say what the history says."""

from sqlmodel import Session

from remedy_api.cases.models import CaseFile
from remedy_api.cases.queries.files import locked_file
from remedy_api.kit.errors import NotFound
from remedy_api.remedies.actions.judging import Judge
from remedy_api.remedies.actions.projecting import project, write_needs
from remedy_api.remedies.actions.representing import LEAVING, check_represented
from remedy_api.remedies.actions.seating import CONSENTING, seat, seat_all
from remedy_api.remedies.queries.tables import case_of_table, lock_tables, representatives_of, represented_case, tables_of
from remedy_api.rooms.events import RoomChanged
from remedy_api.rooms.states import RoomKind


def hold(session: Session, changed: RoomChanged) -> None:
    """What a case decides may change rows of its tables: their rooms are locked before the case is, in the order in which those
    take them who sign at a table. Else each would wait for the other.
    """
    if changed.kind == RoomKind.WORKERS and changed.known and _types(changed) & (CONSENTING | LEAVING):
        lock_tables(session, changed.room)


def follow(session: Session, changed: RoomChanged) -> None:
    """A table has a new history: its new events are judged and its rows are written; or a case has one, and who may read its
    tables and who speaks for the workers there follows at once. What this raises refuses the whole change.

    Raises UnknownCode, NotTheirWords, PreconditionsMissing, NotFound.
    """
    if changed.kind == RoomKind.WORKERS:
        _follow_case(session, changed)
        return
    if changed.kind != RoomKind.TABLE:
        return
    case = case_of_table(session, changed.room)
    # Locked before consents are read: one that is being taken back is taken back first, or not yet.
    file = locked_file(session, case) if case is not None else None
    if file is None:
        raise NotFound
    if changed.known == 0 and represented_case(session, changed.acting[:1], changed.room) is None:
        raise NotFound
    Judge(session, changed, file).all()
    before = representatives_of(session, changed.room)
    project(session, changed, file)
    check_represented(session, [changed.room], changed.verified.events[changed.known :], before)
    seat(session, changed.room, file.case)


def _follow_case(session: Session, changed: RoomChanged) -> None:
    types = _types(changed)
    if types & CONSENTING:
        seat_all(session, changed.room)
    if types & LEAVING:
        tables = tables_of(session, changed.room)
        if _is_open(session, changed.room):
            check_represented(session, tables, changed.verified.events[changed.known :])
        for table in tables:
            write_needs(session, table)


def _is_open(session: Session, case: bytes) -> bool:
    file = session.get(CaseFile, case)
    return file is not None and file.closed_on is None


def _types(changed: RoomChanged) -> set[str]:
    return {event.type for event in changed.verified.events[changed.known :]}
