"""Closing an account for good."""

from sqlalchemy import delete, or_
from sqlmodel import Session, col, select

from remedy_api.access.actor import Actor
from remedy_api.accounts.actions.invitations import withdraw_open
from remedy_api.accounts.actions.sessions import end_all_sessions
from remedy_api.accounts.models import Invitation, Person, Slot
from remedy_api.accounts.policy import can_close
from remedy_api.kit import clock
from remedy_api.kit.errors import NotFound


def close_account(session: Session, actor: Actor, *, person: bytes) -> None:
    """Close an account for good: nothing is left to sign in with, its address is free again and its name and public keys
    stay, because signed histories name them. The programs that she answered for are closed with it. A manager still has to
    take them off the roster. Raises NotFound, Forbidden.
    """
    found = session.exec(select(Person).where(Person.person == person).with_for_update()).one_or_none()
    if found is None:
        raise NotFound
    can_close(actor, found).enforce()
    programs = select(Person).where(Person.keeper == person, ~col(Person.closed)).with_for_update()
    for each in (found, *session.exec(programs).all()):
        _close(session, each)
    session.flush()


def _close(session: Session, found: Person) -> None:
    person = found.person
    session.execute(delete(Slot).where(col(Slot.person) == person))
    end_all_sessions(session, person)
    withdraw_open(session, or_(col(Invitation.inviter) == person, col(Invitation.invitee) == person))
    found.login = found.email = found.vault = None
    found.closed, found.closed_on, found.version = True, clock.today(), found.version + 1
