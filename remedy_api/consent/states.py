"""To whom something may be shown, what of a case, and how that was said; pure."""

from collections.abc import Mapping
from enum import StrEnum

from remedy_api.accounts.states import OrganisationKind


class Audience(StrEnum):
    """To whom something may be shown, once the workers have consented."""

    OPERATOR = "operator"
    SUPPLIERS = "suppliers"
    BUYERS = "buyers"
    MONITOR = "monitor"
    COORDINATOR = "coordinator"
    AUTHORITIES = "authorities"
    PUBLIC = "public"


COMPANIES = frozenset({Audience.OPERATOR, Audience.SUPPLIERS, Audience.BUYERS})
"""Audiences that the duty bearers of a case belong to."""

AUDIENCES_OF: Mapping[OrganisationKind, tuple[Audience, ...]] = {
    OrganisationKind.WORKER_ORGANISATION: (),
    OrganisationKind.MONITOR: (Audience.MONITOR,),
    OrganisationKind.COORDINATOR: (Audience.COORDINATOR,),
    OrganisationKind.BUYER: (Audience.BUYERS,),
    # One company may supply from sites that it runs itself.
    OrganisationKind.SUPPLIER: (Audience.SUPPLIERS, Audience.OPERATOR),
    OrganisationKind.OPERATOR: (Audience.OPERATOR, Audience.SUPPLIERS),
}
"""The audiences that an organisation can belong to, its own first. Worker organisations need no consent of those they speak for."""


class Content(StrEnum):
    """What of a case may be shown to an audience."""

    FACTS = "facts"
    NOTICE = "notice"
    EVIDENCE = "evidence"
    PROGRESS = "progress"
    TABLE = "table"
    FINDING = "finding"
    PLAN = "plan"


class Way(StrEnum):
    """How the workers said it. Of what was only said there is a witness, under seal."""

    WRITTEN = "written"
    ORAL = "oral"
