"""A case, its clocks, and what the workers consented to."""

from datetime import date

from sqlalchemy import CheckConstraint, Index, LargeBinary, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Field, SQLModel

from remedy_api.cases.states import Band, ClockName, Outcome, Satisfaction, Stage
from remedy_api.consent.states import Audience, Content, Way
from remedy_api.kit.db.columns import bytes_column, day_column


class CaseFile(SQLModel, table=True):
    """One case: codes and days, no text. Whether it is overdue is not here: that is what the day says of `due_on`."""

    __tablename__ = "case_file"
    __table_args__ = (
        UniqueConstraint("handle", name="case_file_handle_is_once"),
        CheckConstraint(
            "stage IN ('admissibility', 'safety', 'notification', 'fact_finding', "
            "'finding', 'negotiation', 'implementation', 'verification')",
            name="case_file_stage_is_known",
        ),
        CheckConstraint(
            "outcome IN ('withdrawn', 'merged', 'referred', 'not_admissible', 'remedied', 'partly_remedied', 'unremedied')",
            name="case_file_outcome_is_known",
        ),
        CheckConstraint("(closed_on IS NULL) = (outcome IS NULL)", name="case_file_closed_has_an_outcome"),
        CheckConstraint("merged_into IS NULL OR outcome = 'merged'", name="case_file_merged_is_an_outcome"),
        # Whoever erases a case asks what was merged into it.
        Index("case_file_merged_into", "merged_into"),
        CheckConstraint(
            "workers_band IN ('under-10', '10-49', '50-249', '250-999', '1000-plus')", name="case_file_workers_band_is_known"
        ),
        CheckConstraint("satisfaction IN ('very', 'rather', 'little', 'not')", name="case_file_satisfaction_is_known"),
        CheckConstraint("steps_unverified >= 0", name="case_file_steps_are_counted"),
        # What the coordinator counts: a walk along this index alone.
        Index("case_file_open", "due_on", postgresql_where=text("closed_on IS NULL")),
        Index("case_file_of_site", "site", "case", postgresql_where=text("site IS NOT NULL")),
    )

    case: bytes = bytes_column(16, primary_key=True, foreign_key="room.room", description="the id of its workers' room")
    handle: bytes = bytes_column(32, description="hash of the id, as a case that is merged into this one names it")
    profile: str = Field(sa_type=Text, description="name of the procedure it follows")
    stage: Stage = Field(sa_type=Text)
    stage_since: date = day_column(description="the day this stage began")
    opened_on: date = day_column(description="the day the room was founded")
    submitted_on: date | None = day_column(nullable=True, description="the earliest day one of its reports was filed")
    acknowledged_on: date | None = day_column(nullable=True, description="the earliest day one of its reports was acknowledged")
    due_on: date | None = day_column(nullable=True, description="the last day of the clock that runs now")
    suspended: bool = Field(default=False)
    review_on: date | None = day_column(nullable=True, description="when a suspended case is looked at again")
    closed_on: date | None = day_column(nullable=True)
    outcome: Outcome | None = Field(default=None, sa_type=Text, nullable=True)
    merged_into: bytes | None = bytes_column(16, nullable=True, foreign_key="case_file.case")
    site: bytes | None = bytes_column(16, nullable=True, foreign_key="site.site", description="as the representative recorded it")
    workers_band: Band | None = Field(default=None, sa_type=Text, nullable=True, description="how many are concerned, a band")
    issues: list[str] = Field(default_factory=list, sa_type=ARRAY(Text), description="codes, see states.Issue")
    indicators: list[str] = Field(default_factory=list, sa_type=ARRAY(Text), description="codes, see states.Indicator")
    external: list[str] = Field(default_factory=list, sa_type=ARRAY(Text), description="codes, see states.Channel")
    kept: list[str] = Field(default_factory=list, sa_type=ARRAY(Text), description="what is kept sealed, see states.Kept")
    all_withdrawn: bool = Field(default=False, description="every reporter took her report back")
    satisfaction: Satisfaction | None = Field(
        default=None, sa_type=Text, nullable=True, description="as the representative recorded"
    )
    follow_up: list[str] = Field(default_factory=list, sa_type=ARRAY(Text), description="codes, see states.FollowUp")
    overridden: bool = Field(default=False, description="it was closed against an open step once, with reasons")
    plan_in_force_on: date | None = day_column(nullable=True, description="since when a plan holds; its tables say so")
    steps_unverified: int | None = Field(default=None, description="steps of plans in force that are not verified; null: no plan")
    usual_due_on: date | None = day_column(nullable=True, description="due_on by the usual procedure, with which companies reckon")


class CaseClock(SQLModel, table=True):
    """One clock of a case, the latest time it ran."""

    __tablename__ = "case_clock"
    __table_args__ = (
        CheckConstraint(
            "clock IN ('acknowledgement', 'admissibility', 'fact_finding', 'finding', 'negotiation', 'verification')",
            name="case_clock_is_known",
        ),
    )

    case: bytes = bytes_column(16, primary_key=True, foreign_key="case_file.case")
    clock: ClockName = Field(sa_type=Text, primary_key=True)
    from_day: date = day_column(description="the day it began; counting starts on the next")
    due_on: date | None = day_column(nullable=True, description="the last day; null while it stands still")
    done_on: date | None = day_column(nullable=True, description="the day it was met, or no longer ran")


class CaseConsent(SQLModel, table=True):
    """A consent that was given and not withdrawn. Whether it has run out is what the day says."""

    __tablename__ = "case_consent"
    __table_args__ = (
        CheckConstraint(
            "audience IN ('operator', 'suppliers', 'buyers', 'monitor', 'coordinator', 'authorities', 'public')",
            name="case_consent_audience_is_known",
        ),
        CheckConstraint(
            "content IN ('facts', 'notice', 'evidence', 'progress', 'table', 'finding', 'plan')",
            name="case_consent_content_is_known",
        ),
        CheckConstraint("way IN ('written', 'oral')", name="case_consent_way_is_known"),
        # The public register is a walk along these alone.
        Index("case_consent_public", "case", postgresql_where=text("audience = 'public' AND content = 'facts'")),
    )

    case: bytes = bytes_column(16, primary_key=True, foreign_key="case_file.case")
    consent: bytes = bytes_column(32, primary_key=True, description="hash of the event that gave it")
    audience: Audience = Field(sa_type=Text)
    content: Content = Field(sa_type=Text)
    until: date | None = day_column(nullable=True, description="the last day it holds; null: until it is withdrawn")
    given_on: date = day_column()
    organisations: list[bytes] = Field(
        default_factory=list, sa_type=ARRAY(LargeBinary), description="fingerprints of those it names; empty: all of the audience"
    )
    way: Way = Field(default=Way.WRITTEN, sa_type=Text)
