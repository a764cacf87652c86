"""Every kind of token × every route: default is no, refusals change nothing, and a forgotten check of scopes is seen."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, true

from remedy_api.access import guards
from remedy_api.access.scopes import SCOPES
from remedy_api.rooms import policy as rooms_policy
from tests.authorisation.rows import CASEWORK
from tests.authorisation.rows import OPEN as EVERYBODYS
from tests.authorisation.test_matrix import ask
from tests.authorisation.token_rows import CLOSED, OPEN, PROGRAMS, TOKENS
from tests.authorisation.world import World, fingerprint, make_world
from tests.factories.people import make_person
from tests.factories.programs import ask_for_token, make_program, make_token, with_token

STATUS = {"1": 401, "3": 403, "f": 403, "4": 404}


@dataclass
class Programs:
    """The world and a client for each token."""

    world: World
    clients: Mapping[str, TestClient]


@pytest.fixture
def programs(casework: TestClient, intake: TestClient, engine: Engine) -> Programs:
    world = make_world(casework, intake, engine)
    union = world.union
    archive, nadia = make_program(union), make_person(union)
    tokens = {
        name: make_token(nadia, *scopes) if name == "own" else make_token(union.manager, *scopes, program=archive)
        for name, scopes in TOKENS.items()
        if name != "revoked"
    }
    revoked = ask_for_token(union.manager, *TOKENS["revoked"], program=archive).json()
    assert union.manager.client.delete(f"/v1/me/tokens/{revoked['made']['token']}").status_code == 204
    clients = {name: with_token(world.programme, token) for name, token in (tokens | {"revoked": revoked["secret"]}).items()}
    for client in clients.values():
        client.get("/v1/me")  # the first use of a day is written down
    return Programs(world, clients)


def expected(row: str) -> str:
    """The codes of a row: what everybody may read, programs may; what stands nowhere, they may not."""
    everybodys = row.startswith("GET") and CASEWORK[row] == EVERYBODYS
    return PROGRAMS.get(row, OPEN if everybodys else CLOSED)


def wrong_in(programs: Programs, engine: Engine, row: str) -> list[str]:
    """Ask with every token for the union's object, those that are refused first; what was wrong."""
    world, wrong = programs.world, []
    path, before = world.path(row.split(" ")[1], world.union), fingerprint(engine)
    cells = zip(programs.clients.items(), expected(row), strict=True)
    for (name, client), code in sorted(cells, key=lambda cell: cell[1] == "+"):
        if code == "+" and before:
            wrong += [] if fingerprint(engine) == before else [f"{row}: refused, and yet something changed"]
            before = {}
        answer = ask(client, row, path, world.reports[world.union.hex])
        if (seen := _code(answer)) != code:
            wrong.append(f"{row} with {name}: {seen} ({answer.status_code}), should be {code}")
    if before and fingerprint(engine) != before:
        wrong.append(f"{row}: refused, and yet something changed")
    return wrong


def _code(answer: Any) -> str:
    if answer.status_code == 403:
        return "3" if answer.json()["code"] == "out-of-scope" else "f"
    return {401: "1", 404: "4"}.get(answer.status_code, "+")


def wrong_in_safely(programs: Programs, engine: Engine, row: str) -> list[str]:
    """The same; an endpoint that falls over without its guard was reached, which is what matters."""
    try:
        return wrong_in(programs, engine, row)
    except Exception as error:  # the test client hands a server's own exceptions on
        return [f"{row}: reached, then {type(error).__name__}"]


def test_every_scope_has_a_token_and_every_row_a_route() -> None:
    assert {scope for scopes in TOKENS.values() for scope in scopes} == set(SCOPES)
    assert set(PROGRAMS) <= set(CASEWORK)


def test_the_matrix_of_tokens(programs: Programs, engine: Engine) -> None:
    wrong = [line for row in CASEWORK for line in wrong_in(programs, engine, row)]
    assert not wrong, "\n" + "\n".join(wrong)


def test_what_is_forgotten_is_caught(programs: Programs, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """The check of scopes, the check for tokens where nobody is looked at, the filter of rooms by their kind."""
    never = lambda *_: None  # noqa: E731 - a check that was forgotten
    planted = (
        (guards, "check_scope", never, ("GET /v1/organisations/{organisation}/cases", "POST /v1/me/tokens", "GET /v1/session")),
        (guards, "check_no_token", never, ("POST /v1/invitations/{invitation}/acceptance", "POST /v1/sign-out")),
        (rooms_policy, "_in_scope", lambda actor: true(), ("GET /v1/rooms/{room}",)),
    )
    for place, name, fault, rows in planted:
        for row in rows:
            assert wrong_in(programs, engine, row) == []
            with monkeypatch.context() as patch:
                patch.setattr(place, name, fault)
                assert wrong_in_safely(programs, engine, row), f"{name} at {row}"
