"""Kinds and states of people and organisations; pure."""

from datetime import date
from enum import StrEnum


class OrganisationKind(StrEnum):
    """What an organisation is in the programme."""

    WORKER_ORGANISATION = "worker_organisation"
    MONITOR = "monitor"
    COORDINATOR = "coordinator"
    BUYER = "buyer"
    SUPPLIER = "supplier"
    OPERATOR = "operator"


RECEIVERS = frozenset({OrganisationKind.WORKER_ORGANISATION, OrganisationKind.MONITOR, OrganisationKind.COORDINATOR})
"""The kinds that may be chosen as readers of a report. Never a company: nothing reaches one before safety and consent."""


COMPANIES = frozenset({OrganisationKind.SUPPLIER, OrganisationKind.OPERATOR, OrganisationKind.BUYER})
"""The kinds that workers have something against, or that buy from those: nothing of theirs is the workers' side."""


class Role(StrEnum):
    """What somebody is invited as. The words are the protocol's: the MACs bind them."""

    MANAGER = "manager"
    MEMBER = "member"


class SlotType(StrEnum):
    """What opens a slot that holds the account secret."""

    PASSPHRASE = "passphrase"  # noqa: S105 - a kind, not a secret
    RECOVERY = "recovery"


class MembershipState(StrEnum):
    """Whether a membership counts. Waiting ones are accepted invitations and have no row of their own."""

    ACCEPTED = "accepted"
    CONFIRMED = "confirmed"
    REMOVED = "removed"


class InvitationState(StrEnum):
    """How far an invitation has come. Expired is never stored: it is what the day says of an open one."""

    INVITED = "invited"
    ACCEPTED = "accepted"
    CONFIRMED = "confirmed"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


OPEN = frozenset({InvitationState.INVITED, InvitationState.ACCEPTED})
"""Invitations that can still come to something."""

NEXT_STATES: dict[InvitationState, frozenset[InvitationState]] = {
    InvitationState.INVITED: frozenset({InvitationState.ACCEPTED, InvitationState.WITHDRAWN, InvitationState.EXPIRED}),
    InvitationState.ACCEPTED: frozenset({InvitationState.CONFIRMED, InvitationState.WITHDRAWN, InvitationState.EXPIRED}),
    InvitationState.CONFIRMED: frozenset(),
    InvitationState.WITHDRAWN: frozenset(),
    InvitationState.EXPIRED: frozenset(),
}
"""What may follow what. Nobody is confirmed who has not accepted, and nothing ended begins again."""


def state_on(day: date, state: InvitationState, expires_on: date) -> InvitationState:
    """The state an invitation shows on a day: it holds through its last day and is expired on the next."""
    return InvitationState.EXPIRED if state in OPEN and day > expires_on else state
