"""What the database holds, as one hash: for tests that something refused left nothing behind."""

import hashlib

from sqlalchemy import Engine, text

# Lanes count refused tries on purpose.
_NOT_CONTENT = ("sign_in_lane",)


def contents(engine: Engine) -> str:
    """The hash of every row of every table, lanes aside."""
    digest = hashlib.sha256()
    with engine.connect() as connection:
        names = connection.scalars(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")).all()
        for name in names:
            if name not in _NOT_CONTENT:
                rows = connection.scalars(text(f'SELECT t::text FROM "{name}" t ORDER BY t::text')).all()
                digest.update(repr((name, rows)).encode())
    return digest.hexdigest()
