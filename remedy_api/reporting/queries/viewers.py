"""Through whose eyes one may look at a case: of those behind its site, those who must answer in it, those at its tables."""

from sqlalchemy import or_
from sqlmodel import Session, col, select

from remedy_api.accounts.models import Organisation
from remedy_api.cases.models import CaseDutyBearer, CaseFile, CaseTable
from remedy_api.remedies.models import TableParty
from remedy_api.remedies.states import COMPANIES
from remedy_api.supply_chain.models import CompanyProfile
from remedy_api.supply_chain.queries.paths import behind_site


def viewers_of(session: Session, file: CaseFile) -> list[Organisation]:
    """The companies and buyers of the programme around a case, by name."""
    behind = behind_site(session, file.site) if file.site else None
    companies = {one.company for one in behind.suppliers} if behind else set()
    if behind and behind.operator:
        companies.add(behind.operator[0])
    buyers = {one.buyer for one in behind.contracts} if behind else set()
    bearers = select(CaseDutyBearer.company).where(CaseDutyBearer.case == file.case)
    answering = select(CompanyProfile.organisation).where(
        col(CompanyProfile.organisation).is_not(None),
        or_(col(CompanyProfile.company).in_(companies), col(CompanyProfile.company).in_(bearers)),
    )
    sitting = (
        select(TableParty.organisation).join(CaseTable, col(CaseTable.table) == TableParty.table).where(CaseTable.case == file.case)
    )
    query = select(Organisation).where(
        col(Organisation.kind).in_(COMPANIES),
        or_(
            col(Organisation.organisation).in_(buyers),
            col(Organisation.organisation).in_(answering),
            col(Organisation.organisation).in_(sitting),
        ),
    )
    return list(session.exec(query.order_by(col(Organisation.name), col(Organisation.organisation))))
