"""The first start: a one-time link, with which the first administrator names the programme and makes an account."""

import hmac
import secrets

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, select

from remedy_api.accounts.actions.people import create_account
from remedy_api.accounts.concealment import hash_of
from remedy_api.accounts.errors import SetupLinkUnknown
from remedy_api.accounts.models import Person, Programme, SetupLink
from remedy_api.accounts.queries.programme import programme_of
from remedy_api.accounts.schemas.programme import ProgrammeUpdate, Setup
from remedy_api.kit import clock
from remedy_api.kit.errors import Conflict


def issue_setup_token(session: Session) -> str:
    """A new one-time token for the link `/{language}/setup#<token>`; the one before stops working.

    Only its hash is kept. The first call also draws the instance. Raises Conflict once the programme is set up.
    """
    table = Programme.__table__  # type: ignore[attr-defined]
    session.execute(insert(table).values(**_empty_programme()).on_conflict_do_nothing())
    programme = programme_of(session, lock=True)
    if programme is None or programme.set_up:
        raise Conflict
    session.execute(delete(SetupLink))
    token = secrets.token_urlsafe(32)
    session.add(SetupLink(token_hash=hash_of(token.encode()), issued_on=clock.today()))
    session.flush()
    return token


def _empty_programme() -> dict[str, object]:
    return Programme(instance=secrets.token_hex(16)).model_dump()


def set_up(session: Session, setup: Setup) -> Person:
    """Name the programme and make the first administrator; the link is dead from now on. Raises SetupLinkUnknown and
    whatever making an account raises.
    """
    link = session.exec(select(SetupLink).with_for_update()).one_or_none()
    given = hash_of(setup.token.encode())
    if link is None or not hmac.compare_digest(given, link.token_hash):
        raise SetupLinkUnknown
    programme = programme_of(session, lock=True)
    if programme is None or programme.set_up:
        raise SetupLinkUnknown
    session.delete(link)
    person = create_account(session, setup.account, administrator=True)
    write_programme(session, programme, setup.programme)
    programme.set_up = True
    session.flush()
    return person


def write_programme(session: Session, programme: Programme, change: ProgrammeUpdate) -> Programme:
    """Replace all that is said of the programme, whose row the caller has locked."""
    programme.name = change.name
    programme.languages = change.languages
    programme.default_language = change.default_language
    programme.privacy = dict(change.privacy)
    programme.help = dict(change.help)
    programme.version += 1
    session.flush()
    return programme
