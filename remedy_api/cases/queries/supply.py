"""Who stands behind the site of a case, as far as it fits on the case's page."""

from collections.abc import Collection

from sqlmodel import Session

from remedy_api.accounts.states import OrganisationKind
from remedy_api.cases.schemas import SupplyBuyer, SupplyCompany, SupplyView
from remedy_api.supply_chain.queries.paths import behind_site

MOST = 12
"""Companies, and contracts, on the page of a case; the site has a page with all of them."""
_CONTRACTS = frozenset({OrganisationKind.WORKER_ORGANISATION, OrganisationKind.COORDINATOR})


def supply_of(session: Session, kinds: Collection[str], site: bytes | None) -> SupplyView:
    """The operator of the site, the companies it works for, and the contracts behind them, nearest first.

    `kinds`: of the viewer's organisations. A monitor is told of companies, not of contracts.
    """
    if site is None:
        return SupplyView(operator=None, suppliers=[], buyers=[], more=False)
    behind = behind_site(session, site)
    contracts = behind.contracts if _CONTRACTS & set(kinds) else ()
    operator = behind.operator
    return SupplyView(
        operator=SupplyCompany(company=operator[0], name=operator[1], path=[operator[1]]) if operator else None,
        suppliers=[SupplyCompany(company=one.company, name=one.name, path=list(one.path)) for one in behind.suppliers[:MOST]],
        buyers=[
            SupplyBuyer(buyer=one.buyer_name, title=one.title, reference=one.reference, path=list(one.path))
            for one in contracts[:MOST]
        ],
        more=not behind.complete or len(behind.suppliers) > MOST or len(contracts) > MOST,
    )
