"""What the end of a case asks for, and what may still be said after it."""

from datetime import timedelta

from remedy_api.cases.guards.stages import not_closed, reasons_named
from remedy_api.cases.guards.step import Step
from remedy_api.cases.position import Position
from remedy_api.cases.states import REMEDY, Fact, Outcome, Reason, Stage, is_from
from remedy_api.kit.errors import Failure
from remedy_api.kit.i18n import _N


def is_closed(at: Position, step: Step) -> Failure | None:
    """Only what is closed can be opened again."""
    return None if at.closed_on else Failure("not-closed", _N("This case is not closed."))


def reopen_in_time(at: Position, step: Step) -> Failure | None:
    """The window of the procedure, its last day included."""
    if at.closed_on is None or step.today <= at.closed_on + timedelta(days=step.reopen):
        return None
    return Failure("reopen-too-late", _N("The time in which this case could be opened again has passed."))


def admissibility_open(at: Position, step: Step) -> Failure | None:
    """That a case is not admissible is found in that stage or not at all."""
    if step.said("outcome") != Outcome.NOT_ADMISSIBLE or at.stage == Stage.ADMISSIBILITY:
        return None
    return Failure("admitted-already", _N("This case was found admissible. Close it with another outcome."))


def refusal_has_reasons(at: Position, step: Step) -> Failure | None:
    """Who is turned away is told why."""
    return reasons_named(at, step) if step.said("outcome") == Outcome.NOT_ADMISSIBLE else None


def into_fits(at: Position, step: Step) -> Failure | None:
    """Merging, and nothing else, names another case."""
    if (step.said("outcome") == Outcome.MERGED) == bool(step.said("into")):
        return None
    return Failure("into-missing", _N("Choose the case that this one is merged into."))


def remedy_tried(at: Position, step: Step) -> Failure | None:
    """What became of the remedy can be said once there was one to carry out."""
    if step.said("outcome") not in REMEDY or is_from(at.stage, Stage.IMPLEMENTATION):
        return None
    return Failure("remedy-not-begun", _N("What became of the remedy is said once a plan is being carried out."))


def steps_verified(at: Position, step: Step) -> Failure | None:
    """A case is remedied when the workers have verified every step, or somebody answers for it with written reasons."""
    if step.said("outcome") != Outcome.REMEDIED or step.said("reason") == Reason.OVERRIDE or at.plans.steps_unverified == 0:
        return None
    return Failure("steps-not-verified", _N("Some steps of the plan are not verified. Verify them, or write why the case ends."))


def override_has_reasons(at: Position, step: Step) -> Failure | None:
    """Whoever ends a case against what is open says why, in words that stay."""
    return reasons_named(at, step) if step.said("reason") == Reason.OVERRIDE else None


def fact_in_time(at: Position, step: Step) -> Failure | None:
    """What a case is about stands still when it is closed. How satisfied the workers are is asked only then, and when somebody
    looks again can be said at any time. Its procedure is chosen when it is opened: nobody is to find its days changed.
    """
    fact = step.said("fact")
    if fact == Fact.PROFILE:
        return None if at.stage is None else Failure("profile-settled", _N("The procedure of a case is chosen when it is opened."))
    if fact == Fact.SATISFACTION:
        return is_closed(at, step)
    return None if fact == Fact.FOLLOW_UP else not_closed(at, step)
