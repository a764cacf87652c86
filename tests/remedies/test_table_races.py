"""Several at once at a table: whatever comes first, what stands in the end is one legal state, and the rows say what the
history says.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from tests.cases.test_races import together
from tests.factories.cases import Step, post, step
from tests.factories.cases import write as write_in_case
from tests.factories.disclosures import body, listed, made
from tests.factories.organisations import Organisation
from tests.factories.reports import events, events_json, verified
from tests.factories.tables import (
    Table,
    act,
    agree,
    allow,
    founding,
    founding_json,
    name_table,
    post_table,
    promise,
    propose,
    say_done,
    seat,
    write,
)


@pytest.fixture
def factory(table: Table) -> Organisation:
    """The company at the table that has to answer."""
    return seat(table, "operator")


def signed(table: Table, by: Organisation, *steps: Step, **beside: Any) -> Callable[[], Any]:
    """Steps signed now and sent later."""
    view = table.as_reader(by.manager.client)
    sent = {"events": events_json(events(table, view, by.manager.keys, by.rosters[-1], *steps))} | beside
    return lambda: post(table, by.manager, sent, view["head"])


def check(table: Table, engine: Engine) -> dict[str, Any]:
    """The history holds as every client checks it, and the rows say the same; the page of the table."""
    room = verified(table, table.as_reader(table.manager.client))
    page = table.page(table.manager.client)
    assert page["in_force"] == (room.in_force.hex() or None)
    assert page["plans_total"] == len(room.plans)
    for plan in room.plans:
        (told,) = [one for one in page["plans"] if one["plan"] == plan.digest.hex()]
        answers = {one["organisation"] for one in told["answers"] if one["answer"] == "accepted"}
        assert len(answers) == len(plan.accepted)
        assert len(told["answers"]) == len(plan.accepted | plan.refused)
        states = {one["step"]: one["state"] for one in told["steps"]}
        held = plan.digest == room.in_force
        assert states == ({name: one.state for name, one in room.steps.items()} if held else dict.fromkeys(plan.steps))
    with engine.connect() as connection:
        query = "SELECT count(*) FROM remedy_plan WHERE in_force_on IS NOT NULL AND replaced_on IS NULL"
        assert connection.execute(text(query)).scalar_one() == bool(room.in_force)
    return page


def test_accepted_and_countered_at_once(table: Table, factory: Organisation, engine: Engine) -> None:
    """The company accepts the workers' plan while they propose another, or while it proposes another itself."""
    assert propose(table, promise(factory)).status_code == 201
    for turn in range(4):
        latest, amount = table.plans[-1], str(100 + turn)
        ours, theirs = write(table, "plan"), write(table, "plan", by=factory)
        steps = (promise(factory, amount=amount),)
        acts = [
            signed(table, factory, ("accepted", {"plan": latest})),
            signed(table, table.founder, ("plan", {"against": latest, "entry": ours, "warned": "", "steps": steps})),
            signed(table, factory, ("plan", {"against": latest, "entry": theirs, "warned": "", "steps": steps})),
        ]
        # Each was signed on the same head: of all of them one is taken.
        assert together(acts) == [201, 412, 412]
        page = check(table, engine)
        newest = page["plans"][0]["plan"]
        if newest == latest:
            assert page["in_force"] == latest
            assert propose(table, promise(factory, amount=amount + "0")).status_code == 201
        else:
            table.plans.append(newest)
            if page["plans"][0]["organisation"] == factory.hex:
                assert act(table, "refused", plan=newest, entry=write(table, "reasons")).status_code == 201
                assert propose(table, promise(factory, amount=amount + "0")).status_code == 201
        check(table, engine)


def test_said_and_reopened_and_verified_at_once(table: Table, factory: Organisation, engine: Engine) -> None:
    agree(table, promise(factory), promise(factory, "more"), owners=[factory])
    assert say_done(table, factory).status_code == 201
    report, reasons = write(table, "report", by=factory), write(table, "reasons")
    verdict = {"step": "pay", "result": "verified", "asked": "10-49", "confirmed": "10-49", "entry": ""}
    acts = [
        signed(table, table.founder, ("verified", verdict)),
        signed(table, table.founder, ("disputed", {"step": "pay", "entry": reasons})),
        signed(table, factory, ("said_done", {"step": "more", "entry": report})),
        signed(table, factory, ("said_done", {"step": "pay", "entry": report})),
    ]
    assert together(acts)[0] == 201
    check(table, engine)


def test_one_table_is_founded_once(table: Table, engine: Engine) -> None:
    made_one = founding(table.founder)
    name_table(table.behind, made_one.room)
    sent = founding_json(made_one)
    client = table.manager.client
    assert together([lambda: post_table(client, sent) for _ in range(4)]) == [201] * 4
    others = [founding_json(founding(table.founder, room=made_one.room)) for _ in range(2)]
    assert together([partial(post_table, client, body) for body in others]) == [409, 409]
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM room WHERE kind = 'table'")).scalar_one() == 2


def test_a_consent_taken_back_while_something_is_shown_by_it(
    intake: TestClient, table: Table, factory: Organisation, engine: Engine
) -> None:
    """Whichever comes first: once it is taken back, nothing is shown, and nothing can be."""
    for _ in range(4):
        consent = allow(table.behind, "evidence", factory)
        disclosure, beside = made(table, write_in_case(table.behind), consent, factory)
        showing = signed(table, table.founder, ("disclosed", disclosure.data), disclosures=[beside])
        back = ("consent_withdrawn", {"consent": consent})
        answers = together([showing, lambda back=back: step(table.behind, back)])  # type: ignore[misc]
        assert answers in ([201, 201], [201, 409])
        assert listed(table, factory) == []
        for one in listed(table, table.founder):
            assert body(table, factory, one["disclosure"]).status_code == 404
            assert not one["live"]
    check(table, engine)
