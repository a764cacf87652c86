"""Sessions of the person who asks."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from remedy_api.access import guards
from remedy_api.access.actor import Actor
from remedy_api.accounts.actions.sessions import end_other_sessions, end_session
from remedy_api.accounts.endpoints.cookies import forget_session
from remedy_api.accounts.models import Person
from remedy_api.accounts.queries.me import me_of
from remedy_api.accounts.queries.sessions import session_now, session_page
from remedy_api.accounts.schemas.account import SessionNow, SessionPublic, Vault
from remedy_api.kit.db.session import DbSession
from remedy_api.kit.http.wire import HexId
from remedy_api.kit.pagination import Page, PagingQuery

router = APIRouter(tags=["sessions"])
SignedInActor = Annotated[Actor, Depends(guards.signed_in)]


@router.get("/v1/session")
def read_session(session: DbSession, actor: SignedInActor) -> SessionNow:
    """This session: the key that opens what the tab holds, and who I am."""
    live, person = session_now(session, actor), session.get_one(Person, actor.person)
    me, _ = me_of(session, actor)
    return SessionNow(
        session=live.session,
        device_key=live.device_key,
        me=me,
        vault=Vault(version=person.vault_version, sealed=person.vault or b""),
    )


@router.get("/v1/sessions")
def list_sessions(request: Request, session: DbSession, actor: SignedInActor, paging: PagingQuery) -> Page[SessionPublic]:
    """My sessions, by days."""
    items, after = session_page(session, actor, paging, idle_minutes=request.app.state.settings.idle_minutes)
    return Page(items=items, next=after)


@router.delete("/v1/sessions/{session_id}", status_code=204)
def end_one_session(session_id: HexId, response: Response, session: DbSession, actor: SignedInActor) -> None:
    """End one of my sessions; its next request is nobody's."""
    end_session(session, actor, session_id)
    if session_id == actor.session:
        forget_session(response)


@router.delete("/v1/sessions", status_code=204)
def end_all_other_sessions(session: DbSession, actor: SignedInActor) -> None:
    """End all my sessions but this one."""
    end_other_sessions(session, actor)
