"""Lists of cases, one page at a time, and the numbers a coordinator sees."""

from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import func, tuple_
from sqlalchemy import select as columns_of
from sqlmodel import Session, col, select

from remedy_api.access.actor import Actor
from remedy_api.access.permissions import Permission, decide_in
from remedy_api.accounts.states import OrganisationKind
from remedy_api.cases.clock_views import is_hidden
from remedy_api.cases.models import CaseFile, CaseReader
from remedy_api.cases.needs import need
from remedy_api.cases.policy import can_count, visible_cases
from remedy_api.cases.profile import profile
from remedy_api.cases.queries.files import standing_of
from remedy_api.cases.queries.reports import acknowledged_days, cases_of_reports
from remedy_api.cases.schemas import CaseRow, OverdueCounts, ReportRow, SiteName
from remedy_api.cases.states import CLOCK_OF, ClockName, Role, Stage
from remedy_api.deadlines.clocks import days_left, overdue
from remedy_api.kit.clock import now
from remedy_api.kit.pagination import Page, Paging, fetch_page
from remedy_api.rooms import queries as rooms
from remedy_api.rooms import schemas as rooms_schemas
from remedy_api.rooms.models import RoomReader
from remedy_api.rooms.states import RoomState
from remedy_api.supply_chain.models import Site

A_WEEK = timedelta(days=7)
FEW = 5
"""Numbers below this are not told, and others only in steps of it: they would speak of single cases."""


class View(StrEnum):
    """Which list: what needs somebody within a week, soonest first, or all, newest first. Open cases on the fast track stand
    first in both, and in the first one whatever the day is by which they need somebody.
    """

    TODAY = "today"
    ALL = "all"


def case_page(session: Session, actor: Actor, organisation: bytes, view: View, paging: Paging) -> Page[CaseRow]:
    """One page of the cases of an organisation. Raises NotFound, Forbidden."""
    decide_in(actor, Permission.READ_CASES, organisation).enforce()
    today = profile().today(now())
    query = (
        columns_of(CaseReader, CaseFile, col(RoomReader.unseen), col(Site.site), col(Site.name), col(Site.country))
        .join(CaseFile, col(CaseFile.case) == CaseReader.case)
        .join(
            RoomReader,
            (col(RoomReader.room) == CaseReader.case) & (col(RoomReader.organisation) == CaseReader.organisation),
        )
        .join(Site, col(Site.site) == CaseFile.site, isouter=True)
        .where(col(CaseReader.organisation) == organisation, visible_cases(actor))
    )
    if view == View.TODAY:
        rank, day = col(CaseReader.rank), col(CaseReader.needs_on)
        # Said of both together, so that it ends the walk along the index.
        query = query.where(day.is_not(None), tuple_(rank, day) <= tuple_(1, today + A_WEEK))
        rows, following = fetch_page(session, query, keys=(rank, day, col(CaseReader.case)), paging=paging)
    else:
        keys = ((-col(CaseReader.rank)).label("fast"), col(CaseReader.opened_on), col(CaseReader.case))
        rows, following = fetch_page(session, query, keys=keys, paging=paging, descending=True)
    membership = actor.membership(organisation)
    monitor = membership is not None and membership.kind == OrganisationKind.MONITOR
    days = acknowledged_days(session, actor, [file.case for _, file, *_ in rows])
    items = [_row(*row, today=today, monitor=monitor, acknowledged_on=days.get(row[1].case)) for row in rows]
    return Page(items=items, next=following)


def _row(
    reader: CaseReader,
    file: CaseFile,
    unseen: bool,
    site: bytes | None,
    name: str,
    country: str,
    *,
    today: date,
    monitor: bool,
    acknowledged_on: date | None,
) -> CaseRow:
    clock = CLOCK_OF.get(Stage(file.stage))
    hidden = clock is not None and is_hidden(clock, file.acknowledged_on, profile(file.profile), acknowledged_on)
    return CaseRow(
        case=file.case,
        stage=file.stage,
        stage_since=file.stage_since,
        opened_on=file.opened_on,
        due_on=None if hidden else file.due_on,
        days_left=None if hidden else days_left(file.due_on, today),
        overdue=overdue(file.due_on, today),
        suspended=file.suspended,
        outcome=file.outcome,
        overridden=file.overridden,
        fast_track=profile(file.profile).fast_track,
        site=SiteName(site=site, name=name, country=country) if site else None,
        issues=file.issues,
        workers=file.workers_band,
        role=reader.role,
        unseen=unseen,
        needs=need(standing_of(file), Role(reader.role), monitor=monitor),
    )


def report_page(session: Session, actor: Actor, organisation: bytes, paging: Paging) -> Page[ReportRow]:
    """The reports of one organisation, newest day first, with the day each has to be acknowledged by and the case it is
    part of. Raises NotFound, Forbidden.
    """
    page = rooms.report_page(session, actor, organisation, paging)
    cases = cases_of_reports(session, organisation, [row.room for row in page.items])
    return Page(items=[_report(row, cases.get(row.room)) for row in page.items], next=page.next)


def _report(row: rooms_schemas.ReportRow, case: bytes | None) -> ReportRow:
    rule = profile().rule(ClockName.ACKNOWLEDGEMENT)
    waiting = row.state == RoomState.SUBMITTED
    due_on = profile().calendar.due(row.filed_on, rule.days) if waiting else None
    return ReportRow(**dict(row), due_on=due_on, case=case)


def overdue_counts(session: Session, actor: Actor) -> OverdueCounts:
    """How many cases are open and how many of them overdue, without those that the actor reads: taken off, they would leave
    the few that he does not. Raises Forbidden.
    """
    can_count(actor).enforce()
    today = profile().today(now())
    late = func.count().filter(col(CaseFile.due_on) < today)
    query = select(func.count(), late).select_from(CaseFile).where(col(CaseFile.closed_on).is_(None), ~visible_cases(actor))
    opened, missed = session.exec(query).one()
    few_in_time = 0 < opened - missed < FEW
    return OverdueCounts(open=_told(opened), overdue=None if few_in_time else _told(missed))


def _told(number: int) -> int | None:
    return number - number % FEW if number >= FEW else None
