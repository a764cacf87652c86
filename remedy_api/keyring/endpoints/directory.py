"""Whom a reporter may choose, with everything needed to check their keys."""

import hashlib

from fastapi import APIRouter, Depends, Request, Response

from remedy_api.access import guards
from remedy_api.keyring.queries import directory
from remedy_api.keyring.schemas import Directory
from remedy_api.kit.db.session import DbSession
from remedy_api.kit.http.etag import etag, unchanged

public = APIRouter(tags=["directory"])


@public.get("/v1/directory", response_model=Directory, dependencies=[Depends(guards.anyone)])
def read_directory(request: Request, session: DbSession) -> Response:
    """The organisations that accept reports. The same for everybody, so that asking tells nothing."""
    body = directory(session).model_dump_json().encode()
    tag = etag(hashlib.sha256(body).digest())
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    if unchanged(request, tag):
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type="application/json")
