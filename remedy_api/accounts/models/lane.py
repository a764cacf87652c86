"""How much each lane of tries has left."""

from datetime import datetime

from sqlalchemy import DateTime, Index
from sqlmodel import Field, SQLModel

from remedy_api.kit.db.columns import bytes_column


class SignInLane(SQLModel, table=True):
    """One lane that was used lately. A lane without a row is full; rows of lanes that are full again are deleted."""

    __tablename__ = "sign_in_lane"
    __table_args__ = (Index("sign_in_lane_full", "full_at"),)

    lane: bytes = bytes_column(32, primary_key=True, description="keyed HMAC of whose lane it is")
    full_at: datetime = Field(sa_type=DateTime(timezone=True), description="when all tries will have come back")
