"""What stands on the page of a case, part by part."""

from typing import Annotated

from pydantic import Field

from remedy_api.accounts.states import OrganisationKind
from remedy_api.cases.states import ClockName, Conclusion, FindingState, FollowUp, Grade, Involvement, Role
from remedy_api.consent.states import Audience, Content, Way
from remedy_api.kit.http.wire import Day, Hex32, HexId, Schema
from remedy_api.rooms import schemas as rooms

RoleCode = Annotated[Role, Field(strict=False)]
ClockCode = Annotated[ClockName, Field(strict=False)]


class ClockView(Schema):
    """One clock of a case."""

    clock: ClockCode
    from_day: Day | None = Field(description="null when it would tell a day of a report that my organisations do not read")
    due_on: Day | None = Field(description="the last day; null while the case is suspended, and whenever from_day is")
    days_left: int | None
    overdue: bool
    done_on: Day | None


class FollowUpView(Schema):
    """A time at which somebody is still to look whether what was put right has stayed so."""

    after: Annotated[FollowUp, Field(strict=False)]
    due_on: Day
    days_left: int | None
    overdue: bool


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


class NamedOrganisation(Schema):
    """An organisation that signed words name by its fingerprint."""

    fingerprint: Hex32
    organisation: HexId
    name: str


class ConsentView(Schema):
    """What the workers allowed. `live`: it has not run out."""

    consent: Hex32
    audience: Annotated[Audience, Field(strict=False)]
    content: Annotated[Content, Field(strict=False)]
    organisations: list[NamedOrganisation] = Field(description="those of the audience that it names; none: all of it")
    way: Annotated[Way, Field(strict=False)]
    until: Day | None
    live: bool


class FindingView(Schema):
    """What a monitor found. Its reasons, and what was said to it, are sealed entries: hashes of their headers."""

    finding: Hex32 = Field(description="hash of the event that made it")
    organisation: HexId
    name: str = Field(description="of the organisation")
    conclusion: Annotated[Conclusion, Field(strict=False)]
    grade: Annotated[Grade, Field(strict=False)]
    state: Annotated[FindingState, Field(strict=False)]
    entry: Hex32
    evidence: list[Hex32]
    comments: list[Hex32]
    contested: Hex32 | None = Field(description="why the representatives contest it, beside either state")
    said_on: Day
    established_on: Day | None


class TableView(Schema):
    """A table that was opened from the case; whether the reader sits at it, its own room says."""

    table: HexId
    opened_on: Day
    founded: bool = Field(description="its room is there; else a representative founds it under this id")


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
