"""What a case needs now from an organisation; pure, and the same in lists and on the case itself."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from remedy_api.cases.states import Outcome, Role, Stage


class Need(StrEnum):
    """What is asked of whoever reads it."""

    ALL_WITHDRAWN = "all_withdrawn"
    REVIEW = "review"
    DECIDE_ADMISSIBILITY = "decide_admissibility"
    PREPARE_SAFETY = "prepare_safety"
    NOTIFY = "notify"
    FIND_FACTS = "find_facts"
    CONCLUDE = "conclude"
    NEGOTIATE = "negotiate"
    SEE_THROUGH = "see_through"
    VERIFY = "verify"
    FOLLOW_UP = "follow_up"


_OF_STAGE = {
    Stage.ADMISSIBILITY: Need.DECIDE_ADMISSIBILITY,
    Stage.SAFETY: Need.PREPARE_SAFETY,
    Stage.NOTIFICATION: Need.NOTIFY,
    Stage.FACT_FINDING: Need.FIND_FACTS,
    Stage.FINDING: Need.CONCLUDE,
    Stage.NEGOTIATION: Need.NEGOTIATE,
    Stage.IMPLEMENTATION: Need.SEE_THROUGH,
    Stage.VERIFICATION: Need.VERIFY,
}
_OF_MONITORS = frozenset({Stage.FACT_FINDING, Stage.FINDING})


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a case stands, as far as it decides who has to do something. `due_on`: of the clock that runs now; `follow_up_on`: by
    when somebody looks again at a case that is closed.
    """

    stage: Stage
    stage_since: date
    due_on: date | None
    suspended: bool
    review_on: date | None
    outcome: Outcome | None
    all_withdrawn: bool
    follow_up_on: date | None = None


def need(standing: Standing, role: Role, *, monitor: bool) -> Need | None:
    """What an organisation in that role has to do, or None. `monitor`: it is one, and finds the facts."""
    if standing.outcome is not None:
        looks = role in (Role.REPRESENTATIVE, Role.MONITOR)
        return Need.FOLLOW_UP if looks and standing.follow_up_on else None
    handles = role in (Role.REPRESENTATIVE, Role.COORDINATOR)
    if standing.all_withdrawn and role == Role.REPRESENTATIVE:
        return Need.ALL_WITHDRAWN
    if standing.suspended:
        # Without a day to look at it again nobody has to do anything.
        return Need.REVIEW if handles and standing.review_on else None
    if handles or (monitor and standing.stage in _OF_MONITORS):
        return _OF_STAGE[standing.stage]
    return None


def needs_on(standing: Standing, role: Role, *, monitor: bool) -> date | None:
    """The day by which it is needed; what has no day of its own has been needed since the stage began."""
    what = need(standing, role, monitor=monitor)
    if what is None:
        return None
    if what == Need.REVIEW:
        return standing.review_on
    if what == Need.FOLLOW_UP:
        return standing.follow_up_on
    return standing.stage_since if what == Need.ALL_WITHDRAWN else standing.due_on or standing.stage_since
