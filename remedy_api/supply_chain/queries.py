"""Every SELECT on sites."""

from sqlmodel import Session, col, select

from remedy_api.access.actor import Actor
from remedy_api.kit.errors import NotFound
from remedy_api.kit.pagination import Paging, fetch_page
from remedy_api.supply_chain.models import Site
from remedy_api.supply_chain.policy import can_keep_sites


def site_page(session: Session, actor: Actor, paging: Paging) -> tuple[list[Site], str | None]:
    """One page of all sites by name. Raises Forbidden."""
    can_keep_sites(actor).enforce()
    return fetch_page(session, select(Site), keys=(col(Site.name), col(Site.site)), paging=paging)


def site_of(session: Session, actor: Actor, site: bytes, *, lock: bool = False) -> Site:
    """One site, locked for a change when asked. Raises Forbidden, NotFound."""
    can_keep_sites(actor).enforce()
    query = select(Site).where(Site.site == site)
    found = session.exec(query.with_for_update() if lock else query).one_or_none()
    if found is None:
        raise NotFound
    return found


def open_sites(session: Session) -> list[Site]:
    """All sites that are open for filing, by name: public, and bounded by the size of the file."""
    return list(session.exec(select(Site).where(Site.open_for_filing).order_by(col(Site.name), col(Site.site))))


def twin_exists(session: Session, *, country: str, name: str, address: str) -> bool:
    """Whether the same site is there already."""
    query = select(Site.site).where(Site.country == country, Site.name == name, Site.address == address)
    return session.exec(query).first() is not None
