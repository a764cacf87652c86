"""A case on one page, made of its rows and of the end of its history: it costs the same however much has happened."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlmodel import Session

from remedy_api.access.actor import Actor
from remedy_api.accounts.models import Organisation
from remedy_api.accounts.states import OrganisationKind
from remedy_api.cases.clock_views import clock_views
from remedy_api.cases.follow_ups import follow_ups
from remedy_api.cases.models import CaseFile, CaseFinding, CaseReader
from remedy_api.cases.needs import Need, need
from remedy_api.cases.next_steps import next_steps
from remedy_api.cases.profile import Profile, profile
from remedy_api.cases.queries.files import (
    clocks_of_case,
    count_reports,
    duty_bearers_of_case,
    earliest,
    position_of,
    readers_of_case,
    standing_of,
)
from remedy_api.cases.queries.findings import findings_of_case, named_organisations, tables_of_case
from remedy_api.cases.queries.past import latest_events
from remedy_api.cases.queries.reports import visible_reports_of_case
from remedy_api.cases.queries.supply import supply_of
from remedy_api.cases.schemas import (
    CaseView,
    ConsentView,
    DutyBearerView,
    FindingView,
    FollowUpView,
    NamedOrganisation,
    ReaderView,
    ReporterCase,
    ReportView,
    SiteName,
    SiteSummary,
    TableView,
)
from remedy_api.cases.states import Role
from remedy_api.consent.ledger import Consent
from remedy_api.deadlines.clocks import days_left, overdue
from remedy_api.kit.clock import now
from remedy_api.rooms.models import Room
from remedy_api.supply_chain.models import Site

_STRENGTH = (Role.READER, Role.MONITOR, Role.COORDINATOR, Role.REPRESENTATIVE)


def view_for_reader(session: Session, actor: Actor, file: CaseFile, room: Room) -> CaseView:
    """A case that the actor's organisations read."""
    rule = profile(file.profile)
    today = rule.today(now())
    readers = readers_of_case(session, file.case)
    mine = [(reader, organisation) for reader, organisation in readers if reader.organisation in actor.organisations]
    role = max((Role(reader.role) for reader, _ in mine), key=_STRENGTH.index)
    reports = visible_reports_of_case(session, actor, file.case)
    filed_on = earliest(one.opened_on for _, one in reports)
    acknowledged_on = earliest(report.acknowledged_on for report, _ in reports)
    bearers, total = duty_bearers_of_case(session, file.case), count_reports(session, file.case)
    findings, tables = findings_of_case(session, file.case), tables_of_case(session, file.case)
    standings = [standing for _, _, standing in findings]
    position = position_of(session, file, duty_bearers=len(bearers), reports=total, findings=standings, tables=len(tables))
    site = session.get(Site, file.site) if file.site else None
    return CaseView(
        case=file.case,
        head=room.head,
        role=role,
        stage=file.stage,
        stage_since=file.stage_since,
        submitted_on=filed_on,
        acknowledged_on=acknowledged_on,
        opened_on=file.opened_on,
        clocks=clock_views(clocks_of_case(session, file.case), rule, today, filed_on=filed_on, acknowledged_on=acknowledged_on),
        suspended=file.suspended,
        review_on=file.review_on,
        closed_on=file.closed_on,
        outcome=file.outcome,
        overridden=file.overridden,
        fast_track=rule.fast_track,
        reopen_until=_reopen_until(file, rule),
        satisfaction=file.satisfaction,
        follow_up=file.follow_up,
        follow_ups=_follow_ups(file, today),
        site=_site(site) if site else None,
        issues=file.issues,
        indicators=file.indicators,
        workers=file.workers_band,
        external=file.external,
        duty_bearers=[DutyBearerView(company=one.company, name=name, involvement=one.involvement) for one, name in bearers],
        supply=supply_of(session, [organisation.kind for _, organisation in mine], file.site),
        readers=[_reader(*one) for one in readers],
        reports=[ReportView(room=one.room, filed_on=one.opened_on, state=one.state) for _, one in reports],
        reports_total=total,
        kept=file.kept,
        consents=_consents(session, position.consents, today),
        findings=[_finding(one, name) for one, name, _ in findings],
        tables=[TableView(table=one.table, opened_on=one.opened_on, founded=founded) for one, founded in tables],
        plan_in_force_on=file.plan_in_force_on,
        steps_unverified=file.steps_unverified,
        next=next_steps(position, role, today=today, reopen=rule.reopen),
        needs=_needs(file, mine),
        history=latest_events(session, actor, file.case),
        entries=room.entries,
    )


