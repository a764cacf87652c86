"""A sealed space and the signed history of it."""

from datetime import date

from sqlalchemy import CheckConstraint, Text
from sqlmodel import Field, SQLModel

from remedy_api.rooms.states import RoomKind, RoomState


class Room(SQLModel, table=True):
    """One room. Its row is the lock under which writers of its history and entries stand in line."""

    __tablename__ = "room"
    __table_args__ = (
        CheckConstraint("octet_length(room) = 16", name="room_id_is_16_bytes"),
        CheckConstraint("kind IN ('reporter', 'workers', 'table', 'dialogue')", name="room_kind_is_known"),
        CheckConstraint("state IN ('submitted', 'acknowledged', 'withdrawn')", name="room_state_is_known"),
        CheckConstraint("epoch >= 0 AND seq >= 0 AND entries >= 0", name="room_counts_are_positive"),
        CheckConstraint(
            "octet_length(head) = 32 AND octet_length(founder) = 32 "
            "AND octet_length(founder_kem) = 1216 AND octet_length(founder_sig) = 32",
            name="room_keys_have_their_length",
        ),
    )

    room: bytes = Field(primary_key=True, description="16 random bytes, drawn by whoever founded the room")
    kind: RoomKind = Field(sa_type=Text, description="reporter, workers, table or dialogue")
    state: RoomState = Field(sa_type=Text, description="submitted, acknowledged or withdrawn")
    opened_on: date = Field(description="the day of founding; never finer")
    epoch: int = Field(description="the latest epoch")
    seq: int = Field(description="sequence number of the last event")
    head: bytes = Field(description="H of the last event's payload")
    entries: int = Field(description="how many entries were posted: the position of the next one")
    founder: bytes = Field(description="kid of the founder; in a reporter's room the receipt's")
    founder_kem: bytes = Field(description="public KEM key of the founder")
    founder_sig: bytes = Field(description="public signing key of the founder")


class RoomEvent(SQLModel, table=True):
    """One signed event, kept as the exact bytes that were signed."""

    __tablename__ = "room_event"
    __table_args__ = (
        CheckConstraint("seq >= 0", name="room_event_seq_is_positive"),
        CheckConstraint("octet_length(payload) BETWEEN 2 AND 16384", name="room_event_payload_is_bounded"),
        CheckConstraint("octet_length(signature) = 64", name="room_event_signature_is_64_bytes"),
    )

    room: bytes = Field(primary_key=True, foreign_key="room.room")
    seq: int = Field(primary_key=True, description="0 is the founding")
    payload: bytes = Field(description="exact bytes of the signed JSON object: codes, kids and hashes, no text")
    signature: bytes = Field(description="Ed25519 over the DSSE encoding of the payload")
