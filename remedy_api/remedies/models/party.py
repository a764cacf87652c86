"""Who sits at a table."""

from datetime import date

from sqlalchemy import CheckConstraint, Index, Text, text
from sqlmodel import Field, SQLModel

from remedy_api.kit.db.columns import bytes_column, day_column
from remedy_api.remedies.states import TableRole


class TableParty(SQLModel, table=True):
    """An organisation that reads a table, and the day by which something is needed of it."""

    __tablename__ = "table_party"
    __table_args__ = (
        CheckConstraint(
            "role IN ('representative', 'coordinator', 'monitor', 'duty_bearer', 'buyer', 'reader')",
            name="table_party_role_is_known",
        ),
        # The three lists: all of its tables, what needs it first and then the newest; what needs it today; and all, newest day
        # first (read backwards).
        Index(
            "table_party_first",
            "organisation",
            text("(COALESCE(needs_on, '9999-12-31'::date))"),
            text("('9999-12-31'::date - opened_on)"),
            "table",
        ),
        Index("table_party_today", "organisation", "needs_on", "table", postgresql_where=text("needs_on IS NOT NULL")),
        Index("table_party_all", "organisation", "opened_on", "table"),
    )

    table: bytes = bytes_column(16, primary_key=True, foreign_key="room.room", description="the id of its room")
    organisation: bytes = bytes_column(16, primary_key=True, foreign_key="organisation.organisation")
    role: TableRole = Field(sa_type=Text)
    opened_on: date = day_column(description="the table's own, for the order of its list")
    received_on: date | None = day_column(nullable=True, description="the day on which it confirmed that it reads")
    needs_on: date | None = day_column(nullable=True, description="the day by which something is needed of it")
