"""What was announced to be erased."""

from sqlalchemy import CheckConstraint, Index, Text
from sqlmodel import Field, SQLModel

from remedy_api.deadlines.retention import What
from remedy_api.kit.db.columns import bytes_column


class Erasure(SQLModel, table=True):
    """A report or a case whose time ends. It is erased once the days were waited for one by one, and never by a date alone: a
    clock that jumps makes no day pass.
    """

    __tablename__ = "erasure"
    __table_args__ = (
        CheckConstraint(
            "what IN ('withdrawn_report', 'unanswered_report', 'answered_report', 'withdrawn_case', 'closed_case')",
            name="erasure_what_is_known",
        ),
        CheckConstraint("days_left >= 0", name="erasure_days_are_positive"),
        Index("erasure_soonest", "days_left", "room"),
    )

    room: bytes = bytes_column(16, primary_key=True, foreign_key="room.room", description="of the report, or of the case")
    what: What = Field(sa_type=Text, description="the rule that ends it")
    days_left: int = Field(description="days still to wait for, each counted when it came after the one before")
