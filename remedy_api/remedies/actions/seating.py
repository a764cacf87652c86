"""How long the companies at a table may read it: as long as the workers' consent that they sit there, and not a request longer."""

from datetime import date

from sqlmodel import Session, col, select

from remedy_api.accounts.models import Organisation
from remedy_api.accounts.states import OrganisationKind
from remedy_api.cases.queries.files import ledger_of
from remedy_api.consent.ledger import covers_organisation
from remedy_api.consent.states import Content
from remedy_api.kit.clock import today
from remedy_api.remedies.queries.tables import tables_of
from remedy_api.remedies.states import COMPANIES
from remedy_api.rooms.models import RoomReader

CONSENTING = frozenset({"consent_given", "consent_withdrawn"})
"""Events of a workers' room after which somebody may sit at its tables, or no longer."""


def seat_all(session: Session, case: bytes) -> None:
    """Of every table of a case."""
    for table in tables_of(session, case):
        seat(session, table, case)


def seat(session: Session, table: bytes, case: bytes) -> None:
    """Write down through which day each company may read a table. A consent that runs out ends it by itself; one that was
    taken back ends it with this transaction, and given anew it opens the table again.
    """
    ledger = ledger_of(session, case)
    query = (
        select(RoomReader, Organisation.kind)
        .join(Organisation, col(Organisation.organisation) == RoomReader.organisation)
        .where(RoomReader.room == table, col(Organisation.kind).in_(list(COMPANIES)))
    )
    for reader, kind in session.exec(query).all():
        found = covers_organisation(
            ledger, today(), kind=OrganisationKind(kind), content=Content.TABLE, organisation=reader.fingerprint
        )
        reader.until = found.until if found else date.min
        session.add(reader)
    session.flush()
