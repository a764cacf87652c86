"""Files that no row names are removed: what a crash, a refused filing or a withdrawal left behind."""

from itertools import islice

from sqlmodel import col, select

from remedy_api.deadlines.retention import What, rule
from remedy_api.deadlines.watching import steady_day
from remedy_api.jobs.apart import Apart
from remedy_api.jobs.context import JobContext
from remedy_api.jobs.sweep import Sweep
from remedy_api.rooms.models import Entry
from remedy_api.storage.errors import StorageAway
from remedy_api.storage.opening import open_blobs

_AT_ONCE = 500


def _orphans(context: JobContext) -> None:
    with context.transaction() as session:
        day = steady_day(session, What.ORPHAN_FILE)
    if day is None:
        # Every file would look old, also one whose filing commits just now.
        return
    blobs, apart = open_blobs(context.settings), Apart()
    with apart.one(StorageAway):
        blobs.drop_unfinished()
    # A file of yesterday may belong to a filing that began before midnight and commits just now.
    keys = blobs.older_than(rule(What.ORPHAN_FILE).latest_start(day), apart=apart.one)
    while some := list(islice(keys, _AT_ONCE)):
        for key in _unnamed(context, some):
            with apart.one(StorageAway):
                blobs.delete([key])
    apart.end()


def _unnamed(context: JobContext, keys: list[bytes]) -> list[bytes]:
    with context.transaction() as session:
        named = set(session.exec(select(Entry.blob).where(col(Entry.blob).in_(keys))))
    return [key for key in keys if key not in named]


ORPHANS = Sweep("rooms.orphans", _orphans, least=3 * 3600, most=9 * 3600, first=1200)

SWEEPS = (ORPHANS,)
"""What runs by itself."""
