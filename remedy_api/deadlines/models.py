"""The table of days that were seen: one row."""

from datetime import date

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from remedy_api.kit.db.columns import day_column


class RetentionWatch(SQLModel, table=True):
    """One row: the day on which the job that erases looked last, and how many days have come one after the other until then."""

    __tablename__ = "retention_watch"
    __table_args__ = (
        CheckConstraint('"only" = 1', name="retention_watch_is_one"),
        CheckConstraint("steady_days >= 0", name="retention_watch_days_are_positive"),
    )

    only: int = Field(default=1, primary_key=True, sa_column_kwargs={"autoincrement": False})
    looked_on: date = day_column()
    steady_days: int = Field(default=0, description="days that came one after the other since the clock last jumped")
