"""Tables as they travel: codes, days, sums and names of organisations. What is sealed travels with the room."""

from typing import Annotated

from pydantic import Field

from remedy_api.accounts.schemas.fields import Signature
from remedy_api.accounts.schemas.organisation import KeyPublic
from remedy_api.accounts.states import OrganisationKind
from remedy_api.cases.schemas import CodeLabel
from remedy_api.cases.states import Band
from remedy_api.kit.http.wire import Day, Hex32, HexId, Schema
from remedy_api.remedies.needs import Need
from remedy_api.remedies.states import Answer, Form, StepKind, StepState, TableRole, Verdict
from remedy_api.rooms.schemas import NewWrap

RoleCode = Annotated[TableRole, Field(strict=False)]
BandCode = Annotated[Band, Field(strict=False)]
NeedCode = Annotated[Need, Field(strict=False)]


class TableFounded(Schema):
    """A table was founded. Its id is that of its room; `head` is where the history stands."""

    table: HexId
    head: Hex32


class PartyView(Schema):
    """An organisation at the table."""

    organisation: HexId
    name: str
    kind: Annotated[OrganisationKind, Field(strict=False)]
    role: RoleCode
    received_on: Day | None = Field(description="the day on which it confirmed that it reads")
    consented: bool | None = Field(
        description="whether the workers' consent that it sits here still holds; null where none is needed, and for everybody "
        "but the representatives"
    )
    represents: bool | None = Field(
        description="of a representative: whether it represents the workers in the case, too, and so may act as one here; null "
        "for others, and for everybody but the representatives"
    )


class SaidView(Schema):
    """What the owner of a step said last: its word, not the workers'."""

    on: Day
    entry: Hex32 = Field(description="hash of the header of the sealed report")


class VerdictView(Schema):
    """What the workers' representatives said last of a step."""

    verdict: Annotated[Verdict, Field(strict=False)]
    on: Day
    asked: BandCode | None
    confirmed: BandCode | None
    entry: Hex32 | None


class StepView(Schema):
    """One step of a plan. `state` and what follows it: only of the plan in force."""

    step: str
    form: Annotated[Form, Field(strict=False)]
    kind: Annotated[StepKind, Field(strict=False)]
    owner: HexId
    owner_name: str
    due_on: Day
    amount: str | None = Field(description="with two digits after the point")
    currency: str | None
    instalments: int | None
    workers: BandCode | None
    beneficiaries: list[str]
    evidence: list[str]
    state: Annotated[StepState, Field(strict=False)] | None
    overdue: bool = Field(description="it is the owner's turn, and the last day has passed")
    days_left: int | None = Field(description="whole days to the last day, while it is the owner's turn")
    said: SaidView | None
    verified: VerdictView | None
    verify_by: Day | None = Field(description="the last day to verify what was said to be done")
    verify_overdue: bool


class AnswerView(Schema):
    """What an organisation said to a plan."""

    organisation: HexId
    answer: Annotated[Answer, Field(strict=False)]
    on: Day
    entry: Hex32 | None = Field(description="hash of the header of the sealed reasons of a refusal")


class PlanView(Schema):
    """One version of the plan."""

    plan: Hex32
    number: int
    organisation: HexId = Field(description="who proposed it")
    entry: Hex32 = Field(description="hash of the header of its sealed text")
    warned: bool
    proposed_on: Day
    in_force_on: Day | None
    replaced_on: Day | None
    answers: list[AnswerView]
    steps: list[StepView]


class Amount(Schema):
    """A sum in one currency."""

    currency: str
    amount: str


class Share(Schema):
    """How many steps, and what they promise in money, by currency."""

    steps: int
    amounts: list[Amount]


class Progress(Schema):
    """What the plan in force has come to. `said`: said by the owners to be done, and not verified in full; `verified`: by the
    workers, in full. They never overlap.
    """

    promised: Share
    said: Share
    verified: Share
    overdue: int


class TableView(Schema):
    """Where a table stands, on one page."""

    table: HexId
    head: Hex32 = Field(description="H of the last event of the room")
    case: HexId | None = Field(description="the case it was opened from, for those who read that case")
    opened_on: Day
    role: RoleCode = Field(description="the strongest role of my organisations")
    represents: bool = Field(description="one of my organisations represents the workers here, and in the case, too")
    parties: list[PartyView]
    plans: list[PlanView] = Field(description="newest first, at most twelve, and the plan in force in any case")
    plans_total: int
    in_force: Hex32 | None
    progress: Progress | None = Field(description="of the plan in force")
    needs: NeedCode | None
    needs_on: Day | None
    entries: int


class TableRow(Schema):
    """A table in the list of one organisation."""

    table: HexId
    opened_on: Day
    role: RoleCode
    parties: list[str] = Field(description="names of the others at the table")
    plans: int
    in_force_on: Day | None
    steps: int = Field(description="of the plan in force")
    said: int
    verified: int
    overdue: int
    unseen: bool = Field(description="something is new since a member of this organisation last looked")
    needs: NeedCode | None
    needs_on: Day | None


class DisclosureView(Schema):
    """An entry of the workers' room that is shown here: all that is needed to check and open it, and nothing of where it is."""

    disclosure: Hex32 = Field(description="H of the event that shows it")
    seq: int
    entry: HexId
    wraps: list[NewWrap] = Field(description="all of them, in the order of the event")
    signature: Signature = Field(description="of whoever wrote the entry")
    author: KeyPublic | None = Field(description="public keys of whoever wrote it")
    length: int = Field(description="bytes of the sealed body")
    live: bool = Field(description="the consent holds; false is told to the representatives alone")


class TableCodes(Schema):
    """Every list of codes of plans, in the reader's language and in the order to show them in."""

    forms: list[CodeLabel]
    kinds: list[CodeLabel]
    beneficiaries: list[CodeLabel]
    evidence: list[CodeLabel]
    step_states: list[CodeLabel]
    verdicts: list[CodeLabel]
    answers: list[CodeLabel]
    table_roles: list[CodeLabel]
    reopened_reasons: list[CodeLabel]
    currencies: list[str]
