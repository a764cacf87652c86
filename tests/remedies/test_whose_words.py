"""Nobody says anything in another's words: what a step names was written by somebody who acts for whoever signs the step."""

from collections.abc import Callable
from typing import Any

import pytest

from remedy_api.remedies.actions.judging import Judge
from tests.factories.organisations import Organisation
from tests.factories.people import join
from tests.factories.tables import Table, act, agree, promise, propose, say_done, seat, verify, write


@pytest.fixture
def factory(table: Table) -> Organisation:
    """The company at the table that has to answer."""
    return seat(table, "operator")


Attempt = Callable[[str], Any]


def attempts(table: Table, factory: Organisation) -> dict[str, tuple[Organisation, Attempt]]:
    """Every type that names an entry, by whom it is signed, in order but for whose entry it is."""
    agree(table, promise(factory), promise(factory, "more"), promise(factory, "third"), owners=[factory])
    assert say_done(table, factory).status_code == 201
    assert say_done(table, factory, "more").status_code == 201
    assert verify(table, "more").status_code == 201
    steps = (promise(factory), promise(factory, "more"), promise(factory, "new"))
    assert propose(table, *steps).status_code == 201
    latest = table.plans[-1]
    union = table.founder
    return {
        "said_done": (factory, lambda entry: act(table, "said_done", factory, step="third", entry=entry)),
        "refused": (factory, lambda entry: act(table, "refused", factory, plan=latest, entry=entry)),
        "plan": (factory, lambda entry: propose(table, *steps, by=factory, entry=entry)),
        "disputed": (union, lambda entry: act(table, "disputed", step="pay", entry=entry)),
        "verified": (union, lambda entry: verify(table, entry=entry)),
        "step_reopened": (union, lambda entry: act(table, "step_reopened", step="more", reason="mistake", entry=entry)),
    }


def test_nobody_speaks_in_anothers_words(table: Table, factory: Organisation) -> None:
    buyer = seat(table, "buyer")
    ways = attempts(table, factory)
    foreign = {one.organisation: write(table, by=one) for one in (table.founder, factory, buyer)}
    head = table.as_reader(table.manager.client)["head"]
    for kind, (signer, attempt) in ways.items():
        for author in (table.founder, factory, buyer):
            if author is not signer:
                answer = attempt(foreign[author.organisation])
                assert (answer.status_code, answer.json()["code"]) == (422, "not-their-words"), (kind, answer.text)
    assert table.as_reader(table.manager.client)["head"] == head
    for signer, attempt in (ways["said_done"], ways["refused"], ways["disputed"], ways["step_reopened"]):
        assert attempt(foreign[signer.organisation]).status_code == 201


def test_a_colleague_writes_for_the_organisation(table: Table, factory: Organisation) -> None:
    """Whoever acts for two writes for either; what counts is for whom somebody acted when it was written."""
    brand = seat(table, "supplier")
    agree(table, promise(factory), promise(brand, "other"), owners=[factory, brand])
    join(factory.manager, brand)
    report = write(table, "report", by=factory)
    assert act(table, "said_done", brand, step="other", entry=report).status_code == 201


def test_a_forgotten_author_is_seen(table: Table, factory: Organisation, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the tests above rest on: taken out, they would fail."""
    agree(table, promise(factory), owners=[factory])
    monkeypatch.setattr(Judge, "_check_words", lambda self, event, organisation: None)
    assert act(table, "said_done", factory, step="pay", entry=write(table)).status_code == 201
