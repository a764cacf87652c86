"""Companies and their products are added and changed."""

from sqlmodel import Session

from remedy_api.access.actor import Actor
from remedy_api.accounts.models import Organisation
from remedy_api.kit.errors import Forbidden
from remedy_api.kit.i18n import _N
from remedy_api.kit.ids import new_id
from remedy_api.supply_chain.actions.storing import changes_of, remember_words, store
from remedy_api.supply_chain.errors import CompanyTwin, LeiTwin, ProductTwin, unknown_organisation
from remedy_api.supply_chain.models import CompanyProfile, CompanyWord, Product
from remedy_api.supply_chain.policy import can_add, can_add_companies, can_change, keeps, shown_only, source_for
from remedy_api.supply_chain.queries.companies import company_twin
from remedy_api.supply_chain.schemas.company import CompanyCreate, CompanyUpdate, ProductCreate
from remedy_api.supply_chain.states import WITHHELD

_TWINS = {"company_profile_is_once": CompanyTwin, "company_profile_lei_is_once": LeiTwin}
_CLEARABLE = {"lei", "organisation"}


def add_company(session: Session, actor: Actor, *, wanted: CompanyCreate) -> CompanyProfile:
    """Add one company. Raises Forbidden, CompanyTwin, LeiTwin, Invalid for an unknown organisation."""
    can_add_companies(actor).enforce()
    if wanted.organisation is not None and not keeps(actor):
        raise Forbidden(_N("Only the administrator and coordinators say which organisation a company is."))
    source = source_for(actor, wanted.source)
    _check_organisation(session, wanted.organisation)
    if shown_only(actor) and (told := _told_before(session, wanted)) is not None:
        told.source = source
        told.version += 1
        session.flush()
        return told
    company = CompanyProfile(company=new_id(), **wanted.model_dump(exclude={"source"}), source=source)
    store(session, company, _TWINS)
    _found_under(session, company)
    return company


def change_company(session: Session, actor: Actor, *, company: CompanyProfile, wanted: CompanyUpdate) -> CompanyProfile:
    """Change what `wanted` names of a company that the caller holds locked. Raises what `add_company` raises."""
    can_change(actor).enforce()
    changes = changes_of(wanted, _CLEARABLE)
    _check_organisation(session, changes.get("organisation"))
    for name, value in changes.items():
        setattr(company, name, value)
    company.version += 1
    store(session, company, _TWINS)
    _found_under(session, company)
    return company


def add_product(session: Session, actor: Actor, *, company: bytes, wanted: ProductCreate) -> Product:
    """Add a product or component to a company the actor sees. Raises Forbidden, ProductTwin."""
    can_add(actor).enforce()
    product = Product(product=new_id(), company=company, **wanted.model_dump())
    store(session, product, {"product_is_once": ProductTwin})
    return product


def _told_before(session: Session, wanted: CompanyCreate) -> CompanyProfile | None:
    """A company that only workers or monitors told of until now.

    Refusing it as a twin would tell a buyer that they did, and it could not name its own supplier.
    """
    twin = company_twin(session, country=wanted.country, name=wanted.name, lei=wanted.lei)
    return twin if twin is not None and twin.source in WITHHELD else None


def _found_under(session: Session, company: CompanyProfile) -> None:
    remember_words(session, CompanyWord, company.company, (company.name, company.native_name, company.lei))


def _check_organisation(session: Session, organisation: bytes | None) -> None:
    if organisation is None:
        return
    found = session.get(Organisation, organisation)
    if found is None or found.kind not in ("supplier", "operator"):
        raise unknown_organisation("/organisation")
