"""Rooms over HTTP at the casework door: a room, its entries and its history."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from remedy_api.access import guards
from remedy_api.access.actor import Actor
from remedy_api.kit.clock import today
from remedy_api.kit.db.session import DbSession, away
from remedy_api.kit.http.etag import IfMatch, etag, if_match, unchanged
from remedy_api.kit.http.idempotency import IdempotencyKey
from remedy_api.kit.http.problems import Unsupported
from remedy_api.kit.http.wire import HexId
from remedy_api.kit.pagination import Cursor, Page, Paging, PagingQuery
from remedy_api.rooms.actions.history import post_events
from remedy_api.rooms.actions.news import mark_seen
from remedy_api.rooms.answers import OCTETS, body_answer, post_once, takes
from remedy_api.rooms.queries import entry_page, event_page, room_of
from remedy_api.rooms.receiving import ByteReader, pieces, receive_entry
from remedy_api.rooms.schemas import EntryPosted, EntryView, EventsPost, HeadView, RoomView, SignedEvent
from remedy_api.rooms.signers import account
from remedy_api.rooms.views import EVENTS_AT_ONCE, view_for_reader
from remedy_api.sealing.format import ENTRY_MEDIA_TYPE

router = APIRouter(prefix="/v1", tags=["rooms"])
Reader = Annotated[Actor, Depends(guards.room_reader)]


@router.get("/rooms/{room}", response_model=RoomView)
def get_room(room: HexId, request: Request, session: DbSession, actor: Reader) -> Response:
    """A room with its history, its epochs and what is sealed to my organisations."""
    found = room_of(session, actor, room)
    headers = {"ETag": etag(found.head)}
    if unchanged(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    view = view_for_reader(session, actor, found)
    return Response(view.model_dump_json(), headers=headers, media_type="application/json")


@router.get("/rooms/{room}/entries")
def list_entries(room: HexId, session: DbSession, actor: Reader, paging: PagingQuery) -> Page[EntryView]:
    """The entries of a room in order of arrival; large bodies are fetched one by one."""
    return entry_page(session, room_of(session, actor, room), paging)


@router.get("/rooms/{room}/entries/{entry}/body", response_class=Response, responses=OCTETS)
def get_body(room: HexId, entry: HexId, request: Request, session: DbSession, actor: Reader) -> Response:
    """The sealed body of one entry."""
    return body_answer(session, request.app.state.blobs, room_of(session, actor, room), entry)


@router.post("/rooms/{room}/entries", status_code=201, response_model=EntryPosted, openapi_extra=takes(ENTRY_MEDIA_TYPE))
async def post_entry(room: HexId, request: Request, key: IdempotencyKey, session: DbSession, actor: Reader) -> Response:
    """Add a sealed entry under the latest epoch."""
    if request.headers.get("content-type") != ENTRY_MEDIA_TYPE:
        raise Unsupported

    await run_in_threadpool(room_of, session, actor, room)
    async with away(request, session):
        received = await receive_entry(ByteReader(pieces(request)), request.app.state.blobs)
    return await run_in_threadpool(
        post_once, session, lambda: (room_of(session, actor, room, lock=True), account(actor)), received, key
    )


@router.get("/rooms/{room}/events")
def list_events(
    room: HexId,
    session: DbSession,
    actor: Reader,
    after: Cursor = None,
    limit: Annotated[int, Query(ge=1, le=EVENTS_AT_ONCE, description="most events of the page")] = EVENTS_AT_ONCE,
) -> Page[SignedEvent]:
    """The signed history of a room from its beginning, or from where a page before ended."""
    return event_page(session, room_of(session, actor, room), Paging(after, limit))


@router.post("/rooms/{room}/events", status_code=201)
def post_history(
    room: HexId,
    post: EventsPost,
    request: Request,
    response: Response,
    session: DbSession,
    actor: Reader,
    _: IfMatch = None,
) -> HeadView:
    """Add signed events to the history: acknowledge a report, take a step in a case, change who reads, begin an epoch."""
    found = room_of(session, actor, room, lock=True)
    if_match(request, etag(found.head))
    view = post_events(session, found, account(actor), post=post, day=today(), blobs=request.app.state.blobs)
    response.headers["ETag"] = etag(view.head)
    return view


@router.post("/rooms/{room}/seen", status_code=204)
def see_room(room: HexId, session: DbSession, actor: Reader) -> None:
    """A member has looked: nothing is new to my organisations any more."""
    mark_seen(session, actor, room_of(session, actor, room))
