"""The rows behind what is shown of cases: for a page of cases a few statements, however many parts each has."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from sqlalchemy import func
from sqlmodel import Session, col, select

from remedy_api.cases.models import CaseConsent, CaseDutyBearer, CaseFile, CaseFinding, CaseTable
from remedy_api.cases.queries.files import consent_of
from remedy_api.cases.states import FindingState, Involvement
from remedy_api.consent.ledger import Consent
from remedy_api.remedies.models import RemedyPlan, RemedyStep
from remedy_api.remedies.queries.tables import steps_of_many
from remedy_api.reporting.queries.known import known_companies, known_organisations, known_sites
from remedy_api.reporting.queries.which import seats_of
from remedy_api.reporting.states import AT_TABLES
from remedy_api.reporting.viewer import Viewer
from remedy_api.supply_chain.models import Site


@dataclass(slots=True)
class Material:
    """Everything of one case from which its parts are made. Whether any of it may be shown is not decided here.

    `site`: its name, if the viewer knows it; `companies`: those duty bearers that it knows; `owners`: names by organisation.
    """

    file: CaseFile
    consents: list[Consent] = field(default_factory=list)
    country: str | None = None
    site: str | None = None
    companies: list[tuple[str, Involvement]] = field(default_factory=list)
    findings: list[CaseFinding] = field(default_factory=list)
    plans: list[RemedyPlan] = field(default_factory=list)
    versions: int = 0
    steps: list[RemedyStep] = field(default_factory=list)
    owners: Mapping[bytes, str] = field(default_factory=dict)


def material_of(session: Session, viewer: Viewer, cases: Collection[bytes]) -> dict[bytes, Material]:
    """What is behind these cases, by their ids; the caller has found that they are within the viewer's reach."""
    if not cases:
        return {}
    found = {one.case: Material(one) for one in session.exec(select(CaseFile).where(col(CaseFile.case).in_(cases)))}
    _ledgers(session, found)
    _places(session, viewer, found)
    _companies(session, viewer, found)
    _findings(session, found)
    _plans(session, viewer, found)
    return found


def _ledgers(session: Session, found: Mapping[bytes, Material]) -> None:
    query = select(CaseConsent).where(col(CaseConsent.case).in_(found))
    for one in session.exec(query.order_by(col(CaseConsent.given_on), col(CaseConsent.consent))):
        found[one.case].consents.append(consent_of(one))


def _places(session: Session, viewer: Viewer, found: Mapping[bytes, Material]) -> None:
    wanted = {one.file.site for one in found.values() if one.file.site}
    sites = {one.site: one for one in session.exec(select(Site).where(col(Site.site).in_(wanted)))} if wanted else {}
    known = known_sites(session, viewer, wanted)
    for one in found.values():
        if one.file.site:
            one.country = sites[one.file.site].country
            one.site = sites[one.file.site].name if one.file.site in known else None


def _companies(session: Session, viewer: Viewer, found: Mapping[bytes, Material]) -> None:
    bearers = list(session.exec(select(CaseDutyBearer).where(col(CaseDutyBearer.case).in_(found))))
    names = known_companies(session, viewer, {one.company for one in bearers})
    for one in bearers:
        if one.company in names:
            found[one.case].companies.append((names[one.company], Involvement(one.involvement)))
    for each in found.values():
        each.companies.sort()


def _findings(session: Session, found: Mapping[bytes, Material]) -> None:
    query = select(CaseFinding).where(col(CaseFinding.case).in_(found), CaseFinding.state == FindingState.ESTABLISHED)
    for one in session.exec(query.order_by(col(CaseFinding.established_on), col(CaseFinding.digest))):
        found[one.case].findings.append(one)


def _plans(session: Session, viewer: Viewer, found: Mapping[bytes, Material]) -> None:
    """The plans in force at the tables of each case; whoever sits at some of them is told of these alone."""
    tables = dict(session.exec(select(CaseTable.table, CaseTable.case).where(col(CaseTable.case).in_(found))).all())
    if viewer.kind in AT_TABLES:
        seats = seats_of(session, viewer)
        tables = {table: case for table, case in tables.items() if table in seats}
    if not tables:
        return
    query = select(RemedyPlan.table, func.count()).where(col(RemedyPlan.table).in_(tables)).group_by(col(RemedyPlan.table))
    for table, number in session.exec(query):
        found[tables[table]].versions += number
    held = select(RemedyPlan).where(
        col(RemedyPlan.table).in_(tables), col(RemedyPlan.in_force_on).is_not(None), col(RemedyPlan.replaced_on).is_(None)
    )
    plans = list(session.exec(held.order_by(col(RemedyPlan.in_force_on), col(RemedyPlan.plan))))
    steps = steps_of_many(session, [(one.table, one.plan) for one in plans])
    owners = known_organisations(session, viewer, {step.owner for each in steps.values() for step in each})
    for one in plans:
        material = found[tables[one.table]]
        material.plans.append(one)
        material.steps += steps[one.table, one.plan]
        material.owners = owners
