"""Which names a viewer knows already: of sites and companies on its own paths, and of those it sits with at a table.

A consent to show a case is none to show a supply chain: what a viewer does not see there, it is not told here either.
"""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, or_
from sqlmodel import Session, col, select

from remedy_api.accounts.models import Organisation
from remedy_api.accounts.states import OrganisationKind
from remedy_api.remedies.models import TableParty
from remedy_api.reporting.queries.which import seats_of
from remedy_api.reporting.viewer import Viewer
from remedy_api.supply_chain.models import CompanyProfile, Site
from remedy_api.supply_chain.policy.reach import among, companies_behind, own_companies, own_sites, sites_behind


def known_sites(session: Session, viewer: Viewer, sites: Collection[bytes]) -> set[bytes]:
    """Of these sites those that the viewer sees in the supply chain."""
    if viewer.kind is None or not sites:
        return set()
    mine = [viewer.organisation]
    reach = sites_behind(mine) if viewer.kind == OrganisationKind.BUYER else own_sites(mine)
    return set(session.exec(select(Site.site).where(col(Site.site).in_(sites), among(Site.site, reach))))


def known_companies(session: Session, viewer: Viewer, companies: Collection[bytes]) -> dict[bytes, str]:
    """Of these companies those on the viewer's own paths, or the viewer itself, with their names."""
    if viewer.kind is None or not companies:
        return {}
    query = select(CompanyProfile.company, CompanyProfile.name)
    query = query.where(col(CompanyProfile.company).in_(companies), among(CompanyProfile.company, _reach(viewer)))
    return dict(session.exec(query).all())


def known_organisations(session: Session, viewer: Viewer, organisations: Collection[bytes]) -> dict[bytes, str]:
    """Of these organisations those that the viewer sits with at a table, or that are companies it knows, with their names."""
    if viewer.kind is None or not organisations:
        return {}
    tables = list(seats_of(session, viewer))
    together = select(TableParty.organisation).where(col(TableParty.table).in_(tables))
    companies = select(CompanyProfile.organisation).where(
        col(CompanyProfile.organisation).in_(organisations), among(CompanyProfile.company, _reach(viewer))
    )
    query = select(Organisation.organisation, Organisation.name).where(
        col(Organisation.organisation).in_(organisations),
        or_(col(Organisation.organisation).in_(together), col(Organisation.organisation).in_(companies)),
    )
    return dict(session.exec(query).all())


def _reach(viewer: Viewer) -> Select[Any]:
    mine = [viewer.organisation]
    return companies_behind(mine) if viewer.kind == OrganisationKind.BUYER else own_companies(mine)
