"""Single cases and the rows behind them."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import func
from sqlmodel import Session, col, select

from remedy_api.access.actor import Actor
from remedy_api.accounts.models import Organisation
from remedy_api.cases.follow_ups import follow_ups
from remedy_api.cases.models import CaseClock, CaseConsent, CaseDutyBearer, CaseFile, CaseReader, CaseReport
from remedy_api.cases.needs import Standing
from remedy_api.cases.policy import visible_cases
from remedy_api.cases.position import FindingStanding, Plans, Position
from remedy_api.cases.states import Outcome, Stage
from remedy_api.consent.ledger import Consent
from remedy_api.consent.states import Audience, Content, Way
from remedy_api.kit.errors import NotFound
from remedy_api.rooms.models import Room
from remedy_api.rooms.policy import visible_rooms
from remedy_api.sealing import labels
from remedy_api.sealing.lp import lp, sha256
from remedy_api.supply_chain.models import CompanyProfile, Site


def case_of(session: Session, actor: Actor, case: bytes) -> tuple[CaseFile, Room]:
    """A case that the actor's organisations read, with its room. Raises NotFound."""
    query = select(CaseFile, Room).join(Room, col(Room.room) == CaseFile.case)
    # Asked of both, the case and its room: either filter alone would be enough, until somebody forgets it.
    query = query.where(CaseFile.case == case, visible_cases(actor), visible_rooms(actor))
    found = session.exec(query).one_or_none()
    if found is None:
        raise NotFound
    return found


def locked_file(session: Session, case: bytes) -> CaseFile | None:
    """The row of a case, nobody else's to change until this transaction ends, and as it is after the wait."""
    query = select(CaseFile).where(CaseFile.case == case).with_for_update()
    return session.exec(query.execution_options(populate_existing=True)).one_or_none()


def lock_files(session: Session, case: bytes, handles: Iterable[bytes]) -> None:
    """Lock the row of a case and those behind these handles, all at once and in one order: of two cases that are merged into
    each other, the second is judged by what became of the first.
    """
    named = (col(CaseFile.case) == case) | col(CaseFile.handle).in_(list(handles))
    query = select(CaseFile).where(named).order_by(col(CaseFile.case)).with_for_update()
    session.exec(query.execution_options(populate_existing=True)).all()


def handle_of(case: bytes) -> bytes:
    """How a case that is merged into this one names it: its id stands in no other case's history."""
    return sha256(lp(labels.MERGED, case))


def case_behind(session: Session, handle: bytes) -> bytes | None:
    """The case with this handle, whoever asks."""
    return session.exec(select(CaseFile.case).where(CaseFile.handle == handle)).one_or_none()


def open_case_behind(session: Session, organisation: bytes, handle: bytes) -> bytes | None:
    """The case with this handle, if an organisation reads it and it is not closed."""
    query = (
        select(CaseFile.case)
        .join(CaseReader, col(CaseReader.case) == CaseFile.case)
        .where(CaseFile.handle == handle, col(CaseFile.closed_on).is_(None), CaseReader.organisation == organisation)
    )
    return session.exec(query).one_or_none()


def readers_of_case(session: Session, case: bytes) -> list[tuple[CaseReader, Organisation]]:
    """The organisations that read a case, who came first on top."""
    query = (
        select(CaseReader, Organisation)
        .join(Organisation, col(Organisation.organisation) == CaseReader.organisation)
        .where(CaseReader.case == case)
        .order_by(col(CaseReader.since), col(Organisation.name), col(CaseReader.organisation))
    )
    return list(session.exec(query))


def reports_of_case(session: Session, case: bytes) -> list[CaseReport]:
    """All reports of a case, whoever asks: for making its rows."""
    return list(session.exec(select(CaseReport).where(CaseReport.case == case).order_by(col(CaseReport.room))))


def count_reports(session: Session, case: bytes) -> int:
    """How many reports a case has, whoever asks."""
    return session.exec(select(func.count()).where(CaseReport.case == case)).one()


def clocks_of_case(session: Session, case: bytes) -> list[CaseClock]:
    """All clocks of a case, in the order in which they began."""
    query = select(CaseClock).where(CaseClock.case == case)
    return list(session.exec(query.order_by(col(CaseClock.from_day), col(CaseClock.clock))))


def consents_of_case(session: Session, case: bytes) -> list[CaseConsent]:
    """All consents of a case that were not withdrawn."""
    query = select(CaseConsent).where(CaseConsent.case == case)
    return list(session.exec(query.order_by(col(CaseConsent.given_on), col(CaseConsent.consent))))


def consent_of(one: CaseConsent) -> Consent:
    """A row of a consent as the one rule of what it covers takes it."""
    return Consent(
        digest=one.consent,
        audience=Audience(one.audience),
        content=Content(one.content),
        until=one.until,
        given_on=one.given_on,
        organisations=tuple(one.organisations),
        way=Way(one.way),
    )


def ledger_of(session: Session, case: bytes) -> tuple[Consent, ...]:
    """What the workers of a case allowed and did not take back, as `consent.ledger.covers` asks for it."""
    return tuple(consent_of(one) for one in consents_of_case(session, case))


def duty_bearers_of_case(session: Session, case: bytes) -> list[tuple[CaseDutyBearer, str]]:
    """The companies that must answer, with their names."""
    query = (
        select(CaseDutyBearer, CompanyProfile.name)
        .join(CompanyProfile, col(CompanyProfile.company) == CaseDutyBearer.company)
        .where(CaseDutyBearer.case == case)
        .order_by(col(CompanyProfile.name), col(CaseDutyBearer.company))
    )
    return list(session.exec(query))


def position_of(
    session: Session, file: CaseFile, *, duty_bearers: int, reports: int, findings: Sequence[FindingStanding], tables: int
) -> Position:
    """Where a case stands, read from its rows alone: it costs the same however long its history is."""
    return Position(
        stage=Stage(file.stage),
        suspended=file.suspended,
        closed_on=file.closed_on,
        kept=frozenset(file.kept),
        issues=tuple(file.issues),
        duty_bearers=duty_bearers,
        reports=reports,
        consents=ledger_of(session, file.case),
        findings=tuple(findings),
        tables=tables,
        plans=Plans(file.plan_in_force_on, file.steps_unverified),
    )


def plans_of(session: Session, case: bytes) -> Plans:
    """What the tables of a case say of its plans; nothing before the case is founded."""
    file = session.get(CaseFile, case)
    return Plans(file.plan_in_force_on, file.steps_unverified) if file else Plans()


def standing_of(file: CaseFile) -> Standing:
    """Where a case stands, as far as it decides who has to do something."""
    return Standing(
        stage=Stage(file.stage),
        stage_since=file.stage_since,
        due_on=file.due_on,
        suspended=file.suspended,
        review_on=file.review_on,
        outcome=Outcome(file.outcome) if file.outcome else None,
        all_withdrawn=file.all_withdrawn,
        follow_up_on=next((day for _, day in follow_ups(file.closed_on, file.follow_up)), None),
    )


def known_sites(session: Session, sites: Iterable[bytes]) -> set[bytes]:
    """Which of these sites there are."""
    return set(session.exec(select(Site.site).where(col(Site.site).in_(list(sites)))))


def known_companies(session: Session, companies: Iterable[bytes]) -> set[bytes]:
    """Which of these companies there are."""
    return set(session.exec(select(CompanyProfile.company).where(col(CompanyProfile.company).in_(list(companies)))))


def earliest(days: Iterable[date | None]) -> date | None:
    """The earliest of the days that are known."""
    return min((day for day in days if day is not None), default=None)
