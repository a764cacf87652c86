"""The lists of codes as they travel."""

from remedy_api.kit.http.wire import Schema


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
    ways: list[CodeLabel]
    conclusions: list[CodeLabel]
    grades: list[CodeLabel]
    finding_states: list[CodeLabel]
    satisfactions: list[CodeLabel]
    follow_ups: list[CodeLabel]
    activities: list[CodeLabel]
    site_statuses: list[CodeLabel]
    sources: list[CodeLabel]
    confidences: list[CodeLabel]
    standings: list[CodeLabel]
    product_kinds: list[CodeLabel]
    value_bands: list[CodeLabel]
