"""Who sees what at a table: row filters that every list and every answer of an actor goes through."""

from datetime import date

from sqlalchemy import ColumnElement, and_, exists, or_
from sqlalchemy.orm import aliased
from sqlmodel import col

from remedy_api.access.actor import Actor
from remedy_api.cases.models import CaseConsent, CaseReader, CaseTable
from remedy_api.cases.states import Role
from remedy_api.remedies.models import TableParty
from remedy_api.remedies.states import TableRole
from remedy_api.rooms.models import Disclosure, DisclosureWrap, Room, RoomReader
from remedy_api.rooms.policy import may_read

# Made once: an alias of its own for each request would be built up column by column each time.
_PARTY, _TO, _CONSENT, _SEAT = aliased(TableParty), aliased(DisclosureWrap), aliased(CaseConsent), aliased(RoomReader)
_TABLE, _READER = aliased(CaseTable), aliased(CaseReader)


def visible_tables(actor: Actor) -> ColumnElement[bool]:
    """The tables at which some organisation of the actor sits. An administrator sees none by being one."""
    return exists().where(col(_PARTY.table) == Room.room, col(_PARTY.organisation).in_(actor.organisations))


def live(today: date) -> ColumnElement[bool]:
    """Whether the consent on which a disclosure rests was not taken back and has not run out."""
    holds = or_(col(_CONSENT.until).is_(None), col(_CONSENT.until) >= today)
    return exists().where(col(_CONSENT.case) == Disclosure.source, col(_CONSENT.consent) == Disclosure.consent, holds)


def represents() -> ColumnElement[bool]:
    """Whether an organisation that sits at a table represents the workers in its case now. The history of a table knows only
    whom it was entrusted to; who represents the workers is decided in their own room.
    """
    return exists().where(
        col(_TABLE.table) == _PARTY.table,
        col(_READER.case) == _TABLE.case,
        col(_READER.organisation) == _PARTY.organisation,
        col(_READER.role) == Role.REPRESENTATIVE,
    )


def visible_disclosures(actor: Actor, today: date) -> ColumnElement[bool]:
    """Of what is shown at a table: all to those who represent the workers there; to everybody else what was shown to his own
    organisation, and only while the consent holds.
    """
    speaks_for_them = exists().where(
        col(_PARTY.table) == Disclosure.room,
        col(_PARTY.organisation).in_(actor.organisations),
        col(_PARTY.role) == TableRole.REPRESENTATIVE,
        represents(),
    )
    # The seat must be that very organisation's: somebody of two organisations reads for each only what it still may.
    sits = exists().where(col(_SEAT.room) == Disclosure.room, col(_SEAT.organisation) == _TO.organisation, may_read(_SEAT))
    shown = exists().where(
        col(_TO.room) == Disclosure.room, col(_TO.seq) == Disclosure.seq, col(_TO.organisation).in_(actor.organisations), sits
    )
    return or_(speaks_for_them, and_(shown, live(today)))
