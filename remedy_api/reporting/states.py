"""Of which cases anything is shown outside, and why somebody is shown nothing; pure."""

from enum import StrEnum

from remedy_api.accounts.states import OrganisationKind
from remedy_api.cases.states import ORDER, Stage

TELLABLE = ORDER[ORDER.index(Stage.NOTIFICATION) :]
"""Stages in which anything of a case may stand outside its room: nothing reaches a company before safety and consent."""

AT_TABLES = frozenset({OrganisationKind.SUPPLIER, OrganisationKind.OPERATOR})
"""Kinds that review the cases at whose tables they sit; buyers review those behind their contracts."""


def tellable(stage: str, *, suspended: bool, all_withdrawn: bool) -> bool:
    """Whether a case stands where anything of it may be shown outside. One that is set aside, because of a new danger for
    instance, looks to everybody outside as if the workers had taken their consent back. So does one of which every reporter
    took her report back: nobody who told it stands behind it, until another report is added.
    """
    return Stage(stage) in TELLABLE and not suspended and not all_withdrawn


class Why(StrEnum):
    """Why somebody is shown nothing of a case; told to those who represent its workers alone."""

    NO_CONSENT = "no_consent"
    NO_CONTRACT = "no_contract"
    NO_SEAT = "no_seat"
    NO_REVIEW = "no_review"
    NOT_SAFE = "not_safe"
    ALL_WITHDRAWN = "all_withdrawn"
