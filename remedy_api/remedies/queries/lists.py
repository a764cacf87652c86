"""The tables of an organisation, one page at a time."""

from datetime import date
from enum import StrEnum

from sqlalchemy import Date, Integer, literal_column
from sqlalchemy import select as columns_of
from sqlmodel import Session, col, select

from remedy_api.access.actor import Actor
from remedy_api.access.permissions import Permission, decide_in
from remedy_api.accounts.models import Organisation
from remedy_api.cases.profile import profile
from remedy_api.cases.queries.lists import A_WEEK
from remedy_api.kit.clock import now
from remedy_api.kit.pagination import Page, Paging, fetch_page
from remedy_api.remedies.models import TableParty
from remedy_api.remedies.needs import Asked, Standing, asked, role_now
from remedy_api.remedies.policy import visible_tables
from remedy_api.remedies.queries.standings import standings_of
from remedy_api.remedies.queries.tables import representing
from remedy_api.remedies.schemas import TableRow
from remedy_api.remedies.states import StepState, TableRole
from remedy_api.rooms.models import Room, RoomReader
from remedy_api.rooms.policy import visible_rooms


class View(StrEnum):
    """Which list: all, what needs somebody soonest first and then the newest; what needs somebody within a week; or all, newest
    first.
    """

    FIRST = "first"
    TODAY = "today"
    ALL = "all"


# As the index has them. A day that never comes stands for no need; and the days until it put the newest first.
_SOONEST = literal_column("COALESCE(table_party.needs_on, '9999-12-31'::date)", Date)
_NEWEST = literal_column("('9999-12-31'::date - table_party.opened_on)", Integer)


def table_page(session: Session, actor: Actor, organisation: bytes, view: View, paging: Paging) -> Page[TableRow]:
    """One page of the tables of an organisation. Raises NotFound, Forbidden."""
    decide_in(actor, Permission.READ_CASES, organisation).enforce()
    today = profile().today(now())
    query = (
        columns_of(TableParty, col(RoomReader.unseen))
        .join(Room, col(Room.room) == TableParty.table)
        .join(
            RoomReader,
            (col(RoomReader.room) == TableParty.table) & (col(RoomReader.organisation) == TableParty.organisation),
        )
        .where(col(TableParty.organisation) == organisation, visible_tables(actor), visible_rooms(actor))
    )
    if view == View.FIRST:
        rows, following = fetch_page(session, query, keys=(_SOONEST, _NEWEST, col(TableParty.table)), paging=paging)
    elif view == View.TODAY:
        keys = (col(TableParty.needs_on), col(TableParty.table))
        rows, following = fetch_page(session, query.where(col(TableParty.needs_on) <= today + A_WEEK), keys=keys, paging=paging)
    else:
        keys = (col(TableParty.opened_on), col(TableParty.table))
        rows, following = fetch_page(session, query, keys=keys, paging=paging, descending=True)
    tables = [party.table for party, _ in rows]
    names = _others(session, organisation, tables)
    standings = standings_of(session, {party.table: party.opened_on for party, _ in rows})
    speaking = {table for table, one in representing(session, tables) if one == organisation}
    items = []
    for party, unseen in rows:
        role = role_now(TableRole(party.role), represents=party.table in speaking)
        wanted = asked(standings[party.table], organisation, role, party.received_on is not None)
        items.append(_row(party, unseen, standings[party.table], names.get(party.table, []), wanted, today))
    return Page(items=items, next=following)


def _others(session: Session, organisation: bytes, tables: list[bytes]) -> dict[bytes, list[str]]:
    query = (
        select(TableParty.table, Organisation.name)
        .join(Organisation, col(Organisation.organisation) == TableParty.organisation)
        .where(col(TableParty.table).in_(tables), TableParty.organisation != organisation)
        .order_by(col(Organisation.name), col(Organisation.organisation))
    )
    found: dict[bytes, list[str]] = {}
    for table, name in session.exec(query):
        found.setdefault(table, []).append(name)
    return found


def _row(party: TableParty, unseen: bool, at: Standing, names: list[str], wanted: Asked | None, today: date) -> TableRow:
    states = [step.state for step in at.steps]
    return TableRow(
        table=party.table,
        opened_on=party.opened_on,
        role=party.role,
        parties=names,
        plans=at.plans,
        in_force_on=at.in_force_on,
        steps=len(states),
        said=states.count(StepState.SAID),
        verified=states.count(StepState.VERIFIED),
        overdue=sum(step.is_overdue(today) for step in at.steps),
        unseen=unseen,
        needs=wanted.need if wanted else None,
        needs_on=wanted.on if wanted else None,
    )
