"""The account of the person who asks."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from remedy_api.access import guards
from remedy_api.access.actor import Actor
from remedy_api.accounts.actions.lanes import charge_proof
from remedy_api.accounts.actions.people import own_row, update_me, update_vault
from remedy_api.accounts.actions.sign_in import change_passphrase, replace_slot
from remedy_api.accounts.endpoints.cookies import DEVICE, begin, cookie
from remedy_api.accounts.queries.me import me_of
from remedy_api.accounts.schemas.account import Me, MeUpdate, SignedIn, SlotChange, Vault
from remedy_api.accounts.states import SlotType
from remedy_api.kit.db.session import DbSession
from remedy_api.kit.http.etag import IfMatch, etag, if_match

router = APIRouter(tags=["me"])
SignedInActor = Annotated[Actor, Depends(guards.signed_in)]


@router.get("/v1/me")
def read_me(response: Response, session: DbSession, actor: SignedInActor) -> Me:
    """Who I am here."""
    me, version = me_of(session, actor)
    response.headers["ETag"] = etag(version)
    return me


@router.patch("/v1/me")
def change_me(
    body: MeUpdate,
    request: Request,
    response: Response,
    session: DbSession,
    actor: SignedInActor,
    if_match_header: IfMatch = None,
) -> Me:
    """Change my name, language or whether I want mails."""
    person = own_row(session, actor)
    if_match(request, etag(person.version))
    update_me(session, person, body)
    return read_me(response, session, actor)


@router.put("/v1/me/passphrase", status_code=200)
def change_my_passphrase(
    body: SlotChange, request: Request, response: Response, session: DbSession, actor: SignedInActor
) -> SignedIn:
    """Replace my passphrase. Every session ends; this browser gets a new one."""
    _count(session, actor)
    device = cookie(request, DEVICE)
    slot = change_passphrase(session, actor, current_auth=body.current_auth, slot=body.slot, device=device)
    return begin(request, response, session, own_row(session, actor), slot)


@router.put("/v1/me/recovery", status_code=204)
def change_my_recovery_code(body: SlotChange, session: DbSession, actor: SignedInActor) -> None:
    """Replace my recovery code; the old one opens nothing from now on."""
    _count(session, actor)
    replace_slot(session, actor, current_auth=body.current_auth, slot=body.slot, kind=SlotType.RECOVERY)


@router.put("/v1/me/vault", status_code=204)
def change_my_vault(
    body: Vault,
    request: Request,
    response: Response,
    session: DbSession,
    actor: SignedInActor,
    if_match_header: IfMatch = None,
) -> None:
    """Put the next version of my vault in the place of the one that `If-Match` names by its version."""
    person = own_row(session, actor)
    if_match(request, etag(person.vault_version))
    update_vault(session, person, body)
    response.headers["ETag"] = etag(body.version)


def _count(session: DbSession, actor: Actor) -> None:
    assert actor.session is not None
    charge_proof(session, actor.session)
    session.commit()
