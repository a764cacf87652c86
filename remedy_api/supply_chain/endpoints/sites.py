"""Sites, and what stands behind one."""

from fastapi import APIRouter, Request, Response

from remedy_api.kit.db.session import DbSession
from remedy_api.kit.http.etag import IfMatch, etag, if_match
from remedy_api.kit.http.wire import HexId
from remedy_api.kit.pagination import Page, PagingQuery
from remedy_api.supply_chain.actions import sites as actions
from remedy_api.supply_chain.endpoints.common import Once, Search, SignedIn
from remedy_api.supply_chain.policy import can_change
from remedy_api.supply_chain.queries import sites as queries
from remedy_api.supply_chain.queries.told import paths_of
from remedy_api.supply_chain.schemas.path import Paths
from remedy_api.supply_chain.schemas.site import SiteCreate, SitePublic, SiteUpdate

router = APIRouter(prefix="/v1/sites", tags=["sites"])


@router.get("")
def list_sites(session: DbSession, actor: SignedIn, paging: PagingQuery, query: Search = "") -> Page[SitePublic]:
    """The sites I see: all by name, or those with a name, native name or OS ID in which a word begins so."""
    sites, following = queries.site_page(session, actor, paging, search=query)
    return Page(items=sites, next=following)


@router.post("", status_code=201, response_model=SitePublic)
def add_site(wanted: SiteCreate, session: DbSession, actor: SignedIn, once: Once) -> Response:
    """Add a site. What others than the programme's keepers add is not offered to reporters."""
    return once.once(session, actor, "sites", lambda: queries.public_site(session, actions.add_site(session, actor, wanted=wanted)))


@router.get("/{site}")
def get_site(site: HexId, response: Response, session: DbSession, actor: SignedIn) -> SitePublic:
    """One site."""
    found = queries.site_of(session, actor, site)
    response.headers["ETag"] = etag(found.version)
    return queries.public_site(session, found)


@router.patch("/{site}")
def change_site(
    site: HexId,
    wanted: SiteUpdate,
    request: Request,
    response: Response,
    session: DbSession,
    actor: SignedIn,
    _: IfMatch = None,
) -> SitePublic:
    """Change a site, or close it for filing."""
    found = queries.site_of(session, actor, site, lock=True)
    can_change(actor).enforce()
    if_match(request, etag(found.version))
    changed = actions.change_site(session, actor, site=found, wanted=wanted)
    response.headers["ETag"] = etag(changed.version)
    return queries.public_site(session, changed)


@router.get("/{site}/paths")
def get_paths(site: HexId, session: DbSession, actor: SignedIn) -> Paths:
    """What stands behind a site: its operator, the companies it works for, and contracts, each with a shortest path."""
    return paths_of(session, actor, site)
