"""Which site makes something for which company."""

from fastapi import APIRouter, Request, Response

from remedy_api.kit.db.session import DbSession
from remedy_api.kit.http.etag import IfMatch, etag, if_match
from remedy_api.kit.http.wire import HexId
from remedy_api.kit.pagination import Page, PagingQuery
from remedy_api.supply_chain.actions import links as actions
from remedy_api.supply_chain.endpoints.common import Once, SignedIn
from remedy_api.supply_chain.policy import can_add, can_change
from remedy_api.supply_chain.queries import links as queries
from remedy_api.supply_chain.queries.sites import site_of
from remedy_api.supply_chain.schemas.link import LinkCreate, LinkPublic, LinkUpdate

router = APIRouter(tags=["links"])


@router.get("/v1/sites/{site}/links")
def list_links_of_site(site: HexId, session: DbSession, actor: SignedIn, paging: PagingQuery) -> Page[LinkPublic]:
    """For whom a site makes something, as far as I see it."""
    links, following = queries.links_of_site(session, actor, site, paging)
    return Page(items=links, next=following)


@router.get("/v1/companies/{company}/links")
def list_links_of_company(company: HexId, session: DbSession, actor: SignedIn, paging: PagingQuery) -> Page[LinkPublic]:
    """Which sites make something for a company, as far as I see it."""
    links, following = queries.links_of_company(session, actor, company, paging)
    return Page(items=links, next=following)


@router.post("/v1/sites/{site}/links", status_code=201, response_model=LinkPublic)
def add_link(site: HexId, wanted: LinkCreate, session: DbSession, actor: SignedIn, once: Once) -> Response:
    """Add a link. It counts as said, until the programme's keepers confirm or contest it."""

    def make() -> LinkPublic:
        can_add(actor).enforce()
        site_of(session, actor, site)
        return queries.public_link(session, actor, actions.add_link(session, actor, site=site, wanted=wanted))

    return once.once(session, actor, f"links {site.hex()}", make)


@router.get("/v1/links/{link}")
def get_link(link: HexId, response: Response, session: DbSession, actor: SignedIn) -> LinkPublic:
    """One link."""
    found = queries.link_of(session, actor, link)
    response.headers["ETag"] = etag(found.version)
    return queries.public_link(session, actor, found)


@router.patch("/v1/links/{link}")
def change_link(
    link: HexId,
    wanted: LinkUpdate,
    request: Request,
    response: Response,
    session: DbSession,
    actor: SignedIn,
    _: IfMatch = None,
) -> LinkPublic:
    """Change a link, confirm it or contest it."""
    found = queries.link_of(session, actor, link, lock=True)
    can_change(actor).enforce()
    if_match(request, etag(found.version))
    changed = actions.change_link(session, actor, link=found, wanted=wanted)
    response.headers["ETag"] = etag(changed.version)
    return queries.public_link(session, actor, changed)
