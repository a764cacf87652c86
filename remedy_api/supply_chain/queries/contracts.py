"""Contracts of buyers."""

from collections.abc import Sequence

from sqlmodel import Session, select

from remedy_api.access.actor import Actor
from remedy_api.kit.errors import NotFound
from remedy_api.kit.pagination import Paging
from remedy_api.supply_chain.models import Contract, ContractWord
from remedy_api.supply_chain.policy import can_see_contracts, visible_contracts
from remedy_api.supply_chain.queries.companies import company_summaries, organisation_names
from remedy_api.supply_chain.queries.naming import found_page
from remedy_api.supply_chain.queries.shaping import told
from remedy_api.supply_chain.schemas.contract import ContractPublic


def contract_page(session: Session, actor: Actor, paging: Paging, *, search: str = "") -> tuple[list[ContractPublic], str | None]:
    """One page of the contracts the actor sees: all by title, or those whose title or number holds a word that begins so.

    Raises Forbidden.
    """
    can_see_contracts(actor).enforce()
    contracts, following = found_page(
        session,
        select(Contract).where(visible_contracts(actor)),
        search=search,
        words=ContractWord,
        identity=Contract.contract,
        name=Contract.title,
        paging=paging,
    )
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
    suppliers = company_summaries(session, (one.supplier for one in contracts))
    return [told(one, ContractPublic, buyer_name=buyers[one.buyer], supplier=suppliers[one.supplier]) for one in contracts]
