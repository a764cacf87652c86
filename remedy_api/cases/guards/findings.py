"""What findings, tables and the stages from the finding on ask for."""

from remedy_api.cases.guards.step import Step
from remedy_api.cases.position import Position
from remedy_api.cases.states import Reason, Stage, is_from
from remedy_api.consent.states import COMPANIES, Content
from remedy_api.kit.errors import Failure
from remedy_api.kit.i18n import _N

MOST_FINDINGS = 8
MOST_COMMENTS = 64
MOST_TABLES = 8
"""What a case has at most of each, so that whoever reads it can read it all. What was replaced does not count."""


def facts_asked(at: Position, step: Step) -> Failure | None:
    """Nobody finds anything before the companies were asked."""
    if is_from(at.stage, Stage.FACT_FINDING):
        return None
    return Failure("finding-too-early", _N("A finding is made once the fact-finding has begun."))


def findings_few(at: Position, step: Step) -> Failure | None:
    """Who reads the findings of a case must be able to read them all."""
    if step.said("replaces") or len(at.findings) < MOST_FINDINGS:
        return None
    return Failure("findings-full", _N("There are too many findings. Replace one of them instead."))


def comments_few(at: Position, step: Step) -> Failure | None:
    """The same of what is said to them."""
    if sum(one.comments for one in at.findings) < MOST_COMMENTS:
        return None
    return Failure("comments-full", _N("There are too many comments on the findings of this case."))


def evidence_there(at: Position, step: Step) -> Failure | None:
    """What a finding rests on are entries of the room."""
    if set(step.names("evidence")) <= step.entries:
        return None
    return Failure("evidence-missing", _N("Some evidence that this finding names has not arrived. Send it again first."))


def finding_made(at: Position, step: Step) -> Failure | None:
    """Somebody who may has said what was found; a draft is enough to talk about."""
    if any(one.concludes for one in at.findings):
        return None
    return Failure("finding-missing", _N("There is no finding yet. The monitor makes one first."))


def finding_settled(at: Position, step: Step) -> Failure | None:
    """What was found is established, or the step says that nobody needs it."""
    if any(one.concludes and one.established for one in at.findings) or step.said("reason") == Reason.NO_FINDING_NEEDED:
        return None
    return Failure("finding-not-established", _N("No finding is established yet. Wait for it, or say why none is needed."))


def companies_called(at: Position, step: Step) -> Failure | None:
    """There may be a table once the companies were told, and not before."""
    if is_from(at.stage, Stage.NOTIFICATION):
        return None
    return Failure("table-too-early", _N("A table can be opened once the companies are notified."))


def invitation_allowed(at: Position, step: Step) -> Failure | None:
    """The workers allowed that some company is invited to talk."""
    invited = (one for one in at.consents if one.audience in COMPANIES and one.content == Content.TABLE)
    if any(one.is_live(step.today) for one in invited):
        return None
    return Failure("table-consent-missing", _N("The workers have not agreed that a company is invited to talk. Ask them first."))


def tables_few(at: Position, step: Step) -> Failure | None:
    """Who reads a case must be able to follow all of its tables."""
    return None if at.tables < MOST_TABLES else Failure("tables-full", _N("There are too many tables in this case."))


def table_opened(at: Position, step: Step) -> Failure | None:
    """There is a place to talk."""
    return None if at.tables else Failure("table-missing", _N("Open a table first, and invite who has to answer."))


def plan_agreed(at: Position, step: Step) -> Failure | None:
    """There is something to carry out."""
    return None if at.plans.in_force_on else Failure("plan-missing", _N("No plan is in force. It must be accepted first."))
