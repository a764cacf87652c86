"""Which organisations read a room, and what of it is new to them."""

from datetime import date

from sqlalchemy import CheckConstraint, Index, Text, text
from sqlmodel import Field, SQLModel

from remedy_api.kit.db.columns import bytes_column, day_column
from remedy_api.rooms.states import RoomKind


class RoomReader(SQLModel, table=True):
    """An organisation that reads a room. Receipts have no row: they come by their lookup."""

    __tablename__ = "room_reader"
    __table_args__ = (
        CheckConstraint("kind IN ('reporter', 'workers', 'table', 'dialogue')", name="room_reader_kind_is_known"),
        # The inbox, newest day first (read backwards); the random room id breaks the tie and says nothing. The kind stands
        # here too, so that a list of reports never walks over the rooms of cases.
        Index("room_reader_inbox", "organisation", "kind", "since", "room"),
        # The sweep for notices touches only what is new, however many rooms there are.
        Index("room_reader_to_mail", "organisation", postgresql_where=text("unseen AND NOT mailed")),
    )

    room: bytes = bytes_column(16, primary_key=True, foreign_key="room.room")
    organisation: bytes = bytes_column(16, primary_key=True, foreign_key="organisation.organisation")
    fingerprint: bytes = bytes_column(32, description="H of the organisation's first roster, as the statements name it")
    since: date = day_column(description="the day it was admitted; never finer")
    unseen: bool = Field(default=True, description="something is new since a member last looked")
    mailed: bool = Field(default=False, description="its members were told, or will be, that something is new")
    kind: RoomKind = Field(sa_type=Text, description="the room's own")
    until: date | None = day_column(nullable=True, description="the last day on which it may read; null: without an end")


class RoomPastReader(SQLModel, table=True):
    """An organisation that read a room once. It has no access any more; its keys are still needed to check what it signed."""

    __tablename__ = "room_past_reader"

    room: bytes = bytes_column(16, primary_key=True, foreign_key="room.room")
    organisation: bytes = bytes_column(16, primary_key=True, foreign_key="organisation.organisation")
