"""A sealed space and the signed history of it."""

from datetime import date

from sqlalchemy import CheckConstraint, Text
from sqlmodel import Field, SQLModel

from remedy_api.kit.db.columns import bytes_column, day_column
from remedy_api.rooms.states import RoomKind, RoomState


class Room(SQLModel, table=True):
    """One room. Its row is the lock under which writers of its history and entries stand in line."""

    __tablename__ = "room"
    __table_args__ = (
        CheckConstraint("kind IN ('reporter', 'workers', 'table', 'dialogue')", name="room_kind_is_known"),
        CheckConstraint("state IN ('submitted', 'acknowledged', 'withdrawn', 'open')", name="room_state_is_known"),
        CheckConstraint("(kind = 'reporter') = (state <> 'open')", name="room_state_fits_its_kind"),
        CheckConstraint(
            "(kind = 'reporter') = (founder_kem IS NOT NULL) AND (kind = 'reporter') = (founder_sig IS NOT NULL)",
            name="room_receipt_founds_reporter_rooms",
        ),
        CheckConstraint("epoch >= 0 AND seq >= 0 AND entries >= 0", name="room_counts_are_positive"),
    )

    room: bytes = bytes_column(16, primary_key=True, description="16 random bytes, drawn by whoever founded the room")
    kind: RoomKind = Field(sa_type=Text, description="reporter, workers, table or dialogue")
    state: RoomState = Field(sa_type=Text, description="submitted, acknowledged or withdrawn; a room of organisations is open")
    opened_on: date = day_column(description="the day of founding; never finer")
    epoch: int = Field(description="the latest epoch")
    seq: int = Field(description="sequence number of the last event")
    head: bytes = bytes_column(32, description="H of the last event's payload")
    entries: int = Field(description="how many entries were posted: the position of the next one")
    founder: bytes = bytes_column(32, description="kid of the receipt, or fingerprint of the organisation that founded it")
    founder_kem: bytes | None = bytes_column(1216, nullable=True, external=True, description="public KEM key of the receipt")
    founder_sig: bytes | None = bytes_column(32, nullable=True, description="public signing key of the receipt")


class RoomEvent(SQLModel, table=True):
    """One signed event, kept as the exact bytes that were signed."""

    __tablename__ = "room_event"
    __table_args__ = (CheckConstraint("seq >= 0", name="room_event_seq_is_positive"),)

    room: bytes = bytes_column(16, primary_key=True)
    seq: int = Field(primary_key=True, description="0 is the founding")
    payload: bytes = bytes_column(2, 16_384, description="exact bytes of the signed JSON object: codes, kids and hashes, no text")
    signature: bytes = bytes_column(64, description="Ed25519 over the DSSE encoding of the payload")
