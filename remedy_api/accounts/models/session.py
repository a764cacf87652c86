"""Sessions and the devices they were opened on. Rows vanish when a session ends: its half of the key goes with it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, DateTime, UniqueConstraint
from sqlmodel import Field, SQLModel

from remedy_api.kit.db.columns import bytes_column, day_column


class LoginSession(SQLModel, table=True):
    """One signed-in browser. Times are kept because a session must end on time; they are deleted with it."""

    __tablename__ = "login_session"
    __table_args__ = (
        UniqueConstraint("token_hash", name="login_session_token_is_once"),
        CheckConstraint("seen_at >= started_at AND ends_at > started_at", name="login_session_times_are_in_order"),
    )

    session: bytes = bytes_column(16, primary_key=True, description="16 random bytes")
    person: bytes = bytes_column(16, foreign_key="person.person", index=True)
    token_hash: bytes = bytes_column(32, description="H of the cookie; the cookie itself is kept nowhere")
    device_key: bytes = bytes_column(32, description="given to the live session only: half of what opens it again")
    started_at: datetime = Field(sa_type=DateTime(timezone=True))
    seen_at: datetime = Field(sa_type=DateTime(timezone=True), description="to the minute")
    ends_at: datetime = Field(sa_type=DateTime(timezone=True), description="at the latest")


class Device(SQLModel, table=True):
    """A browser in which somebody signed in before. It gives a lane of its own to try again, and nothing else."""

    __tablename__ = "device"

    device_hash: bytes = bytes_column(32, primary_key=True, description="H of the device cookie")
    person: bytes = bytes_column(16, primary_key=True, foreign_key="person.person", index=True)
    seen_on: date = day_column(description="the day of the last sign-in there")
