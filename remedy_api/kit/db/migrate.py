"""Bringing a database to the newest revision, one process at a time. Only who really upgrades loads Alembic."""

from collections.abc import Collection
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from remedy_api.kit.db.revisions import MIGRATIONS, locked


class DatabaseNewer(Exception):
    """The database was made by a newer version of the program than this one."""


def alembic_config(connection: Connection) -> Config:
    """Alembic's configuration over an open connection."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("file_template", "%%(year)d-%%(month).2d-%%(day).2d_%%(slug)s")
    config.set_main_option("timezone", "UTC")
    config.attributes["connection"] = connection
    return config


def upgrade(engine: Engine, revision: str = "head") -> bool:
    """Bring the tables up to `revision`; whether there was anything to do. Raises DatabaseNewer."""
    with locked(engine) as connection:
        config = alembic_config(connection)
        script = ScriptDirectory.from_config(config)
        current = MigrationContext.configure(connection).get_current_revision()
        connection.commit()
        if current is not None and current not in {each.revision for each in script.walk_revisions()}:
            raise DatabaseNewer
        if revision == "head" and current == script.get_current_head():
            return False
        command.upgrade(config, revision)
        connection.commit()
        return True


def downgrade(engine: Engine, revision: str) -> None:
    """Take the tables back to `revision`; "base" drops everything. What the tables held is lost."""
    with locked(engine) as connection:
        command.downgrade(alembic_config(connection), revision)
        connection.commit()


def write_revision(engine: Engine, message: str, *, only: Collection[str] = ()) -> Path:
    """Write the revision that leads from this database to the models, or to those of some tables; the database must be at the
    newest one. For developers.
    """
    with locked(engine) as connection:
        config = alembic_config(connection)
        config.attributes["only"] = frozenset(only)
        made = command.revision(config, message, autogenerate=True)
        if made is None or isinstance(made, list):
            raise RuntimeError("no single revision was made")
        return Path(made.path)
