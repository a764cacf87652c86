"""Contracts of buyers are added and changed."""

from sqlmodel import Session

from remedy_api.access.actor import Actor
from remedy_api.accounts.models import Organisation
from remedy_api.kit.errors import NotFound
from remedy_api.kit.ids import new_id
from remedy_api.supply_chain.actions.storing import changes_of, remember_words, store
from remedy_api.supply_chain.errors import ContractTwin, days_reversed, unknown_company, unknown_organisation
from remedy_api.supply_chain.models import Contract, ContractWord
from remedy_api.supply_chain.policy import can_confirm_contracts, can_keep_contracts_of, can_see_contracts, keeps
from remedy_api.supply_chain.queries.companies import company_of
from remedy_api.supply_chain.schemas.contract import ContractCreate, ContractUpdate

_TWINS = {"contract_is_once": ContractTwin}
_CLEARABLE = {"ends_on", "value_band"}


def add_contract(session: Session, actor: Actor, *, wanted: ContractCreate) -> Contract:
    """Add one contract; what a buyer adds waits until the programme's keepers confirm it.

    Raises Forbidden, ContractTwin, Invalid for an unknown buyer or supplier.
    """
    can_see_contracts(actor).enforce()
    can_keep_contracts_of(actor, wanted.buyer).enforce()
    buyer = session.get(Organisation, wanted.buyer)
    if buyer is None or buyer.kind != "buyer":
        raise unknown_organisation("/buyer")
    _check_supplier(session, actor, wanted.supplier)
    contract = Contract(contract=new_id(), **wanted.model_dump(), confirmed=keeps(actor))
    store(session, contract, _TWINS)
    remember_words(session, ContractWord, contract.contract, (contract.title, contract.reference))
    return contract


def change_contract(session: Session, actor: Actor, *, contract: Contract, wanted: ContractUpdate) -> Contract:
    """Change what `wanted` names of a contract that the caller holds locked. Raises what `add_contract` raises."""
    can_keep_contracts_of(actor, contract.buyer).enforce()
    changes = changes_of(wanted, _CLEARABLE)
    if "confirmed" in changes:
        can_confirm_contracts(actor).enforce()
    elif not keeps(actor) and changes.get("supplier", contract.supplier) != contract.supplier:
        # What was confirmed is a contract with this supplier: with another one the buyer would open other sites to itself.
        changes["confirmed"] = False
    _check_supplier(session, actor, changes.get("supplier"))
    for name, value in changes.items():
        setattr(contract, name, value)
    if contract.ends_on is not None and contract.ends_on < contract.starts_on:
        raise days_reversed("/ends_on")
    contract.version += 1
    store(session, contract, _TWINS)
    remember_words(session, ContractWord, contract.contract, (contract.title, contract.reference))
    return contract


def _check_supplier(session: Session, actor: Actor, supplier: bytes | None) -> None:
    if supplier is None:
        return
    try:
        company_of(session, actor, supplier)
    except NotFound as error:
        raise unknown_company("/supplier") from error
