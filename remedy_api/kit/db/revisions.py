"""Which revision a database is at and which is the newest, told without loading Alembic, which a server needs once a release."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

MIGRATIONS = Path(__file__).parents[2] / "migrations"
_NAMED = re.compile(r"^(revision|down_revision) = ['\"]([0-9a-f]+)['\"]$", re.MULTILINE)
# Any number, the same everywhere: whoever holds it may change the tables of this database.
_LOCK = 0x52454D454459


def newest_revision() -> str:
    """The one revision that no other comes after."""
    found = _all()
    (newest,) = {each["revision"] for each in found} - {each.get("down_revision", "") for each in found}
    return newest


def known_revisions() -> frozenset[str]:
    """Every revision of this version; what is none of them was made by a newer one."""
    return frozenset(each["revision"] for each in _all())


def _all() -> list[dict[str, str]]:
    return [dict(_NAMED.findall(file.read_text("utf-8"))) for file in (MIGRATIONS / "versions").glob("*.py")]


def is_newest(engine: Engine) -> bool:
    """Whether a database has exactly the tables of this version."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return False
        return bool(connection.scalar(text("SELECT version_num FROM alembic_version")) == newest_revision())


@contextmanager
def locked(engine: Engine) -> Iterator[Connection]:
    """A connection that alone may change tables; others wait for it. Its transactions are the caller's."""
    with engine.connect() as connection:
        # A wait of minutes is right here: another machine may be busy with a long upgrade.
        connection.execute(text("SET lock_timeout = 0"))
        connection.execute(text("SET statement_timeout = 0"))
        connection.execute(text("SELECT pg_advisory_lock(:lock)"), {"lock": _LOCK})
        connection.commit()
        try:
            # What an upgrade itself waits for are tables in use; it gives up rather than hold everybody else.
            connection.execute(text("SET lock_timeout = '10s'"))
            connection.commit()
            yield connection
        finally:
            connection.rollback()
            connection.execute(text("SELECT pg_advisory_unlock(:lock)"), {"lock": _LOCK})
            connection.commit()
            connection.invalidate()
