"""Behind which suppliers of a buyer a site stands: the walk of supply_chain.policy.reach, upwards from a few sites.

It begins at sites with something to show, which are few, and goes along shown links alone, so what it costs follows from these.
"""

from collections.abc import Collection

from sqlalchemy import literal, union
from sqlalchemy import select as columns_of
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from remedy_api.supply_chain.models import Site, SupplyLink
from remedy_api.supply_chain.policy.reach import MOST_STEPS, among, shown, suppliers_of


def suppliers_before(session: Session, buyer: bytes, sites: Collection[bytes]) -> dict[bytes, frozenset[bytes]]:
    """For each of these sites the companies that a buyer has confirmed contracts with and to which a path leads from it."""
    if not sites:
        return {}
    link, site, operated = aliased(SupplyLink), aliased(Site), aliased(Site)
    first = (
        columns_of(col(link.site).label("origin"), col(link.company).label("company"), literal(1).label("step"))
        .join(site, col(site.site) == link.site)
        .where(col(link.site).in_(sites), shown(link.source), shown(site.source))
        .cte("before", recursive=True)
    )
    onward, between = aliased(SupplyLink), aliased(Site)
    further = (
        columns_of(first.c.origin, col(onward.company), first.c.step + 1)
        .join(between, col(between.operator) == first.c.company)
        .join(onward, col(onward.site) == between.site)
        .where(shown(onward.source), shown(between.source), first.c.step < MOST_STEPS)
    )
    before = first.union(further)
    # From the operator it goes no further than to its own contracts: what its other sites deliver is not made here.
    by_operator = columns_of(col(operated.site), col(operated.operator)).where(
        col(operated.site).in_(sites), col(operated.operator).is_not(None), shown(operated.source)
    )
    reached = union(columns_of(before.c.origin, before.c.company), by_operator).subquery()
    origin, company = reached.c[0], reached.c[1]
    query = columns_of(origin, company).where(among(company, suppliers_of([buyer])))
    found: dict[bytes, set[bytes]] = {}
    for where, supplier in session.execute(query):
        found.setdefault(where, set()).add(supplier)
    return {where: frozenset(suppliers) for where, suppliers in found.items()}
