"""Every event of a case, every fact and every code has its words on the command line, too."""

from types import SimpleNamespace
from typing import Any

import pytest

from remedy_api.cases.codes import codes
from remedy_api.cases.labels import LISTS
from remedy_api.cases.states import Fact, Kept
from remedy_api.cli.show_case import LIST_OF, NAMES, WHAT, Labels, history, show_standing
from remedy_api.sealing.event_data import EVENTS_OF
from tests.factories.findings import finding

BRAND = bytes(32)


def words() -> Labels:
    """The labels as the server sends them."""
    return Labels(codes().model_dump())


def told(kind: str, **data: Any) -> str:
    """One event of a history, in words."""
    event = SimpleNamespace(day=SimpleNamespace(isoformat=lambda: "2026-03-01"), type=kind, data=data)
    event.digests = lambda member: tuple(bytes.fromhex(one) for one in data[member])
    event.texts = lambda member: tuple(data[member])
    opened: Any = SimpleNamespace(room=SimpleNamespace(events=[event]), names={BRAND: "Hartmann"})
    (line,) = history(opened, words())
    return line


def test_every_event_and_every_fact_has_words() -> None:
    assert set(WHAT) == {"founded"} | EVENTS_OF["workers"]
    assert set(NAMES) == {*Fact, *Kept}
    assert set(LIST_OF.values()) <= set(LISTS)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (told("finding", **finding("ab" * 32, conclusion="partly", grade="weak")[1]), "It happened in part, Little evidence"),
        (told("consent_given", audience="suppliers", content="plan", way="oral", organisations=("00" * 32,)), "Hartmann"),
        (told("consent_given", audience="public", content="facts", way="oral", organisations=()), "Spoken, before a witness"),
        (told("recorded", fact="satisfaction", values=("little",)), "How satisfied the workers are, A little satisfied"),
        (told("recorded", fact="follow_up", values=("3-months",)), "When somebody looks again, After 3 months"),
        (told("closed", outcome="remedied", reason="override"), "Remedied, The case ends although steps are open"),
        (told("table_opened", table="ab" * 16), "A table with those who have to answer was opened"),
    ],
)
def test_an_event_is_told_with_what_it_says(line: str, said: str) -> None:
    assert said in line, line


def test_what_was_found_and_how_it_ended_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    found = {"name": "Labour Watch", "state": "established", "conclusion": "not", "grade": "moderate"}
    shown = dict.fromkeys(("suspended", "site", "workers"), None) | {
        "stage": "verification",
        "stage_since": "2026-03-01",
        "outcome": "remedied",
        "overridden": True,
        "satisfaction": "very",
        "follow_up": ["12-months"],
        "findings": [found],
        **{name: [] for name in ("clocks", "issues", "indicators", "next")},
    }
    show_standing(shown, words())
    printed = capsys.readouterr().out
    for part in (
        "The workers verify",
        "The case ends although steps are open, for written reasons",
        "Very satisfied",
        "After 12 months",
        "Labour Watch: Established finding, It did not happen as it was said, Some evidence",
    ):
        assert part in printed, printed
