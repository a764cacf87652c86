"""Erasing a report, or a case with its reports and tables: every row of it, and the files behind them.

Nothing stays of it, no number and no trace in another room. Histories of other rooms hold hashes of it at most, and are checked
without it. What was erased is noted in a ledger beside the database, as a hash.
"""

import logging
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import delete, event, or_, update
from sqlmodel import Session, col, select

from remedy_api.cases.models import (
    CaseClock,
    CaseConsent,
    CaseDutyBearer,
    CaseFile,
    CaseFinding,
    CaseReader,
    CaseReport,
    CaseTable,
)
from remedy_api.cases.queries.files import locked_file
from remedy_api.intake.models import Submission
from remedy_api.kit.db.session import before_commit
from remedy_api.remedies.models import RemedyAcceptance, RemedyPlan, RemedyStep, TableParty
from remedy_api.retention.models import CaseHold, Erasure
from remedy_api.retention.queries.due import due_of, is_held, rooms_of
from remedy_api.rooms.models import (
    Disclosure,
    DisclosureWrap,
    Entry,
    Room,
    RoomEpoch,
    RoomEvent,
    RoomPastReader,
    RoomReader,
    RoomWrap,
)
from remedy_api.storage.blobs import Erasing
from remedy_api.storage.errors import StorageAway

log = logging.getLogger("remedy.retention")

# Whatever refers to another stands before it.
_OF_TABLES: tuple[type[Any], ...] = (RemedyStep, RemedyAcceptance, RemedyPlan, TableParty)
_OF_CASES: tuple[type[Any], ...] = (
    CaseHold,
    CaseClock,
    CaseConsent,
    CaseDutyBearer,
    CaseFinding,
    CaseReader,
    CaseReport,
    CaseTable,
    CaseFile,
)
_OF_ROOMS: tuple[type[Any], ...] = (
    Erasure,
    Submission,
    Entry,
    RoomWrap,
    RoomEpoch,
    RoomEvent,
    RoomReader,
    RoomPastReader,
    Room,
)


def erase_if_due(session: Session, room: bytes, today: date, *, blobs: Erasing) -> bool:
    """Erase a room whose days were waited for, with all that goes with it; whether it did. Everything is asked again under the
    locks: the rules, the days, the holds. What somebody is just writing in waits for the next round. The commit raises StorageFull
    when it cannot be noted.
    """
    rooms = _lock(session, room)
    found = session.get(Room, room, populate_existing=True) if rooms else None
    announced = session.get(Erasure, room, populate_existing=True)
    if found is None or announced is None or announced.days_left > 0:
        return False
    due = due_of(session, found)
    if due is None or due.on > today or is_held(session, room):
        return False
    erase_rooms(session, rooms, blobs=blobs)
    return True


def _lock(session: Session, room: bytes) -> list[bytes]:
    """Lock a room and what goes with it; none of it if anybody is at work in any of it, or it is gone."""
    rooms = rooms_of(session, room)
    query = select(Room.room).where(col(Room.room).in_(rooms)).order_by(col(Room.room))
    if set(session.exec(query.with_for_update(skip_locked=True))) != set(rooms):
        return []
    locked_file(session, room)
    # Under the lock nothing joins it any more; before it, something may have.
    return rooms if set(rooms_of(session, room)) == set(rooms) else []


def erase_rooms(session: Session, rooms: Sequence[bytes], *, blobs: Erasing) -> None:
    """Erase every row of these rooms with this transaction, and the files behind them once it has committed: a case together
    with all its reports and tables, or a report that belongs to none. The commit raises StorageFull when it cannot be noted.
    """
    keys = list(session.exec(select(Entry.blob).where(col(Entry.room).in_(rooms), col(Entry.blob).is_not(None))))
    shown = or_(col(Disclosure.room).in_(rooms), col(Disclosure.source).in_(rooms))
    tables = select(Disclosure.room).where(shown)
    session.exec(delete(DisclosureWrap).where(col(DisclosureWrap.room).in_(tables)))
    session.exec(delete(Disclosure).where(shown))
    for model in _OF_TABLES:
        session.exec(delete(model).where(model.table.in_(rooms)))
    # A case that was merged into this one has its own time from here on.
    session.exec(update(CaseFile).where(col(CaseFile.merged_into).in_(rooms)).values(merged_into=None))
    session.exec(delete(CaseReport).where(col(CaseReport.room).in_(rooms)))
    session.exec(delete(CaseTable).where(col(CaseTable.table).in_(rooms)))
    for model in _OF_CASES:
        session.exec(delete(model).where(model.case.in_(rooms)))
    for model in _OF_ROOMS:
        session.exec(delete(model).where(model.room.in_(rooms)))
    session.expire_all()

    # As late as can be: a line for a room that lives after all, and is held from then on, would erase it with the next restore.
    # Before the commit: a room that is gone without a line would come back with it.
    before_commit(session, lambda: blobs.record_erased(*rooms))

    def remove(_: Session) -> None:
        try:
            blobs.delete([key for key in keys if key is not None])
        except (OSError, StorageAway) as error:
            # The rows are gone; the sweep for files that nothing names comes by.
            log.error("erased files could not be removed: %s", type(error).__name__)

    if keys:
        event.listen(session, "after_commit", remove, once=True)
