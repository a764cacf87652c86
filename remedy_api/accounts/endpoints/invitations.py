"""Inviting, withdrawing, accepting. The view of an invitation and its confirmation are the keyring's."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from remedy_api.access import guards
from remedy_api.access.actor import Actor, CurrentActor
from remedy_api.accounts.actions.invitations import accept, invite, withdraw
from remedy_api.accounts.actions.lanes import charge_acceptance
from remedy_api.accounts.actions.people import create_account
from remedy_api.accounts.actions.programs import create_program
from remedy_api.accounts.endpoints.cookies import begin
from remedy_api.accounts.errors import AccountNeeded, AccountNotWanted
from remedy_api.accounts.queries.invitations import invitation_of, invitation_page, public_invitation
from remedy_api.accounts.queries.organisations import organisation_of
from remedy_api.accounts.queries.people import slot_of
from remedy_api.accounts.schemas.account import SignedIn
from remedy_api.accounts.schemas.organisation import Acceptance, Accepted, InvitationCreate, InvitationPublic
from remedy_api.accounts.states import InvitationState, SlotType
from remedy_api.kit import clock
from remedy_api.kit.db.session import DbSession
from remedy_api.kit.http.idempotency import IdempotencyKey, idempotent, request_hash, scope_hash
from remedy_api.kit.http.wire import HexId
from remedy_api.kit.pagination import Page, PagingQuery

router = APIRouter(tags=["invitations"])
Inviter = Annotated[Actor, Depends(guards.manager_or_administrator)]


@router.get("/v1/organisations/{organisation}/invitations")
def list_invitations(organisation: HexId, session: DbSession, actor: Inviter, paging: PagingQuery) -> Page[InvitationPublic]:
    """All invitations of an organisation, with the keys and the MAC of who accepted."""
    found = organisation_of(session, actor, organisation)
    items, after = invitation_page(session, actor, found, paging)
    return Page(items=items, next=after)


@router.post("/v1/organisations/{organisation}/invitations", status_code=201, response_model=InvitationPublic)
def add_invitation(
    organisation: HexId,
    body: InvitationCreate,
    key: IdempotencyKey,
    http: Request,
    session: DbSession,
    actor: Inviter,
    request: Annotated[bytes, Depends(request_hash)],
) -> Response:
    """Invite somebody by a link whose secret stays in its fragment."""

    def answer() -> bytes:
        found = organisation_of(session, actor, organisation, lock=True)
        days = http.app.state.settings.invitation_days
        made = invite(session, actor, found, invitation=body, days=days)
        return public_invitation(session, made, None, None).model_dump_json().encode()

    assert actor.person is not None
    scope = scope_hash(actor.person, "/v1/organisations/invitations", organisation)
    return idempotent(session, key, scope=scope, request=request, day=clock.today(), answer=answer)


@router.delete("/v1/invitations/{invitation}", status_code=204)
def withdraw_invitation(invitation: HexId, session: DbSession, actor: Annotated[Actor, Depends(guards.invitation_keeper)]) -> None:
    """Withdraw an invitation that nobody was confirmed by."""
    withdraw(session, actor, invitation=invitation)


@router.post("/v1/invitations/{invitation}/acceptance", dependencies=[Depends(guards.invitee)])
def accept_invitation(
    invitation: HexId,
    body: Acceptance,
    request: Request,
    response: Response,
    session: DbSession,
    actor: CurrentActor,
) -> SignedIn | Accepted:
    """Accept with a new account, which signs in (201), with the one that is signed in (200), or for a program (200), which
    shows tokens that its inviter makes.
    """
    days = request.app.state.settings.invitation_days
    if actor.person is not None:
        if body.account is not None or body.program is not None:
            raise AccountNotWanted
        accept(session, actor.person, invitation=invitation, mac=body.mac, days=days)
        return Accepted(invitation=invitation, state=InvitationState.ACCEPTED)
    if (body.account is None) == (body.program is None):
        raise AccountNeeded
    found, _ = invitation_of(session, invitation)
    charge_acceptance(session, invitation)
    session.commit()
    if body.program is not None:
        program = create_program(session, body.program, invitation=found)
        accept(session, program.person, invitation=invitation, mac=body.mac, days=days)
        return Accepted(invitation=invitation, state=InvitationState.ACCEPTED)
    assert body.account is not None
    person = create_account(session, body.account)
    accept(session, person.person, invitation=invitation, mac=body.mac, days=days)
    response.status_code = 201
    slot = slot_of(session, person.person, SlotType.PASSPHRASE)
    assert slot is not None
    return begin(request, response, session, person, slot)
