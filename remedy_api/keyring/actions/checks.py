"""What the server can verify of a roster, and does: shape, signature, chain, who is named, who gets the key.

It cannot know whether a manager checked the right words on paper: that is what devices do. But nothing is written that a
device would have to refuse.
"""

from collections.abc import Iterable

from sqlmodel import Session, col, select

from remedy_api.accounts.errors import refusals
from remedy_api.accounts.models import AccountKey, Person
from remedy_api.accounts.queries.people import keys_of
from remedy_api.accounts.queries.programme import instance_of
from remedy_api.keyring.errors import (
    EpochNotWanted,
    EpochWanted,
    NobodyManages,
    ProgramsManageNothing,
    ProgramWithoutKeeper,
    RecoveryKeyDropped,
    WrongWraps,
)
from remedy_api.keyring.models import Roster as RosterRow
from remedy_api.keyring.schemas import MemberWrap, NewEpoch
from remedy_api.sealing.errors import Code, SealError
from remedy_api.sealing.keys import PublicKeys, Signed, by_kid, public_keys
from remedy_api.sealing.lp import sha256
from remedy_api.sealing.roster import Roster, check_next, check_signature, parse_roster


def read_roster(session: Session, organisation: bytes, body: bytes) -> Roster:
    """The roster in these bytes, if it is of this installation and organisation. Raises SealRefused."""
    with refusals():
        roster = parse_roster(body)
        if roster.instance != instance_of(session):
            raise SealError(Code.FOREIGN_INSTANCE)
        if roster.organisation != organisation:
            raise SealError(Code.FOREIGN_ORGANISATION)
        return roster


def check_signed(roster: Roster, body: bytes, signature: bytes, keys: Iterable[AccountKey]) -> None:
    """Whether its signer signed exactly these bytes. Raises SealRefused."""
    with refusals():
        known = by_kid(PublicKeys(key.kid, key.kem_public, key.sig_public) for key in keys)
        check_signature(Signed(body, signature), roster.signer, known)


def check_follows(before: RosterRow, after: Roster) -> Roster:
    """The roster before, if `after` may follow it. Raises SealRefused."""
    with refusals():
        parsed = parse_roster(before.body)
        check_next(parsed, sha256(before.body), after)
        return parsed


def check_organisation_key(kid: bytes, kem_public: bytes) -> None:
    """Whether something can be sealed to the key, and it is the one the roster names. Raises SealRefused."""
    with refusals():
        public_keys(kid, kem_public)


def check_new_key(before: Roster, after: Roster, epoch: NewEpoch | None, kids: set[bytes]) -> None:
    """A new epoch comes with its key, one the organisation never had (`kids`); without one no key comes.

    Raises EpochWanted, EpochNotWanted, SealRefused.
    """
    if after.epoch == before.epoch:
        if epoch is not None:
            raise EpochNotWanted
        return
    if epoch is None:
        raise EpochWanted
    with refusals():
        if after.kid in kids:
            # A key given up must never come back: those removed with it would read again.
            raise SealError(Code.KEY_NOT_CHANGED)
    check_organisation_key(after.kid, epoch.kem_public)


def check_wraps(wraps: list[MemberWrap], wanted: Iterable[bytes]) -> None:
    """Exactly one wrap for each of these kids. Raises WrongWraps."""
    kids = [wrap.kid for wrap in wraps]
    if len(set(kids)) != len(kids) or set(kids) != set(wanted):
        raise WrongWraps


def check_managers(session: Session, before: Roster, after: Roster) -> None:
    """The recovery key stays, beside it at least one person, and no program among them. Raises RecoveryKeyDropped,
    NobodyManages, ProgramsManageNothing.
    """
    recovery = {key.kid for key in keys_of(session, before.managers) if key.person is None}
    if not recovery <= after.managers:
        raise RecoveryKeyDropped
    if not after.managers - recovery:
        raise NobodyManages
    kept = select(AccountKey.kid).join(Person, col(Person.person) == AccountKey.person).where(col(Person.keeper).is_not(None))
    if session.exec(kept.where(col(AccountKey.kid).in_(after.managers))).first() is not None:
        raise ProgramsManageNothing


def check_keepers(session: Session, before: Roster, after: Roster) -> None:
    """No program loses its keeper, who holds its key file: what is wrapped for the program she could open as well, and her
    removal would keep nothing from her. One that had lost its keeper before is not asked about again: nobody could ever follow
    a list with two of them. Raises ProgramWithoutKeeper.
    """
    if _without_keeper(session, after) - _without_keeper(session, before):
        raise ProgramWithoutKeeper


def _without_keeper(session: Session, roster: Roster) -> set[bytes]:
    # The recovery key is nobody's.
    named = select(AccountKey.person).where(col(AccountKey.kid).in_(roster.members), col(AccountKey.person).is_not(None))
    query = (
        select(AccountKey.kid)
        .join(Person, col(Person.person) == AccountKey.person)
        .where(col(AccountKey.kid).in_(roster.members), col(Person.keeper).is_not(None), col(Person.keeper).not_in(named))
    )
    return set(session.exec(query))
