"""No sum over fewer than five cases can be worked out of all that are told; and a weaker rule is caught by the same attack."""

from collections.abc import Mapping, Set
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remedy_api.reporting.suppression import FEW, tellable_sums
from tests.reporting.linear_attack import recovered


def cells(*sets: Set[int]) -> dict[bytes, frozenset[bytes]]:
    """Sums over sets of numbered cases."""
    return {bytes([number]): frozenset(bytes([case]) for case in one) for number, one in enumerate(sets)}


def told(*sets: Set[int]) -> list[int]:
    """Which of these sums are told."""
    return sorted(one[0] for one in tellable_sums(cells(*sets)))


@pytest.mark.parametrize(
    ("sets", "expected"),
    [
        ([set()], []),
        ([{*range(4)}], []),
        ([{*range(5)}], [0]),
        # What stands behind one and not behind the other would be too few.
        ([{*range(7)}, {*range(6)}], [0]),
        ([{*range(10)}, {*range(5)}], [0, 1]),
        ([{*range(10)}, {*range(10)}], [0, 1]),
        # A whole and its parts: the part that is kept back would be the rest.
        ([{*range(12)}, {*range(9)}, {9, 10, 11}], [0]),
        ([{*range(15)}, {*range(5)}, {*range(5, 10)}, {*range(10, 15)}], [0, 1, 2, 3]),
        # Three that meet in few.
        ([{*range(8)}, {*range(6, 14)}], [0]),
    ],
)
def test_which_sums_are_told(sets: list[set[int]], expected: list[int]) -> None:
    assert told(*sets) == expected


def families(random: Random) -> dict[bytes, frozenset[bytes]]:
    """Sums over sets that contain, cross and complete each other."""
    cases = range(random.choice([8, 20, 60]))
    sets = [set(random.sample(cases, random.randint(0, len(cases)))) for _ in range(random.randint(1, 8))]
    sets += [one | other for one in sets[:2] for other in sets[2:4]] + [one - sets[0] for one in sets[1:3]] + [set(cases)]
    return cells(*sets)


def small_only(sums: Mapping[bytes, Set[bytes]]) -> frozenset[bytes]:
    """The fault: what is large enough in itself is told, whatever can be made of it."""
    return frozenset(key for key, cell in sums.items() if len(cell) >= FEW)


def test_the_attack_recovers_nothing_of_five_hundred_families() -> None:
    random = Random(7)
    made = [families(random) for _ in range(500)]
    assert [found for one in made if (found := recovered(one, tellable_sums(one)))] == []
    # Not by telling nothing.
    assert sum(len(tellable_sums(one)) for one in made) > 500
    # The control: a rule that looks at each sum alone is broken hundreds of times, and so is one that keeps nothing back.
    assert sum(bool(recovered(one, small_only(one))) for one in made) > 200
    assert sum(bool(recovered(one, one)) for one in made) > 200


@given(st.lists(st.sets(st.integers(0, 40)), max_size=10))
def test_every_told_sum_is_made_of_whole_blocks(sets: list[set[int]]) -> None:
    sums = cells(*sets)
    chosen = tellable_sums(sums)
    assert recovered(sums, chosen) == []
    assert all(len(sums[one]) >= FEW for one in chosen)
