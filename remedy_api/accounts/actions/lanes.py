"""Counting tries in their lanes."""

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, select

from remedy_api.accounts.concealment import hash_of, lane_of
from remedy_api.accounts.lanes import ACCEPTANCE, EVERYBODY, KNOWN_DEVICE, PROOF, RECOVERY, STRANGERS, Lane, take
from remedy_api.accounts.models import Device, SignInLane
from remedy_api.accounts.states import SlotType
from remedy_api.kit import clock
from remedy_api.kit.errors import TooMany

Charged = tuple[tuple[Lane, tuple[bytes, ...]], ...]
"""The lanes a try was taken out of, and whose they are."""


def charge_sign_in(session: Session, *, user: bytes, kind: SlotType, device: bytes | None) -> Charged:
    """Count one try to sign in. The caller commits before it looks at the proof, so that every try counts. TooMany."""
    known = device is not None and session.get(Device, (hash_of(device), user)) is not None
    if known and device is not None:
        charged: Charged = ((KNOWN_DEVICE, (user, hash_of(device))),)
    else:
        # A recovery code cannot be guessed, and whoever tries passphrases must not keep its owner from using it.
        charged = ((RECOVERY if kind is SlotType.RECOVERY else STRANGERS, (user,)), (EVERYBODY, ()))
    for lane, owner in charged:
        charge(session, lane, *owner)
    return charged


def give_back(session: Session, charged: Charged) -> None:
    """After a proof that held: its try did not count. Programs sign in for each command, and guess nothing by it."""
    for lane, owner in charged:
        found = lane_of(session, lane.kind, *owner)
        row = session.exec(select(SignInLane).where(SignInLane.lane == found).with_for_update()).one()
        row.full_at -= lane.every
    session.flush()


def charge_proof(session: Session, live: bytes) -> None:
    """Count one try, within a live session, to prove the passphrase again. TooMany."""
    charge(session, PROOF, live)


def charge_acceptance(session: Session, invitation: bytes) -> None:
    """Count one try to make an account with an invitation: it tells whether an address is in use. TooMany."""
    charge(session, ACCEPTANCE, invitation)


def charge(session: Session, lane: Lane, *owner: bytes) -> None:
    """Take one try out of somebody's lane, or raise TooMany with the seconds to wait."""
    found = lane_of(session, lane.kind, *owner)
    instant = clock.now()
    table = SignInLane.__table__  # type: ignore[attr-defined]
    session.execute(insert(table).values(lane=found, full_at=instant).on_conflict_do_nothing())
    row = session.exec(select(SignInLane).where(SignInLane.lane == found).with_for_update()).one()
    taken = take(lane, row.full_at, instant)
    if taken.wait:
        raise TooMany(taken.wait)
    row.full_at = taken.full_at
    session.flush()
