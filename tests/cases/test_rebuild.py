"""Random steps, legal and illegal: what the rows say is what the signed history says, and no stage is ever skipped.

The rows are compared with themselves made anew from the first event on, and both with what clients read out of the same
history with code that shares nothing with ours but the protocol.
"""

from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test
from sqlalchemy import Engine, text

from remedy_api.cases.actions import projecting
from tests.cases.any_steps import REACHED, Steps
from tests.cases.rows_anew import STAGES, made_anew
from tests.factories.cases import open_case, step
from tests.factories.chain import make_company
from tests.factories.organisations import Organisation
from tests.factories.people import make_organisation
from tests.factories.reports import file_report

Legs = Callable[[str], Callable[[], "Steps"]]


@pytest.fixture
def legs(union: Organisation, intake: TestClient) -> Legs:
    """Fresh cases in the same programme that begin in a stage, with whom to let in. Which stage is not drawn and does not follow
    from how many there were: the same draws lead to the same case, or what is drawn again would be something else.
    """
    others = [make_organisation(union.programme, kind=kind) for kind in ("worker_organisation", "coordinator", "monitor")]
    company = make_company(union.programme.administrator.client)["company"]

    def made(begin: str) -> Steps:
        # A long run takes longer than a session lasts that nobody uses.
        for one in (union, *others):
            assert one.manager.sign_in().status_code == 201
        return Steps(union, others, intake, company, begin)

    return lambda begin: lambda: made(begin)


def run(cases: Callable[[], Steps], examples: int, steps: int) -> None:
    """So many cases, each with so many steps."""
    drawn = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(cases, settings=drawn)


def test_what_the_rows_say_is_what_was_signed(legs: Legs) -> None:
    # Early and late, so that a few cases try much of the way.
    for begin in (STAGES[0], STAGES[3], STAGES[6]):
        run(legs(begin), examples=1, steps=12)


@pytest.mark.long
def test_what_the_rows_say_is_what_was_signed_at_length(legs: Legs) -> None:
    for begin in STAGES:
        run(legs(begin), examples=120 // len(STAGES), steps=50)
    assert set(STAGES) == REACHED


def test_a_row_that_says_something_else_is_seen(
    intake: TestClient, union: Organisation, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = open_case(union, file_report(intake, union))
    before, anew = made_anew(engine, case.room)
    assert before == anew
    with engine.begin() as connection:
        connection.execute(text("UPDATE case_file SET stage = 'fact_finding'"))
    before, anew = made_anew(engine, case.room)
    assert before != anew
    with engine.begin() as connection:
        connection.execute(text("UPDATE case_file SET stage = 'admissibility'"))
    # A projection that forgets: the readers of a case are not written any more.
    monkeypatch.setattr(projecting, "_readers", lambda *_: [])
    step(case, ("recorded", {"fact": "issues", "values": ("hours",)}))
    monkeypatch.undo()
    before, anew = made_anew(engine, case.room)
    assert before != anew
