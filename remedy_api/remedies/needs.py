"""What a table needs now from an organisation; pure, and the same in lists and at the table itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from remedy_api.deadlines.clocks import overdue
from remedy_api.remedies.states import UNFINISHED, StepState, TableRole


class Need(StrEnum):
    """What is asked of whoever reads it."""

    CONFIRM_RECEIPT = "confirm_receipt"
    PROPOSE_PLAN = "propose_plan"
    ANSWER_PLAN = "answer_plan"
    DO_STEP = "do_step"
    VERIFY_STEP = "verify_step"


@dataclass(frozen=True, slots=True)
class StepStanding:
    """A step of the plan in force. `verify_by`: the last day to verify what its owner said, None while there is nothing to."""

    owner: bytes
    due_on: date
    state: StepState
    verify_by: date | None

    def is_overdue(self, today: date) -> bool:
        """Whether its owner has missed the day."""
        return self.state in UNFINISHED and overdue(self.due_on, today)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a table stands: how many `plans` there were, since when one is in force and all `steps` of that one. The latest
    plan: `proposed_on` None while there is none, `holds` once it is in force, `owners` of its steps, `answered` by these
    organisations, `refused` by at least one.
    """

    opened_on: date
    plans: int = 0
    in_force_on: date | None = None
    proposed_on: date | None = None
    holds: bool = False
    owners: frozenset[bytes] = frozenset()
    answered: frozenset[bytes] = frozenset()
    refused: bool = False
    steps: tuple[StepStanding, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What is needed, and by when."""

    need: Need
    on: date


def role_now(role: TableRole, *, represents: bool) -> TableRole:
    """What an organisation does at a table now: who was entrusted with representing the workers there, and does not represent
    them in the case any more, reads along.
    """
    return role if role != TableRole.REPRESENTATIVE or represents else TableRole.READER


def asked(at: Standing, organisation: bytes, role: TableRole, received: bool) -> Asked | None:
    """What an organisation in that role has to do next, the earliest first; None when it is not its turn."""
    return min(_all(at, organisation, role, received), key=lambda one: one.on, default=None)


def _all(at: Standing, organisation: bytes, role: TableRole, received: bool) -> Iterable[Asked]:
    if role in (TableRole.DUTY_BEARER, TableRole.BUYER) and not received:
        yield Asked(Need.CONFIRM_RECEIPT, at.opened_on)
    represents = role == TableRole.REPRESENTATIVE
    if represents and at.proposed_on is None:
        # The rights holders' proposal comes first.
        yield Asked(Need.PROPOSE_PLAN, at.opened_on)
    elif at.proposed_on is not None and not at.holds:
        answers = represents or (role == TableRole.DUTY_BEARER and organisation in at.owners)
        if answers and organisation not in at.answered:
            yield Asked(Need.ANSWER_PLAN, at.proposed_on)
        elif represents and at.refused:
            yield Asked(Need.PROPOSE_PLAN, at.proposed_on)
    for step in at.steps:
        if step.state in UNFINISHED and step.owner == organisation and role == TableRole.DUTY_BEARER:
            yield Asked(Need.DO_STEP, step.due_on)
        if step.state == StepState.SAID and represents and step.verify_by is not None:
            yield Asked(Need.VERIFY_STEP, step.verify_by)
