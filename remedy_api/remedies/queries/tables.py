"""Single tables and the rows behind them."""

from collections.abc import Iterable, Sequence

from sqlalchemy import func, tuple_
from sqlmodel import Session, col, select

from remedy_api.access.actor import Actor
from remedy_api.accounts.models import Organisation
from remedy_api.cases.models import CaseFile, CaseReader, CaseTable
from remedy_api.cases.policy import visible_cases
from remedy_api.cases.states import Role
from remedy_api.kit.errors import NotFound
from remedy_api.kit.pagination import at_most
from remedy_api.remedies.models import RemedyAcceptance, RemedyPlan, RemedyStep, TableParty
from remedy_api.remedies.policy import visible_tables
from remedy_api.remedies.states import COMPANIES, StepState, TableRole
from remedy_api.rooms.models import Room, RoomEvent
from remedy_api.rooms.policy import visible_rooms
from remedy_api.sealing.event import Event, parse_event

LATEST_PLANS = 12
"""Plans on the page of a table; the signed history has all of them."""


def table_of(session: Session, actor: Actor, table: bytes) -> Room:
    """The room of a table at which the actor's organisations sit. Raises NotFound."""
    # Asked of both, the party and the room: either filter alone would be enough, until somebody forgets it.
    query = select(Room).where(Room.room == table, visible_tables(actor), visible_rooms(actor))
    found = session.exec(query).one_or_none()
    if found is None:
        raise NotFound
    return found


def represented_case(session: Session, organisations: Iterable[bytes], table: bytes) -> bytes | None:
    """The case that has opened a table with this id, if one of these organisations represents the workers there."""
    query = (
        select(CaseTable.case)
        .join(CaseReader, col(CaseReader.case) == CaseTable.case)
        .where(
            CaseTable.table == table,
            CaseReader.role == Role.REPRESENTATIVE,
            col(CaseReader.organisation).in_(list(organisations)),
        )
    )
    return session.exec(query.distinct()).one_or_none()


def representing(session: Session, tables: Iterable[bytes]) -> set[tuple[bytes, bytes]]:
    """Who represents the workers of the cases behind these tables now, each with the table, whether it sits there or not."""
    query = select(CaseTable.table, CaseReader.organisation).join(CaseReader, col(CaseReader.case) == CaseTable.case)
    return set(session.exec(query.where(col(CaseTable.table).in_(list(tables)), CaseReader.role == Role.REPRESENTATIVE)).all())


def representatives_of(session: Session, table: bytes) -> set[bytes]:
    """The organisations entrusted at a table with representing the workers, whether they still do in the case or not."""
    query = select(TableParty.organisation)
    return set(session.exec(query.where(TableParty.table == table, TableParty.role == TableRole.REPRESENTATIVE)))


def with_companies(session: Session, tables: Iterable[bytes]) -> list[bytes]:
    """Of these tables those at which a company sits, whether a consent lets it read there now or not."""
    query = select(TableParty.table).join(Organisation, col(Organisation.organisation) == TableParty.organisation)
    query = query.where(col(TableParty.table).in_(list(tables)), col(Organisation.kind).in_(list(COMPANIES)))
    return list(session.exec(query.distinct().order_by(col(TableParty.table))))


def tables_of(session: Session, case: bytes) -> list[bytes]:
    """The tables of a case by their ids, founded or not."""
    return list(session.exec(select(CaseTable.table).where(CaseTable.case == case).order_by(col(CaseTable.table))))


def lock_tables(session: Session, case: bytes) -> None:
    """Lock the rooms of the tables of a case, all at once and in one order."""
    query = select(Room.room).where(col(Room.room).in_(tables_of(session, case)))
    session.exec(query.order_by(col(Room.room)).with_for_update()).all()


def case_of_table(session: Session, table: bytes) -> bytes | None:
    """The case that has opened a table, whoever asks."""
    return session.exec(select(CaseTable.case).where(CaseTable.table == table)).one_or_none()


def visible_case_of_table(session: Session, actor: Actor, table: bytes) -> bytes | None:
    """The case behind a table, if the actor reads that case; of others he learns nothing."""
    query = select(CaseTable.case).join(CaseFile, col(CaseFile.case) == CaseTable.case)
    return session.exec(query.where(CaseTable.table == table, visible_cases(actor))).one_or_none()


