"""What could come next in a case, and what is still missing for it, in the reader's language."""

from datetime import date

from remedy_api.cases.guards import Step, before_stage, failures, finding_settled, not_closed, reopen_in_time
from remedy_api.cases.position import Position
from remedy_api.cases.schemas import FailureView, NextStep
from remedy_api.cases.states import NEXT, ORDER, Role, Stage, is_back
from remedy_api.kit.errors import Failure
from remedy_api.kit.i18n import render

_WANTS: dict[Stage, list[str]] = {Stage.SAFETY: ["reasons"], Stage.FACT_FINDING: ["notice"]}


def next_steps(at: Position, role: Role, *, today: date, reopen: int) -> list[NextStep]:
    """The steps that an organisation in that role could take, the way forward first."""
    if role in (Role.READER, Role.MONITOR):
        return []
    step = Step(today, reopen)
    represents = role == Role.REPRESENTATIVE
    if at.closed_on is not None:
        return [_next("reopen", failures((reopen_in_time,), at, step), ["reason"])] if represents else []
    found = [_next("resume", (), [])] if at.suspended else []
    for stage in sorted(NEXT[at.stage], key=ORDER.index, reverse=True):
        wants = ["reason"] if is_back(at.stage, stage) else _wants(at, step, stage)
        found.append(_next(stage, before_stage(at, Step(today, reopen, stage=stage)), wants))
    return [*found, *([_next("close", failures((not_closed,), at, step), [])] if represents else [])]


def _wants(at: Position, step: Step, stage: Stage) -> list[str]:
    # Who goes on without a finding says so in the step.
    if stage == Stage.NEGOTIATION and finding_settled(at, step):
        return ["reason"]
    return _WANTS.get(stage, [])


def _next(step: str, missing: tuple[Failure, ...], wants: list[str]) -> NextStep:
    told = [FailureView(code=one.code, message=render(one.message)) for one in missing]
    return NextStep(step=step, ready=not missing, failures=told, wants=wants)
