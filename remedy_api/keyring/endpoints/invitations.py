"""An invitation as its link's holder sees it, and its confirmation."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from remedy_api.access import guards
from remedy_api.access.actor import Actor
from remedy_api.accounts.queries.invitations import kept_invitation
from remedy_api.keyring.actions.rosters import confirm
from remedy_api.keyring.endpoints.rosters import taken
from remedy_api.keyring.queries import invitation_view, latest_roster
from remedy_api.keyring.schemas import Confirmation, InvitationView, RosterTaken
from remedy_api.kit.db.session import DbSession
from remedy_api.kit.errors import NotFound
from remedy_api.kit.http.etag import IfMatch, etag, if_match
from remedy_api.kit.http.wire import HexId

router = APIRouter(tags=["invitations"])


@router.get("/v1/invitations/{invitation}", dependencies=[Depends(guards.invitee)])
def read_invitation(invitation: HexId, session: DbSession) -> InvitationView:
    """Who invites, to what, and how far it has come."""
    return invitation_view(session, invitation)


@router.post("/v1/invitations/{invitation}/confirmation")
def confirm_invitation(
    invitation: HexId,
    body: Confirmation,
    request: Request,
    response: Response,
    session: DbSession,
    actor: Annotated[Actor, Depends(guards.invitation_keeper)],
    if_match_header: IfMatch = None,
) -> RosterTaken:
    """Take in who accepted, after the roster that `If-Match` names by its digest: roster, key and membership at once."""
    kept, organisation = kept_invitation(session, actor, invitation)
    latest = latest_roster(session, organisation.organisation)
    if latest is None:
        raise NotFound
    if_match(request, etag(latest.digest))
    return taken(response, confirm(session, actor, invitation=kept, latest=latest, confirmation=body))
