"""What the stages up to fact-finding ask for, and what is asked of every step."""

from datetime import timedelta

from remedy_api.cases.guards.step import Step
from remedy_api.cases.history import day_or_none
from remedy_api.cases.position import Position
from remedy_api.cases.states import NEXT, Kept
from remedy_api.consent.states import COMPANIES, Content
from remedy_api.kit.errors import Failure
from remedy_api.kit.i18n import _N

MOST_CONSENTS = 32
"""Consents of a case that were not taken back; those that have run out are among them."""


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
