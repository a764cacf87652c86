"""Where tables stand, read from their rows alone: for lists, for the page of a table, and for when somebody is needed."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import and_, func, or_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from remedy_api.cases.profile import profile
from remedy_api.cases.states import ClockName
from remedy_api.remedies.models import RemedyPlan, RemedyStep
from remedy_api.remedies.needs import Standing, StepStanding
from remedy_api.remedies.queries.tables import answers_of_many, steps_of_many
from remedy_api.remedies.states import Answer, StepState

_LATER = aliased(RemedyPlan)


def standings_of(session: Session, opened: Mapping[bytes, date]) -> dict[bytes, Standing]:
    """Where these tables stand; `opened` gives the day of each."""
    latest: dict[bytes, RemedyPlan] = {}
    agreed: dict[bytes, RemedyPlan] = {}
    for plan in _plans(session, list(opened)):
        if plan.in_force_on is not None and plan.replaced_on is None:
            agreed[plan.table] = plan
        if plan.table not in latest or plan.number > latest[plan.table].number:
            latest[plan.table] = plan
    wanted = [(plan.table, plan.plan) for plan in (*latest.values(), *agreed.values())]
    steps, answers = steps_of_many(session, wanted), answers_of_many(session, wanted)
    found = {}
    for table, opened_on in opened.items():
        last, held = latest.get(table), agreed.get(table)
        if last is None:
            found[table] = Standing(opened_on)
            continue
        said = answers[table, last.plan]
        found[table] = Standing(
            opened_on=opened_on,
            plans=last.number,
            in_force_on=held.in_force_on if held else None,
            proposed_on=last.proposed_on,
            holds=last is held,
            owners=frozenset(step.owner for step in steps[table, last.plan]),
            answered=frozenset(one.organisation for one in said),
            refused=any(one.answer == Answer.REFUSED for one in said),
            steps=tuple(_step(step) for step in steps[table, held.plan]) if held else (),
        )
    return found


def verify_by(step: RemedyStep) -> date | None:
    """The last day to verify what the owner of a step said to be done; None while there is nothing to verify.

    As in the procedure of most cases, whichever the case follows: everybody at the table reads this day, and no company is to
    learn from it what kind of case is behind.
    """
    if step.state != StepState.SAID or step.said_on is None:
        return None
    return profile().calendar.due(step.said_on, profile().rule(ClockName.VERIFICATION).days)


def _step(step: RemedyStep) -> StepStanding:
    return StepStanding(step.owner, step.due_on, StepState(step.state or StepState.OPEN), verify_by(step))


def _plans(session: Session, tables: list[bytes]) -> list[RemedyPlan]:
    last = select(func.max(_LATER.number)).where(_LATER.table == RemedyPlan.table).scalar_subquery()
    held = and_(col(RemedyPlan.in_force_on).is_not(None), col(RemedyPlan.replaced_on).is_(None))
    query = select(RemedyPlan).where(col(RemedyPlan.table).in_(tables), or_(held, col(RemedyPlan.number) == last))
    return list(session.exec(query))
