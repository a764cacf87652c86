"""What ends, when, and what holds it, as it travels."""

from typing import Annotated

from pydantic import Field

from remedy_api.deadlines.retention import What
from remedy_api.kit.http.wire import Day, HexId, Schema
from remedy_api.retention.states import HoldReason

WhatCode = Annotated[What, Field(strict=False)]
ReasonCode = Annotated[HoldReason, Field(strict=False)]


class RuleView(Schema):
    """One published rule: how long something is kept, in numbers and in the reader's language."""

    what: WhatCode
    name: str
    years: int
    days: int
    kept: str
    counted: str = Field(description="what the time is counted from")
    law: list[str]


class Label(Schema):
    """A code and what people read for it."""

    code: ReasonCode
    label: str


class RulesView(Schema):
    """All published rules. `notice`: days for which an erasure is announced."""

    notice: int
    rules: list[RuleView]
    reasons: list[Label] = Field(description="why a case may be held")


class HoldPut(Schema):
    """A hold on a case."""

    reason: ReasonCode


class HoldView(Schema):
    """Who holds a case and why, or held it until its organisation lost the role for that."""

    organisation: HexId
    name: str
    reason: ReasonCode
    since: Day
    in_force: bool = Field(description="false once this organisation may not hold the case any more: then it keeps it from no end")


class Ending(Schema):
    """When a report or a case is erased. Nobody erases it earlier; days on which the server stood still come on top."""

    what: WhatCode | None = Field(description="the rule that ends it; null for what has no end of its own, such as an open case")
    erased_on: Day | None = Field(description="null also while it is held")
    announced: bool
    holds: list[HoldView]
    may_hold: bool = Field(description="whether my organisations may hold it")


class EndingOfReceipt(Schema):
    """When a receipt's report is erased; null until that is announced."""

    erased_on: Day | None


class ErasureRow(Schema):
    """Something that an organisation reads and that was announced to be erased, or is held."""

    room: HexId
    what: WhatCode | None = Field(description="null for what is held")
    case: bool = Field(description="whether it is a case; else a report")
    erased_on: Day | None = Field(description="null for what is held")


class Foreseen(Schema):
    """How much of one kind is announced, rounded down to fives; null for fewer than five."""

    what: WhatCode
    number: int | None
