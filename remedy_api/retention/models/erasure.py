"""What was announced to be erased, and the day on which the job last looked."""

from datetime import date

from sqlalchemy import CheckConstraint, Index, Text
from sqlmodel import Field, SQLModel

from remedy_api.deadlines.retention import What
from remedy_api.kit.db.columns import bytes_column, day_column


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


class RetentionWatch(SQLModel, table=True):
    """One row: the day on which the job looked last."""

    __tablename__ = "retention_watch"
    __table_args__ = (CheckConstraint('"only" = 1', name="retention_watch_is_one"),)

    only: int = Field(default=1, primary_key=True, sa_column_kwargs={"autoincrement": False})
    looked_on: date = day_column()
