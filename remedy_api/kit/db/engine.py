"""Connections to PostgreSQL."""

from sqlalchemy import Engine, create_engine
from sqlalchemy.engine import URL, make_url

OLDEST = 15
"""The oldest PostgreSQL that is supported."""


def sqlalchemy_url(url: str) -> URL:
    """A PostgreSQL address as people write it (postgresql://…), for the driver used here."""
    return make_url(url).set(drivername="postgresql+psycopg")


def driver_url(url: str) -> str:
    """The same for psycopg itself."""
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def make_engine(url: str, *, connections: int = 12) -> Engine:
    """A pool of at most so many connections.

    A request that finds none within ten seconds fails. Errors never carry parameters: those are people's values.
    """
    return create_engine(
        sqlalchemy_url(url),
        pool_size=connections,
        max_overflow=0,
        pool_timeout=10,
        pool_pre_ping=False,
        hide_parameters=True,
        # A statement of ours takes milliseconds; one that takes this long holds locks that others wait for.
        connect_args={"options": "-c statement_timeout=30000 -c lock_timeout=10000 -c timezone=UTC"},
    )