def parties_of(session: Session, table: bytes) -> list[tuple[TableParty, Organisation]]:
    """Who sits at a table, by name."""
    query = (
        select(TableParty, Organisation)
        .join(Organisation, col(Organisation.organisation) == TableParty.organisation)
        .where(TableParty.table == table)
        .order_by(col(Organisation.name), col(TableParty.organisation))
    )
    return list(session.exec(query))


def plan_in_force(session: Session, table: bytes) -> RemedyPlan | None:
    """The plan that holds."""
    query = select(RemedyPlan).where(
        RemedyPlan.table == table, col(RemedyPlan.in_force_on).is_not(None), col(RemedyPlan.replaced_on).is_(None)
    )
    return session.exec(query).one_or_none()


def plans_shown(session: Session, table: bytes) -> list[RemedyPlan]:
    """The latest plans, newest first, and the one in force wherever it stands."""
    query = select(RemedyPlan).where(RemedyPlan.table == table).order_by(col(RemedyPlan.number).desc())
    found = list(session.exec(query.limit(at_most(LATEST_PLANS))))
    agreed = plan_in_force(session, table)
    return found if agreed is None or agreed in found else [*found, agreed]


def plans_by(session: Session, table: bytes, organisation: bytes) -> int:
    """How many plans an organisation has proposed at a table."""
    query = select(func.count()).select_from(RemedyPlan)
    return session.exec(query.where(RemedyPlan.table == table, RemedyPlan.organisation == organisation)).one()


def steps_of_many(session: Session, plans: Sequence[tuple[bytes, bytes]]) -> dict[tuple[bytes, bytes], list[RemedyStep]]:
    """The steps of plans in their order, by table and plan."""
    query = select(RemedyStep).where(tuple_(RemedyStep.table, RemedyStep.plan).in_(plans))
    found: dict[tuple[bytes, bytes], list[RemedyStep]] = {plan: [] for plan in plans}
    for step in session.exec(query.order_by(col(RemedyStep.place))):
        found[step.table, step.plan].append(step)
    return found


def answers_of_many(session: Session, plans: Sequence[tuple[bytes, bytes]]) -> dict[tuple[bytes, bytes], list[RemedyAcceptance]]:
    """What was said to plans, by table and plan."""
    query = select(RemedyAcceptance).where(tuple_(RemedyAcceptance.table, RemedyAcceptance.plan).in_(plans))
    found: dict[tuple[bytes, bytes], list[RemedyAcceptance]] = {plan: [] for plan in plans}
    for one in session.exec(query.order_by(col(RemedyAcceptance.answered_on), col(RemedyAcceptance.organisation))):
        found[one.table, one.plan].append(one)
    return found


def case_progress(session: Session, case: bytes) -> list[tuple[RemedyPlan, int]]:
    """The plans in force at the tables of a case, each with how many of its steps are not verified, whoever asks."""
    unverified = func.count().filter(col(RemedyStep.state) != StepState.VERIFIED)
    query = (
        select(RemedyPlan, unverified)
        .join(CaseTable, col(CaseTable.table) == RemedyPlan.table)
        .join(RemedyStep, (col(RemedyStep.table) == RemedyPlan.table) & (col(RemedyStep.plan) == RemedyPlan.plan))
        .where(CaseTable.case == case, col(RemedyPlan.in_force_on).is_not(None), col(RemedyPlan.replaced_on).is_(None))
        .group_by(col(RemedyPlan.table), col(RemedyPlan.plan))
    )
    return list(session.exec(query))


def events_naming(session: Session, room: bytes, digest: bytes) -> list[Event]:
    """The events of a room that name the entry with this hash of its header, whoever asks."""
    # The one form of a payload: the hash stands in it exactly like this.
    said = func.convert_from(RoomEvent.payload, "UTF8").like(f'%"{digest.hex()}"%')
    return [parse_event(payload) for payload in session.exec(select(RoomEvent.payload).where(RoomEvent.room == room, said))]
