"""Who sees and opens which cases: the one row filter that every list and every case of an actor goes through."""

from sqlalchemy import ColumnElement, exists
from sqlalchemy.orm import aliased
from sqlmodel import col

from remedy_api.access.actor import Actor
from remedy_api.access.decisions import Allowed, Decision, Denied
from remedy_api.accounts.states import OrganisationKind
from remedy_api.cases.models import CaseFile, CaseReader, CaseReport
from remedy_api.kit.i18n import _N
from remedy_api.rooms.models import RoomReader

# Made once: an alias of its own for each request would be built up column by column each time.
_CASE_READER, _ROOM_READER = aliased(CaseReader), aliased(RoomReader)


def visible_cases(actor: Actor) -> ColumnElement[bool]:
    """The cases that some organisation of the actor reads. An administrator sees none by being one."""
    # Asked of each row of a page, never of all cases there are: the cost of a list must not grow with the table.
    return exists().where(col(_CASE_READER.case) == CaseFile.case, col(_CASE_READER.organisation).in_(actor.organisations))


def visible_reports(actor: Actor) -> ColumnElement[bool]:
    """Of the reports of a case only those that some organisation of the actor reads itself: whoever is admitted to a case
    was not chosen by its reporters.
    """
    return exists().where(col(_ROOM_READER.room) == CaseReport.room, col(_ROOM_READER.organisation).in_(actor.organisations))


def can_found(actor: Actor) -> Decision:
    """Worker organisations open cases: nobody else speaks for the workers."""
    if any(one.kind == OrganisationKind.WORKER_ORGANISATION for one in actor.memberships):
        return Allowed()
    return Denied(_N("Only members of a worker organisation can open a case."))


def can_count(actor: Actor) -> Decision:
    """Coordinators see how many cases are overdue, and nothing of them."""
    if any(one.kind == OrganisationKind.COORDINATOR for one in actor.memberships):
        return Allowed()
    return Denied(_N("Only coordinators can see these numbers."))
