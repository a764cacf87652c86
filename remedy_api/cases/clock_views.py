"""The clocks of a case as somebody sees them. A day of a report is told only to who reads that report."""

from collections.abc import Sequence
from datetime import date

from remedy_api.cases.models import CaseClock
from remedy_api.cases.profile import Profile
from remedy_api.cases.schemas import ClockView
from remedy_api.cases.states import ClockName
from remedy_api.deadlines.clocks import days_left, overdue


def clock_views(
    found: Sequence[CaseClock],
    rule: Profile,
    today: date,
    *,
    filed_on: date | None,
    acknowledged_on: date | None,
) -> list[ClockView]:
    """The clocks for somebody to whom the earliest report that she may know of was filed and acknowledged on these days.

    The acknowledgement's clock is hers alone. The last day of every other clock is a fact of the case, but where it began
    is told only if that is her own report's day.
    """
    views = []
    if filed_on is not None:
        due_on = rule.calendar.due(filed_on, rule.rule(ClockName.ACKNOWLEDGEMENT).days)
        views.append(_view(ClockName.ACKNOWLEDGEMENT, filed_on, due_on, acknowledged_on, today))
    for one in found:
        if one.clock == ClockName.ACKNOWLEDGEMENT:
            continue
        hidden = rule.rule(ClockName(one.clock)).start != "stage" and one.from_day != acknowledged_on
        views.append(_view(one.clock, None if hidden else one.from_day, one.due_on, one.done_on, today))
    return views


def _view(clock: str, from_day: date | None, due_on: date | None, done_on: date | None, today: date) -> ClockView:
    return ClockView(
        clock=ClockName(clock),
        from_day=from_day,
        due_on=due_on,
        days_left=None if done_on else days_left(due_on, today),
        overdue=done_on is None and overdue(due_on, today),
        done_on=done_on,
    )
