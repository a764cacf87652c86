"""The one place where anything of a case becomes what companies, buyers and the public read: each part with its consent."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TypeVar

from remedy_api.consent.states import Content
from remedy_api.deadlines.clocks import overdue
from remedy_api.remedies.models import RemedyStep
from remedy_api.remedies.schemas import Amount, Share
from remedy_api.remedies.states import UNFINISHED, StepKind, StepState
from remedy_api.reporting.backing import backed
from remedy_api.reporting.queries.parts import Material
from remedy_api.reporting.schemas import (
    Backed,
    Involved,
    ShownCase,
    ShownFacts,
    ShownFinding,
    ShownPlan,
    ShownProgress,
    ShownSite,
    ShownStep,
)
from remedy_api.reporting.states import AT_TABLES, tellable
from remedy_api.reporting.viewer import Viewer

SAID = frozenset({StepState.SAID, StepState.PARTLY, StepState.DISPUTED})
"""States of steps that their owners said to be done, and that are not verified in full."""
OF_REPRISALS = frozenset({StepKind.STOP_REPRISAL, StepKind.REINSTATE})
"""Steps that are there only where somebody was punished."""
P = TypeVar("P")


def shown_case(of: Material, viewer: Viewer, today: date) -> ShownCase | None:
    """What a viewer is shown of a case within its reach; None when that is nothing: without a consent to its facts there is no
    such case. Raises Unbacked for a part that no live consent allows.
    """
    if not tellable(of.file.stage, suspended=of.file.suspended, all_withdrawn=of.file.all_withdrawn):
        return None
    facts = _resting(Backed[ShownFacts], of, viewer, today, Content.FACTS, _facts(of, viewer, today))
    if facts is None:
        return None
    progress = _resting(Backed[ShownProgress], of, viewer, today, Content.PROGRESS, _progress(of, viewer, today))
    shown = ShownCase(
        reference=viewer.reference(of.file.case),
        facts=facts,
        progress=progress if of.plans else None,
        finding=_resting(Backed[list[ShownFinding]], of, viewer, today, Content.FINDING, _findings(of)) if of.findings else None,
        plan=_resting(Backed[ShownPlan], of, viewer, today, Content.PLAN, _plan(of)) if of.plans else None,
    )
    return backed(shown, viewer, of.consents, today)


def month(day: date) -> str:
    """A day as companies are told it."""
    return day.isoformat()[:7]


def _resting(kind: type[Backed[P]], of: Material, viewer: Viewer, today: date, content: Content, part: P) -> Backed[P] | None:
    consent = viewer.consent(of.consents, content, today)
    return kind(consent=viewer.consent_name(consent.digest), shows=part) if consent else None


def _facts(of: Material, viewer: Viewer, today: date) -> ShownFacts:
    file = of.file
    return ShownFacts(
        stage=file.stage,
        since=month(file.stage_since),
        outcome=file.outcome,
        overridden=file.overridden,
        overdue=file.closed_on is None and overdue(file.usual_due_on, today),
        country=of.country,
        site=ShownSite(name=of.site) if of.site is not None else None,
        issues=file.issues,
        # How many were concerned, with a country and a month, may be more than the public can be told without a name.
        workers=file.workers_band if viewer.kind is not None else None,
        involvement=[Involved(company=name, involvement=involvement) for name, involvement in of.companies],
    )


def _progress(of: Material, viewer: Viewer, today: date) -> ShownProgress:
    # What one worker is owed may be known at the place: sums are for those who deal with the company.
    sums = viewer.kind is not None
    return ShownProgress(
        promised=_share(of.steps, sums=sums),
        said=_share([step for step in of.steps if step.state in SAID], sums=sums),
        verified=_share([step for step in of.steps if step.state == StepState.VERIFIED], sums=sums),
        overdue=sum(_late(step, today) for step in of.steps),
        steps=[
            ShownStep(
                form=step.form,
                kind=_kind(step.kind, viewer),
                state=step.state or StepState.OPEN,
                said=step.said_on is not None,
                verified=step.state == StepState.VERIFIED,
                due=month(step.due_on),
                overdue=_late(step, today),
                owner=of.owners.get(step.owner),
            )
            for step in of.steps
        ],
    )


def _late(step: RemedyStep, today: date) -> bool:
    return step.state in UNFINISHED and overdue(step.due_on, today)


def _kind(kind: str, viewer: Viewer) -> StepKind:
    """What is to be done, as a viewer may know it. That a reprisal is to end tells that there is one: who did not sign it at the
    table, no consent tells.
    """
    return StepKind.OTHER if kind in OF_REPRISALS and viewer.kind not in AT_TABLES else StepKind(kind)


def _share(steps: Sequence[RemedyStep], *, sums: bool) -> Share:
    totals: dict[str, Decimal] = {}
    for step in steps:
        if sums and step.amount is not None and step.currency is not None:
            totals[step.currency] = totals.get(step.currency, Decimal(0)) + step.amount
    return Share(steps=len(steps), amounts=[Amount(currency=code, amount=f"{total:.2f}") for code, total in sorted(totals.items())])


def _findings(of: Material) -> list[ShownFinding]:
    return [
        ShownFinding(
            conclusion=one.conclusion,
            grade=one.grade,
            state=one.state,
            contested=one.contested is not None,
            month=month(one.established_on),
        )
        for one in of.findings
        if one.established_on is not None
    ]


def _plan(of: Material) -> ShownPlan:
    return ShownPlan(since=min(month(one.in_force_on) for one in of.plans if one.in_force_on), versions=of.versions)
