"""Accounts, for the administrator."""

from typing import Annotated

from fastapi import APIRouter, Depends

from remedy_api.access import guards
from remedy_api.access.actor import Actor
from remedy_api.accounts.actions.closing import close_account
from remedy_api.accounts.queries.people import person_page
from remedy_api.accounts.schemas.account import PersonPublic
from remedy_api.kit.db.session import DbSession
from remedy_api.kit.http.wire import HexId
from remedy_api.kit.pagination import Page, PagingQuery

router = APIRouter(tags=["people"])
Administrator = Annotated[Actor, Depends(guards.administrator)]


@router.get("/v1/people")
def list_people(session: DbSession, actor: Administrator, paging: PagingQuery) -> Page[PersonPublic]:
    """All accounts of the programme."""
    items, after = person_page(session, actor, paging)
    return Page(items=items, next=after)


@router.delete("/v1/people/{user}", status_code=204)
def close_person(user: HexId, session: DbSession, actor: Administrator) -> None:
    """Close an account for good and end its sessions at once."""
    close_account(session, actor, person=user)
