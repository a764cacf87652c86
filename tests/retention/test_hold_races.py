"""A hold and an erasure at the same moment: the hold was first and the case stays, or the case is gone and nothing is held."""

from concurrent.futures import ThreadPoolExecutor

from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from tests.factories.cases import closed, open_case, step
from tests.factories.organisations import Organisation
from tests.factories.people import make_person
from tests.factories.reports import file_report
from tests.retention.conftest import NOTICE, Days, traces

CASES = 6


def test_held_or_gone_and_never_both(intake: TestClient, engine: Engine, union: Organisation, days: Days) -> None:
    cases = [open_case(union, file_report(intake, union)) for _ in range(CASES)]
    for case in cases:
        assert step(case, closed(reason="workers_asked")).status_code == 201
    days.jump(366)
    days.go_on(NOTICE - 1)
    days.now += 1
    days.turn(days.now, union.manager)
    people = [union.manager, make_person(union)]

    def hold(place: int) -> int:
        return people[place % 2].client.put(f"/v1/cases/{cases[place].hex}/hold", json={"reason": "court"}).status_code

    with ThreadPoolExecutor(4) as threads:
        erasing = threads.submit(days.round)
        answers = list(threads.map(hold, range(CASES)))
        erasing.result()
    for case, answer in zip(cases, answers, strict=True):
        held, left = _held(engine, case.room), traces(engine, case.room)
        assert (answer, held, bool(left)) in ((204, True, True), (404, False, False)), (answer, held, left)
    days.round()
    assert {bool(traces(engine, case.room)) for case, answer in zip(cases, answers, strict=True) if answer == 204} <= {True}


def _held(engine: Engine, case: bytes) -> bool:
    with engine.connect() as connection:
        return connection.execute(text('SELECT count(*) FROM case_hold WHERE "case" = :case'), {"case": case}).scalar_one() > 0
