"""Where a restored database is made: a fresh cluster beside the one in use, or the operator's own, its tables set aside.

Either way the former one stays until the new one is complete, and comes back if it never is.
"""

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import psycopg
from psycopg import sql

from remedy_api.cli.backup.dumping import load
from remedy_api.cli.database import ASIDE, Own, Shipped
from remedy_api.cli.errors import Refused
from remedy_api.kit.db.engine import driver_url
from remedy_api.kit.i18n import _N

_LEAVING = 3.0
"""Seconds that a connection which was closed just now may take to be gone; our own last questions are among them."""


class Restored(NamedTuple):
    """A database that holds what the dump held."""

    url: str


@contextmanager
def fresh_cluster(folder: Path, parts: Iterable[bytes]) -> Iterator[Restored]:
    """A cluster of our own in `folder`, loaded; stopped at the end of the block. Raises Refused."""
    database = Shipped(folder, 20)
    try:
        database.wait()
        load(database.url, parts, version=_version(database.url), first=b"DROP SCHEMA public;\n")
        yield Restored(database.url)
    finally:
        database.stop()


@contextmanager
def own_database(url: str, parts: Iterable[bytes]) -> Iterator[Restored]:
    """The operator's database, loaded; what it held before is dropped at the end of the block, or put back if that fails.

    Raises Refused.
    """
    database = Own(url)
    database.answers()
    put_back(url)
    _nobody_else(url)
    aside = sql.SQL("ALTER SCHEMA public RENAME TO {aside};").format(aside=sql.Identifier(ASIDE))
    try:
        load(url, parts, version=_version(url), first=f"{aside.as_string()}\n".encode())
        yield Restored(url)
    except BaseException:
        put_back(url)
        raise
    with psycopg.connect(driver_url(url)) as connection:
        connection.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(ASIDE)))


def holds_something(url: str) -> bool:
    """Whether an operator's database has tables of ours. Raises Refused."""
    Own(url).answers()
    with psycopg.connect(driver_url(url)) as connection:
        row = connection.execute(
            "SELECT to_regclass('public.alembic_version') IS NOT NULL OR to_regnamespace(%s) IS NOT NULL", (ASIDE,)
        )
        return bool((row.fetchone() or (False,))[0])


def put_back(url: str) -> None:
    """The former tables in their place again, if a restore has set them aside and never ended."""
    with psycopg.connect(driver_url(url)) as connection:
        row = connection.execute("SELECT to_regnamespace(%s) IS NOT NULL", (ASIDE,)).fetchone()
        if row and row[0]:
            connection.execute("DROP SCHEMA public CASCADE")
            connection.execute(sql.SQL("ALTER SCHEMA {} RENAME TO public").format(sql.Identifier(ASIDE)))


def _nobody_else(url: str) -> None:
    """Raises Refused."""
    deadline = time.monotonic() + _LEAVING
    with psycopg.connect(driver_url(url), autocommit=True) as connection:
        while _others(connection):
            if time.monotonic() > deadline:
                raise Refused(_N("Something is still connected to the database. Stop Remedy on every machine first."))
            time.sleep(0.1)


def _others(connection: psycopg.Connection) -> int:
    row = connection.execute(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
        "AND backend_type = 'client backend'"
    ).fetchone()
    return row[0] if row else 0


def _version(url: str) -> int:
    with psycopg.connect(driver_url(url)) as connection:
        return connection.info.server_version // 10000
