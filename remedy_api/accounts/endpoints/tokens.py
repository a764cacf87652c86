"""Programs and tokens of the person who asks, in her browser: no token makes, lists or revokes tokens."""

from typing import Annotated

from fastapi import APIRouter, Depends

from remedy_api.access import guards
from remedy_api.access.actor import Actor
from remedy_api.access.scopes import SCOPES
from remedy_api.accounts.actions.lanes import charge_proof
from remedy_api.accounts.actions.tokens import make_token, revoke_token
from remedy_api.accounts.queries.tokens import program_page, public_token, token_page
from remedy_api.accounts.schemas.token import ProgramPublic, ScopePublic, TokenCreate, TokenMade, TokenPublic
from remedy_api.kit.db.session import DbSession
from remedy_api.kit.http.bearer import spelled
from remedy_api.kit.http.wire import HexId
from remedy_api.kit.i18n import gettext
from remedy_api.kit.pagination import Page, PagingQuery

router = APIRouter(tags=["programs"])
SignedInActor = Annotated[Actor, Depends(guards.signed_in)]


@router.get("/v1/scopes", dependencies=[Depends(guards.anyone)])
def list_scopes() -> list[ScopePublic]:
    """What a token can be made for."""
    _ = gettext()
    return [ScopePublic(scope=scope, meaning=_(each.meaning), key=each.key) for scope, each in SCOPES.items()]


@router.get("/v1/me/programs")
def list_my_programs(session: DbSession, actor: SignedInActor, paging: PagingQuery) -> Page[ProgramPublic]:
    """The programs that I answer for: those that joined with an invitation of mine."""
    items, after = program_page(session, actor, paging)
    return Page(items=items, next=after)


@router.get("/v1/me/tokens")
def list_my_tokens(session: DbSession, actor: SignedInActor, paging: PagingQuery) -> Page[TokenPublic]:
    """The tokens that I gave out and that still hold."""
    items, after = token_page(session, actor, paging)
    return Page(items=items, next=after)


@router.post("/v1/me/tokens", status_code=201)
def make_my_token(body: TokenCreate, session: DbSession, actor: SignedInActor) -> TokenMade:
    """Make a token; it is shown in this answer and never again. Nothing is remembered of the request, so one that is sent
    twice makes two.
    """
    assert actor.session is not None
    charge_proof(session, actor.session)
    session.commit()
    row, account, token = make_token(session, actor, wanted=body)
    return TokenMade(secret=spelled(token), made=public_token(session, row, account))


@router.delete("/v1/me/tokens/{token}", status_code=204)
def revoke_my_token(token: HexId, session: DbSession, actor: SignedInActor) -> None:
    """Revoke a token of mine; its next request is refused."""
    revoke_token(session, actor, token=token)
