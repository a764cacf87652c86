"""What was erased after a backup was made does not come back with it. Neither do sessions, nor work that waited."""

from collections.abc import Iterable
from typing import NamedTuple

import psycopg
from sqlmodel import Session

from remedy_api.kit.db.engine import driver_url, make_engine
from remedy_api.retention.actions.erasing import erase_rooms
from remedy_api.storage.erased import ERASED, WITHDRAWN

_FIND = "SELECT room FROM room WHERE sha256(%s::bytea || room) = ANY(%s)"
# As a withdrawal does it, without the signed event, which nobody but the reporter can make.
_WITHDRAW = (
    "UPDATE entry SET body = NULL, blob = NULL WHERE room = ANY(%s)",
    "DELETE FROM room_wrap WHERE room = ANY(%s)",
    "UPDATE room_epoch SET previous = NULL WHERE room = ANY(%s)",
    "UPDATE room SET state = 'withdrawn' WHERE room = ANY(%s)",
)
# Whoever signed out since would be signed in again, a token revoked since would open again, and mails would be sent a second time.
_ENDED = ("DELETE FROM login_session", "DELETE FROM program_token", "DELETE FROM procrastinate_jobs")


class Kept(NamedTuple):
    """How many rooms of the backup stay erased, and how many reports stay withdrawn."""

    erased: int
    withdrawn: int


class _Rows:
    """Erasing rows and nothing else. The files that lie in the place of this installation are those of the database that is in use,
    and so is its ledger, until the restore has come to its end; then exactly the files that rows name stay.
    """

    def delete(self, keys: Iterable[bytes]) -> None:
        return

    def record_erased(self, *rooms: bytes) -> None:
        return


def erase_again(url: str, hashes: Iterable[bytes]) -> Kept:
    """Erase and withdraw in a database that was restored what its ledger names: the rows, and no file of any place."""
    known = list(hashes)
    with psycopg.connect(driver_url(url)) as connection:
        erased = [room for (room,) in connection.execute(_FIND, (ERASED, known))]
        query = f"{_FIND} AND state <> 'withdrawn' AND room <> ALL(%s)"
        withdrawn = [room for (room,) in connection.execute(query, (WITHDRAWN, known, erased))]
        for statement in _WITHDRAW:
            connection.execute(statement, (withdrawn,))
        for statement in _ENDED:
            connection.execute(statement)
    if erased:
        engine = make_engine(url, connections=1)
        with Session(engine) as session:
            erase_rooms(session, erased, blobs=_Rows())
            session.commit()
        engine.dispose()
    if erased or withdrawn:
        # What a row held before stays in the tables' files until they are written anew.
        with psycopg.connect(driver_url(url), autocommit=True) as connection:
            connection.execute("VACUUM FULL")
    return Kept(len(erased), len(withdrawn))


def blobs_of(url: str) -> list[bytes]:
    """The files that rows name."""
    with psycopg.connect(driver_url(url)) as connection:
        return [key for (key,) in connection.execute("SELECT blob FROM entry WHERE blob IS NOT NULL ORDER BY blob")]
