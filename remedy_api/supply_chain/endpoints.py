"""Sites over HTTP: the public file at both doors, keeping them at casework."""

import hashlib
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from remedy_api.access import guards
from remedy_api.access.actor import Actor
from remedy_api.kit.clock import today
from remedy_api.kit.db.session import DbSession
from remedy_api.kit.http.etag import IfMatch, etag, if_match, unchanged
from remedy_api.kit.http.idempotency import IdempotencyKey, idempotent, request_hash, scope_hash
from remedy_api.kit.http.wire import HexId
from remedy_api.kit.pagination import Page, PagingQuery
from remedy_api.supply_chain import actions, queries
from remedy_api.supply_chain.imports import import_sites
from remedy_api.supply_chain.models import Site
from remedy_api.supply_chain.schemas import ImportResult, SiteCreate, SitePublic, SitesFile, SiteUpdate

public = APIRouter(tags=["sites"])
keeping = APIRouter(prefix="/v1/sites", tags=["sites"])
Keeper = Annotated[Actor, Depends(guards.signed_in)]


def _public(site: Site) -> SitePublic:
    return SitePublic.model_validate(site.model_dump())


@public.get("/sites.json", response_model=SitesFile, dependencies=[Depends(guards.anyone)])
def get_sites_file(request: Request, session: DbSession) -> Response:
    """All sites that are open for filing: everyone fetches the same file, so choosing one asks nothing."""
    body = actions.sites_file(session).model_dump_json().encode()
    tag = etag(hashlib.sha256(body).digest())
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    if unchanged(request, tag):
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type="application/json")


@keeping.get("")
def list_sites(session: DbSession, actor: Keeper, paging: PagingQuery) -> Page[SitePublic]:
    """All sites by name."""
    sites, following = queries.site_page(session, actor, paging)
    return Page(items=[_public(site) for site in sites], next=following)


@keeping.post("", status_code=201, response_model=SitePublic)
def add_site(
    wanted: SiteCreate,
    session: DbSession,
    actor: Keeper,
    key: IdempotencyKey,
    request: Annotated[bytes, Depends(request_hash)],
) -> Response:
    """Add a site."""
    return idempotent(
        session,
        key,
        scope=scope_hash("sites", actor.person or b""),
        request=request,
        day=today(),
        answer=lambda: _public(actions.add_site(session, actor, wanted=wanted)).model_dump_json().encode(),
    )


@keeping.post("/import")
async def import_csv(
    request: Request,
    session: DbSession,
    actor: Keeper,
    preview: Annotated[bool, Query(description="judge the rows and keep nothing")] = False,
) -> ImportResult:
    """Add the sites of a CSV file (UTF-8; name, native_name, address, country, open_for_filing) and tell every row's
    fate. Sent again, its rows are there already.
    """
    raw = await request.body()
    return await run_in_threadpool(import_sites, session, actor, raw=raw, preview=preview)


@keeping.get("/{site}")
def get_site(site: HexId, response: Response, session: DbSession, actor: Keeper) -> SitePublic:
    """One site."""
    found = queries.site_of(session, actor, site)
    response.headers["ETag"] = etag(found.version)
    return _public(found)


@keeping.patch("/{site}")
def change_site(
    site: HexId,
    wanted: SiteUpdate,
    request: Request,
    response: Response,
    session: DbSession,
    actor: Keeper,
    _: IfMatch = None,
) -> SitePublic:
    """Change a site, or close it for filing."""
    found = queries.site_of(session, actor, site, lock=True)
    if_match(request, etag(found.version))
    changed = actions.change_site(session, actor, site=found, wanted=wanted)
    response.headers["ETag"] = etag(changed.version)
    return _public(changed)
