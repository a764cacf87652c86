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

    The acknowledgement's clock is hers alone. A clock that counts from a report's day is told with its days only if that is
    her own report's: how long a clock runs is published, so that its last day is as much as its first. What is left then is
    whether it is overdue.
    """
    views = []
    if filed_on is not None:
        due_on = rule.calendar.due(filed_on, rule.rule(ClockName.ACKNOWLEDGEMENT).days)
        views.append(_view(ClockName.ACKNOWLEDGEMENT, filed_on, due_on, acknowledged_on, today))
    for one in found:
        if one.clock == ClockName.ACKNOWLEDGEMENT:
            continue
        view = _view(one.clock, one.from_day, one.due_on, one.done_on, today)
        if is_hidden(ClockName(one.clock), one.from_day, rule, acknowledged_on):
            view = view.model_copy(update={"from_day": None, "due_on": None, "days_left": None})
        views.append(view)
    return views


def is_hidden(clock: ClockName, from_day: date | None, rule: Profile, acknowledged_on: date | None) -> bool:
    """Whether the days of a clock that began on `from_day` would tell a day of a report that the viewer does not read.

    `acknowledged_on`: the earliest day of those that she does read.
    """
    return rule.rule(clock).start != "stage" and from_day != acknowledged_on


def _view(clock: str, from_day: date, due_on: date | None, done_on: date | None, today: date) -> ClockView:
    return ClockView(
        clock=ClockName(clock),
        from_day=from_day,
        due_on=due_on,
        days_left=None if done_on else days_left(due_on, today),
        overdue=done_on is None and overdue(due_on, today),
        done_on=done_on,
    )
