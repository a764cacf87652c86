"""Which organisations read a room, and what of it is new to them."""

from datetime import date

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from remedy_api.kit.db.columns import bytes_column, day_column


class RoomReader(SQLModel, table=True):
    """An organisation that reads a room. Receipts have no row: they come by their lookup."""

    __tablename__ = "room_reader"
    __table_args__ = (
        # The inbox, newest day first (read backwards); the random room id breaks the tie and says nothing.
        Index("room_reader_inbox", "organisation", "since", "room"),
        # The sweep for notices touches only what is new, however many rooms there are.
        Index("room_reader_to_mail", "organisation", postgresql_where=text("unseen AND NOT mailed")),
    )

    room: bytes = bytes_column(16, primary_key=True, foreign_key="room.room")
    organisation: bytes = bytes_column(16, primary_key=True, foreign_key="organisation.organisation")
    fingerprint: bytes = bytes_column(32, description="H of the organisation's first roster, as the statements name it")
    since: date = day_column(description="the day it was admitted; never finer")
    unseen: bool = Field(default=True, description="something is new since a member last looked")
    mailed: bool = Field(default=False, description="its members were told, or will be, that something is new")
