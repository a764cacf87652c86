"""A hold on a case. It is no step of the procedure and changes no right, so it stands here and not in the signed history."""

from datetime import date

from sqlalchemy import CheckConstraint, Index, Text
from sqlmodel import Field, SQLModel

from remedy_api.kit.db.columns import bytes_column, day_column
from remedy_api.retention.states import HoldReason


class CaseHold(SQLModel, table=True):
    """An organisation's word that a case must stay. Each lifts its own; the case stays as long as any of them does."""

    __tablename__ = "case_hold"
    __table_args__ = (
        CheckConstraint(
            "reason IN ('court', 'authority', 'remedy', 'safety', 'workers')",
            name="case_hold_reason_is_known",
        ),
        Index("case_hold_of_organisation", "organisation", "case"),
    )

    case: bytes = bytes_column(16, primary_key=True, foreign_key="case_file.case")
    organisation: bytes = bytes_column(16, primary_key=True, foreign_key="organisation.organisation")
    person: bytes = bytes_column(16, foreign_key="person.person", description="who said so")
    reason: HoldReason = Field(sa_type=Text)
    since: date = day_column(description="a day, never finer")
