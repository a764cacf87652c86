"""Invitations of an organisation, and who waits to be confirmed."""

from sqlmodel import Session, col, select

from remedy_api.access.actor import Actor
from remedy_api.accounts.models import AccountKey, Invitation, Organisation, Person
from remedy_api.accounts.policy import can_invite, can_keep_invitation
from remedy_api.accounts.queries.people import name_of
from remedy_api.accounts.schemas.organisation import InvitationPublic, Invitee
from remedy_api.accounts.states import InvitationState, state_on
from remedy_api.kit import clock
from remedy_api.kit.errors import NotFound
from remedy_api.kit.pagination import Paging, fetch_page


def invitation_page(
    session: Session, actor: Actor, organisation: Organisation, paging: Paging
) -> tuple[list[InvitationPublic], str | None]:
    """All invitations of an organisation, for who may invite. Raises NotFound, Forbidden."""
    can_invite(actor, organisation).enforce()
    query = (
        select(Invitation, Person, AccountKey)
        .join(Person, col(Person.person) == Invitation.invitee, isouter=True)
        .join(AccountKey, col(AccountKey.person) == Invitation.invitee, isouter=True)
        .where(Invitation.organisation == organisation.organisation)
    )
    rows, after = fetch_page(session, query, keys=[Invitation.invitation], paging=paging)
    return [public_invitation(session, *row) for row in rows], after


def public_invitation(session: Session, invitation: Invitation, person: Person | None, key: AccountKey | None) -> InvitationPublic:
    """An invitation as managers see it."""
    invitee = None
    if person is not None and key is not None:
        invitee = Invitee(
            user=person.person,
            name=name_of(session, person),
            program=person.keeper is not None,
            kid=key.kid,
            kem_public=key.kem_public,
            sig_public=key.sig_public,
        )
    return InvitationPublic(
        invitation=invitation.invitation,
        role=invitation.role,
        state=state_on(clock.today(), invitation.state, invitation.expires_on),
        invited_on=invitation.invited_on,
        expires_on=invitation.expires_on,
        inviter=invitation.inviter,
        invitee=invitee,
        invitee_mac=invitation.invitee_mac,
    )


def invitation_of(session: Session, invitation: bytes, *, lock: bool = False) -> tuple[Invitation, Organisation]:
    """An invitation by its id, which only its link tells, and who invites. Raises NotFound.

    `lock`: both, the organisation first, as everybody does who changes who belongs to it.
    """
    found = session.get(Invitation, invitation)
    if found is None:
        raise NotFound
    organisation = session.get_one(Organisation, found.organisation, with_for_update=lock or None)
    if lock:
        session.refresh(found, with_for_update=True)
    return found, organisation


def kept_invitation(session: Session, actor: Actor, invitation: bytes) -> tuple[Invitation, Organisation]:
    """An invitation that the actor may change, locked together with its organisation. Raises NotFound, Forbidden."""
    found, organisation = invitation_of(session, invitation, lock=True)
    can_keep_invitation(actor, found, organisation).enforce()
    return found, organisation


def waiting_of(session: Session, organisation: bytes, person: bytes | None, *, lock: bool = False) -> Invitation | None:
    """The invitation that a person has accepted and that still waits, if it has not expired."""
    query = select(Invitation).where(
        Invitation.organisation == organisation,
        Invitation.invitee == person,
        Invitation.state == InvitationState.ACCEPTED,
        col(Invitation.expires_on) >= clock.today(),
    )
    return session.exec(query.with_for_update() if lock else query).one_or_none()
