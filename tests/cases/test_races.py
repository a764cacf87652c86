"""Several at once: a report comes into one case however many are opened from it, and nobody meets a fault of ours."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text
from sqlmodel import Session

from remedy_api.cases.actions import rebuild as rebuilding
from remedy_api.kit.db.session import transaction
from remedy_api.rooms.queries import events_of
from remedy_api.sealing import labels
from remedy_api.sealing.lp import lp, sha256
from tests.factories.cases import (
    Case,
    Step,
    acknowledge,
    closed,
    first_steps,
    founding,
    founding_json,
    open_case,
    post,
    post_case,
    proof,
    step,
)
from tests.factories.organisations import Organisation
from tests.factories.reports import events, events_json, file_report
from tests.factories.steps import by_receipt
from tests.fixtures.addresses import PEOPLE_KEY


def together(acts: list[Callable[[], Any]]) -> list[int]:
    """All at the same time; how each was answered."""
    with ThreadPoolExecutor(len(acts)) as threads:
        return sorted(future.result().status_code for future in [threads.submit(act) for act in acts])


def counted(engine: Engine, table: str) -> int:
    with engine.connect() as connection:
        return int(connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())


def test_one_report_makes_one_case(intake: TestClient, union: Organisation, engine: Engine) -> None:
    reports = [file_report(intake, union) for _ in range(3)]
    for report in reports:
        acknowledge(union, report)
    sent = [founding_json(founding(union, first_steps(*order))) for order in (reports, reports[::-1]) * 3]
    answers = together([lambda body=body: post_case(union.manager.client, body) for body in sent])  # type: ignore[misc]
    assert answers == [201, 409, 409, 409, 409, 409]
    assert (counted(engine, "case_file"), counted(engine, "case_report")) == (1, 3)


def test_made_anew_while_somebody_signs(
    intake: TestClient, union: Organisation, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is made anew is the history as it is, and not as it was before somebody added to it."""
    case = open_case(union, file_report(intake, union))
    said: Step = ("recorded", {"fact": "workers", "values": ("250-999",)})
    with ThreadPoolExecutor(1) as threads:
        signing: list[Future[Any]] = []

        def read(session: Session, room: bytes) -> Any:
            found = events_of(session, room)
            signing.append(threads.submit(step, case, said))
            # Whoever signs now waits for what is made anew; else it is here before that is written.
            wait(signing, timeout=2)
            return found

        monkeypatch.setattr(rebuilding, "events_of", read)
        with transaction(engine, people_key=PEOPLE_KEY) as session:
            rebuilding.rebuild(session, case.room)
        assert signing[0].result().status_code == 201
    assert case.view(case.manager.client)["workers"] == "250-999"


def test_the_same_founding_many_times_is_one(intake: TestClient, union: Organisation, engine: Engine) -> None:
    report = file_report(intake, union)
    acknowledge(union, report)
    body = founding_json(founding(union, first_steps(report)))
    assert together([lambda: post_case(union.manager.client, body, key="one") for _ in range(6)]) == [201] * 6
    assert counted(engine, "case_file") == 1


def test_of_steps_signed_on_the_same_head_one_is_taken(intake: TestClient, union: Organisation) -> None:
    case = open_case(union, file_report(intake, union))
    view = case.as_reader(union.manager.client)
    acts = []
    for band in ("under-10", "10-49", "50-249", "250-999"):
        one = ("recorded", {"fact": "workers", "values": (band,)})
        body = {"events": events_json(events(case, view, union.manager.keys, union.rosters[-1], one))}
        acts.append(lambda body=body: post(case, union.manager, body, view["head"]))  # type: ignore[misc]
    assert together(acts) == [201, 412, 412, 412]


def test_withdrawn_while_it_is_linked(intake: TestClient, union: Organisation) -> None:
    for _ in range(4):
        first, second = file_report(intake, union), file_report(intake, union)
        case = open_case(union, first)
        acknowledge(union, second)
        acts: list[Callable[[], Any]] = [
            lambda second=second, case=case: step(case, ("linked", {"report": proof(second)})),  # type: ignore[misc]
            lambda second=second: by_receipt(intake, second, ("withdrawn", {})),  # type: ignore[misc]
            lambda first=first: by_receipt(intake, first, ("withdrawn", {})),  # type: ignore[misc]
        ]
        assert set(together(acts)) <= {201, 409}
        view = case.view(union.manager.client)
        # Whoever came first: the case knows that none of its reports is left.
        assert {one["state"] for one in view["reports"]} == {"withdrawn"}
        assert view["needs"] == "all_withdrawn"


def handle(case: Case) -> str:
    """How a case that is merged into this one names it."""
    return sha256(lp(labels.MERGED, case.room)).hex()


def ending(case: Case, how: Step) -> Callable[[], Any]:
    """The end of a case, signed now and sent later."""
    person, union = case.manager, case.founder
    view = case.as_reader(person.client)
    body = {"events": events_json(events(case, view, person.keys, union.rosters[-1], how))}
    return lambda: post(case, person, body, view["head"])


def test_of_two_cases_merged_into_each_other_one_goes_on(intake: TestClient, union: Organisation) -> None:
    for _ in range(6):
        cases = [open_case(union, file_report(intake, union)) for _ in range(2)]
        acts = [ending(one, closed("merged", into=handle(other))) for one, other in (cases, cases[::-1])]
        assert together(acts) == [201, 409]
        outcomes = {one.view(union.manager.client)["outcome"] for one in cases}
        assert outcomes == {"merged", None}


def test_nothing_is_merged_into_a_case_that_is_being_closed(intake: TestClient, union: Organisation, engine: Engine) -> None:
    merged, over = (open_case(union, file_report(intake, union)) for _ in range(2))
    merge = ending(merged, closed("merged", into=handle(over)))
    with ThreadPoolExecutor(1) as threads:
        with engine.begin() as connection:
            ended = "UPDATE case_file SET closed_on = opened_on, outcome = 'withdrawn' WHERE \"case\" = :case"
            connection.execute(text(ended), {"case": over.room})
            answer = threads.submit(merge)
            # It waits for what is being done to the other.
            with pytest.raises(TimeoutError):
                answer.result(1)
        refused = answer.result(20)
    assert [one["code"] for one in refused.json()["failures"]] == ["into-unknown"]
    assert merged.view(union.manager.client)["outcome"] is None
