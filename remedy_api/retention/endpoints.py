"""What ends and what is held, over HTTP; the rules at both doors."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from remedy_api.access import guards
from remedy_api.access.actor import Actor
from remedy_api.intake.endpoints.receipts import Lane
from remedy_api.intake.queries import room_of_receipt
from remedy_api.intake.schemas import Lookup
from remedy_api.kit.clock import today
from remedy_api.kit.db.session import DbSession
from remedy_api.kit.http.wire import HexId
from remedy_api.kit.pagination import Page, PagingQuery
from remedy_api.retention.actions.holding import hold, let_go
from remedy_api.retention.queries.told import Which, announced_day, ending_of, erasure_page, foreseen
from remedy_api.retention.rules import published
from remedy_api.retention.schemas import Ending, EndingOfReceipt, ErasureRow, Foreseen, HoldPut, RulesView

public = APIRouter(tags=["retention"])
router = APIRouter(prefix="/v1", tags=["retention"])
receipts = APIRouter(prefix="/v1/receipts", tags=["receipts"], dependencies=[Depends(guards.receipt_holder)])
Member = Annotated[Actor, Depends(guards.member)]
SignedIn = Annotated[Actor, Depends(guards.signed_in)]
Reader = Annotated[Actor, Depends(guards.room_reader)]


@public.get("/v1/retention", dependencies=[Depends(guards.anyone)])
def get_rules() -> RulesView:
    """How long what is kept is kept, in the language asked for by Accept-Language."""
    return published()


@receipts.post("/ending")
def get_ending_by_receipt(sent: Lookup, session: DbSession, lane: Lane) -> EndingOfReceipt:
    """When this report is erased, once that is announced."""
    return EndingOfReceipt(erased_on=announced_day(session, room_of_receipt(session, lane, sent.lookup)))


@router.get("/organisations/{organisation}/erasures")
def list_erasures(
    organisation: HexId,
    session: DbSession,
    actor: Member,
    paging: PagingQuery,
    view: Annotated[Which, Query(description="what was announced, soonest first, or what is held")] = Which.COMING,
) -> Page[ErasureRow]:
    """What an organisation reads and is to be erased, or is held."""
    return erasure_page(session, actor, organisation, view, paging)


@router.get("/erasures")
def count_erasures(session: DbSession, actor: SignedIn) -> list[Foreseen]:
    """How much was announced to be erased, for administrators and coordinators; nothing of what it is about."""
    return foreseen(session, actor)


@router.get("/rooms/{room}/retention")
def get_ending(room: HexId, session: DbSession, actor: Reader) -> Ending:
    """When a report or a case is erased. A case has the id of its workers' room."""
    return ending_of(session, actor, room)


@router.put("/cases/{case}/hold", status_code=204)
def hold_case(case: HexId, put: HoldPut, session: DbSession, actor: Reader) -> None:
    """Hold a case: as long as anybody does it is never erased."""
    hold(session, actor, case, reason=put.reason, day=today())


@router.delete("/cases/{case}/hold", status_code=204)
def let_case_go(case: HexId, session: DbSession, actor: Reader) -> None:
    """Lift what my organisations hold."""
    let_go(session, actor, case)
