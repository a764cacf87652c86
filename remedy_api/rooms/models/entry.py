"""Sealed entries of a room."""

from datetime import date

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel


class Entry(SQLModel, table=True):
    """One sealed item. Small bodies lie here, larger ones as blobs; after a withdrawal there is neither."""

    __tablename__ = "entry"
    __table_args__ = (
        UniqueConstraint("room", "entry", name="entry_is_once_in_its_room"),
        CheckConstraint("octet_length(entry) = 16", name="entry_id_is_16_bytes"),
        CheckConstraint("position >= 0 AND epoch >= 0", name="entry_place_is_positive"),
        CheckConstraint("octet_length(header) BETWEEN 64 AND 1024", name="entry_header_is_bounded"),
        CheckConstraint("octet_length(body) <= 262160", name="entry_body_is_bounded"),
        CheckConstraint("octet_length(blob) = 16", name="entry_blob_is_16_bytes"),
        CheckConstraint("body IS NULL OR blob IS NULL", name="entry_body_lies_in_one_place"),
        Index("entry_blob", "blob", unique=True, postgresql_where=text("blob IS NOT NULL")),
    )

    room: bytes = Field(primary_key=True, foreign_key="room.room")
    position: int = Field(primary_key=True, description="order of arrival in the room, from 0")
    entry: bytes = Field(description="16 random bytes, drawn by the author")
    epoch: int = Field(description="the epoch it is sealed in")
    posted_on: date = Field(description="the day of arrival; never finer")
    header: bytes = Field(description="exact bytes of the signed header")
    body: bytes | None = Field(default=None, description="the sealed body, up to 262,160 bytes")
    blob: bytes | None = Field(default=None, description="where a larger body lies in the storage")
