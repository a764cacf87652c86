"""Whatever happens in a workers' room: exactly those entitled open each entry.

The model knows no keys. It knows who is in which organisation when, and which organisations read when.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from remedy_api.sealing.content import Text
from remedy_api.sealing.errors import Code, SealError
from remedy_api.sealing.keys import AccountKeys
from remedy_api.sealing.room import check_current, check_new_entry, verify_headers
from remedy_api.sealing.unseal import open_entry
from tests.fixtures.sealed_world import INSTANCE, Organisation, person
from tests.fixtures.workers_world import WorkersRoom

ORGANISATIONS, PEOPLE = 4, 3
Step = tuple[str, int, int]
STEP = st.tuples(
    st.sampled_from(["admit", "entrust", "revoke", "join", "leave", "write", "write"]),
    st.integers(0, ORGANISATIONS - 1),
    st.integers(0, PEOPLE - 1),
)


def steps(most: int) -> st.SearchStrategy[list[Step]]:
    """What happens, in order; most stories are long enough for something to come of it."""
    return st.lists(STEP, min_size=most // 2, max_size=most)


@dataclass
class Club:
    """An organisation as the model sees it: who is in it, and which entries each of its keys was there for."""

    organisation: Organisation
    manager: AccountKeys
    members: set[int] = field(default_factory=set)
    generation: int = 0
    last_of: dict[int, int] = field(default_factory=dict)
    there: dict[int, set[int]] = field(default_factory=lambda: {0: set()})

    def opens(self, one: int) -> set[int]:
        """What a person who is or was in it opens: all up to the last key she was given."""
        given = self.last_of.get(one, -1)
        return set().union(*(entries for key, entries in self.there.items() if key <= given))


class Story:
    """The room, the clubs, and what was written; each step that cannot be taken is left out."""

    def __init__(self) -> None:
        self.clubs = [self._club(at) for at in range(ORGANISATIONS)]
        self.readers, self.roles = [0], {0}
        founder = self.clubs[0]
        self.room = WorkersRoom.found(founder.organisation, founder.manager)
        self.history: list[tuple[str, int, int, int]] = []

    def _club(self, at: int) -> Club:
        manager = person(f"manager {at}")
        return Club(Organisation(f"Organisation {at}", manager), manager)

    def member(self, at: int, one: int) -> AccountKeys:
        return person(f"person {one} of {at}")

    def organisations(self, places: Iterable[int]) -> list[Organisation]:
        return [self.clubs[at].organisation for at in places]

    def representative(self, but: int = -1) -> AccountKeys | None:
        return next((self.clubs[at].manager for at in self.readers if at in self.roles and at != but), None)

    def settle(self) -> None:
        """Before anything is written: an epoch for whoever changed a key. A reader's manager may always sign it."""
        try:
            check_current(self.room.verified())
        except SealError as refusal:
            assert refusal.code == Code.STALE_ROSTER
            self.room.rekey(self.clubs[self.readers[-1]].manager, self.organisations(self.readers))
            check_current(self.room.verified())
        for at in self.readers:
            club = self.clubs[at]
            club.there[club.generation] |= set(range(len(self.room.entries)))

    def take(self, step: Step) -> None:
        getattr(self, step[0])(step[1], step[2])
        self.settle()

    def admit(self, at: int, one: int) -> None:
        actor = self.representative()
        if at not in self.readers and actor is not None:
            self.settle()
            self.room.admit(actor, self.clubs[at].organisation)
            self.readers.append(at)
            self.settle()
            club = self.clubs[at]
            # A newcomer reads the whole room.
            assert club.there[club.generation] == set(range(len(self.room.entries)))

    def entrust(self, at: int, one: int) -> None:
        actor = self.representative()
        if at in self.readers and actor is not None:
            name = {"fingerprint": self.clubs[at].organisation.fingerprint.hex()}
            self.room.say(actor, "entrusted", name | {"role": "representative"})
            self.roles.add(at)

    def revoke(self, at: int, one: int) -> None:
        actor = self.representative(but=at)
        if at in self.readers and actor is not None:
            self.settle()
            self.room.revoke(actor, self.clubs[at].organisation)
            self.readers.remove(at)
            self.roles.discard(at)

    def join(self, at: int, one: int) -> None:
        club = self.clubs[at]
        if one not in club.members:
            club.organisation.admit(self.member(at, one))
            club.members.add(one)
            club.last_of[one] = club.generation

    def leave(self, at: int, one: int) -> None:
        club = self.clubs[at]
        if one in club.members:
            club.organisation.remove(self.member(at, one))
            club.members.discard(one)
            club.generation += 1
            club.there[club.generation] = set()
            club.last_of |= dict.fromkeys(club.members, club.generation)

    def write(self, at: int, one: int) -> None:
        self.settle()
        club = self.clubs[at]
        author = self.member(at, one) if one in club.members else club.manager
        entry = self.room.write(author, Text("message", "en", f"entry {len(self.room.entries)}"))
        try:
            check_new_entry(self.room.verified(), entry.raw_header)
        except SealError as refusal:
            assert at not in self.readers
            assert refusal.code in (Code.FOREIGN_AUTHOR, Code.UNKNOWN_SIGNER)
            self.room.entries.pop()
        else:
            assert at in self.readers

    def check(self) -> None:
        """What each key really opens is what the model says, neither more nor less."""
        verified = self.room.verified()
        verify_headers(verified, [entry.raw_header for entry in self.room.entries])
        for at, club in enumerate(self.clubs):
            for one in range(PEOPLE):
                given = club.last_of.get(one, -1)
                epochs = self.room.opened_with(club.organisation.keys[: given + 1])
                opened = set()
                for number, entry in enumerate(self.room.entries):
                    ck = epochs.get(entry.header.epoch)
                    if ck is not None:
                        content = open_entry(ck, INSTANCE, "workers", entry.header, entry.body)
                        assert content == Text("message", "en", f"entry {number}")
                        opened.add(number)
                assert opened == club.opens(one), (at, one)


def tell(steps: list[Step]) -> None:
    story = Story()
    story.join(0, 0)
    story.settle()
    for step in steps:
        story.take(step)
    story.check()


@settings(max_examples=25, deadline=None)
@given(steps(14))
def test_exactly_the_entitled_open_each_entry(told: list[Step]) -> None:
    tell(told)


@pytest.mark.long
@settings(max_examples=400, deadline=None)
@given(steps(40))
def test_exactly_the_entitled_open_each_entry_in_long_stories(told: list[Step]) -> None:
    tell(told)


def test_the_model_sees_a_removed_member_and_a_newcomer() -> None:
    """The story the property is about, told once, so that it cannot pass by leaving every step out."""
    story = Story()
    for step in [("join", 0, 0), ("write", 0, 0), ("admit", 1, 0), ("join", 1, 1), ("write", 1, 1), ("leave", 0, 0)]:
        story.take(step)
    for step in [("write", 0, 1), ("entrust", 1, 0), ("revoke", 0, 0), ("write", 1, 1), ("join", 0, 2)]:
        story.take(step)
    assert len(story.room.entries) == 4
    assert story.clubs[0].opens(0) == {0, 1}
    assert story.clubs[1].opens(1) == {0, 1, 2, 3}
    # Whoever joins what once was a reader holds its keys of then; a server does not hand her the room.
    assert story.clubs[0].opens(2) == {0, 1, 2}
    story.check()
