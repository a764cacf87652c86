"""Who holds a case, who sees what is to be erased: by which rooms, and by which sums."""

from remedy_api.access.actor import Actor
from remedy_api.access.decisions import Allowed, Decision, Denied
from remedy_api.accounts.states import OrganisationKind
from remedy_api.cases.states import Role
from remedy_api.kit.i18n import _N
from remedy_api.retention.states import HOLDING


def can_hold(roles: frozenset[Role]) -> Decision:
    """Whether somebody whose organisations have these roles in a case may hold it, and let it go again."""
    if roles & HOLDING:
        return Allowed()
    return Denied(_N("Only those who represent the workers in this case, and its coordinators, can hold it."))


def can_foresee(actor: Actor) -> Decision:
    """Administrators and coordinators see how much is to be erased, and nothing of it."""
    if actor.administrator or any(one.kind == OrganisationKind.COORDINATOR for one in actor.memberships):
        return Allowed()
    return Denied(_N("Only the administrator and coordinators can see these numbers."))
