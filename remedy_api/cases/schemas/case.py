"""A case in a list, on its page, and as a reporter sees it."""

from typing import Annotated

from pydantic import Field

from remedy_api.cases.needs import Need
from remedy_api.cases.schemas.parts import (
    ClockView,
    ConsentView,
    DutyBearerView,
    FindingView,
    FollowUpView,
    HistoryItem,
    NextStep,
    ReaderView,
    ReportView,
    RoleCode,
    SupplyView,
    TableView,
)
from remedy_api.cases.states import Band, Outcome, Satisfaction, Stage
from remedy_api.kit.http.wire import Day, Hex32, HexId, Schema
from remedy_api.rooms import schemas as rooms

StageCode = Annotated[Stage, Field(strict=False)]
OutcomeCode = Annotated[Outcome, Field(strict=False)]
BandCode = Annotated[Band, Field(strict=False)]


class CaseFounded(Schema):
    """A case was opened. Its id is that of its room; `head` is where the history stands."""

    case: HexId
    head: Hex32


class ReportRow(rooms.ReportRow):
    """A report in the list of one organisation, with what cases know of it."""

    due_on: Day | None = Field(description="the last day to acknowledge it; null once that was done")
    case: HexId | None = Field(description="the case it is part of, if this organisation reads that case")


class CaseOfRoom(Schema):
    """The case a report is part of; null also for a case that my organisations do not read."""

    case: HexId | None


class SiteName(Schema):
    """A site in a list."""

    site: HexId
    name: str
    country: str


class SiteSummary(SiteName):
    """A site on the page of a case."""

    native_name: str
    address: str
    os_id: str | None


class CaseRow(Schema):
    """A case in the list of one organisation."""

    case: HexId
    stage: StageCode
    stage_since: Day
    opened_on: Day
    due_on: Day | None = Field(description="null also when it would tell a day of a report that my organisations do not read")
    days_left: int | None = Field(description="whole days to the last day; negative once it has passed; null without due_on")
    overdue: bool
    suspended: bool
    outcome: OutcomeCode | None
    overridden: bool = Field(description="it was closed once against what was open, with written reasons")
    fast_track: bool = Field(description="it is about a reprisal, and stands first while it is open")
    site: SiteName | None
    issues: list[str]
    workers: BandCode | None
    role: RoleCode = Field(description="what this organisation does in the case")
    unseen: bool = Field(description="something is new since a member of this organisation last looked")
    needs: Annotated[Need, Field(strict=False)] | None = Field(description="what is needed of this organisation now")


class CaseView(Schema):
    """Where a case stands, on one page."""

    case: HexId
    head: Hex32 = Field(description="H of the last event of the room")
    role: RoleCode = Field(description="the strongest role of my organisations")
    stage: StageCode
    stage_since: Day
    submitted_on: Day | None = Field(description="the earliest day of a report that my organisations read")
    acknowledged_on: Day | None = Field(description="the same for its acknowledgement")
    opened_on: Day
    clocks: list[ClockView]
    suspended: bool
    review_on: Day | None
    closed_on: Day | None
    outcome: OutcomeCode | None
    overridden: bool = Field(description="it was closed once against what was open, with written reasons")
    fast_track: bool = Field(description="it is about a reprisal, and stands first while it is open")
    reopen_until: Day | None
    satisfaction: Annotated[Satisfaction, Field(strict=False)] | None
    follow_up: list[str]
    follow_ups: list[FollowUpView] = Field(description="of a closed case: when somebody is still to look again, the next first")
    site: SiteSummary | None
    issues: list[str]
    indicators: list[str]
    workers: BandCode | None
    external: list[str]
    duty_bearers: list[DutyBearerView]
    supply: SupplyView
    readers: list[ReaderView]
    reports: list[ReportView] = Field(description="those that my organisations read, oldest first, at most forty")
    reports_total: int
    kept: list[str]
    consents: list[ConsentView]
    findings: list[FindingView] = Field(description="those that were not replaced, oldest first")
    tables: list[TableView]
    plan_in_force_on: Day | None = Field(description="since when a plan holds")
    steps_unverified: int | None = Field(description="steps of plans in force that the workers have not verified; null: no plan")
    next: list[NextStep]
    needs: Annotated[Need, Field(strict=False)] | None
    history: list[HistoryItem] = Field(description="the latest events, newest first, at most ten")
    entries: int


class OverdueCounts(Schema):
    """How many cases that my organisations do not read are open and overdue, rounded down to fives; fewer are not told, nor
    how many are overdue when that leaves fewer than five that are not.
    """

    open: int | None
    overdue: int | None


class ReporterCase(Schema):
    """A case as a reporter with her receipt sees it: unsigned, the server's word."""

    stage: StageCode
    stage_since: Day
    clocks: list[ClockView]
    suspended: bool
    outcome: OutcomeCode | None
    overridden: bool = Field(description="it was closed once against what was open, with written reasons")
    site: SiteName | None


class CaseOfReceipt(Schema):
    """The case of a receipt's report, if there is one."""

    case: ReporterCase | None
