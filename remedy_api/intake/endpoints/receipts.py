"""What a reporter can do with nothing but her receipt: read the conversation, answer, consent, withdraw."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from starlette.concurrency import run_in_threadpool

from remedy_api.access import guards
from remedy_api.intake.lane import SlowLane
from remedy_api.intake.queries import room_of_receipt
from remedy_api.intake.schemas import BodyLookup, EventsByReceipt, Lookup, LookupAfter
from remedy_api.kit.clock import today
from remedy_api.kit.db.session import DbSession, away
from remedy_api.kit.errors import Stale
from remedy_api.kit.http.idempotency import IdempotencyKey
from remedy_api.kit.http.problems import Unsupported
from remedy_api.kit.pagination import Page, Paging
from remedy_api.rooms.actions.history import post_events
from remedy_api.rooms.answers import OCTETS, body_answer, post_once, takes
from remedy_api.rooms.errors import refusals
from remedy_api.rooms.models import Room
from remedy_api.rooms.queries import entry_page, event_page
from remedy_api.rooms.receiving import ByteReader, pieces, receive_entry
from remedy_api.rooms.schemas import EntryPosted, EntryView, HeadView, RoomView, SignedEvent
from remedy_api.rooms.signers import Signer, receipt
from remedy_api.rooms.views import EVENTS_AT_ONCE, view_for_receipt
from remedy_api.sealing.format import LOOKUP_SIZE, RECEIPT_ENTRY_MEDIA_TYPE

receipts = APIRouter(prefix="/v1/receipts", tags=["receipts"], dependencies=[Depends(guards.receipt_holder)])


def slow_lane(request: Request) -> SlowLane:
    """The lane of this process."""
    lane: SlowLane | None = getattr(request.app.state, "slow_lane", None)
    if lane is None:
        lane = request.app.state.slow_lane = SlowLane()
    return lane


Lane = Annotated[SlowLane, Depends(slow_lane)]


@receipts.post("/room")
def get_room(sent: Lookup, session: DbSession, lane: Lane) -> RoomView:
    """The room of a receipt: its history, and what is sealed to the receipt."""
    return view_for_receipt(session, room_of_receipt(session, lane, sent.lookup))


@receipts.post("/entries/list")
def list_entries(sent: LookupAfter, session: DbSession, lane: Lane) -> Page[EntryView]:
    """The entries of the room in order of arrival; large bodies are fetched one by one."""
    return entry_page(session, room_of_receipt(session, lane, sent.lookup), Paging(after=sent.after))


@receipts.post("/entries/body", response_class=Response, responses=OCTETS)
def get_body(sent: BodyLookup, request: Request, session: DbSession, lane: Lane) -> Response:
    """The sealed body of one entry."""
    return body_answer(session, request.app.state.blobs, room_of_receipt(session, lane, sent.lookup), sent.entry)


@receipts.post("/entries", status_code=201, response_model=EntryPosted, openapi_extra=takes(RECEIPT_ENTRY_MEDIA_TYPE))
async def post_entry(request: Request, key: IdempotencyKey, session: DbSession, lane: Lane) -> Response:
    """Add a sealed entry: an answer, a photo, a document."""
    if request.headers.get("content-type") != RECEIPT_ENTRY_MEDIA_TYPE:
        raise Unsupported
    reader = ByteReader(pieces(request))
    async with away(request, session):
        with refusals():
            lookup = await reader.exactly(LOOKUP_SIZE)

    def find() -> tuple[Room, Signer]:
        room = room_of_receipt(session, lane, lookup, lock=True)
        return room, receipt(room)

    await run_in_threadpool(room_of_receipt, session, lane, lookup)
    async with away(request, session):
        received = await receive_entry(reader, request.app.state.blobs)
    return await run_in_threadpool(post_once, session, find, received, key)


@receipts.post("/events/list")
def list_events(sent: LookupAfter, session: DbSession, lane: Lane) -> Page[SignedEvent]:
    """The signed history of the room from its beginning, or from where a page before ended."""
    return event_page(session, room_of_receipt(session, lane, sent.lookup), Paging(sent.after, EVENTS_AT_ONCE))


@receipts.post("/events", status_code=201)
def post_history(sent: EventsByReceipt, request: Request, session: DbSession, lane: Lane) -> HeadView:
    """Sign on to the history: consent to a hand-over, begin an epoch, withdraw."""
    room = room_of_receipt(session, lane, sent.lookup, lock=True)
    if room.head != sent.head:
        raise Stale
    return post_events(session, room, receipt(room), post=sent, day=today(), blobs=request.app.state.blobs)
