"""The rows of a case, made of what its history says. Nothing else ever writes them."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from sqlmodel import Session, SQLModel, col, select

from remedy_api.accounts.models import Organisation
from remedy_api.accounts.states import OrganisationKind
from remedy_api.cases.actions.tables import keep_tables
from remedy_api.cases.clock_views import is_hidden
from remedy_api.cases.clocks import clocks, running
from remedy_api.cases.facts import duty_bearers_of, profile_of, satisfaction_of, site_of, workers_of
from remedy_api.cases.history import Told
from remedy_api.cases.models import (
    CaseClock,
    CaseConsent,
    CaseDutyBearer,
    CaseFile,
    CaseFinding,
    CaseReader,
    CaseReport,
)
from remedy_api.cases.needs import needs_on
from remedy_api.cases.profile import profile
from remedy_api.cases.queries.files import (
    case_behind,
    earliest,
    handle_of,
    locked_file,
    readers_of_case,
    reports_of_case,
    standing_of,
)
from remedy_api.cases.queries.reports import ReportRoom, acknowledged_by_reader, report_rooms
from remedy_api.cases.states import CLOCK_OF, Fact, FindingState, Role, Stage
from remedy_api.consent.ledger import Consent
from remedy_api.keyring.queries import founded_by, organisations_of
from remedy_api.rooms.states import RoomState


def project(session: Session, case: bytes, told: Told) -> CaseFile:
    """Write the rows of a case as its history tells it now, and return the first of them.

    Reports that it names newly must be locked by the caller before this locks the case: who withdraws one takes both in
    the same order. Raises PreconditionsMissing for a table that another case has named at the same time.
    """
    before = locked_file(session, case)
    reports = report_rooms(session, told.linked)
    rule = profile(profile_of(told.values(Fact.PROFILE)))
    submitted_on = earliest(one.filed_on for one in reports.values())
    acknowledged_on = earliest(one.acknowledged_on for one in reports.values())
    found = clocks(told, rule, submitted_on=submitted_on, acknowledged_on=acknowledged_on)
    run = running(told, found)
    # A deadline of the fast procedure, passed early, would tell companies that somebody suffers a reprisal.
    usual = running(told, clocks(told, profile(), submitted_on=submitted_on, acknowledged_on=acknowledged_on))
    assert told.stage is not None
    file = session.merge(
        CaseFile(
            case=case,
            handle=handle_of(case),
            profile=rule.name,
            stage=told.stage,
            stage_since=told.stage_since,
            opened_on=told.opened_on,
            submitted_on=submitted_on,
            acknowledged_on=acknowledged_on,
            due_on=run.due_on if run else None,
            usual_due_on=usual.due_on if usual else None,
            suspended=told.suspended,
            review_on=told.review_on,
            closed_on=told.closed_on,
            outcome=told.outcome,
            merged_into=case_behind(session, told.into) if told.into else None,
            site=site_of(told.values(Fact.SITE)),
            workers_band=workers_of(told.values(Fact.WORKERS)),
            issues=list(told.values(Fact.ISSUES)),
            indicators=list(told.values(Fact.INDICATORS)),
            external=list(told.values(Fact.EXTERNAL)),
            kept=sorted(told.kept),
            all_withdrawn=_all_withdrawn(list(reports.values())),
            satisfaction=satisfaction_of(told.values(Fact.SATISFACTION)),
            follow_up=list(told.values(Fact.FOLLOW_UP)),
            overridden=told.overridden,
            # The case's tables say this, not its own history.
            plan_in_force_on=before.plan_in_force_on if before else None,
            steps_unverified=before.steps_unverified if before else None,
        )
    )
    session.flush()
    _replace(session, CaseClock, case, [CaseClock(case=case, **asdict(one)) for one in found])
    _replace(session, CaseReport, case, [_report(case, one) for one in reports.values()])
    _replace(session, CaseConsent, case, [_consent(case, one) for one in told.consents.values()])
    companies = duty_bearers_of(told.values(Fact.DUTY_BEARERS))
    bearers = [CaseDutyBearer(case=case, company=company, involvement=how) for company, how in companies.items()]
    _replace(session, CaseDutyBearer, case, bearers)
    _replace(session, CaseFinding, case, _findings(session, case, told))
    keep_tables(session, case, told.tables)
    _replace(session, CaseReader, case, _readers(session, file, told))
    return file


def _report(case: bytes, report: ReportRoom) -> CaseReport:
    assert report.acknowledged_on is not None
    return CaseReport(room=report.room, case=case, proof=report.proof, acknowledged_on=report.acknowledged_on)


def _consent(case: bytes, one: Consent) -> CaseConsent:
    return CaseConsent(
        case=case,
        consent=one.digest,
        audience=one.audience,
        content=one.content,
        organisations=list(one.organisations),
        way=one.way,
        until=one.until,
        given_on=one.given_on,
    )


def _findings(session: Session, case: bytes, told: Told) -> list[CaseFinding]:
    signers = organisations_of(session, {one.roster for one in told.findings.values()})
    return [
        CaseFinding(
            case=case,
            digest=digest,
            organisation=signers[one.roster],
            conclusion=one.conclusion,
            grade=one.grade,
            state=FindingState.ESTABLISHED if one.established_on else FindingState.DRAFT,
            entry=one.entry,
            evidence=list(one.evidence),
            comments=list(one.comments),
            contested=one.contested,
            said_on=one.said_on,
            established_on=one.established_on,
        )
        for digest, one in told.findings.items()
    ]


def _all_withdrawn(reports: Sequence[ReportRoom]) -> bool:
    return bool(reports) and all(one.state == RoomState.WITHDRAWN for one in reports)


def _readers(session: Session, file: CaseFile, told: Told) -> list[CaseReader]:
    organisations = founded_by(session, told.readers)
    query = select(Organisation.organisation, Organisation.kind).where(
        col(Organisation.organisation).in_(list(organisations.values()))
    )
    kinds = dict(session.exec(query).all())
    days = acknowledged_by_reader(session, file.case)
    return [
        CaseReader(
            case=file.case,
            organisation=organisation,
            role=one.role,
            since=one.since,
            opened_on=file.opened_on,
            rank=0 if profile(file.profile).fast_track and file.closed_on is None else 1,
            needs_on=_needs_on(file, one.role, kinds[organisation], days.get(organisation)),
        )
        for organisation, one in ((organisations[fingerprint], one) for fingerprint, one in told.readers.items())
    ]


def _needs_on(file: CaseFile, role: Role, kind: str, acknowledged_on: date | None) -> date | None:
    """By when an organisation has to do something. A day that would tell it of a report that it does not read is left out: its
    lists are ordered by this, and their cursors carry it.
    """
    standing, clock = standing_of(file), CLOCK_OF.get(Stage(file.stage))
    if clock is not None and is_hidden(clock, file.acknowledged_on, profile(file.profile), acknowledged_on):
        standing = replace(standing, due_on=None)
    return needs_on(standing, role, monitor=kind == OrganisationKind.MONITOR)


def _replace(session: Session, model: type[Any], case: bytes, rows: Sequence[SQLModel]) -> None:
    """Make these the only rows of a case in a table."""
    before = session.exec(select(model).where(model.case == case)).all()
    kept = [session.merge(row) for row in rows]
    for row in before:
        if not any(row is one for one in kept):
            session.delete(row)
    session.flush()


def note_withdrawal(session: Session, room: bytes) -> None:
    """A reporter took her report back, or may have: the case it is part of, if any, knows whether any report is left."""
    case = session.exec(select(CaseReport.case).where(CaseReport.room == room)).one_or_none()
    file = locked_file(session, case) if case is not None else None
    if file is None:
        return
    reports = report_rooms(session, [one.proof for one in reports_of_case(session, file.case)])
    file.all_withdrawn = _all_withdrawn(list(reports.values()))
    session.add(file)
    days = acknowledged_by_reader(session, file.case)
    for reader, organisation in readers_of_case(session, file.case):
        reader.needs_on = _needs_on(file, Role(reader.role), organisation.kind, days.get(reader.organisation))
        session.add(reader)
    session.flush()
