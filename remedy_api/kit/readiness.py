"""Whether an installation can do its work now: the database answers, its tables are this version's, and the disk has room."""

import shutil
from pathlib import Path

from sqlalchemy import Connection, text

from remedy_api.kit.db.revisions import newest_revision

LEAST_FREE = 100 * 1024 * 1024
"""Bytes that a report with its files needs three times over."""


def missing(connection: Connection, folder: Path) -> tuple[str, ...]:
    """What is not ready, of "tables" and "disk"; that the database answers is known by then. `folder`: the data folder."""
    found = []
    if connection.scalar(text("SELECT version_num FROM alembic_version")) != newest_revision():
        found.append("tables")
    if shutil.disk_usage(folder).free < LEAST_FREE:
        found.append("disk")
    return tuple(found)
