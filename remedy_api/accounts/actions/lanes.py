"""Counting tries in their lanes."""

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session

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
    table = SignInLane.__table__  # type: ignore[attr-defined]
    for lane, owner in charged:
        found = lane_of(session, lane.kind, *owner)
        earlier = table.c.full_at - lane.every
        session.execute(update(table).where(table.c.lane == found).values(full_at=earlier))


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
    # Inserted or found, the row is ours alone from here on; a sweep cannot take it away in between.
    claim = insert(table).values(lane=found, full_at=instant)
    locked = claim.on_conflict_do_update(index_elements=["lane"], set_={"lane": found})
    full_at = session.execute(locked.returning(table.c.full_at)).scalar_one()
    taken = take(lane, full_at, instant)
    if taken.wait:
        raise TooMany(taken.wait)
    session.execute(update(table).where(table.c.lane == found).values(full_at=taken.full_at))
