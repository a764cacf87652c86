"""The next roster: managers change, members leave, invited people are taken in."""

from sqlmodel import Session, select

from remedy_api.access.actor import Actor
from remedy_api.access.permissions import Permission, decide_in
from remedy_api.accounts.actions.invitations import move
from remedy_api.accounts.errors import InvitationEnded
from remedy_api.accounts.models import Invitation
from remedy_api.accounts.policy import can_confirm
from remedy_api.accounts.queries.people import key_of, keys_of
from remedy_api.accounts.states import NEXT_STATES, InvitationState, Role, state_on
from remedy_api.keyring.actions.checks import (
    check_follows,
    check_keepers,
    check_managers,
    check_new_key,
    check_signed,
    check_wraps,
    read_roster,
)
from remedy_api.keyring.actions.writing import follow_roster, write_epoch, write_roster, write_wraps
from remedy_api.keyring.errors import NamesOthers, SignedByAnother
from remedy_api.keyring.models import OrganisationEpoch
from remedy_api.keyring.models import Roster as RosterRow
from remedy_api.keyring.schemas import Confirmation, RosterCreate
from remedy_api.kit import clock
from remedy_api.sealing.roster import Roster


def change_roster(session: Session, actor: Actor, *, latest: RosterRow, change: RosterCreate) -> RosterRow:
    """Put the next roster after `latest`, whose organisation the caller has locked. Nobody comes in this way.

    Signed by the actor as a manager, or with the organisation's recovery key by whichever member holds the paper. Raises
    NotFound, Forbidden and what the checks raise.
    """
    decide_in(actor, Permission.SEE_MEMBERS, latest.organisation).enforce()
    after = read_roster(session, latest.organisation, change.roster)
    if after.signer == actor.kid:
        decide_in(actor, Permission.KEEP_MEMBERS, latest.organisation).enforce()
    return _follow(session, actor, latest, after, change, added=frozenset())


def confirm(session: Session, actor: Actor, *, invitation: Invitation, latest: RosterRow, confirmation: Confirmation) -> RosterRow:
    """Take in who accepted an invitation, which the caller has locked with its organisation, as what it invited to.

    Raises NotFound, Forbidden, InvitationEnded, NamesOthers and what the checks raise.
    """
    can_confirm(actor, invitation).enforce()
    now = state_on(clock.today(), InvitationState(invitation.state), invitation.expires_on)
    if InvitationState.CONFIRMED not in NEXT_STATES[now] or invitation.invitee is None:
        raise InvitationEnded
    kid = key_of(session, invitation.invitee).kid
    after = read_roster(session, latest.organisation, confirmation.roster)
    before = check_follows(latest, after)
    managers = before.managers | ({kid} if invitation.role == Role.MANAGER else frozenset())
    if after.members != before.members | {kid} or after.managers != managers:
        raise NamesOthers
    if after.signer != actor.kid:
        raise SignedByAnother
    change = RosterCreate(roster=confirmation.roster, signature=confirmation.signature, wraps=confirmation.wraps, epoch=None)
    written = _follow(session, actor, latest, after, change, added=frozenset({kid}))
    move(invitation, InvitationState.CONFIRMED)
    invitation.inviter_mac = confirmation.mac
    session.flush()
    return written


def _follow(
    session: Session, actor: Actor, latest: RosterRow, after: Roster, change: RosterCreate, *, added: frozenset[bytes]
) -> RosterRow:
    before = check_follows(latest, after)
    signer = keys_of(session, [after.signer])
    ours = [key for key in signer if key.kid == actor.kid or key.organisation == latest.organisation]
    if not ours:
        raise SignedByAnother
    check_signed(after, change.roster, change.signature, ours)
    if after.members - before.members != added:
        raise NamesOthers
    check_managers(session, before, after)
    check_keepers(session, before, after)
    kids = select(OrganisationEpoch.kid).where(OrganisationEpoch.organisation == latest.organisation)
    check_new_key(before, after, change.epoch, set(session.exec(kids)))
    check_wraps(change.wraps, added if change.epoch is None else after.members)
    written = write_roster(session, after, change.roster, change.signature)
    if change.epoch is not None:
        write_epoch(session, after, change.epoch.kem_public, change.epoch.previous)
    write_wraps(session, after, change.wraps)
    follow_roster(session, after)
    return written
