"""Supply links: of a site, of a company, and one of them."""

from typing import Any

from sqlalchemy import ColumnElement, Select
from sqlmodel import Session, col, select

from remedy_api.access.actor import Actor
from remedy_api.kit.errors import NotFound
from remedy_api.kit.pagination import Paging, fetch_page
from remedy_api.supply_chain.models import CompanyProfile, Product, Site, SupplyLink
from remedy_api.supply_chain.policy import can_see, shown_only, visible_links
from remedy_api.supply_chain.queries.companies import company_of, public_product
from remedy_api.supply_chain.queries.shaping import told
from remedy_api.supply_chain.queries.sites import site_of
from remedy_api.supply_chain.schemas.fields import CompanySummary
from remedy_api.supply_chain.schemas.link import LinkPublic
from remedy_api.supply_chain.states import WITHHELD


def links_of_site(session: Session, actor: Actor, site: bytes, paging: Paging) -> tuple[list[LinkPublic], str | None]:
    """One page of the links of a site that the actor sees. Raises Forbidden, NotFound."""
    site_of(session, actor, site)
    return _page(session, actor, col(SupplyLink.site) == site, paging)


def links_of_company(session: Session, actor: Actor, company: bytes, paging: Paging) -> tuple[list[LinkPublic], str | None]:
    """One page of the links to a company that the actor sees. Raises Forbidden, NotFound."""
    company_of(session, actor, company)
    return _page(session, actor, col(SupplyLink.company) == company, paging)


def link_of(session: Session, actor: Actor, link: bytes, *, lock: bool = False) -> SupplyLink:
    """One link the actor sees, locked for a change when asked. Raises Forbidden, NotFound."""
    can_see(actor).enforce()
    query = select(SupplyLink).join(Site, col(Site.site) == SupplyLink.site).where(SupplyLink.link == link, visible_links(actor))
    found = session.exec(query.with_for_update(of=SupplyLink) if lock else query).one_or_none()
    if found is None:
        raise NotFound
    return found


def public_link(session: Session, actor: Actor, link: SupplyLink) -> LinkPublic:
    """A link as it is answered to somebody."""
    return _public(actor, session.execute(_whole().where(col(SupplyLink.link) == link.link)).one())


def _whole() -> Select[Any]:
    # SQLModel types a select of four tables as a class of its own; every caller needs no more than SQLAlchemy's.
    return (
        select(SupplyLink, Site, CompanyProfile, Product)  # type: ignore[return-value]
        .join(Site, col(Site.site) == SupplyLink.site)
        .join(CompanyProfile, col(CompanyProfile.company) == SupplyLink.company)
        .join(Product, col(Product.product) == SupplyLink.product, isouter=True)
    )


def _page(session: Session, actor: Actor, which: ColumnElement[bool], paging: Paging) -> tuple[list[LinkPublic], str | None]:
    rows, following = fetch_page(session, _whole().where(which, visible_links(actor)), keys=(SupplyLink.link,), paging=paging)
    return [_public(actor, row) for row in rows], following


def _public(actor: Actor, row: Any) -> LinkPublic:
    link, site, company, product = row
    # Who sees a link need not see the name that workers gave to what is made.
    if product and shown_only(actor) and product.source in WITHHELD:
        product = None
    return told(
        link,
        LinkPublic,
        site_name=site.name,
        site_country=site.country,
        company=told(company, CompanySummary),
        product=public_product(product) if product else None,
    )
