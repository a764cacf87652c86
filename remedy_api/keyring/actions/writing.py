"""Writing a checked roster: the roster itself, key and wraps, and the memberships that follow from it, all or nothing."""

from collections.abc import Iterable

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from remedy_api.accounts.actions.invitations import withdraw_open
from remedy_api.accounts.actions.sessions import end_all_sessions
from remedy_api.accounts.models import AccountKey, Invitation, Membership
from remedy_api.accounts.queries.people import keys_of
from remedy_api.accounts.states import MembershipState
from remedy_api.keyring.errors import KeyTaken
from remedy_api.keyring.models import OrganisationEpoch, OrganisationWrap, RosterName
from remedy_api.keyring.models import Roster as RosterRow
from remedy_api.keyring.schemas import MemberWrap
from remedy_api.kit import clock
from remedy_api.sealing.lp import sha256
from remedy_api.sealing.roster import Roster


def write_roster(session: Session, roster: Roster, body: bytes, signature: bytes) -> RosterRow:
    """Add the roster to its chain, and whom it names for the first time to the keys of the chain."""
    row = RosterRow(
        organisation=roster.organisation,
        version=roster.version,
        body=body,
        signature=signature,
        digest=sha256(body),
        epoch=roster.epoch,
    )
    session.add(row)
    named = select(RosterName.kid).where(RosterName.organisation == roster.organisation)
    known: set[bytes] = set(session.exec(named))
    for kid in sorted(roster.members - known):
        session.add(RosterName(organisation=roster.organisation, kid=kid))
    session.flush()
    return row


def write_epoch(session: Session, roster: Roster, kem_public: bytes, previous: bytes | None) -> None:
    """Add the organisation's new key. Raises KeyTaken."""
    session.add(
        OrganisationEpoch(
            organisation=roster.organisation,
            epoch=roster.epoch,
            kid=roster.kid,
            kem_public=kem_public,
            previous=previous,
        )
    )
    try:
        session.flush()
    except IntegrityError as error:
        raise KeyTaken from error


def write_wraps(session: Session, roster: Roster, wraps: Iterable[MemberWrap]) -> None:
    """Keep the secret of the roster's epoch as it was sealed to members."""
    for wrap in wraps:
        session.add(OrganisationWrap(organisation=roster.organisation, epoch=roster.epoch, kid=wrap.kid, wrap=wrap.wrap))
    session.flush()


def follow_roster(session: Session, roster: Roster) -> None:
    """Make memberships what the roster says. Who is no longer in it, or no longer a manager, loses every session at once."""
    organisation = roster.organisation
    rows = {
        row.person: row
        for row in session.exec(select(Membership).where(Membership.organisation == organisation).order_by(col(Membership.person)))
    }
    people = {key.person: key for key in keys_of(session, roster.members) if key.person is not None}
    for person, key in people.items():
        _confirm(session, rows.get(person), organisation, key, manager=key.kid in roster.managers)
    for person, row in rows.items():
        if person not in people and row.state == MembershipState.CONFIRMED:
            row.state, row.manager, row.since = MembershipState.REMOVED, False, clock.today()
            _take_away(session, organisation, person)
    _drop_wraps(session, roster)
    session.flush()


def _confirm(session: Session, row: Membership | None, organisation: bytes, key: AccountKey, *, manager: bool) -> None:
    if row is None:
        assert key.person is not None
        state = MembershipState.CONFIRMED
        session.add(Membership(organisation=organisation, person=key.person, manager=manager, state=state, since=clock.today()))
        return
    if row.manager and not manager:
        _take_away(session, organisation, row.person)
    if row.state != MembershipState.CONFIRMED or row.manager != manager:
        row.since = clock.today()
    row.state, row.manager = MembershipState.CONFIRMED, manager


def _take_away(session: Session, organisation: bytes, person: bytes) -> None:
    end_all_sessions(session, person)
    withdraw_open(session, (col(Invitation.organisation) == organisation) & (col(Invitation.inviter) == person))


def _drop_wraps(session: Session, roster: Roster) -> None:
    session.execute(
        delete(OrganisationWrap).where(
            col(OrganisationWrap.organisation) == roster.organisation,
            col(OrganisationWrap.kid).not_in(list(roster.members)),
        )
    )
