"""Accounts: made and changed."""

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from remedy_api.access.actor import Actor
from remedy_api.accounts.concealment import conceal, hash_of, login_of
from remedy_api.accounts.errors import AccountTwin, AddressInUse, VaultBehind, refusals
from remedy_api.accounts.models import AccountKey, Person, Slot
from remedy_api.accounts.queries.programme import instance_of
from remedy_api.accounts.schemas.account import AccountCreate, MeUpdate, Vault
from remedy_api.accounts.schemas.account import Slot as SlotCreate
from remedy_api.kit import clock
from remedy_api.sealing.keys import PublicKeys, verify_account_proof


def create_account(session: Session, account: AccountCreate, *, administrator: bool = False) -> Person:
    """Make an account from what its device drew and sealed. Only the hashes of both proofs are kept.

    Raises SealRefused for unusable or unproven keys, AddressInUse, AccountTwin.
    """
    keys = PublicKeys(account.kid, account.kem_public, account.sig_public)
    with refusals():
        verify_account_proof(instance_of(session), account.user, keys, account.proof)
    person = Person(
        person=account.user,
        name=conceal(session, account.name, column="person.name", row=account.user),
        email=conceal(session, account.email, column="person.email", row=account.user),
        login=login_of(session, account.email),
        language=account.language,
        administrator=administrator,
        vault=account.vault.sealed,
        vault_version=account.vault.version,
        joined_on=clock.today(),
    )
    try:
        session.add(person)
        session.flush()
        session.add(AccountKey(kid=keys.kid, person=account.user, kem_public=keys.kem_public, sig_public=keys.sig_public))
        session.add_all([slot_row(account.user, account.passphrase), slot_row(account.user, account.recovery)])
        session.flush()
    except IntegrityError as error:
        if error.orig.diag.constraint_name == "person_login_is_once":  # type: ignore[union-attr]
            raise AddressInUse from error
        raise AccountTwin from error
    return person


def slot_row(person: bytes, slot: SlotCreate) -> Slot:
    """A slot as it is kept: of the proof only its hash."""
    return Slot(
        slot=slot.slot,
        person=person,
        type=slot.type,
        salt=slot.salt,
        memory_kib=slot.kdf.memory_kib if slot.kdf else None,
        passes=slot.kdf.passes if slot.kdf else None,
        lanes=slot.kdf.lanes if slot.kdf else None,
        auth_hash=hash_of(slot.auth),
        sealed=slot.sealed,
    )


def own_row(session: Session, actor: Actor) -> Person:
    """The actor's own account, locked for a change."""
    return session.exec(select(Person).where(Person.person == actor.person).with_for_update()).one()


def update_me(session: Session, person: Person, change: MeUpdate) -> Person:
    """Change name, language or notices of an account its owner has locked."""
    if change.name is not None:
        person.name = conceal(session, change.name, column="person.name", row=person.person)
    if change.language is not None:
        person.language = change.language
    if change.notices is not None:
        person.notices = change.notices
    person.version += 1
    session.flush()
    return person


def update_vault(session: Session, person: Person, vault: Vault) -> None:
    """Replace the vault of an account its owner has locked by its next version. Raises VaultBehind."""
    if vault.version != person.vault_version + 1:
        raise VaultBehind
    person.vault, person.vault_version = vault.sealed, vault.version
    session.flush()
