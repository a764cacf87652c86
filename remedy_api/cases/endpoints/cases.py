"""Cases over HTTP at the casework door: lists, one case, opening one."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from remedy_api.access import guards
from remedy_api.access.actor import Actor
from remedy_api.cases.actions.founding import open_case
from remedy_api.cases.queries.files import case_of
from remedy_api.cases.queries.lists import View, case_page, overdue_counts, report_page
from remedy_api.cases.queries.reports import visible_case_of_report
from remedy_api.cases.schemas import CaseFounded, CaseOfRoom, CaseRow, CaseView, OverdueCounts, ReportRow
from remedy_api.cases.views import view_for_reader
from remedy_api.kit.clock import today
from remedy_api.kit.db.session import DbSession
from remedy_api.kit.http.idempotency import IdempotencyKey, idempotent, request_hash, scope_hash
from remedy_api.kit.http.wire import HexId
from remedy_api.kit.pagination import Page, PagingQuery
from remedy_api.rooms.queries import room_of
from remedy_api.rooms.schemas import FoundingPost

router = APIRouter(prefix="/v1", tags=["cases"])
Member = Annotated[Actor, Depends(guards.member)]
Confirmed = Annotated[Actor, Depends(guards.confirmed)]
Reader = Annotated[Actor, Depends(guards.room_reader)]


@router.get("/organisations/{organisation}/reports")
def list_reports(organisation: HexId, session: DbSession, actor: Member, paging: PagingQuery) -> Page[ReportRow]:
    """The reports of an organisation, newest day first."""
    return report_page(session, actor, organisation, paging)


@router.get("/organisations/{organisation}/cases")
def list_cases(
    organisation: HexId,
    session: DbSession,
    actor: Member,
    paging: PagingQuery,
    view: Annotated[View, Query(description="what needs us within a week, soonest first, or all, newest first")] = View.ALL,
) -> Page[CaseRow]:
    """The cases of an organisation."""
    return case_page(session, actor, organisation, view, paging)


@router.post("/cases", status_code=201, response_model=CaseFounded)
def found_case(
    post: FoundingPost,
    session: DbSession,
    actor: Confirmed,
    key: IdempotencyKey,
    request: Annotated[bytes, Depends(request_hash)],
) -> Response:
    """Open a case from one or several reports: the workers' room, its first epoch, and the first facts, all signed."""
    return idempotent(
        session,
        key,
        scope=scope_hash("cases", actor.person or b""),
        request=request,
        day=today(),
        answer=lambda: open_case(session, actor, post=post, day=today()).model_dump_json().encode(),
    )


@router.get("/cases/overdue")
def count_overdue(session: DbSession, actor: Confirmed) -> OverdueCounts:
    """How many cases of the programme are open and overdue, for its coordinators; nothing of what they are about."""
    return overdue_counts(session, actor)


@router.get("/cases/{case}", response_model=CaseView)
def get_case(case: HexId, session: DbSession, actor: Reader) -> Response:
    """Where a case stands."""
    view = view_for_reader(session, actor, *case_of(session, actor, case))
    # Written once: the framework would read the whole page again before it writes it.
    return Response(view.model_dump_json(), media_type="application/json")


@router.get("/rooms/{room}/case")
def get_case_of_report(room: HexId, session: DbSession, actor: Reader) -> CaseOfRoom:
    """The case that a report is part of, if my organisations read it."""
    found = room_of(session, actor, room)
    return CaseOfRoom(case=visible_case_of_report(session, actor, found.room))
