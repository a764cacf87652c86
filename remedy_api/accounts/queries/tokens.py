"""Programs somebody answers for, and the tokens she gave out."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from remedy_api.access.actor import Actor
from remedy_api.access.permissions import Permission
from remedy_api.accounts.concealment import reveal
from remedy_api.accounts.models import AccountKey, Membership, Person, ProgramToken
from remedy_api.accounts.queries.people import name_of
from remedy_api.accounts.schemas.token import ProgramPublic, TokenPublic
from remedy_api.accounts.states import MembershipState
from remedy_api.kit import clock
from remedy_api.kit.errors import NotFound
from remedy_api.kit.pagination import Paging, fetch_page


def program_of(session: Session, actor: Actor, program: bytes) -> Person:
    """A program that the actor answers for. Raises NotFound for anybody else's, and for a closed one."""
    mine = select(Person).where(Person.person == program, Person.keeper == actor.person, ~col(Person.closed))
    found = session.exec(mine).one_or_none()
    if found is None:
        raise NotFound
    return found


def program_page(session: Session, actor: Actor, paging: Paging) -> tuple[list[ProgramPublic], str | None]:
    """The programs that the actor answers for."""
    query = (
        select(Person, AccountKey.kid)
        .join(AccountKey, col(AccountKey.person) == Person.person)
        .where(Person.keeper == actor.person, ~col(Person.closed))
    )
    rows, after = fetch_page(session, query, keys=[Person.person], paging=paging)
    acting = shared_organisations(session, [program.person for program, _ in rows])
    return [
        ProgramPublic(user=program.person, name=name_of(session, program), kid=kid, organisations=acting.get(program.person, []))
        for program, kid in rows
    ], after


def shared_organisations(session: Session, programs: Sequence[bytes]) -> dict[bytes, list[bytes]]:
    """In which organisations programs act, by program: those of which both it and its keeper are confirmed members.

    Somebody who was let go would otherwise go on through a program that stayed.
    """
    hers = aliased(Membership)
    query = (
        select(Membership.person, Membership.organisation)
        .join(Person, col(Person.person) == Membership.person)
        .join(hers, (col(hers.organisation) == Membership.organisation) & (col(hers.person) == Person.keeper))
        .where(
            col(Membership.person).in_(programs),
            Membership.state == MembershipState.CONFIRMED,
            hers.state == MembershipState.CONFIRMED,
        )
        .order_by(col(Membership.organisation))
    )
    found: dict[bytes, list[bytes]] = {}
    for program, organisation in session.exec(query):
        found.setdefault(program, []).append(organisation)
    return found


def token_page(session: Session, actor: Actor, paging: Paging) -> tuple[list[TokenPublic], str | None]:
    """The tokens that the actor made and that still hold."""
    query = (
        select(ProgramToken, Person)
        .join(Person, col(Person.person) == ProgramToken.person)
        .where(ProgramToken.keeper == actor.person, col(ProgramToken.expires_on) >= clock.today())
    )
    rows: list[Any]
    rows, after = fetch_page(session, query, keys=[ProgramToken.token], paging=paging)
    return [public_token(session, token, person) for token, person in rows], after


def public_token(session: Session, token: ProgramToken, person: Person) -> TokenPublic:
    """A token as its keeper sees it."""
    return TokenPublic(
        token=token.token,
        name=reveal(session, token.name, column="program_token.name", row=token.token),
        user=person.person,
        program=name_of(session, person) if person.keeper is not None else None,
        scopes=[Permission(scope) for scope in token.scopes],
        organisation=token.organisation,
        made_on=token.made_on,
        expires_on=token.expires_on,
        used_on=token.used_on,
    )