def view_for_receipt(session: Session, file: CaseFile, room: Room, acknowledged_on: date | None) -> ReporterCase:
    """A case as the reporter of one of its reports sees it; `room` is hers."""
    rule = profile(file.profile)
    site = session.get(Site, file.site) if file.site else None
    found, today = clocks_of_case(session, file.case), rule.today(now())
    clocks = clock_views(found, rule, today, filed_on=room.opened_on, acknowledged_on=acknowledged_on)
    return ReporterCase(
        stage=file.stage,
        stage_since=file.stage_since,
        # Of a clock that counts from somebody else's report she is told nothing.
        clocks=[one for one in clocks if one.from_day is not None],
        suspended=file.suspended,
        outcome=file.outcome,
        overridden=file.overridden,
        site=SiteName(site=site.site, name=site.name, country=site.country) if site else None,
    )


def _needs(file: CaseFile, mine: list[tuple[CaseReader, Organisation]]) -> Need | None:
    """What is needed of the strongest of the viewer's organisations that has to do anything."""
    standing = standing_of(file)
    ordered = sorted(mine, key=lambda one: _STRENGTH.index(Role(one[0].role)), reverse=True)
    needs = (
        need(standing, Role(reader.role), monitor=organisation.kind == OrganisationKind.MONITOR) for reader, organisation in ordered
    )
    return next((one for one in needs if one), None)


def _consents(session: Session, consents: Sequence[Consent], today: date) -> list[ConsentView]:
    named = named_organisations(session, {fingerprint for one in consents for fingerprint in one.organisations})
    return [
        ConsentView(
            consent=one.digest,
            audience=one.audience,
            content=one.content,
            organisations=[
                NamedOrganisation(fingerprint=each, organisation=named[each].organisation, name=named[each].name)
                for each in one.organisations
            ],
            way=one.way,
            until=one.until,
            live=one.is_live(today),
        )
        for one in consents
    ]


def _finding(one: CaseFinding, name: str) -> FindingView:
    return FindingView(
        finding=one.digest,
        organisation=one.organisation,
        name=name,
        conclusion=one.conclusion,
        grade=one.grade,
        state=one.state,
        entry=one.entry,
        evidence=one.evidence,
        comments=one.comments,
        contested=one.contested,
        said_on=one.said_on,
        established_on=one.established_on,
    )


def _reopen_until(file: CaseFile, rule: Profile) -> date | None:
    return file.closed_on + timedelta(days=rule.reopen) if file.closed_on else None


def _follow_ups(file: CaseFile, today: date) -> list[FollowUpView]:
    return [
        FollowUpView(after=after, due_on=day, days_left=days_left(day, today), overdue=overdue(day, today))
        for after, day in follow_ups(file.closed_on, file.follow_up)
    ]


def _site(site: Site) -> SiteSummary:
    return SiteSummary(
        site=site.site,
        name=site.name,
        country=site.country,
        native_name=site.native_name,
        address=site.address,
        os_id=site.os_id,
    )


def _reader(reader: CaseReader, organisation: Organisation) -> ReaderView:
    return ReaderView(
        organisation=reader.organisation,
        name=organisation.name,
        kind=organisation.kind,
        role=reader.role,
        since=reader.since,
    )
