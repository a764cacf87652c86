"""What is shown of a case, as it travels: codes, months and sums, and names that the viewer knows. No day, no id of anything.

`Backed` is how every part travels: it cannot be made without the consent it rests on.
"""

from typing import Annotated, Generic, TypeVar

from pydantic import Field

from remedy_api.accounts.states import OrganisationKind
from remedy_api.cases.states import Band, Conclusion, FindingState, Grade, Involvement, Outcome, Stage
from remedy_api.consent.states import Content
from remedy_api.kit.http.wire import Hex32, HexId, Schema
from remedy_api.remedies.schemas import Share
from remedy_api.remedies.states import Form, StepKind, StepState
from remedy_api.reporting.states import Why

P = TypeVar("P")
Month = Annotated[str, Field(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$", description="a month; never finer")]


class Backed(Schema, Generic[P]):
    """A part of a case, and the live consent it rests on."""

    consent: Hex32 = Field(description="the consent's name for this viewer alone")
    shows: P


class ShownSite(Schema):
    """Where it is, if the viewer knows the site."""

    name: str


class Involved(Schema):
    """A company on the viewer's own paths, or the viewer itself."""

    company: str
    involvement: Annotated[Involvement, Field(strict=False)]


class ShownFacts(Schema):
    """Where a case stands."""

    stage: Annotated[Stage, Field(strict=False)]
    since: Month
    outcome: Annotated[Outcome, Field(strict=False)] | None
    overridden: bool = Field(description="it was closed against an open step once")
    overdue: bool
    country: str | None = Field(description="ISO 3166-1 alpha-2")
    site: ShownSite | None
    issues: list[str]
    workers: Annotated[Band, Field(strict=False)] | None
    involvement: list[Involved]


class ShownStep(Schema):
    """One step of the plan in force. What its owner says and what the workers verified are two fields."""

    form: Annotated[Form, Field(strict=False)]
    kind: Annotated[StepKind, Field(strict=False)]
    state: Annotated[StepState, Field(strict=False)]
    said: bool = Field(description="its owner said that it is done")
    verified: bool = Field(description="the workers verified it in full")
    due: Month
    overdue: bool
    owner: str | None = Field(description="who has to do it, if the viewer knows that organisation")


class ShownProgress(Schema):
    """What the plans in force have come to. `said`: said by the owners to be done, and not verified in full."""

    promised: Share
    said: Share
    verified: Share
    overdue: int
    steps: list[ShownStep]


class ShownFinding(Schema):
    """What a monitor found and stands by. `contested`: the workers' representatives contradict it."""

    conclusion: Annotated[Conclusion, Field(strict=False)]
    grade: Annotated[Grade, Field(strict=False)]
    state: Annotated[FindingState, Field(strict=False)]
    contested: bool
    month: Month


class ShownPlan(Schema):
    """Since when a plan holds, and how many versions were proposed."""

    since: Month
    versions: int


class ShownCase(Schema):
    """One case as one viewer is shown it."""

    reference: HexId = Field(description="a name that the case has for this viewer alone")
    facts: Backed[ShownFacts]
    progress: Backed[ShownProgress] | None
    finding: Backed[list[ShownFinding]] | None
    plan: Backed[ShownPlan] | None


class Figures(Schema):
    """Sums over cases; null where they would speak of fewer than five, or give such a number away."""

    cases: int | None
    promised: int | None = Field(description="steps of plans in force")
    said: int | None
    verified: int | None
    overdue: int | None


class SupplierRow(Schema):
    """One supplier of a buyer, or the company itself, and what its cases come to."""

    supplier: HexId
    name: str
    figures: Figures


class RestsOn(Schema):
    """A consent of the case, and the name it has for the viewer."""

    consent: Hex32
    name: Hex32
    content: Annotated[Content, Field(strict=False)]


class Preview(Schema):
    """What somebody would be shown of a case now."""

    shown: ShownCase | None = Field(description="to the byte what that viewer's own list holds of it")
    why: list[Annotated[Why, Field(strict=False)]] = Field(description="while nothing is shown: everything that stands in the way")
    rests_on: list[RestsOn]


class ViewerName(Schema):
    """An organisation through whose eyes one may look."""

    organisation: HexId
    name: str
    kind: Annotated[OrganisationKind, Field(strict=False)]
