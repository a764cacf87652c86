"""Which organisations read a room, and what of it is new to them."""

from datetime import date

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field, SQLModel


class RoomReader(SQLModel, table=True):
    """An organisation that reads a room. Receipts have no row: they come by their lookup."""

    __tablename__ = "room_reader"
    __table_args__ = (
        CheckConstraint("octet_length(fingerprint) = 32", name="room_reader_fingerprint_is_32_bytes"),
        # The inbox: newest day first, the random room id breaks the tie and says nothing.
        Index("room_reader_inbox", "organisation", text("since DESC"), "room"),
        # The sweep for notices touches only what is new, however many rooms there are.
        Index("room_reader_to_mail", "organisation", postgresql_where=text("unseen AND NOT mailed")),
    )

    room: bytes = Field(primary_key=True, foreign_key="room.room")
    organisation: bytes = Field(primary_key=True, foreign_key="organisation.organisation")
    fingerprint: bytes = Field(description="H of the organisation's first roster, as the statements name it")
    since: date = Field(description="the day it was admitted; never finer")
    unseen: bool = Field(default=True, description="something is new since a member last looked")
    mailed: bool = Field(default=False, description="its members were told, or will be, that something is new")
