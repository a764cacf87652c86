"""Plans of a table, one row for each that was proposed, and who said what to it."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from remedy_api.kit.db.columns import bytes_column, day_column
from remedy_api.remedies.states import Answer


class RemedyPlan(SQLModel, table=True):
    """One plan. It is in force from the day on which all whom it needs have accepted it until another takes its place."""

    __tablename__ = "remedy_plan"
    __table_args__ = (
        UniqueConstraint("table", "number", name="remedy_plan_number_is_once"),
        CheckConstraint("number >= 1", name="remedy_plan_number_is_positive"),
        CheckConstraint("replaced_on IS NULL OR in_force_on IS NOT NULL", name="remedy_plan_replaced_was_in_force"),
        # A table has one plan in force at most, whatever happens at once.
        Index(
            "remedy_plan_in_force",
            "table",
            unique=True,
            postgresql_where=text("in_force_on IS NOT NULL AND replaced_on IS NULL"),
        ),
    )

    table: bytes = bytes_column(16, primary_key=True, foreign_key="room.room")
    plan: bytes = bytes_column(32, primary_key=True, description="hash of the event that proposed it")
    number: int = Field(description="which version it is, from 1")
    organisation: bytes = bytes_column(16, foreign_key="organisation.organisation", description="who proposed it")
    entry: bytes = bytes_column(32, description="hash of the header of its sealed text")
    warned: bool = Field(description="whoever wrote it was warned that it may hold a waiver of claims")
    proposed_on: date = day_column()
    in_force_on: date | None = day_column(nullable=True, description="the day since which it holds, or held")
    replaced_on: date | None = day_column(nullable=True, description="the day another took its place")


class RemedyAcceptance(SQLModel, table=True):
    """What an organisation said to a plan; who proposes one accepts it."""

    __tablename__ = "remedy_acceptance"
    __table_args__ = (
        ForeignKeyConstraint(["table", "plan"], ["remedy_plan.table", "remedy_plan.plan"], name="remedy_acceptance_of_plan"),
        CheckConstraint("answer IN ('accepted', 'refused')", name="remedy_acceptance_answer_is_known"),
        CheckConstraint("(answer = 'refused') = (entry IS NOT NULL)", name="remedy_acceptance_refused_has_reasons"),
    )

    table: bytes = bytes_column(16, primary_key=True)
    plan: bytes = bytes_column(32, primary_key=True)
    organisation: bytes = bytes_column(16, primary_key=True, foreign_key="organisation.organisation")
    answer: Answer = Field(sa_type=Text)
    answered_on: date = day_column()
    entry: bytes | None = bytes_column(32, nullable=True, description="hash of the header of the sealed reasons")
