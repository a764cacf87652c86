"""Companies and their products."""

from collections.abc import Iterable, Sequence

from sqlmodel import Session, col, select

from remedy_api.access.actor import Actor
from remedy_api.accounts.models import Organisation
from remedy_api.kit.errors import NotFound
from remedy_api.kit.pagination import Paging, fetch_page
from remedy_api.supply_chain.models import CompanyProfile, CompanyWord, Product
from remedy_api.supply_chain.policy import can_see, visible_companies
from remedy_api.supply_chain.queries.naming import found_page
from remedy_api.supply_chain.queries.shaping import told
from remedy_api.supply_chain.schemas.company import CompanyPublic, ProductPublic
from remedy_api.supply_chain.schemas.fields import CompanySummary


def company_page(session: Session, actor: Actor, paging: Paging, *, search: str = "") -> tuple[list[CompanyPublic], str | None]:
    """One page of the companies the actor sees: all by name, or those whose name or LEI holds a word that begins so.

    Raises Forbidden.
    """
    can_see(actor).enforce()
    companies, following = found_page(
        session,
        select(CompanyProfile).where(visible_companies(actor)),
        search=search,
        words=CompanyWord,
        identity=CompanyProfile.company,
        name=CompanyProfile.name,
        paging=paging,
    )
    return public_companies(session, companies), following


def company_of(session: Session, actor: Actor, company: bytes, *, lock: bool = False) -> CompanyProfile:
    """One company the actor sees, locked for a change when asked. Raises Forbidden, NotFound."""
    can_see(actor).enforce()
    query = select(CompanyProfile).where(CompanyProfile.company == company, visible_companies(actor))
    found = session.exec(query.with_for_update() if lock else query).one_or_none()
    if found is None:
        raise NotFound
    return found


def company_twin(session: Session, *, country: str, name: str, lei: str | None) -> CompanyProfile | None:
    """The company that stands in the way of adding this one, locked: of the same name and country, or of the same LEI."""
    same_name = (col(CompanyProfile.country) == country) & (col(CompanyProfile.name) == name)
    same = same_name | (col(CompanyProfile.lei) == lei) if lei else same_name
    return session.exec(select(CompanyProfile).where(same).with_for_update()).first()


def public_company(session: Session, company: CompanyProfile) -> CompanyPublic:
    """A company as it is answered."""
    return public_companies(session, [company])[0]


def public_companies(session: Session, companies: Sequence[CompanyProfile]) -> list[CompanyPublic]:
    """Companies as they are answered, in the same order."""
    names = organisation_names(session, {one.organisation for one in companies if one.organisation})
    return [
        told(one, CompanyPublic, organisation_name=names.get(one.organisation) if one.organisation else None) for one in companies
    ]


def company_summaries(session: Session, companies: Iterable[bytes]) -> dict[bytes, CompanySummary]:
    """Companies by their ids, as they are shown beside something else that the caller may see."""
    wanted = set(companies)
    query = select(CompanyProfile).where(col(CompanyProfile.company).in_(wanted))
    return {one.company: told(one, CompanySummary) for one in session.exec(query)} if wanted else {}


def organisation_names(session: Session, organisations: set[bytes]) -> dict[bytes, str]:
    """The names of organisations of the programme by their ids."""
    query = select(Organisation.organisation, Organisation.name).where(col(Organisation.organisation).in_(organisations))
    return dict(session.exec(query).all()) if organisations else {}


def product_page(session: Session, actor: Actor, company: bytes, paging: Paging) -> tuple[list[ProductPublic], str | None]:
    """One page of the products and components of a company, by name. Raises Forbidden, NotFound."""
    company_of(session, actor, company)
    query = select(Product).where(Product.company == company)
    products, following = fetch_page(session, query, keys=(Product.name, Product.kind), paging=paging)
    return [public_product(one) for one in products], following


def public_product(product: Product) -> ProductPublic:
    """A product as it is answered."""
    return told(product, ProductPublic)
