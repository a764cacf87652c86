"""Which guards are asked of which step: the procedure as tables."""

from collections.abc import Iterable

from remedy_api.cases.guards.ending import (
    admissibility_open,
    fact_in_time,
    into_fits,
    is_closed,
    override_has_reasons,
    refusal_has_reasons,
    remedy_tried,
    reopen_in_time,
    steps_verified,
)
from remedy_api.cases.guards.findings import (
    comments_few,
    companies_called,
    evidence_there,
    facts_asked,
    finding_made,
    finding_settled,
    findings_few,
    invitation_allowed,
    plan_agreed,
    table_opened,
    tables_few,
)
from remedy_api.cases.guards.stages import (
    consent_fits,
    consent_live,
    consents_few,
    duty_bearer_recorded,
    entry_there,
    follows,
    is_suspended,
    issues_recorded,
    mandate_kept,
    not_closed,
    not_suspended,
    notice_named,
    reason_given,
    reasons_named,
    review_ahead,
    risk_kept,
    safe_contact_kept,
)
from remedy_api.cases.guards.step import Guard, Step
from remedy_api.cases.position import Position
from remedy_api.cases.states import Stage, is_back
from remedy_api.kit.errors import Failure

STANDING: dict[Stage, tuple[Guard, ...]] = {
    Stage.ADMISSIBILITY: (),
    Stage.SAFETY: (mandate_kept, issues_recorded),
    Stage.NOTIFICATION: (risk_kept, safe_contact_kept, consent_live),
    Stage.FACT_FINDING: (duty_bearer_recorded, consent_fits),
    Stage.FINDING: (finding_made,),
    Stage.NEGOTIATION: (table_opened,),
    Stage.IMPLEMENTATION: (plan_agreed,),
    Stage.VERIFICATION: (plan_agreed,),
}
"""What must be there before a stage can begin."""
NAMING: dict[Stage, tuple[Guard, ...]] = {
    Stage.ADMISSIBILITY: (),
    Stage.SAFETY: (reasons_named,),
    Stage.NOTIFICATION: (),
    Stage.FACT_FINDING: (notice_named,),
    Stage.FINDING: (),
    Stage.NEGOTIATION: (finding_settled,),
    Stage.IMPLEMENTATION: (),
    Stage.VERIFICATION: (),
}
"""What the step into a stage has to name."""
MOVING: tuple[Guard, ...] = (not_closed, not_suspended, follows)
OTHER: dict[str, tuple[Guard, ...]] = {
    "linked": (not_closed,),
    "recorded": (fact_in_time,),
    "kept": (entry_there,),
    "consent_given": (not_closed, consents_few, entry_there),
    "suspended": (not_closed, not_suspended, review_ahead, entry_there),
    "resumed": (not_closed, is_suspended),
    "closed": (
        not_closed,
        admissibility_open,
        refusal_has_reasons,
        remedy_tried,
        steps_verified,
        override_has_reasons,
        into_fits,
        entry_there,
    ),
    "reopened": (is_closed, reopen_in_time, entry_there),
    "declared": (not_closed, entry_there),
    "finding": (not_closed, facts_asked, findings_few, entry_there, evidence_there),
    "commented": (not_closed, comments_few, entry_there),
    "established": (not_closed,),
    "contested": (not_closed, entry_there),
    "table_opened": (not_closed, companies_called, invitation_allowed, tables_few),
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
