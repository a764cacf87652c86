"""Which version a change is based on: `ETag` on what can change, `If-Match` on the change."""

import re
from typing import Annotated

from fastapi import Header, Request

from remedy_api.kit.errors import PreconditionRequired, Stale

_TAG = re.compile(r'\s*(W/)?"([\x21\x23-\x7e]*)"\s*(?:,|$)')

IfMatch = Annotated[
    str | None,
    Header(alias="If-Match", description="The ETag of the version this change is based on.", max_length=400),
]
"""A header parameter for the documentation of an endpoint that calls `if_match`."""


def etag(version: bytes | int | str) -> str:
    """The strong entity tag of a version: a digest, a counter or a plain word."""
    return f'"{version.hex() if isinstance(version, bytes) else version}"'


def if_match(request: Request, tag: str) -> None:
    """Let a change pass only when it names exactly the present version.

    PreconditionRequired without the header (and for "*", which names none), Stale for any other version. A weak tag
    never matches: it does not promise the same bytes.
    """
    header = ",".join(request.headers.getlist("if-match"))
    if not header or header.strip() == "*":
        raise PreconditionRequired
    if tag not in _strong(header):
        raise Stale


def unchanged(request: Request, tag: str) -> bool:
    """Whether the caller already has this version (`If-None-Match`), so that 304 is answer enough."""
    header = ",".join(request.headers.getlist("if-none-match"))
    return header.strip() == "*" or tag in _strong(header.replace("W/", ""))


def _strong(header: str) -> set[str]:
    return {f'"{match[2]}"' for match in _TAG.finditer(header[:4000]) if not match[1]}
