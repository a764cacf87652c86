"""The round of a day: what ends is announced, waited for day by day, and erased, each room in a transaction of its own."""

from collections.abc import Callable
from datetime import date

from sqlalchemy import text
from sqlmodel import Session

from remedy_api.jobs.context import JobContext
from remedy_api.jobs.sweep import Sweep
from remedy_api.retention.actions.announcing import announce, count_down, recall
from remedy_api.retention.actions.erasing import erase_if_due
from remedy_api.retention.actions.tidying import drop_invitations, drop_names
from remedy_api.retention.actions.watching import look
from remedy_api.retention.queries.due import near, waited_for
from remedy_api.storage.opening import open_blobs


def _round(context: JobContext) -> None:
    with context.transaction() as session:
        looked = look(session)
        if looked.passed:
            # In the transaction that noted the day: a day counts once, whatever ends this process.
            count_down(session)
    _through(context, lambda session, after: recall(session, looked.today, after=after))
    _through(context, lambda session, after: _announce(session, looked.today, after=after))
    if not looked.steady:
        return
    blobs = open_blobs(context.settings)
    with context.transaction() as session:
        rooms = waited_for(session)
    for room in rooms:
        with context.transaction() as session:
            erase_if_due(session, room, looked.today, blobs=blobs)
    with context.transaction() as session:
        drop_invitations(session, looked.today)
        drop_names(session, looked.today)


def _announce(session: Session, today: date, *, after: bytes) -> bytes | None:
    # It looks through all rooms there are, and nobody waits for it.
    session.execute(text("SET LOCAL statement_timeout = '15min'"))
    rooms = near(session, today, after=after)
    for room in rooms:
        announce(session, room, today)
    return rooms[-1].room if rooms else None


def _through(context: JobContext, part: Callable[[Session, bytes], bytes | None]) -> None:
    """Go through all rooms part by part, each in a transaction of its own."""
    after: bytes | None = b""
    while after is not None:
        with context.transaction() as session:
            after = part(session, after)


ERASE = Sweep("retention.erase", _round, least=3 * 3600, most=6 * 3600)

SWEEPS = (ERASE,)
"""What runs by itself."""
