"""How many steps the plans in force of cases have, and how far they have come."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func
from sqlalchemy import select as columns_of
from sqlmodel import Session, col, select

from remedy_api.cases.models import CaseFile, CaseTable
from remedy_api.consent.states import Content
from remedy_api.remedies.models import RemedyPlan, RemedyStep
from remedy_api.remedies.states import UNFINISHED, StepState
from remedy_api.reporting.policy import rests_on
from remedy_api.reporting.queries.which import seats_of
from remedy_api.reporting.shown import SAID
from remedy_api.reporting.states import AT_TABLES
from remedy_api.reporting.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps of one case."""

    promised: int
    said: int
    verified: int
    overdue: int


def steps_by_case(session: Session, viewer: Viewer, cases: Collection[bytes], today: date) -> dict[bytes, Steps]:
    """Of these cases those whose progress the viewer is shown and that have steps: a sum in which four of five cases have none
    would speak of the fifth alone.
    """
    if not cases:
        return {}
    shown = select(CaseFile.case).where(col(CaseFile.case).in_(cases), rests_on(viewer, Content.PROGRESS, today))
    state = col(RemedyStep.state)
    late = (state.in_(UNFINISHED)) & (col(RemedyStep.due_on) < today)
    counts = [func.count().filter(which) for which in (state.in_(SAID), state == StepState.VERIFIED, late)]
    query = (
        columns_of(col(CaseTable.case), func.count(), *counts)
        .join(RemedyPlan, col(RemedyPlan.table) == CaseTable.table)
        .join(RemedyStep, (col(RemedyStep.table) == RemedyPlan.table) & (col(RemedyStep.plan) == RemedyPlan.plan))
        .where(col(CaseTable.case).in_(shown), col(RemedyPlan.in_force_on).is_not(None), col(RemedyPlan.replaced_on).is_(None))
        .group_by(col(CaseTable.case))
    )
    if viewer.kind in AT_TABLES:
        query = query.where(col(CaseTable.table).in_(seats_of(session, viewer)))
    return {case: Steps(*numbers) for case, *numbers in session.execute(query)}
