"""What somebody else would be shown of a case now: made by the same function from the same rows, for those who decide about it."""

from datetime import date

from sqlmodel import Session

from remedy_api.access.actor import Actor
from remedy_api.cases.models import CaseFile
from remedy_api.cases.queries.files import case_of, readers_of_case
from remedy_api.cases.states import Role
from remedy_api.consent.states import Content
from remedy_api.kit.errors import Field, Invalid
from remedy_api.kit.i18n import _N
from remedy_api.remedies.states import COMPANIES
from remedy_api.reporting.policy import can_look
from remedy_api.reporting.queries.parts import Material, material_of
from remedy_api.reporting.queries.viewers import viewers_of
from remedy_api.reporting.queries.which import within_reach
from remedy_api.reporting.review import organisation_as_viewer, today_here
from remedy_api.reporting.schemas import Preview, RestsOn, ViewerName
from remedy_api.reporting.shown import shown_case
from remedy_api.reporting.states import AT_TABLES, Why, tellable
from remedy_api.reporting.viewer import Viewer, the_public

_PARTS = (Content.FACTS, Content.PROGRESS, Content.FINDING, Content.PLAN)


def preview_of(session: Session, actor: Actor, case: bytes, organisation: bytes | None, *, public: bool) -> Preview:
    """What an organisation, or the public, would be shown of a case. Raises NotFound, Forbidden; Invalid for both or neither."""
    file = _looked_at(session, actor, case)
    if (organisation is None) != public:
        raise Invalid((Field("/organisation", "missing", _N("Say whose eyes to look with: one organisation's, or the public's.")),))
    viewer = the_public(session) if organisation is None else organisation_as_viewer(session, organisation)
    if viewer.kind is not None and viewer.kind not in COMPANIES:
        return Preview(shown=None, why=[Why.NO_REVIEW], rests_on=[])
    today, reached = today_here(), within_reach(session, viewer, case)
    of = material_of(session, viewer, [case])[case]
    shown = shown_case(of, viewer, today) if reached else None
    if shown is None:
        return Preview(shown=None, why=_why(file, of, viewer, today, reached), rests_on=[])
    named = (shown.facts, shown.progress, shown.finding, shown.plan)
    found = {viewer.consent_name(one.digest): one for one in of.consents}
    parts = [
        RestsOn(consent=found[part.consent].digest, name=part.consent, content=content)
        for content, part in zip(_PARTS, named, strict=True)
        if part is not None
    ]
    return Preview(shown=shown, why=[], rests_on=parts)


def viewers(session: Session, actor: Actor, case: bytes) -> list[ViewerName]:
    """Through whose eyes one may look at a case. Raises NotFound, Forbidden."""
    found = viewers_of(session, _looked_at(session, actor, case))
    return [ViewerName(organisation=one.organisation, name=one.name, kind=one.kind) for one in found]


def _looked_at(session: Session, actor: Actor, case: bytes) -> CaseFile:
    file, _ = case_of(session, actor, case)
    mine = (reader.role for reader, _ in readers_of_case(session, case) if reader.organisation in actor.organisations)
    can_look(frozenset(map(Role, mine))).enforce()
    return file


def _why(file: CaseFile, of: Material, viewer: Viewer, today: date, reached: bool) -> list[Why]:
    why = []
    if file.all_withdrawn:
        why.append(Why.ALL_WITHDRAWN)
    if not tellable(file.stage, suspended=file.suspended, all_withdrawn=False):
        why.append(Why.NOT_SAFE)
    if not reached:
        why.append(Why.NO_SEAT if viewer.kind in AT_TABLES else Why.NO_CONTRACT)
    if viewer.consent(of.consents, Content.FACTS, today) is None:
        why.append(Why.NO_CONSENT)
    return why
