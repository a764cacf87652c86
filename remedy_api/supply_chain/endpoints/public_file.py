"""The one file of sites that every reporter's page fetches."""

import hashlib

from fastapi import APIRouter, Depends, Request, Response

from remedy_api.access import guards
from remedy_api.kit.db.session import DbSession
from remedy_api.kit.http.etag import etag, unchanged
from remedy_api.supply_chain.actions.sites_file import sites_file
from remedy_api.supply_chain.schemas.site import SitesFile

router = APIRouter(tags=["sites"])


@router.get("/sites.json", response_model=SitesFile, dependencies=[Depends(guards.anyone)])
def get_sites_file(request: Request, session: DbSession) -> Response:
    """All sites that are open for filing: everyone fetches the same file, so choosing one asks nothing."""
    body = sites_file(session).model_dump_json().encode()
    tag = etag(hashlib.sha256(body).digest())
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    if unchanged(request, tag):
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type="application/json")
