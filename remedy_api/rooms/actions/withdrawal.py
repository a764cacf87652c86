"""A reporter takes her report back: what was sealed is erased for everybody, the signed history stays."""

import logging

from sqlalchemy import delete, event, update
from sqlmodel import Session, col, select

from remedy_api.kit.db.session import before_commit
from remedy_api.rooms.models import Entry, Room, RoomEpoch, RoomWrap
from remedy_api.storage.blobs import Blobs
from remedy_api.storage.errors import StorageAway

log = logging.getLogger("remedy.rooms")


def erase(session: Session, room: Room, *, blobs: Blobs) -> None:
    """Erase bodies, wraps and sealed keys with this transaction, and the files behind them once it has committed.

    Headers stay: later epochs list them by hash. A file that a crash left over is removed by the sweep. The ledger of what
    was erased is written just before the commit, which raises StorageFull when it cannot be.
    """
    withdrawn = room.room
    keys = [key for key in session.exec(select(Entry.blob).where(Entry.room == room.room)) if key is not None]
    session.exec(update(Entry).where(col(Entry.room) == room.room).values(body=None, blob=None))
    session.exec(delete(RoomWrap).where(col(RoomWrap.room) == room.room))
    session.exec(update(RoomEpoch).where(col(RoomEpoch.room) == room.room).values(previous=None))
    # Not before all else has gone well: a report that was kept after all would be taken back by the next restore.
    before_commit(session, lambda: blobs.record_withdrawn(withdrawn))

    def remove(_: Session) -> None:
        try:
            blobs.delete(keys)
        except (OSError, StorageAway) as error:
            # The rows are gone and that is what was promised at once; the sweep comes by for the files.
            log.error("erased files could not be removed: %s", type(error).__name__)

    if keys:
        event.listen(session, "after_commit", remove, once=True)
