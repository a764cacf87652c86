"""What was found in a case, the tables opened from it, and the organisations that consents name."""

from collections.abc import Iterable

from sqlalchemy import exists
from sqlmodel import Session, col, select

from remedy_api.accounts.models import Organisation
from remedy_api.accounts.states import OrganisationKind
from remedy_api.cases.models import CaseFinding, CaseReader, CaseTable
from remedy_api.cases.position import FindingStanding
from remedy_api.cases.states import CONCLUDING, FindingState
from remedy_api.keyring.models import Roster
from remedy_api.rooms.models import Room


def findings_of_case(session: Session, case: bytes) -> list[tuple[CaseFinding, str, FindingStanding]]:
    """The findings of a case that were not replaced, oldest first, with the name of who made each and how it stands."""
    query = (
        select(CaseFinding, Organisation.name, CaseReader.role)
        .join(Organisation, col(Organisation.organisation) == CaseFinding.organisation)
        .join(
            CaseReader,
            (col(CaseReader.case) == CaseFinding.case) & (col(CaseReader.organisation) == CaseFinding.organisation),
            isouter=True,
        )
        .where(CaseFinding.case == case)
        .order_by(col(CaseFinding.said_on), col(CaseFinding.digest))
    )
    return [(one, name, _standing(one, role)) for one, name, role in session.exec(query)]


def _standing(one: CaseFinding, role: str | None) -> FindingStanding:
    return FindingStanding(role in CONCLUDING, one.state == FindingState.ESTABLISHED, len(one.comments))


def tables_of_case(session: Session, case: bytes) -> list[tuple[CaseTable, bool]]:
    """The tables that were opened from a case, oldest first, each with whether its room was founded, too."""
    founded = exists().where(col(Room.room) == CaseTable.table)
    query = select(CaseTable, founded).where(CaseTable.case == case)
    return list(session.exec(query.order_by(col(CaseTable.opened_on), col(CaseTable.table))))


def is_taken(session: Session, table: bytes) -> bool:
    """Whether an id is that of a room or of a table already. Chosen at random, it never is: whoever names one knows it."""
    return session.get(Room, table) is not None or session.get(CaseTable, table) is not None


def named_organisations(session: Session, fingerprints: Iterable[bytes]) -> dict[bytes, Organisation]:
    """Organisations by their fingerprints; unknown ones are left out."""
    wanted = list(fingerprints)
    query = (
        select(Roster.digest, Organisation)
        .join(Organisation, col(Organisation.organisation) == Roster.organisation)
        .where(col(Roster.digest).in_(wanted), Roster.version == 0)
    )
    return dict(session.exec(query).all()) if wanted else {}


def kinds_by_fingerprint(session: Session, fingerprints: Iterable[bytes]) -> dict[bytes, OrganisationKind]:
    """What these organisations are; unknown ones are left out."""
    return {one: OrganisationKind(found.kind) for one, found in named_organisations(session, fingerprints).items()}
