"""Companies and their products."""

from collections.abc import Iterable, Sequence

from sqlmodel import Session, col, select

from remedy_api.access.actor import Actor
from remedy_api.accounts.models import Organisation
from remedy_api.kit.errors import NotFound
from remedy_api.kit.pagination import Paging, fetch_page
from remedy_api.supply_chain.models import CompanyProfile, CompanyWord, Product
from remedy_api.supply_chain.policy import can_see, companies_of, keeps, shown, shown_only, visible_companies
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
    return public_companies(session, actor, companies), following


def company_of(session: Session, actor: Actor, company: bytes, *, lock: bool = False) -> CompanyProfile:
    """One company the actor sees, locked for a change when asked. Raises Forbidden, NotFound."""
    can_see(actor).enforce()
    query = select(CompanyProfile).where(CompanyProfile.company == company, visible_companies(actor))
    found = session.exec(query.with_for_update() if lock else query).one_or_none()
    if found is None:
        raise NotFound
    return found


def company_twins(session: Session, *, country: str, name: str, lei: str | None) -> list[CompanyProfile]:
    """The companies that stand in the way of adding this one, locked: one of the same name and country, one of the same LEI."""
    same_name = (col(CompanyProfile.country) == country) & (col(CompanyProfile.name) == name)
    same = same_name | (col(CompanyProfile.lei) == lei) if lei else same_name
    return list(session.exec(select(CompanyProfile).where(same).order_by(col(CompanyProfile.company)).with_for_update()))


def seen_among(session: Session, actor: Actor, companies: Sequence[CompanyProfile]) -> set[bytes]:
    """The ids of those of these companies that the actor sees."""
    ids = [one.company for one in companies]
    query = select(CompanyProfile.company).where(col(CompanyProfile.company).in_(ids), visible_companies(actor))
    return set(session.exec(query)) if ids else set()


def public_company(session: Session, actor: Actor, company: CompanyProfile) -> CompanyPublic:
    """A company as it is answered to somebody."""
    return public_companies(session, actor, [company])[0]


def version_for(actor: Actor, company: CompanyProfile) -> int:
    """The version, for who may change it. To others it would tell that a company was there before they named it."""
    return company.version if keeps(actor) else 1


def public_companies(session: Session, actor: Actor, companies: Sequence[CompanyProfile]) -> list[CompanyPublic]:
    """Companies as they are answered to somebody, in the same order."""
    mine = set(companies_of(actor)) if shown_only(actor) else None
    of = {one.company: one.organisation for one in companies if one.organisation and (mine is None or one.organisation in mine)}
    names = organisation_names(session, set(of.values()))
    return [
        told(
            one,
            CompanyPublic,
            organisation=of.get(one.company),
            organisation_name=names[of[one.company]] if one.company in of else None,
            version=version_for(actor, one),
        )
        for one in companies
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
    """One page of the products and components of a company that the actor sees, by name. Raises Forbidden, NotFound."""
    company_of(session, actor, company)
    query = select(Product).where(Product.company == company)
    if shown_only(actor):
        query = query.where(shown(Product.source))
    products, following = fetch_page(session, query, keys=(Product.name, Product.kind, Product.source), paging=paging)
    return [public_product(one) for one in products], following


def public_product(product: Product) -> ProductPublic:
    """A product as it is answered."""
    return told(product, ProductPublic)
