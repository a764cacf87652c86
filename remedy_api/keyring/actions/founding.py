"""Founding: the first manager makes the organisation's key, its first roster and its recovery key."""

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from remedy_api.access.actor import Actor
from remedy_api.accounts.actions.invitations import move, withdraw_open
from remedy_api.accounts.errors import AccountTwin, refusals
from remedy_api.accounts.models import AccountKey, Invitation, Organisation
from remedy_api.accounts.queries.invitations import waiting_of
from remedy_api.accounts.queries.people import keys_of
from remedy_api.accounts.states import InvitationState, Role
from remedy_api.keyring.actions.checks import check_organisation_key, check_signed, check_wraps, read_roster
from remedy_api.keyring.actions.writing import follow_roster, write_epoch, write_roster, write_wraps
from remedy_api.keyring.errors import AlreadyFounded, NamesOthers, SignedByAnother
from remedy_api.keyring.models import Roster as RosterRow
from remedy_api.keyring.schemas import Founding
from remedy_api.kit.errors import Forbidden, NotFound
from remedy_api.kit.i18n import _N
from remedy_api.sealing.errors import Code, SealError
from remedy_api.sealing.keys import public_keys
from remedy_api.sealing.roster import check_first


def found(session: Session, actor: Actor, *, organisation: bytes, founding: Founding) -> RosterRow:
    """Found an organisation as its invited first manager; other invitations the administrator sent end with it.

    Raises NotFound for who was not invited, AlreadyFounded, Forbidden, SignedByAnother, NamesOthers, WrongWraps,
    SealRefused, AccountTwin.
    """
    row, invitation = _invited(session, actor, organisation)
    roster = read_roster(session, organisation, founding.roster)
    with refusals():
        check_first(roster)
        recovery = founding.recovery_key
        public_keys(recovery.kid, recovery.kem_public, recovery.sig_public)
    if roster.signer != actor.kid:
        raise SignedByAnother
    if not roster.members == roster.managers == {actor.kid, recovery.kid}:
        raise NamesOthers
    check_signed(roster, founding.roster, founding.signature, keys_of(session, [roster.signer]))
    check_organisation_key(roster.kid, founding.kem_public)
    check_wraps(founding.wraps, roster.members)
    _keep_recovery_key(session, organisation, founding)
    written = write_roster(session, roster, founding.roster, founding.signature)
    write_epoch(session, roster, founding.kem_public, None)
    write_wraps(session, roster, founding.wraps)
    move(invitation, InvitationState.CONFIRMED)
    session.flush()
    withdraw_open(session, col(Invitation.organisation) == organisation)
    follow_roster(session, roster)
    row.founded, row.version = True, row.version + 1
    session.flush()
    return written


def _invited(session: Session, actor: Actor, organisation: bytes) -> tuple[Organisation, Invitation]:
    row = session.get(Organisation, organisation, with_for_update=True)
    if row is None:
        raise NotFound
    if actor.membership(organisation) is not None:
        raise AlreadyFounded
    invitation = waiting_of(session, organisation, actor.person, lock=True)
    if invitation is None:
        raise NotFound
    if row.founded:
        raise AlreadyFounded
    if invitation.role != Role.MANAGER:
        raise Forbidden(_N("Only a manager can found an organisation."))
    return row, invitation


def _keep_recovery_key(session: Session, organisation: bytes, founding: Founding) -> None:
    key = founding.recovery_key
    with refusals():
        if key.kem_public == founding.kem_public:
            raise SealError(Code.BAD_KEY, "one key in two places")
    try:
        session.add(AccountKey(kid=key.kid, organisation=organisation, kem_public=key.kem_public, sig_public=key.sig_public))
        session.flush()
    except IntegrityError as error:
        raise AccountTwin from error
