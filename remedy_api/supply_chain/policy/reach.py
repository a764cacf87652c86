"""How far companies and buyers see: ids, as sub-queries whose cost follows from their own chain and not from all there is."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, any_, func, literal
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from remedy_api.supply_chain.models import CompanyProfile, Contract, Site, SupplyLink
from remedy_api.supply_chain.states import WITHHELD

MOST_STEPS = 6
"""Companies on the longest path that is looked at, from the site to the supplier of the contract."""


def among(column: Any, ids: Select[Any]) -> ColumnElement[bool]:
    """Whether a column is one of these ids, which the database finds first and then looks up: they are few."""
    return col(column) == any_(func.array(ids.scalar_subquery()))


def shown(source: Any) -> ColumnElement[bool]:
    """What was told by somebody else than workers and monitors."""
    return col(source).not_in(WITHHELD)


def own_companies(organisations: Sequence[bytes]) -> Select[Any]:
    """The companies that these organisations of the programme are."""
    company = aliased(CompanyProfile)
    return select(company.company).where(col(company.organisation).in_(organisations))


def own_links(organisations: Sequence[bytes]) -> Select[Any]:
    """The shown links of sites these organisations operate, and of sites that make something for them."""
    link, site = aliased(SupplyLink), aliased(Site)
    operated = (
        select(link.link)
        .join(site, col(site.site) == link.site)
        .where(among(site.operator, own_companies(organisations)), shown(link.source), shown(site.source))
    )
    delivered = (
        select(link.link)
        .join(site, col(site.site) == link.site)
        .where(among(link.company, own_companies(organisations)), shown(link.source), shown(site.source))
    )
    return select(operated.union(delivered).subquery().c.link)


def own_sites(organisations: Sequence[bytes]) -> Select[Any]:
    """The sites these organisations operate, and those that make something for them."""
    site, link = aliased(Site), aliased(SupplyLink)
    operated = select(site.site).where(among(site.operator, own_companies(organisations)), shown(site.source))
    delivering = select(link.site).where(among(link.link, own_links(organisations)))
    return select(operated.union(delivering).subquery().c.site)


def partners(organisations: Sequence[bytes]) -> Select[Any]:
    """These organisations as companies, and the companies at the other end of their links."""
    link, site = aliased(SupplyLink), aliased(Site)
    served = select(link.company).where(among(link.link, own_links(organisations)))
    serving = select(site.operator).where(among(site.site, own_sites(organisations)), col(site.operator).is_not(None))
    return select(own_companies(organisations).union(served, serving).subquery().c.company)


def suppliers_of(buyers: Sequence[bytes]) -> Select[Any]:
    """The companies these buyers have contracts with, as far as somebody else than the buyer has confirmed it."""
    contract = aliased(Contract)
    return select(contract.supplier).where(col(contract.buyer).in_(buyers), col(contract.confirmed))


def _behind(buyers: Sequence[bytes]) -> CTE:
    # From the suppliers down: who operates a site that makes something for one of them is on a path as well.
    start = suppliers_of(buyers).add_columns(literal(1).label("step")).cte("behind", recursive=True)
    link, site = aliased(SupplyLink), aliased(Site)
    down = (
        select(site.operator, start.c.step + 1)
        .select_from(start)
        .join(link, col(link.company) == start.c.supplier)
        .join(site, col(site.site) == link.site)
        .where(col(site.operator).is_not(None), shown(link.source), shown(site.source), start.c.step < MOST_STEPS)
    )
    return start.union(down)


def companies_behind(buyers: Sequence[bytes]) -> Select[Any]:
    """The companies on paths to contracts of these buyers."""
    behind = _behind(buyers)
    return select(behind.c.supplier)


def sites_behind(buyers: Sequence[bytes]) -> Select[Any]:
    """The sites from which a path leads to a contract of these buyers."""
    link, site, operated = aliased(SupplyLink), aliased(Site), aliased(Site)
    by_operator = select(operated.site).where(among(operated.operator, suppliers_of(buyers)), shown(operated.source))
    by_link = (
        select(link.site)
        .join(site, col(site.site) == link.site)
        .where(among(link.company, companies_behind(buyers)), shown(link.source), shown(site.source))
    )
    return select(by_operator.union(by_link).subquery().c.site)
