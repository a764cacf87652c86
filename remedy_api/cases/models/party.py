"""Who takes part in a case: organisations that read it, reports it rests on, companies that must answer."""

from datetime import date

from sqlalchemy import CheckConstraint, Index, Text, text
from sqlmodel import Field, SQLModel

from remedy_api.cases.states import Involvement, Role
from remedy_api.kit.db.columns import bytes_column, day_column


class CaseReader(SQLModel, table=True):
    """An organisation that reads a case, and the day by which something is needed of it."""

    __tablename__ = "case_reader"
    __table_args__ = (
        CheckConstraint("role IN ('representative', 'coordinator', 'monitor', 'reader')", name="case_reader_role_is_known"),
        CheckConstraint("rank IN (0, 1)", name="case_reader_rank_is_known"),
        # The two lists: what needs it today, and all of its cases, newest day first (read backwards, hence the minus). In both
        # the fast track comes first.
        Index("case_reader_today", "organisation", "rank", "needs_on", "case", postgresql_where=text("needs_on IS NOT NULL")),
        Index("case_reader_all", "organisation", text("(-rank)"), "opened_on", "case"),
    )

    case: bytes = bytes_column(16, primary_key=True, foreign_key="case_file.case")
    organisation: bytes = bytes_column(16, primary_key=True, foreign_key="organisation.organisation")
    role: Role = Field(sa_type=Text)
    since: date = day_column(description="the day it was admitted; never finer")
    opened_on: date = day_column(description="the case's own, for the order of its list")
    needs_on: date | None = day_column(nullable=True, description="the day by which something is needed of it")
    rank: int = Field(default=1, description="0: the case is open and on the fast track")


class CaseReport(SQLModel, table=True):
    """A report that a case rests on. A report is in one case at most."""

    __tablename__ = "case_report"
    __table_args__ = (Index("case_report_of_case", "case", "room"),)

    room: bytes = bytes_column(16, primary_key=True, foreign_key="room.room", description="the reporter's room")
    case: bytes = bytes_column(16, foreign_key="case_file.case")
    proof: bytes = bytes_column(32, description="its proof of filing, as the history names it")
    acknowledged_on: date = day_column()


class CaseDutyBearer(SQLModel, table=True):
    """A company in a case and how it is involved."""

    __tablename__ = "case_duty_bearer"
    __table_args__ = (
        CheckConstraint("involvement IN ('caused', 'contributed', 'linked')", name="case_duty_bearer_involvement_is_known"),
        Index("case_duty_bearer_of_company", "company", "case"),
    )

    case: bytes = bytes_column(16, primary_key=True, foreign_key="case_file.case")
    company: bytes = bytes_column(16, primary_key=True, foreign_key="company_profile.company")
    involvement: Involvement = Field(sa_type=Text)
