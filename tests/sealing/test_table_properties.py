"""Whatever is said at a table and by whom: plans and steps are as a small model says, which knows no keys and no bytes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from remedy_api.sealing.errors import SealError
from remedy_api.sealing.event_shapes import Value
from remedy_api.sealing.room import VerifiedRoom, verify_further
from remedy_api.sealing.table import InForceBy
from tests.fixtures.table_world import ANA, BEA, DEE, FAY, NEL, TEXT, TableWorld, step
from tests.sealing.table_model import COMPANIES, ROLES, Model, Terms

ACTORS = {"ana": ANA, "nel": NEL, "fay": FAY, "dee": DEE, "bea": BEA}
STEPS = ("a", "b")
Move = tuple[str, str, str, Terms]
TERMS = st.dictionaries(
    st.sampled_from(STEPS), st.tuples(st.sampled_from(["fay", "fay", "dee", "bea"]), st.sampled_from(["1", "2"])), min_size=1
)
WORDS = ("said_done", "said_done", "verified", "verified", "partly", "disputed", "step_reopened")
KINDS = ("plan", "plan", "accepted", "accepted", "accepted", "refused", *WORDS, "revoked", "admitted", "entrusted")
MOVE = st.tuples(st.sampled_from(KINDS), st.sampled_from(sorted(ACTORS)), st.sampled_from(STEPS), TERMS)


def moves(most: int) -> st.SearchStrategy[list[Move]]:
    """What is said, in order, beginning with a plan that somebody may accept."""
    first = st.tuples(st.just("plan"), st.just("ana"), st.just("a"), st.just({"a": ("fay", "1"), "b": ("fay", "1")}))
    agreed = st.tuples(st.just("accepted"), st.just("fay"), st.just("a"), st.just({}))
    return st.tuples(first, agreed, st.lists(MOVE, min_size=most // 2, max_size=most)).map(lambda it: [it[0], it[1], *it[2]])


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
        company = self.owners[COMPANIES[name]].fingerprint.hex()
        return kind, {
            "revoked": {"reader": company},
            "admitted": {"fingerprint": company},
            "entrusted": {"fingerprint": company, "role": "duty_bearer"},
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
            assert plan.accepted >= plan.owners - {self.owners[one].fingerprint for one in self.model.gone}
            # Of those who accepted it somebody may have left since.
            assert any(after.roles.get(one) == "representative" for one in plan.accepted)
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
    new: Terms = {"a": ("fay", "1"), "b": ("dee", "1")}
    could = [
        story.tell(move)
        for move in (
            ("said_done", "fay", "a", {}),
            ("verified", "ana", "a", {}),
            ("revoked", "nel", "a", {}),
            # Its verified step stays, but nothing else of it.
            ("plan", "dee", "a", {"a": ("fay", "1"), "b": ("fay", "1")}),
            ("plan", "dee", "a", new),
            ("entrusted", "ana", "a", {}),
            ("accepted", "ana", "a", {}),
            ("admitted", "ana", "a", {}),
            # Back without its role it has nothing to answer for yet.
            ("plan", "ana", "a", new),
            ("entrusted", "ana", "a", {}),
            ("plan", "ana", "a", new),
            ("accepted", "dee", "a", {}),
            ("accepted", "fay", "a", {}),
            ("step_reopened", "ana", "a", {}),
            ("revoked", "ana", "a", {}),
            ("plan", "ana", "a", new),
        )
    ]
    assert could == [True, True, True, False, True, False, True, True, False, True, True, True, True, True, True, False]
    assert story.model.force == 4
    assert story.model.state == {"a": "open", "b": "open"}
