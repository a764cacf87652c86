"""Who leaves with a member, as the command line sees it: the same list as in tests/sealing_ts/leaving-with.test.ts."""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from remedy_api.cli.client.organisations import leaving_with

CASES = json.loads(Path(__file__).with_name("leaving.json").read_text())


@pytest.mark.parametrize("case", CASES, ids=lambda each: str(each["says"]))
def test_programs_leave_with_whoever_answers_for_them(case: dict[str, Any]) -> None:
    """And nobody else, whatever the server says."""
    named = {name: frozenset(map(bytes.fromhex, case[name])) for name in ("members", "managers")}
    # Only the two sets of a roster are looked at.
    roster: Any = SimpleNamespace(**named)
    found = leaving_with(case["listed"], roster, bytes.fromhex(case["leaves"]))
    assert [item["kid"] for item in found] == case["with"]
