"""Tokens of programs: made, shown once, looked up, revoked.

A guess is not counted in any lane. A token is 32 random bytes, not something that a person chose: no number of guesses
comes near one, and a lane for strangers' guesses would be a lane that strangers can fill.
"""

import secrets
from datetime import timedelta

from sqlalchemy import delete, update
from sqlmodel import Session, col, func, select

from remedy_api.access.actor import Actor, Membership
from remedy_api.access.scopes import ALWAYS, SCOPES
from remedy_api.accounts.actions.people import own_row
from remedy_api.accounts.actions.sign_in import check_current
from remedy_api.accounts.concealment import conceal, hash_of
from remedy_api.accounts.errors import KeyNeeded, TooManyTokens
from remedy_api.accounts.models import AccountKey, Person, ProgramToken
from remedy_api.accounts.queries.sessions import memberships_at
from remedy_api.accounts.queries.tokens import program_of, shared_organisations
from remedy_api.accounts.schemas.token import TokenCreate
from remedy_api.kit import clock
from remedy_api.kit.errors import NotFound
from remedy_api.kit.ids import new_id

MOST = 50
"""Tokens that one person answers for at a time."""


def make_token(session: Session, actor: Actor, *, wanted: TokenCreate) -> tuple[ProgramToken, Person, bytes]:
    """Make a token: its row, the account it signs in, and the token itself, of which only the hash is kept.

    Her own account is signed in to read and for nothing else: what is written or signed needs a key, and hers stays on
    devices that she unlocks. Raises ProofFailed, NotFound, KeyNeeded, TooManyTokens.
    """
    me = own_row(session, actor)  # locked: whoever ends all of them in this moment ends this one too
    check_current(session, actor, wanted.current_auth)
    account = me if wanted.program is None else program_of(session, actor, wanted.program)
    if account.keeper is None and any(SCOPES[scope].key for scope in wanted.scopes):
        raise KeyNeeded
    if wanted.organisation is not None and wanted.organisation not in _organisations(session, actor, account):
        raise NotFound
    held = select(func.count()).where(ProgramToken.keeper == me.person, col(ProgramToken.expires_on) >= clock.today())
    if session.exec(held).one() >= MOST:
        raise TooManyTokens
    token, row_id, today = secrets.token_bytes(32), new_id(), clock.today()
    row = ProgramToken(
        token=row_id,
        person=account.person,
        keeper=me.person,
        name=conceal(session, wanted.name, column="program_token.name", row=row_id),
        token_hash=hash_of(token),
        scopes=list(wanted.scopes),
        organisation=wanted.organisation,
        made_on=today,
        expires_on=today + timedelta(days=wanted.days),
    )
    session.add(row)
    session.flush()
    return row, account, token


def _organisations(session: Session, actor: Actor, account: Person) -> tuple[bytes, ...]:
    if account.keeper is None:
        return actor.organisations
    return tuple(shared_organisations(session, [account.person]).get(account.person, ()))


def revoke_token(session: Session, actor: Actor, *, token: bytes) -> None:
    """Revoke a token of the actor's own; its next request is nobody's. Raises NotFound for anybody else's."""
    query = delete(ProgramToken).where(col(ProgramToken.token) == token, col(ProgramToken.keeper) == actor.person)
    # A DELETE answers with a cursor, which counts; the type that SQLAlchemy states for it is wider.
    if session.execute(query).rowcount == 0:  # type: ignore[attr-defined]
        raise NotFound


def resume_token(session: Session, token: bytes) -> tuple[Actor | None, bool]:
    """Who has this token, with the memberships of this very moment; None where there is none or its last day has passed.
    And whether its first use of the day was written down.

    Nobody administers anything by a token, whoever made it.
    """
    found = session.exec(
        select(ProgramToken, Person.keeper, AccountKey.kid)
        .join(Person, col(Person.person) == ProgramToken.person)
        .join(AccountKey, col(AccountKey.person) == ProgramToken.person)
        .where(ProgramToken.token_hash == hash_of(token), ~col(Person.closed))
    ).one_or_none()
    if found is None or found[0].expires_on < clock.today():
        return None, False
    row, keeper, kid = found
    touched = row.used_on != clock.today()
    if touched:
        used = update(ProgramToken).where(col(ProgramToken.token) == row.token).values(used_on=clock.today())
        # Revoked since it was read, there is no row: then it is as if it had not been found.
        if not session.execute(used.execution_options(synchronize_session=False).returning(col(ProgramToken.token))).first():
            return None, False
    scopes = frozenset({*row.scopes, ALWAYS.value})
    actor = Actor(row.person, None, False, _memberships(session, row, keeper), kid, scopes, row.organisation)
    return actor, touched


def _memberships(session: Session, row: ProgramToken, keeper: bytes | None) -> tuple[Membership, ...]:
    found = memberships_at(session, row.person)
    if keeper is not None:
        acting = shared_organisations(session, [row.person]).get(row.person, ())
        # A program manages nothing, whatever a roster says: it has neither judgement nor a passphrase.
        found = tuple(Membership(one.organisation, one.kind, False) for one in found if one.organisation in acting)
    return tuple(one for one in found if row.organisation in (None, one.organisation))
