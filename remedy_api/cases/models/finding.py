"""What monitors found in a case, and the tables that were opened from it."""

from datetime import date

from sqlalchemy import CheckConstraint, Index, LargeBinary, Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Field, SQLModel

from remedy_api.cases.states import Conclusion, FindingState, Grade
from remedy_api.kit.db.columns import bytes_column, day_column


class CaseFinding(SQLModel, table=True):
    """A finding that no other has replaced. Its reasons, and what was said to it, are sealed entries of the room."""

    __tablename__ = "case_finding"
    __table_args__ = (
        CheckConstraint(
            "conclusion IN ('substantiated', 'partly', 'not', 'inconclusive')", name="case_finding_conclusion_is_known"
        ),
        CheckConstraint("grade IN ('strong', 'moderate', 'weak')", name="case_finding_grade_is_known"),
        CheckConstraint("state IN ('draft', 'established')", name="case_finding_state_is_known"),
        CheckConstraint("(state = 'established') = (established_on IS NOT NULL)", name="case_finding_established_has_a_day"),
    )

    case: bytes = bytes_column(16, primary_key=True, foreign_key="case_file.case")
    digest: bytes = bytes_column(32, primary_key=True, description="hash of the event that made it")
    organisation: bytes = bytes_column(16, foreign_key="organisation.organisation", description="whose finding it is")
    conclusion: Conclusion = Field(sa_type=Text)
    grade: Grade = Field(sa_type=Text, description="how much its evidence bears")
    state: FindingState = Field(sa_type=Text)
    entry: bytes = bytes_column(32, description="hash of the header of its sealed reasons")
    evidence: list[bytes] = Field(default_factory=list, sa_type=ARRAY(LargeBinary), description="hashes of headers of entries")
    comments: list[bytes] = Field(default_factory=list, sa_type=ARRAY(LargeBinary), description="hashes of headers of entries")
    contested: bytes | None = bytes_column(32, nullable=True, description="hash of the header of the entry that says why")
    said_on: date = day_column(description="the day it was made")
    established_on: date | None = day_column(nullable=True)


class CaseTable(SQLModel, table=True):
    """A table that was opened from a case. Nothing at the table itself names the case."""

    __tablename__ = "case_table"
    __table_args__ = (Index("case_table_of_case", "case", "table"),)

    # Not of a room: it is opened here first and founded then.
    table: bytes = bytes_column(16, primary_key=True, description="the id of the table's room, of one case at most")
    case: bytes = bytes_column(16, foreign_key="case_file.case")
    opened_on: date = day_column(description="the day the case's history named it")
