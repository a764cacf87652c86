"""Every subject × every route × own and foreign object: the answers are those of the product, and refusals change nothing."""

from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from sqlalchemy import Engine, true

from remedy_api.access import guards
from remedy_api.access.actor import Actor, CurrentActor
from remedy_api.access.guards import Guard
from remedy_api.app import create_intake_app
from remedy_api.cases.queries import files as case_queries
from remedy_api.rooms import queries as rooms_queries
from remedy_api.sealing.format import ENTRY_MEDIA_TYPE
from remedy_api.settings import Settings
from tests.authorisation.rows import BODIES, CASEWORK, INTAKE, SUBJECTS
from tests.authorisation.world import World, fingerprint, make_world
from tests.factories.reports import Report
from tests.fixtures.addresses import PEOPLE_KEY
from tests.house.test_routes import routes_of

MEANING = {"1": 401, "3": 403, "4": 404}


def routes(app: FastAPI) -> dict[str, APIRoute]:
    """Every route of the interface by its name in the matrix; pages hold nothing of anybody and are open to all."""
    return {
        f"{method} {route.path}": route
        for route in routes_of(app)
        if not route.path.startswith("/{language") and route.path != "/"
        for method in route.methods - {"HEAD"}
    }


def ask(client: TestClient, row: str, path: str, report: Report) -> Any:
    """The request, as empty as it can be: guards speak before anything is validated."""
    method = row.split(" ")[0]
    headers = {"Idempotency-Key": "matrix", "If-Match": '"0"'}
    if row == "POST /v1/rooms/{room}/entries":
        # An entry that is there already: whole, of this room, and still nothing new.
        entry = report.filing.prepared.entries[0].encode()
        return client.post(path, content=entry, headers=headers | {"Content-Type": ENTRY_MEDIA_TYPE})
    return client.request(method, path, headers=headers, **({} if method in ("GET", "DELETE") else {"json": BODIES.get(row, {})}))


@pytest.fixture
def world(casework: TestClient, intake: TestClient, engine: Engine) -> World:
    return make_world(casework, intake, engine)


def test_every_route_has_a_row_and_every_row_a_route(casework: TestClient, settings: Settings, engine: Engine) -> None:
    assert set(routes(casework.app)) == set(CASEWORK)  # type: ignore[arg-type]
    assert set(routes(create_intake_app(settings, engine, PEOPLE_KEY))) == set(INTAKE)


def judge(world: World, engine: Engine, row: str, expected: str) -> list[str]:
    """Ask as every subject for the union's object, and as the union's manager for somebody else's; what was wrong."""
    wrong = []
    template = row.split(" ")[1]
    cells = [(subject, world.union, code) for subject, code in zip(SUBJECTS, expected, strict=True)]
    if "{" in template:
        # By symmetry the union's manager is to the other union's things what the outsider is to the union's.
        cells.append(("manager", world.other, expected[SUBJECTS.index("outsider")]))
    for subject, of, code in cells:
        client, path = world.session_of(subject), world.path(template, of)
        before = fingerprint(engine)
        answer = ask(client, row, path, world.reports[of.hex])
        refused = answer.status_code in MEANING.values()
        if code == "+" and refused:
            wrong.append(f"{row} as {subject}: {answer.status_code}, should pass")
        elif code != "+" and answer.status_code != MEANING[code]:
            wrong.append(f"{row} as {subject} on {of.name}: {answer.status_code}, should be {MEANING[code]}")
        if code != "+" and fingerprint(engine) != before:
            wrong.append(f"{row} as {subject}: refused, and yet something changed")
    return wrong


def test_the_matrix(world: World, engine: Engine) -> None:
    wrong = []
    # What ends things comes last, and what ends everybody's other sessions at the very end.
    for row in sorted(CASEWORK, key=lambda name: (name.startswith("DELETE"), name == "DELETE /v1/sessions")):
        wrong += judge(world, engine, row, CASEWORK[row])
    assert not wrong, "\n" + "\n".join(wrong)


def nobody_asks(actor: CurrentActor) -> Actor:
    """A guard that was forgotten."""
    return actor


@pytest.mark.parametrize(
    ("guard", "row"),
    [
        (guards.signed_in, "GET /v1/sessions"),
        (guards.confirmed, "GET /v1/organisations/{organisation}/chain"),
    ],
)
def test_a_forgotten_guard_is_caught(world: World, engine: Engine, guard: Guard, row: str) -> None:
    """Routes of administrators and members are not here: their queries ask again, so the guard alone is no single wall."""
    overrides = world.programme.app.dependency_overrides
    assert judge(world, engine, row, CASEWORK[row]) == []
    overrides[guard] = nobody_asks
    try:
        caught = judge_safely(world, engine, row)
    finally:
        del overrides[guard]
    assert caught


def test_a_forgotten_row_filter_is_caught(world: World, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    row = "GET /v1/rooms/{room}"
    assert judge(world, engine, row, CASEWORK[row]) == []
    monkeypatch.setattr(rooms_queries, "visible_rooms", lambda actor: true())
    assert any("as outsider" in line for line in judge(world, engine, row, CASEWORK[row]))


def test_a_forgotten_row_filter_of_cases_is_caught(world: World, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """The room behind a case is asked for too, so both filters have to be gone before a stranger sees anything."""
    row = "GET /v1/cases/{case}"
    assert judge(world, engine, row, CASEWORK[row]) == []
    monkeypatch.setattr(case_queries, "visible_cases", lambda actor: true())
    assert judge(world, engine, row, CASEWORK[row]) == []
    monkeypatch.setattr(case_queries, "visible_rooms", lambda actor: true())
    assert any("as outsider" in line for line in judge_safely(world, engine, row))


def judge_safely(world: World, engine: Engine, row: str) -> list[str]:
    """What the matrix says of a row; an endpoint that falls over without its guard was reached, which is what matters."""
    try:
        return judge(world, engine, row, CASEWORK[row])
    except Exception as error:  # the test client hands a server's own exceptions on
        return [f"{row}: reached, then {type(error).__name__}"]
