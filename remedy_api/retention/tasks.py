"""The round of a day: what ends is announced, waited for day by day, and erased, each room in a transaction of its own."""

from collections.abc import Callable
from datetime import date

from sqlalchemy import text
from sqlmodel import Session

from remedy_api.deadlines.watching import look
from remedy_api.jobs.apart import Apart
from remedy_api.jobs.context import JobContext
from remedy_api.jobs.sweep import Sweep
from remedy_api.retention.actions.announcing import announce, count_down, recall
from remedy_api.retention.actions.erasing import erase_if_due
from remedy_api.retention.actions.tidying import drop_invitations, drop_names
from remedy_api.retention.queries.due import announced, near, waited_for
from remedy_api.storage.opening import open_blobs


def _round(context: JobContext) -> None:
    apart = Apart()
    with context.transaction() as session:
        looked = look(session)
        if looked.passed:
            # In the transaction that noted the day: a day counts once, whatever ends this process.
            count_down(session)
    _through(context, lambda session, after: _recall(session, looked.today, apart, after=after))
    _through(context, lambda session, after: _announce(session, looked.today, apart, after=after))
    if looked.steady:
        _erase(context, looked.today, apart)
    apart.end()


def _erase(context: JobContext, today: date, apart: Apart) -> None:
    blobs = open_blobs(context.settings)
    with context.transaction() as session:
        rooms = waited_for(session)
    for room in rooms:
        with apart.one(), context.transaction() as session:
            erase_if_due(session, room, today, blobs=blobs)
    with apart.one(), context.transaction() as session:
        drop_invitations(session)
    with apart.one(), context.transaction() as session:
        drop_names(session, apart)


def _recall(session: Session, today: date, apart: Apart, *, after: bytes) -> bytes | None:
    rows = announced(session, after=after)
    last = rows[-1].room if rows else None
    for row in rows:
        with apart.one(), session.begin_nested():
            recall(session, row, today)
    return last


def _announce(session: Session, today: date, apart: Apart, *, after: bytes) -> bytes | None:
    # It looks through all rooms there are, and nobody waits for it.
    session.execute(text("SET LOCAL statement_timeout = '15min'"))
    rooms = near(session, today, after=after)
    last = rooms[-1].room if rooms else None
    for room in rooms:
        with apart.one(), session.begin_nested():
            announce(session, room, today)
    return last


def _through(context: JobContext, part: Callable[[Session, bytes], bytes | None]) -> None:
    """Go through all rooms part by part, each in a transaction of its own."""
    after: bytes | None = b""
    while after is not None:
        with context.transaction() as session:
            after = part(session, after)


ERASE = Sweep("retention.erase", _round, least=3 * 3600, most=6 * 3600, first=600)

SWEEPS = (ERASE,)
"""What runs by itself."""
