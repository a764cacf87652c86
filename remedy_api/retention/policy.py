"""Who holds a case and for how long that counts, who sees what is to be erased: by which rooms, and by which sums."""

from sqlalchemy import ColumnElement, exists
from sqlmodel import col

from remedy_api.access.actor import Actor
from remedy_api.access.decisions import Allowed, Decision, Denied
from remedy_api.accounts.states import OrganisationKind
from remedy_api.cases.models import CaseReader
from remedy_api.cases.states import Role
from remedy_api.kit.i18n import _N
from remedy_api.retention.models import CaseHold
from remedy_api.retention.states import HOLDING


def can_hold(roles: frozenset[Role]) -> Decision:
    """Whether somebody whose organisations have these roles in a case may hold it, and let it go again."""
    if roles & HOLDING:
        return Allowed()
    return Denied(_N("Only those who represent the workers in this case, and its coordinators, can hold it."))


def in_force() -> ColumnElement[bool]:
    """The holds that count: of organisations that may hold the case still. Nobody keeps a case from its end who has nothing to say
    in it any more. The row stays and shows whose hold fell away, and counts again if the role comes back.
    """
    return exists().where(
        col(CaseReader.case) == col(CaseHold.case),
        col(CaseReader.organisation) == col(CaseHold.organisation),
        col(CaseReader.role).in_(HOLDING),
    )


def can_foresee(actor: Actor) -> Decision:
    """Administrators and coordinators see how much is to be erased, and nothing of it."""
    if actor.administrator or any(one.kind == OrganisationKind.COORDINATOR for one in actor.memberships):
        return Allowed()
    return Denied(_N("Only the administrator and coordinators can see these numbers."))
