"""Preconditions of every step in a case, one function each. All are asked, and all that is missing is told together.

A guard is given where the case stands and the step, and answers with what is missing, or None. Those of a stage look at what
is there already; what has to be named in the step itself is asked apart, so that a page can tell the two from each other.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from remedy_api.cases.history import day_or_none
from remedy_api.cases.position import Position
from remedy_api.cases.states import COMPANIES, NEXT, Content, Kept, Outcome, Stage, is_back
from remedy_api.kit.errors import Failure
from remedy_api.kit.i18n import _N
from remedy_api.sealing.event import Event


@dataclass(frozen=True, slots=True)
class Step:
    """A step to be taken on a day. `entries`: digests of headers of entries that are in the room, of those it names.
    `reopen` and `review_within`: days, see the procedure's profile.

    `event` is None when a page only asks what a stage would need.
    """

    today: date
    reopen: int
    event: Event | None = None
    stage: Stage | None = None
    entries: frozenset[bytes] = frozenset()
    review_within: int = 0

    def said(self, member: str) -> str:
        """A member of the event's data, empty when it has none."""
        return str(self.event.data.get(member, "")) if self.event else ""


MOST_CONSENTS = 32
"""Consents of a case that were not taken back; those that have run out are among them."""

Guard = Callable[[Position, Step], Failure | None]


def not_closed(at: Position, step: Step) -> Failure | None:
    """A closed case stands still."""
    return Failure("closed", _N("This case is closed. Open it again first.")) if at.closed_on else None


def not_suspended(at: Position, step: Step) -> Failure | None:
    """A suspended case moves to no other stage."""
    return Failure("suspended", _N("This case is suspended. Resume it first.")) if at.suspended else None


def follows(at: Position, step: Step) -> Failure | None:
    """No stage is skipped."""
    if step.stage in NEXT[at.stage]:
        return None
    return Failure("not-next", _N("This stage does not follow the one the case is in."))


def mandate_kept(at: Position, step: Step) -> Failure | None:
    """Who represents the workers, and how they were chosen."""
    if Kept.MANDATE in at.kept:
        return None
    return Failure("mandate-missing", _N("Write down the mandate: for whom you speak, and how you were chosen."))


def issues_recorded(at: Position, step: Step) -> Failure | None:
    """What the case is about."""
    return None if at.issues else Failure("issues-missing", _N("Record what the case is about."))


def risk_kept(at: Position, step: Step) -> Failure | None:
    """Somebody has thought of what could happen to the workers."""
    if Kept.RISK in at.kept:
        return None
    return Failure("risk-missing", _N("Rate the risk: what could happen to the workers if this becomes known?"))


def safe_contact_kept(at: Position, step: Step) -> Failure | None:
    """How to reach the workers without harming them."""
    if Kept.SAFE_CONTACT in at.kept:
        return None
    return Failure("safe-contact-missing", _N("Write down how the workers can be reached safely."))


def consent_live(at: Position, step: Step) -> Failure | None:
    """The workers allowed something to somebody, and it still holds."""
    if any(one.is_live(step.today) for one in at.consents):
        return None
    return Failure("consent-missing", _N("Record what the workers agreed to: what may be shown, and to whom."))


def consents_few(at: Position, step: Step) -> Failure | None:
    """Who reads the consents of a case must be able to read them all."""
    if len(at.consents) < MOST_CONSENTS:
        return None
    return Failure("consents-full", _N("There are too many consents. Take back those that are no longer needed first."))


def duty_bearer_recorded(at: Position, step: Step) -> Failure | None:
    """Some company has to answer."""
    if at.duty_bearers:
        return None
    return Failure("duty-bearer-missing", _N("Record at least one company that has to answer, and how it is involved."))


def consent_fits(at: Position, step: Step) -> Failure | None:
    """The workers allowed that companies are told: a notice to them, and not only something else."""
    told = (one for one in at.consents if one.audience in COMPANIES and one.content == Content.NOTICE)
    if any(one.is_live(step.today) for one in told):
        return None
    return Failure("company-consent-missing", _N("The workers have not agreed that a company is told. Ask them first."))


