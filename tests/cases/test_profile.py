"""The procedure is data, checked whole, and its words are there for every code it uses."""

import copy
import tomllib
from importlib.resources import files
from typing import Any

import pytest

from remedy_api.cases.labels import LISTS
from remedy_api.cases.procedure import NO_CLOCK, RIGHTS, SOURCES, STAGE_NAMES, STARTS
from remedy_api.cases.profile import PUBLISHED, BadProfile, profile, read_profile
from remedy_api.cases.states import CLOCK_OF, NEXT, ORDER, REASONS, ClockName, Reason, Stage, is_back

DATA: dict[str, Any] = tomllib.loads((files("remedy_api.cases") / "profiles" / "default.toml").read_text("utf-8"))


def test_the_days_of_the_default_procedure() -> None:
    rules = profile()
    assert {clock: rules.rule(clock).days for clock in ClockName} == {
        "acknowledgement": 7,
        "admissibility": 14,
        "fact_finding": 45,
        "finding": 90,
        "negotiation": 60,
        "verification": 30,
    }
    assert (rules.reopen, rules.review_within) == (90, 90)


def test_every_code_of_the_procedure_has_its_words() -> None:
    for rule in (stage for name in PUBLISHED for stage in profile(name).stages):
        assert rule.stage in STAGE_NAMES
        assert set(rule.rights) <= set(RIGHTS)
        assert set(rule.sources) <= set(SOURCES)
        assert rule.stage in NO_CLOCK if rule.clock is None else rule.clock.start in STARTS
    assert set(LISTS["stages"]) == set(Stage)


def test_no_stage_can_be_reached_but_through_those_before_it() -> None:
    assert NEXT[None] == {ORDER[0]}
    for before, after in NEXT.items():
        for stage in after:
            assert before is None or is_back(before, stage) or ORDER.index(stage) == ORDER.index(before) + 1
    assert all(stage in NEXT for stage in Stage)
    assert set(CLOCK_OF) <= set(Stage)


def test_every_reason_fits_some_step() -> None:
    assert {reason for fitting in REASONS.values() for reason in fitting} == set(Reason)


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("time_zone", "Asia/Nowhere"),
        ("time_zone", None),
        ("days", "some"),
        ("weekend", ["sonntag"]),
        ("holidays", ["2026-01-01"]),
        ("fast_track", "no"),
        ("fast_track", None),
        ("reopen", 0),
        ("reopen", "ninety"),
        ("review_within", 0),
        ("review_within", None),
        ("stages", []),
        ("stages", [DATA["stages"][0]]),
        ("stages", [*DATA["stages"], DATA["stages"][1]]),
        ("stages", DATA["stages"][::-1]),
        ("stages", [{**one, "clock": "admissibility"} if "clock" in one else one for one in DATA["stages"]]),
        ("stages", [{**one, "from": "yesterday"} for one in DATA["stages"]]),
        ("stages", [{**one, "who": ["strangers"]} for one in DATA["stages"]]),
    ],
)
def test_a_profile_that_does_not_say_what_it_must_is_refused(place: str, value: Any) -> None:
    changed = copy.deepcopy(DATA) | {place: value}
    with pytest.raises(BadProfile):
        read_profile(changed)
    with pytest.raises(BadProfile):
        read_profile({name: one for name, one in DATA.items() if name != place})


def test_a_profile_that_is_not_there() -> None:
    with pytest.raises(BadProfile):
        profile("elsewhere")
