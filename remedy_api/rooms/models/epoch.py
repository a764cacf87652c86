"""Epochs of a room: who reads from here on, and the key of it wrapped for each of them."""

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from remedy_api.kit.db.columns import bytes_column


class RoomEpoch(SQLModel, table=True):
    """One epoch's statement, as signed."""

    __tablename__ = "room_epoch"
    __table_args__ = (CheckConstraint("epoch >= 0", name="room_epoch_is_positive"),)

    room: bytes = bytes_column(16, primary_key=True)
    epoch: int = Field(primary_key=True)
    statement: bytes = bytes_column(64, 16_384, external=True, description="exact bytes of the signed statement")
    signature: bytes = bytes_column(64, description="Ed25519 of the statement's signer")
    previous: bytes | None = bytes_column(
        60, nullable=True, description="the key of the epoch before, sealed under this one (nonce and ciphertext)"
    )


class RoomWrap(SQLModel, table=True):
    """An epoch's key, wrapped for one reader."""

    __tablename__ = "room_wrap"
    __table_args__ = (CheckConstraint("epoch >= 0", name="room_wrap_epoch_is_positive"),)

    room: bytes = bytes_column(16, primary_key=True)
    epoch: int = Field(primary_key=True)
    kid: bytes = bytes_column(32, primary_key=True, description="an organisation's or a receipt's kid")
    wrap: bytes = bytes_column(1168, external=True, description="HPKE of the epoch's key")
    late: bool = Field(default=False, description="given after the epoch closed, at a hand-over")
