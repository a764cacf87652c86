"""Cases as they travel: codes, days and names of organisations. What is sealed travels with the room."""

from typing import Annotated

from pydantic import Field

from remedy_api.accounts.states import OrganisationKind
from remedy_api.cases.needs import Need
from remedy_api.cases.states import Audience, Band, ClockName, Content, Involvement, Outcome, Role, Stage
from remedy_api.kit.http.wire import Day, Hex32, HexId, Schema
from remedy_api.rooms import schemas as rooms

StageCode = Annotated[Stage, Field(strict=False)]
OutcomeCode = Annotated[Outcome, Field(strict=False)]
BandCode = Annotated[Band, Field(strict=False)]
RoleCode = Annotated[Role, Field(strict=False)]
ClockCode = Annotated[ClockName, Field(strict=False)]


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
    site: SiteName | None
    issues: list[str]
    workers: BandCode | None
    role: RoleCode = Field(description="what this organisation does in the case")
    unseen: bool = Field(description="something is new since a member of this organisation last looked")
    needs: Annotated[Need, Field(strict=False)] | None = Field(description="what is needed of this organisation now")


class ClockView(Schema):
    """One clock of a case."""

    clock: ClockCode
    from_day: Day | None = Field(description="null when it would tell a day of a report that my organisations do not read")
    due_on: Day | None = Field(description="the last day; null while the case is suspended, and whenever from_day is")
    days_left: int | None
    overdue: bool
    done_on: Day | None


class ReaderView(Schema):
    """An organisation that reads a case."""

    organisation: HexId
    name: str
    kind: Annotated[OrganisationKind, Field(strict=False)]
    role: RoleCode
    since: Day


class ReportView(Schema):
    """A report of the case that my organisations read themselves."""

    room: HexId
    filed_on: Day
    state: rooms.StateCode


class DutyBearerView(Schema):
    """A company that must answer."""

    company: HexId
    name: str
    involvement: Annotated[Involvement, Field(strict=False)]


class ConsentView(Schema):
    """What the workers allowed. `live`: it has not run out."""

    consent: Hex32
    audience: Annotated[Audience, Field(strict=False)]
    content: Annotated[Content, Field(strict=False)]
    until: Day | None
    live: bool


class FailureView(Schema):
    """What is missing before a step, in the reader's language."""

    code: str
    message: str


class NextStep(Schema):
    """A step that could come next: the code of a stage, or close, resume, reopen."""

    step: str
    ready: bool = Field(description="nothing is missing but what the step itself names")
    failures: list[FailureView]
    wants: list[str] = Field(description="what the step itself must name: reason, reasons, notice")


class HistoryItem(Schema):
    """One signed event, as the server tells it; clients check the whole history."""

    seq: int
    day: Day
    type: str
    data: dict[str, str | list[str]]
    organisation: HexId
    name: str = Field(description="of the organisation")
    person: str | None = Field(description="who signed, for colleagues only")


class SupplyCompany(Schema):
    """A company in the chain behind the site, and the names on the way to it."""

    company: HexId
    name: str
    path: list[str]


class SupplyBuyer(Schema):
    """A contract of a public buyer behind the site, and the names on the way to it."""

    buyer: str
    title: str
    reference: str
    path: list[str]


class SupplyView(Schema):
    """Who stands behind the site. `more`: there is more than fits here."""

    operator: SupplyCompany | None
    suppliers: list[SupplyCompany]
    buyers: list[SupplyBuyer]
    more: bool


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
    reopen_until: Day | None
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
    site: SiteName | None


class CaseOfReceipt(Schema):
    """The case of a receipt's report, if there is one."""

    case: ReporterCase | None


class CodeLabel(Schema):
    """A code and what people read for it."""

    code: str
    label: str


class ReasonLabel(CodeLabel):
    """A reason, with the types of events it fits."""

    steps: list[str]


class Codes(Schema):
    """Every list of codes, in the reader's language and in the order to show them in."""

    issues: list[CodeLabel]
    indicators: list[CodeLabel]
    workers_bands: list[CodeLabel]
    stages: list[CodeLabel]
    outcomes: list[CodeLabel]
    reasons: list[ReasonLabel]
    clocks: list[CodeLabel]
    involvements: list[CodeLabel]
    channels: list[CodeLabel]
    audiences: list[CodeLabel]
    contents: list[CodeLabel]
    roles: list[CodeLabel]
    activities: list[CodeLabel]
    site_statuses: list[CodeLabel]
    sources: list[CodeLabel]
    confidences: list[CodeLabel]
    standings: list[CodeLabel]
    product_kinds: list[CodeLabel]
    value_bands: list[CodeLabel]
