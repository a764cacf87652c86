"""The table of days that were seen: one row."""

from datetime import date

from sqlalchemy import CheckConstraint, Date
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Field, SQLModel

from remedy_api.kit.db.columns import day_column


class RetentionWatch(SQLModel, table=True):
    """One row: the day that the job which erases noted last, and the days that passed until then."""

    __tablename__ = "retention_watch"
    __table_args__ = (CheckConstraint('"only" = 1', name="retention_watch_is_one"),)

    only: int = Field(default=1, primary_key=True, sa_column_kwargs={"autoincrement": False})
    looked_on: date = day_column()
    passed: list[date] = Field(
        default_factory=list, sa_type=ARRAY(Date), description="the last days that passed, as many as the notice at most"
    )
