"""What a table says so far: its plans, the one in force, how far each of its steps has come, and what was shown there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from remedy_api.sealing.event import Event
from remedy_api.sealing.event_shapes import PlanStep

OPEN, SAID, VERIFIED, PARTLY, DISPUTED = "open", "said", "verified", "partly", "disputed"
"""The states of a step."""


@dataclass(frozen=True)
class InForceBy:
    """The event with which a plan came into force: its hash, its number and its day."""

    digest: bytes
    seq: int
    day: date


@dataclass(frozen=True)
class Plan:
    """One plan as it was proposed, by the hash of its event; who proposes accepts. Organisations are fingerprints.

    `in_force_by`: what brought it into force, also after another took its place; none for one that never came so far.
    """

    digest: bytes
    organisation: bytes
    event: Event
    accepted: frozenset[bytes]
    refused: frozenset[bytes] = frozenset()
    in_force_by: InForceBy | None = None

    @property
    def steps(self) -> dict[str, PlanStep]:
        """What is to be done, by the id of the step."""
        return {str(step["step"]): step for step in self.event.steps()}

    @property
    def owners(self) -> frozenset[bytes]:
        """The organisations that are to do something."""
        return frozenset(bytes.fromhex(str(step["owner"])) for step in self.event.steps())


@dataclass(frozen=True)
class StepState:
    """How far a step has come. Two voices that never touch each other's word: `said` is the hash of the owner's last
    `said_done`, `verified` that of the representatives' last `verified`, `disputed` or `step_reopened`.
    """

    state: str = OPEN
    said: bytes | None = None
    verified: bytes | None = None


@dataclass
class TableWalk:
    """What a table says so far; `VerifiedRoom` describes the members. `companies`: who ever had the role of one that has to
    answer, or of a buyer. `shown`: what was disclosed to whom under which consent: entry, commitment, consent, fingerprint.
    """

    plans: list[Plan] = field(default_factory=list)
    in_force: Plan | None = None
    steps: dict[str, StepState] = field(default_factory=dict)
    received: set[bytes] = field(default_factory=set)
    disclosures: list[tuple[Event, bytes]] = field(default_factory=list)
    companies: set[bytes] = field(default_factory=set)
    shown: set[tuple[bytes, bytes, bytes, bytes]] = field(default_factory=set)

    def copy(self) -> TableWalk:
        """The same, changed alone."""
        return replace(
            self,
            plans=list(self.plans),
            steps=dict(self.steps),
            received=set(self.received),
            disclosures=list(self.disclosures),
            companies=set(self.companies),
            shown=set(self.shown),
        )

    def keeps_verified(self, steps: Mapping[str, PlanStep]) -> bool:
        """Whether these steps have every verified one in the very same bytes. A payload has one form, so equal members are
        equal bytes.
        """
        agreed = self.in_force.steps if self.in_force else {}
        return all(steps.get(name) == agreed[name] for name, step in self.steps.items() if step.state == VERIFIED)

    def settle(self, roles: Mapping[bytes, str], reading: set[bytes], by: InForceBy) -> None:
        """Let the latest plan be in force once its proposer, a representative and every owner that still reads accepted it;
        `by` is the event after which this is looked at.
        """
        latest = self.plans[-1] if self.plans else None
        if latest is None or latest is self.in_force:
            return
        represented = any(roles.get(organisation) == "representative" for organisation in latest.accepted)
        # What was verified while the plan lay open stays as it was agreed; nobody's acceptance takes it away.
        if not represented or not latest.owners & reading <= latest.accepted or not self.keeps_verified(latest.steps):
            return
        agreed = self.in_force.steps if self.in_force else {}
        self.steps = {name: self._carried(name, step, agreed) for name, step in latest.steps.items()}
        self.in_force = self.plans[-1] = replace(latest, in_force_by=by)

    def _carried(self, name: str, step: PlanStep, agreed: Mapping[str, PlanStep]) -> StepState:
        return self.steps[name] if agreed.get(name) == step else StepState()

    def answered(self, plan: Plan) -> None:
        """The latest plan with somebody's answer in it; in force it is the same plan."""
        if self.in_force is self.plans[-1]:
            self.in_force = plan
        self.plans[-1] = plan
