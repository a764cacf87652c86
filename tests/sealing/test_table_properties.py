"""Whatever is said at a table and by whom: plans and steps are as a small model says, which knows no keys and no bytes.

The model is written from PROTOCOL.md, not from the code: it keeps the whole story and asks it anew each time.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from remedy_api.sealing.errors import Code, SealError
from remedy_api.sealing.event_shapes import Value
from remedy_api.sealing.room import VerifiedRoom, verify_further
from remedy_api.sealing.table import InForceBy
from tests.fixtures.table_world import ANA, BEA, DEE, FAY, NEL, TEXT, TableWorld, step

ACTORS = {"ana": ANA, "nel": NEL, "fay": FAY, "dee": DEE, "bea": BEA}
ROLES = {"ana": "representative", "nel": "representative", "fay": "duty_bearer", "dee": "duty_bearer", "bea": "buyer"}
STEPS = ("a", "b")
Terms = dict[str, tuple[str, str]]
"""A plan in the model: by step its owner and what was agreed of it."""
Move = tuple[str, str, str, Terms]
TERMS = st.dictionaries(
    st.sampled_from(STEPS), st.tuples(st.sampled_from(["fay", "fay", "dee", "bea"]), st.sampled_from(["1", "2"])), min_size=1
)
KINDS = ("plan", "accepted", "accepted", "refused", "said_done", "said_done", "verified", "partly", "disputed", "step_reopened")
MOVE = st.tuples(st.sampled_from(KINDS), st.sampled_from(sorted(ACTORS)), st.sampled_from(STEPS), TERMS)


def moves(most: int) -> st.SearchStrategy[list[Move]]:
    """What is said, in order, beginning with a plan that somebody may accept."""
    first = st.tuples(st.just("plan"), st.just("ana"), st.just("a"), st.just({"a": ("fay", "1"), "b": ("fay", "1")}))
    agreed = st.tuples(st.just("accepted"), st.just("fay"), st.just("a"), st.just({}))
    return st.tuples(first, agreed, st.lists(MOVE, min_size=most // 2, max_size=most)).map(lambda it: [it[0], it[1], *it[2]])


@dataclass
class Offer:
    """A plan of the model."""

    terms: Terms
    yes: set[str]
    no: set[str] = field(default_factory=set)


@dataclass
class Model:
    """What was said at the table, as PROTOCOL.md tells it."""

    offers: list[Offer] = field(default_factory=list)
    force: int = -1
    state: dict[str, str] = field(default_factory=dict)

    def verified_kept(self, terms: Terms) -> bool:
        now = self.offers[self.force].terms if self.force >= 0 else {}
        return all(terms.get(name) == now[name] for name, state in self.state.items() if state == "verified")

    def allowed(self, kind: str, actor: str, name: str, terms: Terms) -> Code | None:
        """None, or why not."""
        role, last = ROLES[actor], self.offers[-1] if self.offers else None
        workers = role == "representative"
        if kind == "plan":
            if role == "buyer":
                return Code.NOT_ENTITLED
            good = (last or workers) and all(ROLES[owner] == "duty_bearer" for owner, _ in terms.values())
            return None if good and self.verified_kept(terms) else Code.WRONG_EVENT
        if kind in ("accepted", "refused"):
            if role == "buyer":
                return Code.NOT_ENTITLED
            if last is None:
                return Code.WRONG_EVENT
            if not workers and actor not in {owner for owner, _ in last.terms.values()}:
                return Code.NOT_ENTITLED
            if actor in last.yes | last.no:
                return Code.WRONG_EVENT
            good = self.verified_kept(last.terms) if kind == "accepted" else self.force != len(self.offers) - 1
            return None if good else Code.WRONG_EVENT
        if kind == "said_done":
            if name not in self.state:
                return Code.WRONG_EVENT
            if self.offers[self.force].terms[name][0] != actor:
                return Code.NOT_ENTITLED
            return None if self.state[name] in ("open", "partly", "disputed") else Code.WRONG_EVENT
        if not workers:
            return Code.NOT_ENTITLED
        at = {
            "verified": ("said", "partly", "disputed"),
            "partly": ("said", "partly", "disputed"),
            "disputed": ("said",),
            "step_reopened": ("verified", "partly"),
        }[kind]
        return None if self.state.get(name) in at else Code.WRONG_EVENT

    def take(self, kind: str, actor: str, name: str, terms: Terms) -> None:
        """It was said."""
        if kind == "plan":
            self.offers.append(Offer(terms, {actor}))
        elif kind == "accepted":
            self.offers[-1].yes.add(actor)
        elif kind == "refused":
            self.offers[-1].no.add(actor)
        else:
            self.state[name] = {"said_done": "said", "step_reopened": "open"}.get(kind, kind)
        self.settle()

    def settle(self) -> None:
        last = len(self.offers) - 1
        if last < 0 or last == self.force:
            return
        offer = self.offers[last]
        owners = {owner for owner, _ in offer.terms.values()}
        if offer.yes & {"ana", "nel"} and owners <= offer.yes and self.verified_kept(offer.terms):
            old = self.offers[self.force].terms if self.force >= 0 else {}
            self.state = {
                name: self.state[name] if old.get(name) == agreed else "open" for name, agreed in sorted(offer.terms.items())
            }
            self.force = last


class Story:
    """The table and the model, told the same."""

    def __init__(self) -> None:
        self.world, self.model = TableWorld(), Model()
        self.owners = {"fay": self.world.maker, "dee": self.world.dyer, "bea": self.world.buyer}
        self.room = self.world.room.verified()

    def data(self, kind: str, name: str, terms: Terms) -> tuple[str, dict[str, Value]]:
        latest = self.room.plans[-1].digest.hex() if self.room.plans else TEXT
        if kind == "plan":
            steps = [step(one, self.owners[owner], amount=amount) for one, (owner, amount) in terms.items()]
            against = self.room.plans[-1].digest.hex() if self.room.plans else ""
            return kind, {"against": against, "entry": TEXT, "warned": "", "steps": tuple(steps)}
        if kind in ("verified", "partly"):
            return "verified", {"step": name, "result": kind, "asked": "all", "confirmed": "all", "entry": ""}
        return kind, {
            "accepted": {"plan": latest},
            "refused": {"plan": latest, "entry": TEXT},
            "said_done": {"step": name, "entry": TEXT},
            "disputed": {"step": name, "entry": TEXT},
            "step_reopened": {"step": name, "reason": "new-facts", "entry": ""},
        }[kind]

    def tell(self, move: Move) -> bool:
        """One more thing said; whether it could be."""
        kind, actor, name, terms = move
        type_, data = self.data(kind, name, terms)
        signed = self.world.room.say(ACTORS[actor], type_, data)
        expected = self.model.allowed(kind, actor, name, terms)
        try:
            after = self.further()
        except SealError as refusal:
            assert refusal.code == expected, (move, refusal)
            self.world.room.events.pop()
            return False
        assert expected is None, move
        self.model.take(kind, actor, name, terms)
        self.compare(actor, kind, name, after, signed.digest)
        self.room = after
        return True

    def further(self) -> VerifiedRoom:
        room = self.world.room
        after = verify_further(
            self.room,
            statements=[epoch.signed for epoch in room.epochs],
            events=room.events[len(self.room.events) :],
            authors=(),
            chains=list(self.room.chains.values()),
        )
        assert after is not None
        return after

    def compare(self, actor: str, kind: str, name: str, after: VerifiedRoom, digest: bytes) -> None:
        assert {one: found.state for one, found in after.steps.items()} == self.model.state
        at = next((number for number, plan in enumerate(after.plans) if plan.digest == after.in_force), -1)
        assert at == self.model.force
        before, company = self.room, ROLES[actor] != "representative"
        if after.in_force != before.in_force:
            # In force by the acceptance of all that must have given it, and of nobody less.
            plan = after.plans[-1]
            assert plan.digest == after.in_force
            assert plan.accepted >= plan.owners
            assert any(after.roles[one] == "representative" for one in plan.accepted)
            at_once = InForceBy(digest, after.events[-1].seq, after.events[-1].day)
            assert [plan.in_force_by for plan in after.plans[:-1]] == [plan.in_force_by for plan in before.plans][:at]
            assert plan.in_force_by == at_once
        else:
            known = len(before.plans)
            assert [plan.in_force_by for plan in after.plans[:known]] == [plan.in_force_by for plan in before.plans]
            assert not any(plan.in_force_by for plan in after.plans[known:])
        old, new = ({plan.digest: plan.steps for plan in room.plans}.get(room.in_force, {}) for room in (before, after))
        for one, found in before.steps.items():
            if found.state == "verified" and not (kind == "step_reopened" and one == name):
                # Nothing but a representative who says so ends it, whatever plan comes.
                assert after.steps[one] == found
                assert new[one] == old[one]
            elif one in after.steps and new[one] == old[one]:
                if company:
                    assert after.steps[one].verified == found.verified
                else:
                    assert after.steps[one].said == found.said
        if kind == "said_done":
            assert after.steps[name].said == digest
        elif kind in ("verified", "partly", "disputed", "step_reopened") and after.in_force == before.in_force:
            assert after.steps[name].verified == digest


def tell(told: list[Move]) -> Story:
    story = Story()
    for move in told:
        story.tell(move)
    # Walked at once from the first event it is the same.
    assert story.world.room.verified() == story.room
    return story


@settings(max_examples=40, deadline=None)
@given(moves(24))
def test_plans_and_steps_are_as_the_model_says(told: list[Move]) -> None:
    tell(told)


@pytest.mark.long
@settings(max_examples=300, deadline=None)
@given(moves(60))
def test_plans_and_steps_are_as_the_model_says_in_long_stories(told: list[Move]) -> None:
    tell(told)


def test_the_model_sees_what_the_property_is_about() -> None:
    """Told once, so that the property cannot pass by leaving every move out."""
    story = Story()
    both: Terms = {"a": ("fay", "1"), "b": ("fay", "1")}
    could = [
        story.tell(move)
        for move in (
            ("plan", "ana", "a", both),
            ("accepted", "fay", "a", {}),
            ("said_done", "fay", "a", {}),
            ("plan", "fay", "a", {"a": ("fay", "2"), "b": ("fay", "2")}),
            ("verified", "nel", "a", {}),
            # What was verified meanwhile is not accepted away.
            ("accepted", "ana", "a", {}),
            ("plan", "fay", "a", {"b": ("fay", "2")}),
            ("plan", "fay", "a", {"a": ("fay", "1"), "b": ("dee", "2")}),
            ("accepted", "dee", "a", {}),
            ("accepted", "ana", "a", {}),
            ("step_reopened", "ana", "a", {}),
        )
    ]
    assert could == [True, True, True, True, True, False, False, True, True, True, True]
    assert story.model.force == 2
    assert story.model.state == {"a": "open", "b": "open"}
