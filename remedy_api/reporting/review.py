"""What an organisation reviews: its suppliers with figures, and the cases of each as far as the workers consented."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlmodel import Session, col, select

from remedy_api.access.actor import Actor
from remedy_api.access.permissions import Permission, decide_in
from remedy_api.accounts.models import Organisation
from remedy_api.accounts.states import OrganisationKind
from remedy_api.cases.profile import profile
from remedy_api.keyring.models import Roster
from remedy_api.kit.clock import now
from remedy_api.kit.errors import Field, Invalid, NotFound
from remedy_api.kit.i18n import _N
from remedy_api.kit.pagination import Page, Paging, fetch_page
from remedy_api.reporting.figures import figures_of
from remedy_api.reporting.policy import can_review
from remedy_api.reporting.queries.behind import suppliers_before
from remedy_api.reporting.queries.counting import steps_by_case
from remedy_api.reporting.queries.parts import material_of
from remedy_api.reporting.queries.which import (
    cases_among,
    cases_at_sites,
    cases_released,
    seats_of,
    sites_shown,
    sites_within,
)
from remedy_api.reporting.schemas import ShownCase, SupplierRow
from remedy_api.reporting.shown import shown_case
from remedy_api.reporting.viewer import Viewer, viewer_for
from remedy_api.supply_chain.models import CompanyProfile
from remedy_api.supply_chain.policy.reach import among, suppliers_of


def reviewing(session: Session, actor: Actor, organisation: bytes) -> Viewer:
    """One of the actor's organisations as a viewer. Raises Forbidden, NotFound."""
    decide_in(actor, Permission.READ_CASES, organisation).enforce()
    can_review(actor, organisation).enforce()
    return organisation_as_viewer(session, organisation)


def organisation_as_viewer(session: Session, organisation: bytes) -> Viewer:
    """Any organisation as a viewer; the caller has found that somebody may look with its eyes. Raises NotFound."""
    found = session.get(Organisation, organisation)
    if found is None:
        raise NotFound
    query = select(Roster.digest).where(Roster.organisation == organisation, Roster.version == 0)
    return viewer_for(session, OrganisationKind(found.kind), organisation, session.exec(query).one_or_none() or b"")


def today_here() -> date:
    """The day in the time zone of the procedure: consents run out with it."""
    return profile().today(now())


def shown_cases(session: Session, viewer: Viewer, cases: list[bytes], today: date) -> list[ShownCase]:
    """What the viewer is shown of these cases within its reach, in their order; those of which it is nothing are left out."""
    material = material_of(session, viewer, cases)
    found = (shown_case(material[case], viewer, today) for case in cases if case in material)
    return [one for one in found if one is not None]


def case_page(session: Session, viewer: Viewer, paging: Paging, *, supplier: bytes | None = None) -> Page[ShownCase]:
    """One page of the cases that a viewer is shown: all, or those behind one supplier. Raises Invalid."""
    today, after = today_here(), _position(viewer, paging)
    cases = _walk(session, viewer, supplier, after=after, limit=paging.limit + 1, today=today)
    more = len(cases) > paging.limit
    cases = cases[: paging.limit]
    shown = shown_cases(session, viewer, cases, today)
    return Page(items=shown, next=viewer.reference(cases[-1]).hex() if more else None)


def supplier_page(session: Session, viewer: Viewer, paging: Paging) -> Page[SupplierRow]:
    """One page of a buyer's suppliers by name, with figures; of anybody else itself alone. Raises Invalid."""
    today = today_here()
    if viewer.kind != OrganisationKind.BUYER:
        name = session.exec(select(Organisation.name).where(Organisation.organisation == viewer.organisation)).one()
        cases = cases_among(session, viewer, set(seats_of(session, viewer).values()), after=b"", limit=None, today=today)
        figures = figures_of({viewer.organisation: frozenset(cases)}, steps_by_case(session, viewer, cases, today))
        row = SupplierRow(supplier=viewer.organisation, name=name, figures=figures[viewer.organisation])
        return Page(items=[row], next=None)
    query = select(CompanyProfile).where(among(CompanyProfile.company, suppliers_of([viewer.organisation])))
    rows, following = fetch_page(session, query, keys=(CompanyProfile.name, CompanyProfile.company), paging=paging)
    behind = cases_by_supplier(session, viewer, today)
    # The figures hang together, so they are made of all suppliers, whichever are on this page.
    cells = {supplier: behind.get(supplier, frozenset()) for supplier in {*behind, *(row.company for row in rows)}}
    figures = figures_of(cells, steps_by_case(session, viewer, {one for cell in cells.values() for one in cell}, today))
    return Page(
        items=[SupplierRow(supplier=row.company, name=row.name, figures=figures[row.company]) for row in rows], next=following
    )


def cases_by_supplier(session: Session, viewer: Viewer, today: date) -> Mapping[bytes, frozenset[bytes]]:
    """The cases that a buyer is shown, under each of its suppliers behind whom they stand."""
    sites = sites_shown(session, viewer, today)
    before = suppliers_before(session, viewer.organisation, set(sites.values()))
    found: dict[bytes, set[bytes]] = {}
    for case, site in sites.items():
        for supplier in before.get(site, ()):
            found.setdefault(supplier, set()).add(case)
    return {supplier: frozenset(cases) for supplier, cases in found.items()}


def supplier_names(session: Session, viewer: Viewer, cases: Sequence[ShownCase]) -> dict[bytes, list[str]]:
    """For a buyer: the names of its suppliers behind whom these cases stand, by the reference of each case."""
    if viewer.kind != OrganisationKind.BUYER or not cases:
        return {}
    behind = cases_by_supplier(session, viewer, today_here())
    query = select(CompanyProfile.company, CompanyProfile.name).where(col(CompanyProfile.company).in_(behind))
    found: dict[bytes, list[str]] = {}
    for supplier, name in session.exec(query.order_by(col(CompanyProfile.name), col(CompanyProfile.company))):
        for case in behind[supplier]:
            found.setdefault(viewer.reference(case), []).append(name)
    return found


def _walk(session: Session, viewer: Viewer, supplier: bytes | None, *, after: bytes, limit: int, today: date) -> list[bytes]:
    if viewer.kind is None:
        return cases_released(session, after=after, limit=limit, today=today)
    if viewer.kind != OrganisationKind.BUYER:
        if supplier not in (None, viewer.organisation):
            return []
        return cases_among(session, viewer, set(seats_of(session, viewer).values()), after=after, limit=limit, today=today)
    if supplier is None:
        sites = sites_within(session, viewer)
    else:
        # The walk upwards begins at sites with something to show: there are fewer of these than behind all contracts.
        shown = set(sites_shown(session, viewer, today).values())
        before = suppliers_before(session, viewer.organisation, shown)
        sites = {site for site in shown if supplier in before.get(site, ())}
    return cases_at_sites(session, viewer, sites, after=after, limit=limit, today=today)


def _position(viewer: Viewer, paging: Paging) -> bytes:
    if paging.after is None:
        return b""
    try:
        reference = bytes.fromhex(paging.after)
    except ValueError:
        reference = b""
    if len(reference) != 16 or reference.hex() != paging.after:
        raise Invalid((Field("/after", "cursor", _N("This page does not exist. Begin again at the first one.")),))
    return viewer.case(reference)
