"""Steps of plans: what was promised, what its owner says of it, and what the workers verified."""

from datetime import date
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Numeric, Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Field, SQLModel

from remedy_api.cases.states import Band
from remedy_api.kit.db.columns import bytes_column, day_column
from remedy_api.remedies.states import Form, StepKind, StepState, Verdict

_BANDS = "('under-10', '10-49', '50-249', '250-999', '1000-plus')"


class RemedyStep(SQLModel, table=True):
    """One step of one plan. Only the plan in force has states. What its owner says and what was verified are columns of their
    own: `said_*` are written from `said_done` alone, `verdict` and what follows it from the representatives' events alone.
    """

    __tablename__ = "remedy_step"
    __table_args__ = (
        ForeignKeyConstraint(["table", "plan"], ["remedy_plan.table", "remedy_plan.plan"], name="remedy_step_of_plan"),
        CheckConstraint("place >= 0", name="remedy_step_place_is_positive"),
        CheckConstraint("state IN ('open', 'said', 'verified', 'partly', 'disputed')", name="remedy_step_state_is_known"),
        CheckConstraint("verdict IN ('verified', 'partly', 'disputed', 'reopened')", name="remedy_step_verdict_is_known"),
        CheckConstraint("(amount IS NULL) = (currency IS NULL)", name="remedy_step_amount_has_a_currency"),
        CheckConstraint("instalments IS NULL OR amount IS NOT NULL", name="remedy_step_instalments_are_of_an_amount"),
        CheckConstraint(f"workers IN {_BANDS}", name="remedy_step_workers_is_known"),
        CheckConstraint(f"asked IN {_BANDS}", name="remedy_step_asked_is_known"),
        CheckConstraint(f"confirmed IN {_BANDS}", name="remedy_step_confirmed_is_known"),
        CheckConstraint("(said_on IS NULL) = (said_entry IS NULL)", name="remedy_step_said_is_whole"),
        CheckConstraint("(verdict IS NULL) = (verified_on IS NULL)", name="remedy_step_verdict_has_a_day"),
        CheckConstraint(
            "state IS DISTINCT FROM 'verified' OR verdict IS NOT DISTINCT FROM 'verified'", name="remedy_step_verified_by_a_verdict"
        ),
    )

    table: bytes = bytes_column(16, primary_key=True)
    plan: bytes = bytes_column(32, primary_key=True)
    step: str = Field(sa_type=Text, primary_key=True, description="its id, which stays when it is carried into another plan")
    place: int = Field(description="in the order of the plan")
    form: Form = Field(sa_type=Text)
    kind: StepKind = Field(sa_type=Text)
    owner: bytes = bytes_column(16, foreign_key="organisation.organisation", description="who has to do it")
    due_on: date = day_column(description="the last day")
    amount: Decimal | None = Field(default=None, sa_type=Numeric(14, 2), nullable=True)
    currency: str | None = Field(default=None, sa_type=Text, nullable=True, description="ISO 4217")
    instalments: int | None = Field(default=None, nullable=True)
    workers: Band | None = Field(default=None, sa_type=Text, nullable=True, description="how many it reaches, a band")
    beneficiaries: list[str] = Field(default_factory=list, sa_type=ARRAY(Text), description="codes, see states.Beneficiary")
    evidence: list[str] = Field(default_factory=list, sa_type=ARRAY(Text), description="codes, see states.Evidence")
    state: StepState | None = Field(default=None, sa_type=Text, nullable=True, description="null unless its plan is in force")
    said_on: date | None = day_column(nullable=True, description="the day its owner last said that it is done")
    said_entry: bytes | None = bytes_column(32, nullable=True, description="hash of the header of the owner's sealed report")
    verdict: Verdict | None = Field(default=None, sa_type=Text, nullable=True, description="what the workers said last")
    verified_on: date | None = day_column(nullable=True, description="the day of that")
    asked: Band | None = Field(default=None, sa_type=Text, nullable=True, description="how many workers were asked, a band")
    confirmed: Band | None = Field(default=None, sa_type=Text, nullable=True, description="how many confirmed it, a band")
    verified_entry: bytes | None = bytes_column(32, nullable=True, description="hash of the header of the workers' sealed reasons")
