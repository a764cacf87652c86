"""Both sides have made their vectors, and Python's are what Python makes today."""

from __future__ import annotations

import json

import pytest

from tests.sealing.vector_files import FOLDER, SIDES, vectors
from tests.vectors.make import DETERMINISTIC, SEALED, rendered

FILES = sorted([*DETERMINISTIC, *SEALED])


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("side", SIDES)
def test_both_sides_made_every_file(side: str, file: str) -> None:
    made = vectors(side, file)
    assert made["protocol"] == 1
    assert made["made_by"] == side
    lists = [value for value in made.values() if isinstance(value, list)]
    assert lists, file
    assert all(cases for cases in lists), "an empty list proves nothing"


@pytest.mark.parametrize("file", sorted(DETERMINISTIC))
def test_what_is_not_random_is_made_the_same_again(file: str) -> None:
    # Whoever changes a byte of the protocol changes a committed file, and sees it in the review.
    assert (FOLDER / "python" / f"{file}.json").read_text("utf-8") == rendered(DETERMINISTIC[file])


@pytest.mark.parametrize("file", sorted(SEALED))
def test_sealed_vectors_keep_their_cases(file: str) -> None:
    made, committed = json.loads(rendered(SEALED[file])), vectors("python", file)
    for name, cases in made.items():
        if isinstance(cases, list):
            assert [case["name"] for case in cases] == [case["name"] for case in committed[name]]
