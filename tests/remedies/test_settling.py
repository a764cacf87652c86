"""Several plans that come into force with one request are told apart; and whatever happens at once, nobody waits for ever."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from remedy_api.cases.actions import following
from remedy_api.kit.db.session import transaction
from remedy_api.remedies.actions.rebuild import rebuild
from remedy_api.sealing.event_data import Value
from remedy_api.sealing.keys import new_id
from tests.cases.test_races import together
from tests.factories import reports
from tests.factories.cases import Case, Step, open_case, post, step
from tests.factories.organisations import Organisation
from tests.factories.people import make_organisation
from tests.factories.reports import events, events_json, file_report
from tests.factories.tables import (
    Table,
    admit,
    agree,
    allow,
    change_readers,
    name_table,
    promise,
    propose,
    seat,
    write,
)
from tests.fixtures.addresses import PEOPLE_KEY
from tests.fixtures.time import Turn
from tests.remedies.test_parties import failures
from tests.remedies.test_table_races import check, signed
from tests.remedies.test_table_rebuild import made_anew


@pytest.fixture
def factory(table: Table) -> Organisation:
    """The company at the table that has to answer."""
    return seat(table, "operator")


class Answered:
    """Something that is no request, asked at the same time as requests."""

    status_code = 200


def anew(engine: Engine, table: Table) -> Callable[[], Any]:
    """The rows of a table made anew."""

    def made() -> Any:
        with transaction(engine, people_key=PEOPLE_KEY) as session:
            rebuild(session, table.room)
        return Answered()

    return made


def test_two_plans_that_come_into_force_with_one_request(table: Table, factory: Organisation, engine: Engine) -> None:
    brand = seat(table, "supplier")
    assert propose(table, promise(factory)).status_code == 201
    assert propose(table, promise(factory, amount="900"), by=factory).status_code == 201
    entry = write(table, "plan")
    second: dict[str, Any] = {"against": table.plans[-1], "entry": entry, "warned": "", "steps": (promise(brand, "new"),)}
    answer = change_readers(
        table,
        [table.founder, factory],
        ("accepted", {"plan": table.plans[-1]}),
        ("plan", second),
        # Nobody whom the second plan needs is left: it holds as well.
        ("revoked", {"reader": brand.fingerprint.hex()}),
    )
    assert answer.status_code == 201, answer.text
    page = check(table, engine)
    told = [(one["number"], one["in_force_on"] is not None, one["replaced_on"] is not None) for one in page["plans"]]
    assert told == [(3, True, False), (2, True, True), (1, False, False)]
    before, after = made_anew(engine, table)
    assert before == after


def test_a_plan_is_in_force_since_the_day_of_what_brought_it_there(
    table: Table, factory: Organisation, engine: Engine, turn: Turn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Close to midnight one request holds events of two days."""
    assert propose(table, promise(factory)).status_code == 201
    late = datetime.combine(reports.today(), time(23, 55), UTC) + timedelta(days=1)
    turn(0, table.manager, factory.manager, at=late)
    client, keys, roster = factory.manager.client, factory.manager.keys, factory.rosters[-1]
    view = table.as_reader(client)
    first = events(table, view, keys, roster, ("accepted", {"plan": table.plans[-1]}))
    monkeypatch.setattr(reports, "today", lambda: late.date() + timedelta(days=1))
    after = view | {"head": first[-1].digest.hex(), "events": [*view["events"], *first]}
    second = events(table, after, keys, roster, ("received", {}))
    answer = post(table, factory.manager, {"events": events_json([*first, *second])}, view["head"])
    assert answer.status_code == 201, answer.text
    assert table.page(table.manager.client)["plans"][0]["in_force_on"] == str(late.date())
    before, anew = made_anew(engine, table)
    assert before == anew


@pytest.mark.parametrize("turns", [3])
def test_made_anew_while_somebody_signs(table: Table, factory: Organisation, engine: Engine, turns: int) -> None:
    agree(table, *(promise(factory, f"s{number}") for number in range(turns)), owners=[factory])
    for number in range(turns):
        done = {"step": f"s{number}", "entry": write(table, "report", by=factory)}
        # The factory is typed for tables; of a room it only asks what a case has, too.
        acts = [signed(table, factory, ("said_done", done)), *(anew(engine, table) for _ in range(3))]
        assert together(acts) == [200, 200, 200, 201]
        check(table, engine)
        before, after = made_anew(engine, table)
        assert before == after


def test_a_seat_taken_away_while_somebody_signs_there(table: Table) -> None:
    """What the case decides changes rows of its tables: neither waits for the other for ever."""
    company = make_organisation(table.founder.programme, kind="operator")
    consent = allow(table.behind, "table", company)
    assert admit(table, company, role="duty_bearer").status_code == 201
    named: dict[str, Value] = {"audience": "operator", "content": "table", "organisations": (company.fingerprint.hex(),)}
    given: Step = ("consent_given", named | {"until": "", "way": "written", "entry": ""})
    against = ""
    for turn in range(6):
        steps = (promise(company, f"s{turn}"),)
        plan = {"against": against, "entry": write(table, "plan"), "warned": "", "steps": steps}
        other: Step = given if turn % 2 else ("consent_withdrawn", {"consent": consent})
        # The factory is typed for tables; of a room it only asks what a case has, too.
        acts = [signed(table, table.founder, ("plan", plan)), signed(table.behind, table.founder, other)]  # type: ignore[arg-type]
        assert together(acts) == [201, 201]
        against = table.page(table.manager.client)["plans"][0]["plan"]
        consent = table.behind.as_reader(table.manager.client)["head"]


def test_a_table_is_of_one_case_even_if_two_name_it(
    intake: TestClient, union: Organisation, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = [open_case(union, file_report(intake, union)) for _ in range(2)]
    for one in cases:
        name_table(one, new_id())
        allow(one, "table")
    taken = new_id()

    def naming(case: Case) -> Any:
        return step(case, ("table_opened", {"table": taken.hex()}))

    # Both have looked before either has written.
    monkeypatch.setattr(following, "is_taken", lambda session, table: False)
    assert naming(cases[0]).status_code == 201
    assert failures(naming(cases[1])) == ["table-taken"]
    with engine.connect() as connection:
        query = text('SELECT "case" FROM case_table WHERE "table" = :table')
        assert connection.execute(query, {"table": taken}).scalars().all() == [cases[0].room]
