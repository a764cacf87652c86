"""Who reviews, who may look through others' eyes, and the row filter of everything that is shown outside."""

from datetime import date

from sqlalchemy import ColumnElement, and_, any_, exists, literal, or_
from sqlalchemy.orm import aliased
from sqlmodel import col

from remedy_api.access.actor import Actor
from remedy_api.access.decisions import Allowed, Decision, Denied, Hidden
from remedy_api.cases.models import CaseConsent, CaseFile
from remedy_api.cases.states import Role
from remedy_api.consent.states import Content
from remedy_api.kit.i18n import _N
from remedy_api.remedies.states import COMPANIES
from remedy_api.reporting.states import TELLABLE
from remedy_api.reporting.viewer import Viewer

_CONSENT = aliased(CaseConsent)
LOOKING = frozenset({Role.REPRESENTATIVE, Role.COORDINATOR})
"""Roles of those who see what others would be shown of a case."""


def can_review(actor: Actor, organisation: bytes) -> Decision:
    """Buyers, suppliers and employers review what they are shown; strangers to an organisation see nothing of it."""
    membership = actor.membership(organisation)
    if membership is None:
        return Hidden()
    if membership.kind in COMPANIES:
        return Allowed()
    return Denied(_N("Only buyers, suppliers and employers have a review. Whoever stands beside workers reads their cases."))


def can_look(roles: frozenset[Role]) -> Decision:
    """What others would be shown is seen by those who represent the workers in a case, and by its coordinators."""
    if roles & LOOKING:
        return Allowed()
    return Denied(_N("Only those who represent the workers in this case, and its coordinators, see what others would be shown."))


def shown_to(viewer: Viewer, today: date) -> ColumnElement[bool]:
    """Of the cases within a viewer's reach those of which anything is shown to it: it may be told, and the workers agreed."""
    return and_(may_be_told(), rests_on(viewer, Content.FACTS, today))


def may_be_told() -> ColumnElement[bool]:
    """Whether a case stands where anything of it may be shown outside: `states.tellable`, as the database asks it."""
    return and_(col(CaseFile.stage).in_(TELLABLE), ~col(CaseFile.suspended), ~col(CaseFile.all_withdrawn))


def rests_on(viewer: Viewer, content: Content, today: date) -> ColumnElement[bool]:
    """Whether a live consent allows this viewer this content: the rule of `consent.ledger`, as the database asks it."""
    own = viewer.audiences[:1]
    return exists().where(
        col(_CONSENT.case) == CaseFile.case,
        col(_CONSENT.content) == content,
        or_(col(_CONSENT.until).is_(None), col(_CONSENT.until) >= today),
        or_(
            and_(col(_CONSENT.audience).in_(own), col(_CONSENT.organisations) == []),
            and_(
                col(_CONSENT.audience).in_(viewer.audiences),
                literal(viewer.fingerprint) == any_(col(_CONSENT.organisations)),
            ),
        ),
    )
