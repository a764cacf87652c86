"""Answers that a client may keep, and must ask about each time."""

import hashlib

from fastapi import Request, Response
from pydantic import BaseModel

from remedy_api.kit.http.etag import etag, unchanged


def tagged(request: Request, body: BaseModel | bytes, headers: dict[str, str] | None = None) -> Response:
    """A body made anew for this request, with its own hash as its tag: 304 only for whoever holds these very bytes.

    What a consent no longer covers is not in the body, so its tag is another one, and nothing old is ever vouched for. A request
    that would take any version (`*`) names none and gets the body.
    """
    content = body if isinstance(body, bytes) else body.model_dump_json().encode()
    tag = etag(hashlib.sha256(content).digest())
    named = {"ETag": tag, **(headers or {})}
    if request.headers.get("if-none-match", "").strip() != "*" and unchanged(request, tag):
        return Response(status_code=304, headers={"ETag": tag})
    return Response(content, headers=named, media_type="text/csv" if isinstance(body, bytes) else "application/json")
