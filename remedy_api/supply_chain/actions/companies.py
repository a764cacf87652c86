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
from remedy_api.supply_chain.queries.companies import company_twins, seen_among
from remedy_api.supply_chain.schemas.company import CompanyCreate, CompanyUpdate, ProductCreate
from remedy_api.supply_chain.states import Source

_TWINS = {"company_profile_is_once": CompanyTwin, "company_profile_lei_is_once": LeiTwin}
_CLEARABLE = {"lei", "organisation"}


def add_company(session: Session, actor: Actor, *, wanted: CompanyCreate) -> CompanyProfile:
    """Add one company. Raises Forbidden, CompanyTwin, LeiTwin, Invalid for an unknown organisation."""
    can_add_companies(actor).enforce()
    if wanted.organisation is not None and not keeps(actor):
        raise Forbidden(_N("Only the administrator and coordinators say which organisation a company is."))
    source = source_for(actor, wanted.source)
    _check_organisation(session, wanted.organisation)
    if shown_only(actor) and (hidden := _hidden_twins(session, actor, wanted)):
        return _take_over(session, hidden, wanted, source)
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
    source = source_for(actor, wanted.source)
    product = Product(product=new_id(), company=company, **wanted.model_dump(exclude={"source"}), source=source)
    store(session, product, {"product_is_once": ProductTwin})
    return product


def _hidden_twins(session: Session, actor: Actor, wanted: CompanyCreate) -> list[CompanyProfile]:
    """Twins the actor does not see, the one of the same name first. Raises CompanyTwin, LeiTwin for those the actor sees.

    Refusing a company as the twin of one that only workers or monitors told of would tell a buyer that they did, and it could not
    name its own supplier. So twins that are seen decide alone, and before a constraint of the table could.
    """
    twins = company_twins(session, country=wanted.country, name=wanted.name, lei=wanted.lei)
    twins.sort(key=lambda one: not _same_name(one, wanted))
    seen = seen_among(session, actor, twins)
    for twin in twins:
        if twin.company in seen:
            raise CompanyTwin if _same_name(twin, wanted) else LeiTwin
    return twins


def _take_over(session: Session, hidden: list[CompanyProfile], wanted: CompanyCreate, source: Source) -> CompanyProfile:
    """Make the first of these what was wanted, and nothing else, so that it looks like one that nobody had told of."""
    company, *others = hidden
    for other in others:
        # Workers know one under this name and another under this LEI; the number can stand at one of them alone.
        other.lei = None
        other.version += 1
        session.flush()
        _found_under(session, other)
    for name, value in wanted.model_dump(exclude={"source", "organisation"}).items():
        setattr(company, name, value)
    company.source = source
    company.version += 1
    session.flush()
    _found_under(session, company)
    return company


def _same_name(company: CompanyProfile, wanted: CompanyCreate) -> bool:
    return (company.country, company.name) == (wanted.country, wanted.name)


def _found_under(session: Session, company: CompanyProfile) -> None:
    remember_words(session, CompanyWord, company.company, (company.name, company.native_name, company.lei))


def _check_organisation(session: Session, organisation: bytes | None) -> None:
    if organisation is None:
        return
    found = session.get(Organisation, organisation)
    if found is None or found.kind not in ("supplier", "operator"):
        raise unknown_organisation("/organisation")
