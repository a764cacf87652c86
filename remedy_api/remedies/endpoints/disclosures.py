"""What is shown at a table over HTTP: to whom a consent names, as long as it holds."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from remedy_api.access import guards
from remedy_api.access.actor import Actor
from remedy_api.kit.db.session import DbSession
from remedy_api.kit.http.wire import Hex32, HexId
from remedy_api.kit.pagination import Page, PagingQuery
from remedy_api.remedies.queries.disclosures import disclosure_page, shown_entry
from remedy_api.remedies.schemas import DisclosureView
from remedy_api.rooms.answers import OCTETS, sealed_body

router = APIRouter(prefix="/v1", tags=["tables"])
Reader = Annotated[Actor, Depends(guards.room_reader)]


@router.get("/rooms/{room}/disclosures")
def list_disclosures(room: HexId, session: DbSession, actor: Reader, paging: PagingQuery) -> Page[DisclosureView]:
    """What is shown at a table to my organisations; all of it to those who represent the workers there."""
    return disclosure_page(session, actor, room, paging)


@router.get("/rooms/{room}/disclosures/{disclosure}/body", response_class=Response, responses=OCTETS)
def get_disclosed_body(room: HexId, disclosure: Hex32, request: Request, session: DbSession, actor: Reader) -> Response:
    """The sealed body of an entry that is shown to my organisations."""
    return sealed_body(request.app.state.blobs, shown_entry(session, actor, room, disclosure))