def reason_given(at: Position, step: Step) -> Failure | None:
    """Whoever goes back says why."""
    return None if step.said("reason") else Failure("reason-missing", _N("Say why the case goes back to this stage."))


def reasons_named(at: Position, step: Step) -> Failure | None:
    """The decision is written down, in words its reader understands."""
    return None if step.said("entry") else Failure("reasons-missing", _N("Write the reasons of this decision."))


def notice_named(at: Position, step: Step) -> Failure | None:
    """What the companies are told is written down."""
    return None if step.said("entry") else Failure("notice-missing", _N("Write the notice to the companies."))


def entry_there(at: Position, step: Step) -> Failure | None:
    """What a step names is an entry of the room."""
    named = step.said("entry")
    if not named or bytes.fromhex(named) in step.entries:
        return None
    return Failure("entry-missing", _N("What this step refers to has not arrived. Send it again first."))


def is_suspended(at: Position, step: Step) -> Failure | None:
    """Only what is suspended can be resumed."""
    return None if at.suspended else Failure("not-suspended", _N("This case is not suspended."))


def review_ahead(at: Position, step: Step) -> Failure | None:
    """A suspended case is looked at again on a day to come, and not in years: nobody would remember it."""
    review = day_or_none(step.said("review"))
    if review is None:
        return Failure("review-missing", _N("Choose the day on which the case is looked at again."))
    if review <= step.today:
        return Failure("review-past", _N("Choose a day in the future on which the case is looked at again."))
    if review > step.today + timedelta(days=step.review_within):
        return Failure("review-too-late", _N("This day is too far away. Choose an earlier one."))
    return None


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


STANDING: dict[Stage, tuple[Guard, ...]] = {
    Stage.ADMISSIBILITY: (),
    Stage.SAFETY: (mandate_kept, issues_recorded),
    Stage.NOTIFICATION: (risk_kept, safe_contact_kept, consent_live),
    Stage.FACT_FINDING: (duty_bearer_recorded, consent_fits),
}
"""What must be there before a stage can begin."""
NAMING: dict[Stage, tuple[Guard, ...]] = {
    Stage.ADMISSIBILITY: (),
    Stage.SAFETY: (reasons_named,),
    Stage.NOTIFICATION: (),
    Stage.FACT_FINDING: (notice_named,),
}
"""What the step into a stage has to name."""
MOVING: tuple[Guard, ...] = (not_closed, not_suspended, follows)
OTHER: dict[str, tuple[Guard, ...]] = {
    "linked": (not_closed,),
    "recorded": (not_closed,),
    "kept": (entry_there,),
    "consent_given": (not_closed, consents_few, entry_there),
    "suspended": (not_closed, not_suspended, review_ahead, entry_there),
    "resumed": (not_closed, is_suspended),
    "closed": (not_closed, admissibility_open, refusal_has_reasons, into_fits, entry_there),
    "reopened": (is_closed, reopen_in_time, entry_there),
}
"""What is asked of the other steps. What is not here can always be done: above all taking a consent back, and letting
somebody go.
"""


def failures(guards: Iterable[Guard], at: Position, step: Step) -> tuple[Failure, ...]:
    """Everything that is missing."""
    return tuple(failure for guard in guards if (failure := guard(at, step)))


def before_stage(at: Position, step: Step) -> tuple[Failure, ...]:
    """What is missing before a stage can begin, apart from what the step itself names."""
    assert step.stage is not None
    standing = () if is_back(at.stage, step.stage) else STANDING[step.stage]
    return failures((*MOVING, *standing), at, step)


def of_step(at: Position, step: Step) -> tuple[Failure, ...]:
    """What is missing for a signed step."""
    assert step.event is not None
    if step.event.type != "stage" or step.stage is None:
        return failures(OTHER.get(step.event.type, ()), at, step)
    naming = (reason_given,) if is_back(at.stage, step.stage) else NAMING[step.stage]
    return (*before_stage(at, step), *failures((*naming, entry_there), at, step))
