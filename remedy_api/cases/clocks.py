"""Which event starts and stops which clock of a case. The days themselves are counted by the profile's calendar."""

from datetime import date

from remedy_api.cases.history import Told
from remedy_api.cases.profile import Profile
from remedy_api.cases.states import CLOCK_OF, ClockName, Stage
from remedy_api.deadlines.calendars import Pause
from remedy_api.deadlines.clocks import Clock


def clocks(told: Told, profile: Profile, *, submitted_on: date | None, acknowledged_on: date | None) -> list[Clock]:
    """All clocks of a case so far, in the order in which they began.

    `submitted_on` and `acknowledged_on`: the earliest days of its reports, None when it has none any more.
    """
    starts = {"filed": submitted_on, "acknowledged": acknowledged_on}
    found = []
    if submitted_on is not None:
        rule = profile.rule(ClockName.ACKNOWLEDGEMENT)
        # Nothing stops this one: it was met before there was a case that could be suspended.
        due_on = profile.calendar.due(submitted_on, rule.days)
        found.append(Clock(rule.clock, submitted_on, due_on, acknowledged_on))
    for stage, clock in CLOCK_OF.items():
        rule = profile.rule(clock)
        if stage in told.begun:
            found.append(_of_stage(told, profile, stage, starts.get(rule.start) or told.begun[stage]))
    return found


def _of_stage(told: Told, profile: Profile, stage: Stage, start: date) -> Clock:
    rule = profile.rule(CLOCK_OF[stage])
    done_on = told.ended.get(stage) or told.closed_on
    pauses = [pause for pause in told.pauses if done_on is None or pause.since < done_on]
    due_on = None if _stands_still(pauses) else profile.calendar.due(start, rule.days, pauses)
    return Clock(rule.clock, start, due_on, done_on)


def _stands_still(pauses: list[Pause]) -> bool:
    return any(pause.until is None for pause in pauses)


def running(told: Told, found: list[Clock]) -> Clock | None:
    """The clock of the stage a case is in; None when that stage has none, or the case is closed."""
    name = CLOCK_OF.get(told.stage) if told.stage is not None and told.closed_on is None else None
    return next((one for one in found if one.clock == name), None)
