"""Tables over HTTP at the casework door: lists, one table, founding one. What happens at a table is posted to its room."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from remedy_api.access import guards
from remedy_api.access.actor import Actor
from remedy_api.kit.clock import today
from remedy_api.kit.db.session import DbSession
from remedy_api.kit.http.idempotency import IdempotencyKey, idempotent, request_hash, scope_hash
from remedy_api.kit.http.wire import HexId
from remedy_api.kit.pagination import Page, PagingQuery
from remedy_api.remedies.actions.founding import open_table
from remedy_api.remedies.queries.lists import View, table_page
from remedy_api.remedies.queries.tables import table_of
from remedy_api.remedies.schemas import TableFounded, TableRow, TableView
from remedy_api.remedies.views import view_for_party
from remedy_api.rooms.schemas import FoundingPost

router = APIRouter(prefix="/v1", tags=["tables"])
Member = Annotated[Actor, Depends(guards.member)]
Reader = Annotated[Actor, Depends(guards.room_reader)]


@router.get("/organisations/{organisation}/tables")
def list_tables(
    organisation: HexId,
    session: DbSession,
    actor: Member,
    paging: PagingQuery,
    view: Annotated[
        View, Query(description="all, what needs us first on top; what needs us within a week; or all, newest first")
    ] = View.FIRST,
) -> Page[TableRow]:
    """The tables at which an organisation sits."""
    return table_page(session, actor, organisation, view, paging)


@router.post("/tables", status_code=201, response_model=TableFounded)
def found_table(
    post: FoundingPost,
    session: DbSession,
    actor: Reader,
    key: IdempotencyKey,
    request: Annotated[bytes, Depends(request_hash)],
) -> Response:
    """Found a table that the history of a case has named: its room and its first epoch, signed by a representative."""
    return idempotent(
        session,
        key,
        scope=scope_hash("tables", actor.person or b""),
        request=request,
        day=today(),
        answer=lambda: open_table(session, actor, post=post, day=today()).model_dump_json().encode(),
    )


@router.get("/tables/{table}")
def get_table(table: HexId, session: DbSession, actor: Reader) -> TableView:
    """Where a table stands: who sits there, the plans, the one in force, and how far its steps have come."""
    return view_for_party(session, actor, table_of(session, actor, table))
