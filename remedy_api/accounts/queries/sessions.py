"""Sessions of the person who asks."""

from datetime import timedelta

from sqlmodel import Session, col, select

from remedy_api.access.actor import Actor, Membership
from remedy_api.accounts.models import LoginSession, Organisation
from remedy_api.accounts.models import Membership as MembershipRow
from remedy_api.accounts.schemas.account import SessionPublic
from remedy_api.accounts.states import MembershipState
from remedy_api.kit import clock
from remedy_api.kit.pagination import Paging, fetch_page


def memberships_at(session: Session, person: bytes) -> tuple[Membership, ...]:
    """The confirmed memberships of an account at this very moment."""
    rows = session.exec(
        select(MembershipRow.organisation, Organisation.kind, MembershipRow.manager)
        .join(Organisation, col(Organisation.organisation) == MembershipRow.organisation)
        .where(MembershipRow.person == person, MembershipRow.state == MembershipState.CONFIRMED)
        .order_by(col(MembershipRow.organisation))
    )
    return tuple(Membership(organisation, kind, manager) for organisation, kind, manager in rows)


def session_now(session: Session, actor: Actor) -> LoginSession:
    """The session of this request."""
    return session.get_one(LoginSession, actor.session)


def session_page(session: Session, actor: Actor, paging: Paging, *, idle_minutes: int) -> tuple[list[SessionPublic], str | None]:
    """The actor's own sessions that are still alive."""
    query = select(LoginSession).where(
        LoginSession.person == actor.person,
        col(LoginSession.ends_at) > clock.now(),
        col(LoginSession.seen_at) >= clock.now() - timedelta(minutes=idle_minutes),
    )
    rows, after = fetch_page(session, query, keys=[LoginSession.session], paging=paging)
    return [
        SessionPublic(
            session=row.session,
            started_on=row.started_at.date(),
            last_seen_on=row.seen_at.date(),
            current=row.session == actor.session,
        )
        for row in rows
    ], after
