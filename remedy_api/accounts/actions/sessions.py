"""Sessions: opened, resumed, ended. What ends one deletes its row, and with it the server's half of the key."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, or_
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, select

from remedy_api.access.actor import ANONYMOUS, Actor
from remedy_api.accounts.concealment import hash_of
from remedy_api.accounts.models import AccountKey, Device, LoginSession, Person, ProgramToken
from remedy_api.accounts.queries.sessions import memberships_at
from remedy_api.kit import clock
from remedy_api.kit.errors import NotFound
from remedy_api.kit.ids import new_id

_TOUCH_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Opened:
    """A new session with the one copy of its token; `device` is the token of the device, new or as it was."""

    row: LoginSession
    token: bytes
    device: bytes


def open_session(session: Session, person: bytes, *, hours: int, device: bytes | None) -> Opened:
    """Begin a session of at most so many hours, and remember the device it is on."""
    token, instant = secrets.token_bytes(32), clock.now()
    row = LoginSession(
        session=new_id(),
        person=person,
        token_hash=hash_of(token),
        device_key=secrets.token_bytes(32),
        started_at=instant,
        seen_at=instant,
        ends_at=instant + timedelta(hours=hours),
    )
    session.add(row)
    session.flush()
    return Opened(row, token, _remember_device(session, person, device))


def _remember_device(session: Session, person: bytes, device: bytes | None) -> bytes:
    # A token we never gave out is not taken over: whoever planted it would know it.
    ours = device is not None and session.exec(select(Device).where(Device.device_hash == hash_of(device))).first()
    kept = device if ours and device is not None else secrets.token_bytes(32)
    table = Device.__table__  # type: ignore[attr-defined]
    known = insert(table).values(device_hash=hash_of(kept), person=person, seen_on=clock.today())
    session.execute(known.on_conflict_do_update(index_elements=["device_hash", "person"], set_={"seen_on": clock.today()}))
    return kept


def resume_session(session: Session, token: bytes, *, idle_minutes: int) -> tuple[Actor, bool]:
    """Who has this token, with the memberships of this very moment, or ANONYMOUS; and whether the visit was written down.

    A session is over after `idle_minutes` without a request, and at its end whatever happens.
    """
    found = session.exec(
        select(LoginSession, Person.administrator, AccountKey.kid)
        .join(Person, col(Person.person) == LoginSession.person)
        .join(AccountKey, col(AccountKey.person) == LoginSession.person)
        .where(LoginSession.token_hash == hash_of(token))
    ).one_or_none()
    if found is None:
        return ANONYMOUS, False
    row, administrator, kid = found
    instant, idle = clock.now(), timedelta(minutes=idle_minutes)
    if instant >= row.ends_at or instant - row.seen_at > idle:
        return ANONYMOUS, False
    touched = instant - row.seen_at > min(_TOUCH_EVERY, idle / 4)
    if touched:
        row.seen_at = instant
        session.flush()
    return Actor(row.person, row.session, administrator, memberships_at(session, row.person), kid), touched


def end_session(session: Session, actor: Actor, ended: bytes) -> None:
    """End one session of the actor's own. Raises NotFound for anybody else's."""
    query = delete(LoginSession).where(col(LoginSession.session) == ended, col(LoginSession.person) == actor.person)
    if session.execute(query).rowcount == 0:  # type: ignore[attr-defined]
        raise NotFound


def end_other_sessions(session: Session, actor: Actor) -> None:
    """End all sessions of the actor but this one."""
    session.execute(
        delete(LoginSession).where(col(LoginSession.person) == actor.person, col(LoginSession.session) != actor.session)
    )


def end_by_token(session: Session, token: bytes) -> None:
    """End the session of this token, if there is one: signing out works for whoever holds it."""
    session.execute(delete(LoginSession).where(col(LoginSession.token_hash) == hash_of(token)))


def end_all_sessions(session: Session, person: bytes, *, keep_device: bytes | None = None) -> None:
    """End everything that was ever given to somebody's browsers and programs: sessions, tokens, and all device lanes but one."""
    session.execute(delete(LoginSession).where(col(LoginSession.person) == person))
    session.execute(delete(ProgramToken).where(or_(col(ProgramToken.person) == person, col(ProgramToken.keeper) == person)))
    others = delete(Device).where(col(Device.person) == person)
    if keep_device is not None:
        others = others.where(col(Device.device_hash) != hash_of(keep_device))
    session.execute(others)
