"""Signing in: the device proves that it knows passphrase or recovery code, and neither ever comes here."""

import hmac

from sqlmodel import Session, select

from remedy_api.access.actor import Actor
from remedy_api.accounts.actions.people import own_row, slot_row
from remedy_api.accounts.actions.sessions import end_all_sessions
from remedy_api.accounts.concealment import hash_of
from remedy_api.accounts.errors import AccountTwin, ProofFailed, RecoveryFailed, SignInFailed
from remedy_api.accounts.models import Person, Slot
from remedy_api.accounts.queries.sign_in import slot_to_open
from remedy_api.accounts.schemas.account import Slot as SlotCreate
from remedy_api.accounts.states import SlotType
from remedy_api.kit.errors import Field, Invalid
from remedy_api.kit.i18n import _N


def check_sign_in(session: Session, *, user: bytes, auth: bytes, kind: SlotType) -> Slot:
    """The slot that this proof opens. Raises SignInFailed or RecoveryFailed, the same for a user nobody is."""
    slot, kept = slot_to_open(session, user, kind)
    if hmac.compare_digest(hash_of(auth), kept) and slot is not None:
        # Looked at again under a lock that lasts until the session is there. A change of the passphrase or a closing of
        # the account meanwhile is seen here, or waits and then ends that session with all others.
        session.execute(select(Person.person).where(Person.person == user).with_for_update(read=True))
        row = session.get(Slot, slot, populate_existing=True)
        if row is not None and hmac.compare_digest(hash_of(auth), row.auth_hash):
            return row
    raise RecoveryFailed if kind is SlotType.RECOVERY else SignInFailed


def replace_slot(session: Session, actor: Actor, *, current_auth: bytes, slot: SlotCreate, kind: SlotType) -> Slot:
    """Put a new slot in the place of the old one, which opens nothing from now on.

    `current_auth` proves the passphrase or, for who has lost that, the recovery code. Raises ProofFailed, Invalid for a
    slot of the other kind, AccountTwin for a slot id that is there already.
    """
    if slot.type is not kind:
        raise Invalid((Field("/slot/type", "no-choice", _N("This is not one of the choices.")),))
    own_row(session, actor)  # locked: of two changes at once the second sees what the first has left
    found = check_current(session, actor, current_auth)
    if slot.slot not in {row.slot for row in found.values()} and session.get(Slot, slot.slot) is not None:
        raise AccountTwin
    assert actor.person is not None
    session.delete(found[kind])
    session.flush()
    replaced = slot_row(actor.person, slot)
    session.add(replaced)
    session.flush()
    return replaced


def check_current(session: Session, actor: Actor, auth: bytes) -> dict[SlotType, Slot]:
    """The actor's slots, after the proof that one of them opens. Raises ProofFailed."""
    found = {SlotType(row.type): row for row in session.exec(select(Slot).where(Slot.person == actor.person))}
    if not any(hmac.compare_digest(hash_of(auth), row.auth_hash) for row in found.values()):
        raise ProofFailed
    return found


def change_passphrase(session: Session, actor: Actor, *, current_auth: bytes, slot: SlotCreate, device: bytes | None) -> Slot:
    """Replace the passphrase and end every session there is, this one included: the caller opens a new one."""
    replaced = replace_slot(session, actor, current_auth=current_auth, slot=slot, kind=SlotType.PASSPHRASE)
    assert actor.person is not None
    end_all_sessions(session, actor.person, keep_device=device)
    return replaced
