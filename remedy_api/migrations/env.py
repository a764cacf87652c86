"""How Alembic reaches the database: over the connection that kit/db/migrate.py hands it, under its lock."""

from typing import Any

from alembic import context

from remedy_api.tables import METADATA


def include_name(name: str | None, kind: str, parents: Any) -> bool:
    """The job queue's own tables came as SQL; autogenerate leaves them alone."""
    return not (kind == "table" and (name or "").startswith("procrastinate_"))


def include_object(thing: Any, name: str | None, kind: str, reflected: bool, other: Any) -> bool:
    """With a choice of tables, a revision is written for those alone."""
    only = context.config.attributes.get("only")
    return not only or kind != "table" or name in only


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    include_name=include_name,
    include_object=include_object,
    compare_server_default=True,
    # Each revision in a transaction of its own: a failed upgrade stops between two revisions, never within one.
    transaction_per_migration=True,
)
with context.begin_transaction():
    context.run_migrations()
