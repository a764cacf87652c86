"""Epochs of a room: who reads from here on, and the key of it wrapped for each of them."""

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel


class RoomEpoch(SQLModel, table=True):
    """One epoch's statement, as signed."""

    __tablename__ = "room_epoch"
    __table_args__ = (
        CheckConstraint("epoch >= 0", name="room_epoch_is_positive"),
        CheckConstraint("octet_length(statement) BETWEEN 64 AND 4096", name="room_epoch_statement_is_bounded"),
        CheckConstraint("octet_length(signature) = 64", name="room_epoch_signature_is_64_bytes"),
        CheckConstraint("octet_length(previous) = 60", name="room_epoch_previous_is_60_bytes"),
    )

    room: bytes = Field(primary_key=True, foreign_key="room.room")
    epoch: int = Field(primary_key=True)
    statement: bytes = Field(description="exact bytes of the signed statement")
    signature: bytes = Field(description="Ed25519 of the statement's signer")
    previous: bytes | None = Field(
        default=None, description="the key of the epoch before, sealed under this one (nonce and ciphertext)"
    )


class RoomWrap(SQLModel, table=True):
    """An epoch's key, wrapped for one reader."""

    __tablename__ = "room_wrap"
    __table_args__ = (
        CheckConstraint("octet_length(kid) = 32", name="room_wrap_kid_is_32_bytes"),
        CheckConstraint("octet_length(wrap) = 1168", name="room_wrap_is_1168_bytes"),
    )

    room: bytes = Field(primary_key=True, foreign_key="room.room")
    epoch: int = Field(primary_key=True)
    kid: bytes = Field(primary_key=True, description="an organisation's or a receipt's kid")
    wrap: bytes = Field(description="HPKE of the epoch's key")
    late: bool = Field(default=False, description="given after the epoch closed, at a hand-over")
