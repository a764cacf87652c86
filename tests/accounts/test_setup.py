"""The first start: one link, used once, makes the first administrator."""

from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from remedy_api.accounts.actions.setup import issue_setup_token
from remedy_api.kit.db.session import transaction
from remedy_api.kit.errors import Conflict
from tests.factories.accounts import Person, b64
from tests.factories.database import contents
from tests.factories.organisations import Programme
from tests.factories.people import TEXTS, make_programme
from tests.fixtures.addresses import PEOPLE_KEY

PROGRAMME = {"name": "Programme", "languages": ["en"], "default_language": "en", "privacy": TEXTS, "help": TEXTS}


@pytest.fixture
def token(engine: Engine) -> str:
    with transaction(engine, people_key=PEOPLE_KEY) as session:
        return issue_setup_token(session)


def _setup(client: TestClient, token: str, **changes: Any) -> Any:
    person = Person(client.get("/v1/programme").json()["instance"], client)
    sent = {"token": token, "programme": PROGRAMME, "account": person.account()} | changes
    return client.post("/v1/setup", json=sent)


def test_set_up_signs_the_administrator_in(casework: TestClient, token: str) -> None:
    before = casework.get("/v1/programme").json()
    assert (before["set_up"], len(before["instance"])) == (False, 32)
    answer = _setup(casework, token)
    assert answer.status_code == 201
    assert answer.json()["instance"] == before["instance"]
    me = casework.get("/v1/me").json()
    assert (me["administrator"], me["memberships"]) == (True, [])
    assert me["permissions"] == sorted(me["permissions"]) != []
    after = casework.get("/v1/programme").json()
    assert (after["set_up"], after["name"], after["instance"]) == (True, "Programme", before["instance"])


def test_the_link_dies_on_use(casework: TestClient, token: str, engine: Engine) -> None:
    assert _setup(casework, token).status_code == 201
    with engine.connect() as connection:
        assert connection.scalars(text("SELECT count(*) FROM setup_link")).one() == 0
    before = contents(engine)
    answer = _setup(casework, token)
    assert (answer.status_code, answer.json()["code"]) == (404, "setup-link-unknown")
    assert contents(engine) == before


@pytest.mark.parametrize("given", ["wrong", "\u0000", "A" * 43, "é" * 43])
def test_another_token_opens_nothing(casework: TestClient, token: str, engine: Engine, given: str) -> None:
    before = contents(engine)
    assert _setup(casework, given).status_code in (400, 404)
    assert contents(engine) == before


def test_without_any_link_there_is_no_set_up(casework: TestClient, engine: Engine) -> None:
    assert casework.get("/v1/programme").json()["set_up"] is False
    assert _setup(casework, "anything").status_code == 404


def test_a_new_link_ends_the_old_one(casework: TestClient, token: str, engine: Engine) -> None:
    with transaction(engine, people_key=PEOPLE_KEY) as session:
        newer = issue_setup_token(session)
    assert _setup(casework, token).status_code == 404
    assert _setup(casework, newer).status_code == 201


def test_once_set_up_no_link_is_given_out(programme: Programme, engine: Engine) -> None:
    with pytest.raises(Conflict), transaction(engine, people_key=PEOPLE_KEY) as session:
        issue_setup_token(session)


def test_a_refused_set_up_leaves_the_link_alive(casework: TestClient, token: str, engine: Engine) -> None:
    before = contents(engine)
    person = Person(casework.get("/v1/programme").json()["instance"], casework)
    account = person.account() | {"proof": b64(bytes(64))}
    answer = _setup(casework, token, account=account)
    assert (answer.status_code, answer.json()["code"]) == (422, "seal-refused")
    assert contents(engine) == before
    assert _setup(casework, token).status_code == 201


def test_the_intake_door_has_no_set_up(intake: TestClient, token: str) -> None:
    assert _setup(intake, token).status_code in (404, 405)


def test_two_set_ups_at_once_make_one_administrator(casework: TestClient, token: str, engine: Engine) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda _: _setup(casework, token).status_code, range(2)))
    assert sorted(answers) == [201, 404]


def test_the_token_and_secrets_are_not_echoed(casework: TestClient, token: str) -> None:
    answer = _setup(casework, token, programme=PROGRAMME | {"languages": ["xx"]})
    assert answer.status_code == 422
    assert token not in answer.text
    assert "person-" not in answer.text


def test_the_factory_makes_one(casework: TestClient, engine: Engine) -> None:
    assert make_programme(casework, engine).administrator.client.get("/v1/me").status_code == 200
