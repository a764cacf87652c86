"""Invitations: made, withdrawn, accepted. Confirming writes a roster and is the keyring's."""

from datetime import timedelta

from sqlalchemy import ColumnElement, and_, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from remedy_api.access.actor import Actor
from remedy_api.accounts.errors import AlreadyMember, InvitationEnded, InvitationTwin
from remedy_api.accounts.models import Invitation, Membership, Organisation
from remedy_api.accounts.policy import can_invite
from remedy_api.accounts.queries.invitations import invitation_of, kept_invitation, waiting_of
from remedy_api.accounts.schemas.organisation import InvitationCreate
from remedy_api.accounts.states import NEXT_STATES, OPEN, InvitationState, MembershipState, Role, state_on
from remedy_api.kit import clock
from remedy_api.kit.errors import Forbidden
from remedy_api.kit.i18n import _N


def invite(session: Session, actor: Actor, organisation: Organisation, *, invitation: InvitationCreate, days: int) -> Invitation:
    """Invite into an organisation the caller has locked. Raises NotFound, Forbidden, InvitationTwin."""
    can_invite(actor, organisation).enforce()
    if not organisation.founded and invitation.role is not Role.MANAGER:
        raise Forbidden(_N("The first to be invited must be a manager: somebody has to make the organisation's key."))
    assert actor.person is not None
    row = Invitation(
        invitation=invitation.invitation,
        organisation=organisation.organisation,
        role=invitation.role,
        state=InvitationState.INVITED,
        inviter=actor.person,
        invited_on=clock.today(),
        expires_on=clock.today() + timedelta(days=days),
    )
    try:
        session.add(row)
        session.flush()
    except IntegrityError as error:
        raise InvitationTwin from error
    return row


def withdraw(session: Session, actor: Actor, *, invitation: bytes) -> None:
    """Withdraw an invitation that has come to nothing yet. Raises NotFound, Forbidden, InvitationEnded."""
    found, _ = kept_invitation(session, actor, invitation)
    move(found, InvitationState.WITHDRAWN)
    session.flush()


def accept(session: Session, person: bytes, *, invitation: bytes, mac: bytes, days: int) -> Invitation:
    """Accept for a person; the manager's device must check the MAC and confirm. Raises NotFound, InvitationEnded,
    AlreadyMember.
    """
    found, organisation = invitation_of(session, invitation, lock=True)
    membership = session.get(Membership, (organisation.organisation, person))
    belongs = membership is not None and membership.state == MembershipState.CONFIRMED
    if belongs or waiting_of(session, organisation.organisation, person) is not None:
        raise AlreadyMember
    # One that this person accepted earlier and that has expired makes room.
    withdraw_open(session, and_(col(Invitation.organisation) == organisation.organisation, col(Invitation.invitee) == person))
    found.invitee, found.invitee_mac = person, mac
    move(found, InvitationState.ACCEPTED)
    found.expires_on = clock.today() + timedelta(days=days)
    session.flush()
    return found


def withdraw_open(session: Session, whose: ColumnElement[bool]) -> None:
    """Withdraw the open invitations that a condition names: their maker or acceptor has gone."""
    session.execute(update(Invitation).where(whose, col(Invitation.state).in_(OPEN)).values(state=InvitationState.WITHDRAWN))


def move(invitation: Invitation, state: InvitationState) -> None:
    """Move an invitation on. Raises InvitationEnded where the table of states knows no such way, on this day."""
    now = state_on(clock.today(), InvitationState(invitation.state), invitation.expires_on)
    # What has expired may still be put away.
    put_away = now is InvitationState.EXPIRED and state is InvitationState.WITHDRAWN
    if state not in NEXT_STATES[now] and not put_away:
        raise InvitationEnded
    invitation.state = state
