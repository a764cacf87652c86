"""Accounts and their public keys."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from remedy_api.access.actor import Actor
from remedy_api.access.permissions import Permission, decide
from remedy_api.accounts.concealment import reveal
from remedy_api.accounts.models import AccountKey, Membership, Person, Slot
from remedy_api.accounts.schemas.account import PersonPublic
from remedy_api.accounts.states import MembershipState, SlotType
from remedy_api.kit.pagination import Paging, fetch_page
from remedy_api.sealing.keys import PublicKeys


@dataclass(frozen=True, slots=True)
class KeyHolder:
    """A person behind a kid, with the name as it is to be shown inside the organisation's rooms."""

    keys: PublicKeys
    person: bytes
    name: str
    program: bool


def name_of(session: Session, person: Person) -> str:
    """The person's name in clear."""
    return reveal(session, person.name, column="person.name", row=person.person)


def email_of(session: Session, person: Person) -> str | None:
    """The person's address in clear; None when the account was closed."""
    if person.email is None:
        return None
    return reveal(session, person.email, column="person.email", row=person.person)


def key_of(session: Session, person: bytes) -> AccountKey:
    """The public keys of an account."""
    return session.exec(select(AccountKey).where(AccountKey.person == person)).one()


def keys_of(session: Session, kids: Iterable[bytes]) -> list[AccountKey]:
    """The public keys behind these kids, in the order of the kids; unknown ones are left out."""
    return list(session.exec(select(AccountKey).where(col(AccountKey.kid).in_(list(kids))).order_by(col(AccountKey.kid))))


def people_by_kid(session: Session, kids: Iterable[bytes]) -> dict[bytes, KeyHolder]:
    """Who stands behind these kids: authors of a room the caller has read already. Recovery keys are nobody's."""
    query = select(AccountKey, Person).join(Person, col(Person.person) == AccountKey.person)
    return {
        key.kid: KeyHolder(
            PublicKeys(key.kid, key.kem_public, key.sig_public),
            person.person,
            name_of(session, person),
            program=person.keeper is not None,
        )
        for key, person in session.exec(query.where(col(AccountKey.kid).in_(list(kids))))
    }


def names_by_kid(session: Session, kids: Iterable[bytes]) -> dict[bytes, str]:
    """The names of those who stand behind these kids, where their keys are not asked for."""
    query = select(AccountKey.kid, Person.person, Person.name).join(Person, col(Person.person) == AccountKey.person)
    found = session.exec(query.where(col(AccountKey.kid).in_(list(kids))))
    return {kid: reveal(session, name, column="person.name", row=person) for kid, person, name in found}


def slot_of(session: Session, person: bytes, slot_type: SlotType) -> Slot | None:
    """One slot of an account."""
    return session.exec(select(Slot).where(Slot.person == person, Slot.type == slot_type)).one_or_none()


def person_page(session: Session, actor: Actor, paging: Paging) -> tuple[list[PersonPublic], str | None]:
    """All accounts, for the administrator. Raises Forbidden."""
    decide(actor, Permission.CLOSE_ACCOUNTS).enforce()
    people, after = fetch_page(session, select(Person), keys=[Person.person], paging=paging)
    belonging = _organisations(session, people)
    return [
        PersonPublic(
            user=person.person,
            name=name_of(session, person),
            email=email_of(session, person),
            administrator=person.administrator,
            program=person.keeper is not None,
            closed=person.closed,
            organisations=belonging.get(person.person, []),
        )
        for person in people
    ], after


def _organisations(session: Session, people: list[Any]) -> dict[bytes, list[bytes]]:
    query = select(Membership.person, Membership.organisation).where(
        col(Membership.person).in_([person.person for person in people]),
        Membership.state == MembershipState.CONFIRMED,
    )
    found: dict[bytes, list[bytes]] = {}
    for person, organisation in session.exec(query.order_by(col(Membership.organisation))):
        found.setdefault(person, []).append(organisation)
    return found
