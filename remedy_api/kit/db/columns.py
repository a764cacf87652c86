"""Columns that check themselves in the database, because table models do not validate."""

from typing import Any

from sqlalchemy import DDL, CheckConstraint, Column, Date, ForeignKey, LargeBinary, Table, event, func
from sqlmodel import Field


def bytes_column(
    least: int,
    most: int | None = None,
    *,
    nullable: bool = False,
    primary_key: bool = False,
    unique: bool = False,
    index: bool = False,
    foreign_key: str | None = None,
    ondelete: str | None = None,
    external: bool = False,
    description: str | None = None,
) -> Any:
    """A field of exactly `least` bytes, or of `least` to `most`: BYTEA with a CHECK named <table>_<column>_length.

    `kid: bytes = bytes_column(32, description="…")`. A nullable one defaults to None. `external`: PostgreSQL shall not try
    to compress it, as for large sealed bytes; the revision that makes the table must say so too.
    """
    links = [ForeignKey(foreign_key, ondelete=ondelete)] if foreign_key else []
    column: Column[bytes] = Column(
        LargeBinary, *links, nullable=nullable, primary_key=primary_key, unique=unique or None, index=index or None
    )

    @event.listens_for(column, "after_parent_attach")
    def bound(column: Column[bytes], table: Table) -> None:
        length = func.octet_length(column)
        condition = length == least if most is None else length.between(least, most)
        table.append_constraint(CheckConstraint(condition, name=f"{table.name}_{column.name}_length"))
        if external:
            statement = f"ALTER TABLE {table.name} ALTER COLUMN {column.name} SET STORAGE EXTERNAL"
            uncompressed = DDL(statement)  # type: ignore[no-untyped-call]
            event.listen(table, "after_create", uncompressed)

    if nullable:
        return Field(default=None, sa_column=column, description=description)
    return Field(sa_column=column, description=description)


def day_column(*, nullable: bool = False, index: bool = False, description: str | None = None) -> Any:
    """A field of a day; a nullable one defaults to None. Anything about a complaint knows days only, never a time."""
    column = Column(Date, nullable=nullable, index=index or None)
    if nullable:
        return Field(default=None, sa_column=column, description=description)
    return Field(sa_column=column, description=description)
