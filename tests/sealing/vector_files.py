"""Reading the vectors of both sides."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from remedy_api.sealing.errors import SealError

FOLDER = Path(__file__).parent.parent / "vectors"
SIDES = ("python", "typescript")
Case = dict[str, Any]


@cache
def vectors(side: str, file: str) -> dict[str, Any]:
    """One file of one side."""
    read: dict[str, Any] = json.loads((FOLDER / side / f"{file}.json").read_text("utf-8"))
    return read


def cases(file: str, name: str) -> list[Any]:
    """The cases of one list, of both sides, as parameters. A file that is missing fails in test_vectors_made.py."""
    found: list[Any] = []
    for side in SIDES:
        if (FOLDER / side / f"{file}.json").exists():
            for case in vectors(side, file)[name]:
                found.append(pytest.param(case, id=f"{side}: {case['name']}"))
    return found


def raw(case: Case, *names: str) -> tuple[bytes, ...]:
    """Some members as bytes."""
    return tuple(bytes.fromhex(case[name]) for name in names)


@contextmanager
def judged(case: Case) -> Iterator[None]:
    """What is done inside must be refused with the code the case names, or must go well if it names none."""
    if "refused" not in case:
        yield
        return
    with pytest.raises(SealError) as refusal:
        yield
    assert refusal.value.code == case["refused"], refusal.value
