"""What the routes of both doors share: a body as an answer, and an entry that is stored once."""

from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from sqlmodel import Session
from starlette.responses import Response, StreamingResponse

from remedy_api.kit.clock import today
from remedy_api.kit.errors import NotFound
from remedy_api.kit.http.idempotency import idempotent, scope_hash
from remedy_api.rooms.actions.entries import post_entry
from remedy_api.rooms.models import Entry, Room
from remedy_api.rooms.queries import entry_of
from remedy_api.rooms.receiving import ReceivedEntry
from remedy_api.rooms.signers import Signer
from remedy_api.storage.blobs import Blobs

_PIECE = 262_144
_BINARY = "application/octet-stream"
OCTETS: dict[int | str, dict[str, Any]] = {200: {"content": {_BINARY: {"schema": {"type": "string", "format": "binary"}}}}}
"""For the documentation of a route that answers sealed bytes."""


def takes(media_type: str) -> dict[str, Any]:
    """For the documentation of a route that takes sealed bytes."""
    content = {media_type: {"schema": {"type": "string", "format": "binary"}}}
    return {"requestBody": {"required": True, "content": content}}


def body_answer(session: Session, blobs: Blobs, room: Room, entry: bytes) -> Response:
    """The sealed body of an entry, wherever it lies. Raises NotFound, for an erased one too."""
    found = entry_of(session, room, entry)
    if found is None:
        raise NotFound
    return sealed_body(blobs, found)


def sealed_body(blobs: Blobs, entry: Entry) -> Response:
    """The sealed body of an entry that the caller may have. Raises NotFound for an erased one."""
    if entry.blob is None:
        if entry.body is None:
            raise NotFound
        return Response(entry.body, media_type=_BINARY)
    file, size = blobs.open(entry.blob)
    return StreamingResponse(_pieces(file), headers={"Content-Length": str(size)}, media_type=_BINARY)


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    with file:
        while piece := file.read(_PIECE):
            yield piece


def post_once(session: Session, find: Callable[[], tuple[Room, Signer]], received: ReceivedEntry, key: str) -> Response:
    """Store an entry once for this signer's key, and answer where it stands; what is not stored is discarded.

    `find` gives the room, locked, and who signs; what it raises is raised.
    """
    try:
        room, signer = find()
        response = idempotent(
            session,
            key,
            scope=scope_hash("entry", room.room, signer.kid),
            request=received.request,
            day=today(),
            answer=lambda: post_entry(session, room, signer, received=received, day=today()).model_dump_json().encode(),
        )
    except BaseException:
        received.discard()
        raise
    if "idempotency-replayed" in response.headers:
        received.discard()
    return response
