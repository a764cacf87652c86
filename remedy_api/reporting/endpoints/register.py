"""The public register over HTTP at the intake door: no account, no name, what the workers released and nothing beside it."""

from fastapi import APIRouter, Depends, Request, Response

from remedy_api.access import guards
from remedy_api.kit.db.session import DbSession
from remedy_api.kit.pagination import Page, PagingQuery
from remedy_api.reporting.endpoints.answers import tagged
from remedy_api.reporting.review import case_page
from remedy_api.reporting.schemas import ShownCase
from remedy_api.reporting.viewer import the_public

public = APIRouter(prefix="/v1", tags=["register"])


@public.get("/register", response_model=Page[ShownCase], dependencies=[Depends(guards.anyone)])
def list_released(request: Request, session: DbSession, paging: PagingQuery) -> Response:
    """Cases whose workers released them to the public, in an order that means nothing. No sums: each could be one too many."""
    return tagged(request, case_page(session, the_public(session), paging))
