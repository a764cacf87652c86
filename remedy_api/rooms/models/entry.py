"""Sealed entries of a room."""

from datetime import date

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from remedy_api.kit.db.columns import bytes_column, day_column


class Entry(SQLModel, table=True):
    """One sealed item. Small bodies lie here, larger ones as blobs; after a withdrawal there is neither."""

    __tablename__ = "entry"
    __table_args__ = (
        UniqueConstraint("room", "entry", name="entry_is_once_in_its_room"),
        CheckConstraint("position >= 0 AND epoch >= 0", name="entry_place_is_positive"),
        CheckConstraint("body IS NULL OR blob IS NULL", name="entry_body_lies_in_one_place"),
        Index("entry_blob", "blob", unique=True, postgresql_where=text("blob IS NOT NULL")),
    )

    room: bytes = bytes_column(16, primary_key=True)
    position: int = Field(primary_key=True, description="order of arrival in the room, from 0")
    entry: bytes = bytes_column(16, description="16 random bytes, drawn by the author")
    epoch: int = Field(description="the epoch it is sealed in")
    posted_on: date = day_column(description="the day of arrival; never finer")
    header: bytes = bytes_column(64, 512, description="exact bytes of the signed header")
    body: bytes | None = bytes_column(16, 262_160, nullable=True, external=True, description="the sealed body, up to 262,160 bytes")
    blob: bytes | None = bytes_column(16, nullable=True, description="where a larger body lies in the storage")
