"""What the values of signed facts and the codes of steps mean; pure. Raises ValueError for what no procedure knows."""

from collections.abc import Callable
from enum import StrEnum

from remedy_api.cases.profile import DEFAULT, PUBLISHED
from remedy_api.cases.states import (
    REASONS,
    REMEDY,
    Band,
    Channel,
    Conclusion,
    Fact,
    FollowUp,
    Grade,
    Indicator,
    Involvement,
    Issue,
    Kept,
    Outcome,
    Reason,
    Satisfaction,
    Stage,
)
from remedy_api.consent.states import Audience, Content
from remedy_api.sealing.event import Event


def profile_of(values: tuple[str, ...]) -> str:
    """The name of the procedure that a case follows; nothing recorded is the default one."""
    if len(values) > 1 or not set(values) <= set(PUBLISHED):
        raise ValueError("one published procedure")
    return values[0] if values else DEFAULT


def site_of(values: tuple[str, ...]) -> bytes | None:
    """The id of the site, None while it is not known."""
    ids = [_id(value) for value in values]
    if len(ids) > 1:
        raise ValueError("one site")
    return ids[0] if ids else None


def workers_of(values: tuple[str, ...]) -> Band | None:
    """How many workers are concerned, None while nobody said."""
    bands = [Band(value) for value in values]
    if len(bands) > 1:
        raise ValueError("one band")
    return bands[0] if bands else None


def satisfaction_of(values: tuple[str, ...]) -> Satisfaction | None:
    """How satisfied the workers are, None while nobody asked them."""
    answers = [Satisfaction(value) for value in values]
    if len(answers) > 1:
        raise ValueError("one answer")
    return answers[0] if answers else None


def duty_bearers_of(values: tuple[str, ...]) -> dict[bytes, Involvement]:
    """How each company is involved, by its id."""
    pairs = [value.partition(":") for value in values]
    found = {_id(company): Involvement(involvement) for company, _, involvement in pairs}
    if len(found) != len(values):
        raise ValueError("a company twice")
    return found


def _id(value: str) -> bytes:
    raw = bytes.fromhex(value)
    if len(raw) != 16 or raw.hex() != value:
        raise ValueError("id")
    return raw


def check_codes(event: Event) -> None:
    """Whether every code of a step is one of the lists. Raises ValueError."""
    for member, code in _CODES.get(event.type, {}).items():
        code(str(event.data[member]))
    if event.type == "recorded":
        _READ[Fact(str(event.data["fact"]))](event.texts("values"))
    if event.data.get("reason"):
        _check_reason(event, Reason(str(event.data["reason"])))


def _check_reason(event: Event, reason: Reason) -> None:
    fitting = _ONLY_FOR.get(reason)
    if reason not in REASONS[event.type] or (fitting and event.data.get(fitting[0]) not in fitting[1]):
        raise ValueError("reason")


_ONLY_FOR: dict[Reason, tuple[str, frozenset[str]]] = {
    Reason.NO_FINDING_NEEDED: ("stage", frozenset({Stage.NEGOTIATION})),
    Reason.OVERRIDE: ("outcome", REMEDY),
}
"""Reasons that fit a type of event only where this member says one of these."""
_CODES: dict[str, dict[str, type[StrEnum]]] = {
    "kept": {"what": Kept},
    "consent_given": {"audience": Audience, "content": Content},
    "stage": {"stage": Stage},
    "closed": {"outcome": Outcome},
    "finding": {"conclusion": Conclusion, "grade": Grade},
}
_READ: dict[Fact, Callable[[tuple[str, ...]], object]] = {
    Fact.PROFILE: profile_of,
    Fact.SITE: site_of,
    Fact.WORKERS: workers_of,
    Fact.DUTY_BEARERS: duty_bearers_of,
    Fact.ISSUES: lambda values: [Issue(value) for value in values],
    Fact.INDICATORS: lambda values: [Indicator(value) for value in values],
    Fact.EXTERNAL: lambda values: [Channel(value) for value in values],
    Fact.SATISFACTION: satisfaction_of,
    Fact.FOLLOW_UP: lambda values: [FollowUp(value) for value in values],
}
