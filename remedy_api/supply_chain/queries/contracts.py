"""Contracts of buyers."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from remedy_api.access.actor import Actor
from remedy_api.kit.errors import NotFound
from remedy_api.kit.pagination import Paging, fetch_page
from remedy_api.supply_chain.models import CompanyProfile, Contract
from remedy_api.supply_chain.policy import can_see_contracts, visible_contracts
from remedy_api.supply_chain.queries.companies import organisation_names
from remedy_api.supply_chain.queries.shaping import told
from remedy_api.supply_chain.schemas.contract import ContractPublic
from remedy_api.supply_chain.schemas.fields import CompanyName


def contract_page(session: Session, actor: Actor, paging: Paging) -> tuple[list[ContractPublic], str | None]:
    """One page of the contracts the actor sees, by title. Raises Forbidden."""
    can_see_contracts(actor).enforce()
    query = select(Contract).where(visible_contracts(actor))
    contracts, following = fetch_page(session, query, keys=(Contract.title, Contract.contract), paging=paging)
    return public_contracts(session, contracts), following


def contract_of(session: Session, actor: Actor, contract: bytes, *, lock: bool = False) -> Contract:
    """One contract the actor sees, locked for a change when asked. Raises Forbidden, NotFound."""
    can_see_contracts(actor).enforce()
    query = select(Contract).where(Contract.contract == contract, visible_contracts(actor))
    found = session.exec(query.with_for_update() if lock else query).one_or_none()
    if found is None:
        raise NotFound
    return found


def public_contract(session: Session, contract: Contract) -> ContractPublic:
    """A contract as it is answered."""
    return public_contracts(session, [contract])[0]


def public_contracts(session: Session, contracts: Sequence[Contract]) -> list[ContractPublic]:
    """Contracts as they are answered, in the same order."""
    buyers = organisation_names(session, {one.buyer for one in contracts})
    wanted = {one.supplier for one in contracts}
    query = select(CompanyProfile.company, CompanyProfile.name).where(col(CompanyProfile.company).in_(wanted))
    suppliers = {company: CompanyName(company=company, name=name) for company, name in session.exec(query)} if wanted else {}
    return [told(one, ContractPublic, buyer=buyers[one.buyer], supplier=suppliers[one.supplier]) for one in contracts]
