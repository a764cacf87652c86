"""Sites."""

from collections.abc import Iterable, Sequence

from sqlalchemy import tuple_
from sqlmodel import Session, col, select

from remedy_api.access.actor import Actor
from remedy_api.kit.errors import NotFound
from remedy_api.kit.pagination import Paging
from remedy_api.supply_chain.models import Site, SiteIdentifier, SiteWord
from remedy_api.supply_chain.policy import can_see, visible_sites
from remedy_api.supply_chain.queries.companies import company_summaries
from remedy_api.supply_chain.queries.naming import found_page
from remedy_api.supply_chain.queries.shaping import told
from remedy_api.supply_chain.schemas.site import Identifier, SitePublic

Place = tuple[str, str, str]
"""Country, name and address: what a site is known by when it has no number."""


def site_page(session: Session, actor: Actor, paging: Paging, *, search: str = "") -> tuple[list[SitePublic], str | None]:
    """One page of the sites the actor sees: all by name, or those whose name, native name or OS ID holds a word that begins so.

    Raises Forbidden.
    """
    can_see(actor).enforce()
    sites, following = found_page(
        session,
        select(Site).where(visible_sites(actor)),
        search=search,
        words=SiteWord,
        identity=Site.site,
        name=Site.name,
        paging=paging,
    )
    return public_sites(session, sites), following


def site_of(session: Session, actor: Actor, site: bytes, *, lock: bool = False) -> Site:
    """One site the actor sees, locked for a change when asked. Raises Forbidden, NotFound."""
    can_see(actor).enforce()
    query = select(Site).where(Site.site == site, visible_sites(actor))
    found = session.exec(query.with_for_update() if lock else query).one_or_none()
    if found is None:
        raise NotFound
    return found


def public_site(session: Session, site: Site) -> SitePublic:
    """A site as it is answered."""
    return public_sites(session, [site])[0]


def public_sites(session: Session, sites: Sequence[Site]) -> list[SitePublic]:
    """Sites as they are answered, in the same order."""
    ids, operators = [one.site for one in sites], {one.operator for one in sites if one.operator}
    numbers: dict[bytes, list[Identifier]] = {}
    query = select(SiteIdentifier).where(col(SiteIdentifier.site).in_(ids))
    for number in session.exec(query.order_by(col(SiteIdentifier.scheme), col(SiteIdentifier.value))) if ids else ():
        numbers.setdefault(number.site, []).append(Identifier(scheme=number.scheme, value=number.value))
    companies = company_summaries(session, operators)
    return [
        told(
            one,
            SitePublic,
            identifiers=numbers.get(one.site, []),
            operator=companies.get(one.operator) if one.operator else None,
        )
        for one in sites
    ]


def open_sites(session: Session) -> list[Site]:
    """All sites that are open for filing, by name: public, and bounded by the size of the file."""
    return list(session.exec(select(Site).where(Site.open_for_filing).order_by(col(Site.name), col(Site.site))))


def sites_at(session: Session, places: Iterable[Place]) -> dict[Place, bytes]:
    """The sites that are there already under these countries, names and addresses."""
    columns = col(Site.country), col(Site.name), col(Site.address)
    query = select(*columns, Site.site).where(tuple_(*columns).in_(list(places)))
    return {(country, name, address): site for country, name, address, site in session.exec(query)}


def sites_numbered(session: Session, os_ids: Iterable[str]) -> dict[str, bytes]:
    """The sites that are there already under these OS IDs."""
    query = select(Site.os_id, Site.site).where(col(Site.os_id).in_(list(os_ids)))
    return {os_id: site for os_id, site in session.exec(query) if os_id}
