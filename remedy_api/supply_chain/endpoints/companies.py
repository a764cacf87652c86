"""Companies and what they make."""

from fastapi import APIRouter, Request, Response

from remedy_api.kit.db.session import DbSession
from remedy_api.kit.http.etag import IfMatch, etag, if_match
from remedy_api.kit.http.wire import HexId
from remedy_api.kit.pagination import Page, PagingQuery
from remedy_api.supply_chain.actions import companies as actions
from remedy_api.supply_chain.endpoints.common import Once, Search, SignedIn
from remedy_api.supply_chain.policy import can_change
from remedy_api.supply_chain.queries import companies as queries
from remedy_api.supply_chain.schemas.company import (
    CompanyCreate,
    CompanyPublic,
    CompanyUpdate,
    ProductCreate,
    ProductPublic,
)

router = APIRouter(prefix="/v1/companies", tags=["companies"])


@router.get("")
def list_companies(session: DbSession, actor: SignedIn, paging: PagingQuery, query: Search = "") -> Page[CompanyPublic]:
    """The companies I see: all by name, or those with a name or LEI in which a word begins so."""
    companies, following = queries.company_page(session, actor, paging, search=query)
    return Page(items=companies, next=following)


@router.post("", status_code=201, response_model=CompanyPublic)
def add_company(wanted: CompanyCreate, session: DbSession, actor: SignedIn, once: Once) -> Response:
    """Add a company."""
    return once.once(
        session,
        actor,
        "companies",
        lambda: queries.public_company(session, actor, actions.add_company(session, actor, wanted=wanted)),
    )


@router.get("/{company}")
def get_company(company: HexId, response: Response, session: DbSession, actor: SignedIn) -> CompanyPublic:
    """One company."""
    found = queries.company_of(session, actor, company)
    response.headers["ETag"] = etag(queries.version_for(actor, found))
    return queries.public_company(session, actor, found)


@router.patch("/{company}")
def change_company(
    company: HexId,
    wanted: CompanyUpdate,
    request: Request,
    response: Response,
    session: DbSession,
    actor: SignedIn,
    _: IfMatch = None,
) -> CompanyPublic:
    """Change a company."""
    found = queries.company_of(session, actor, company, lock=True)
    can_change(actor).enforce()
    if_match(request, etag(found.version))
    changed = actions.change_company(session, actor, company=found, wanted=wanted)
    response.headers["ETag"] = etag(changed.version)
    return queries.public_company(session, actor, changed)


@router.get("/{company}/products")
def list_products(company: HexId, session: DbSession, actor: SignedIn, paging: PagingQuery) -> Page[ProductPublic]:
    """The products and components of a company, by name."""
    products, following = queries.product_page(session, actor, company, paging)
    return Page(items=products, next=following)


@router.post("/{company}/products", status_code=201, response_model=ProductPublic)
def add_product(company: HexId, wanted: ProductCreate, session: DbSession, actor: SignedIn, once: Once) -> Response:
    """Add a product or a component."""

    def make() -> ProductPublic:
        queries.company_of(session, actor, company)
        return queries.public_product(actions.add_product(session, actor, company=company, wanted=wanted))

    return once.once(session, actor, f"products {company.hex()}", make)
