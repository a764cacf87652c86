"""Every error is a problem: the right status, in the caller's language, with pointers, and without a word of the input."""

import json
import logging

import psycopg
import pytest
from fastapi.testclient import TestClient

from remedy_api.kit.errors import Problem
from remedy_api.kit.http.fields import _SENTENCES
from remedy_api.kit.http.problems import KINDS, unexpected_problem
from tests.kit.conftest import CANARY

THING = {"thing": "0a" * 16, "name": "Loom"}


def every_problem(kind: type[Problem] = Problem) -> list[type[Problem]]:
    """The class and all that were ever derived from it."""
    return [kind, *(found for child in kind.__subclasses__() for found in every_problem(child))]


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/forbidden", 403, "forbidden"),
        ("GET", "/missing", 404, "not-found"),
        ("GET", "/nowhere", 404, "not-found"),
        ("GET", "/things/zz", 422, "invalid"),
        ("GET", "/things?limit=1000", 422, "invalid"),
        ("DELETE", "/things", 405, "method-not-allowed"),
        ("GET", "/too-many", 429, "too-many-tries"),
        ("GET", "/broken", 500, "unexpected"),
    ],
)
def test_errors_are_problems(small: TestClient, method: str, path: str, status: int, code: str) -> None:
    answer = small.request(method, path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert {"type", "title", "status", "detail", "code"} <= problem.keys()
    assert (problem["status"], problem["code"], problem["type"]) == (status, code, f"/problems/{code}")


def test_a_problem_keeps_what_the_protocol_needs(small: TestClient) -> None:
    assert small.delete("/things").headers["allow"]
    assert small.get("/too-many").headers["retry-after"] == "30"


def test_a_problem_speaks_the_language_of_the_caller(small: TestClient) -> None:
    english = small.get("/missing").json()
    for language in ("nl", "fr", "es", "ar"):
        answer = small.get("/missing", headers={"Accept-Language": language})
        assert answer.headers["content-language"] == language
        assert answer.json()["detail"] != english["detail"]
        assert answer.json()["code"] == english["code"]


def test_fields_are_named_by_pointers_into_the_body(small: TestClient) -> None:
    sent = {
        "thing": "zz",
        "name": "x" * 21,
        "on": "yesterday",
        "colour": "mauve",
        "count": 11,
        "sure": "yes",
        "inner": [THING, {"thing": "0a" * 16}],
    }
    problem = small.post("/things", json=sent).json()
    assert {(field["pointer"], field["code"]) for field in problem["fields"]} == {
        ("/thing", "not-hex"),
        ("/name", "too-long"),
        ("/on", "no-day"),
        ("/colour", "no-choice"),
        ("/count", "too-big"),
        ("/sure", "wrong-kind"),
        ("/inner/1/name", "missing"),
    }
    assert all(field["detail"] for field in problem["fields"])


def test_parameters_outside_of_the_body_are_named_too(small: TestClient) -> None:
    assert small.get("/things?limit=0").json()["fields"][0]["pointer"] == "#query/limit"
    assert small.get("/things/zz").json()["fields"][0]["pointer"] == "#path/thing"


@pytest.mark.parametrize(
    "sent",
    [
        {**THING, "name": CANARY + "x" * 20},
        {**THING, CANARY: 1},
        {**THING, "described": {CANARY: 3}},
        {**THING, "inner": [{CANARY: CANARY}]},
        {**THING, "colour": CANARY},
        {**THING, "thing": CANARY},
        {**THING, "on": CANARY},
        {**THING, "count": CANARY},
        CANARY,
        [CANARY],
    ],
)
def test_nothing_that_was_sent_comes_back(small: TestClient, sent: object) -> None:
    answer = small.post("/things", json=sent)
    assert answer.status_code == 422
    assert CANARY not in answer.text
    assert CANARY not in str(answer.headers)


def test_nothing_of_an_address_comes_back(small: TestClient) -> None:
    for path in (f"/{CANARY}", f"/things/{CANARY}", f"/things?limit={CANARY}", f"/things?{CANARY}=1"):
        assert CANARY not in small.get(path).text


def test_what_nobody_foresaw_is_logged_without_its_words(small: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        answer = small.get("/broken")
    assert CANARY not in answer.text
    assert CANARY not in caplog.text
    assert "RuntimeError" in caplog.text
    assert "broken" in caplog.text


def test_a_database_that_is_away_is_no_fault_of_the_caller() -> None:
    problem = unexpected_problem(psycopg.OperationalError("connection refused"))
    assert KINDS[problem.status_hint].status == 503


def test_every_problem_of_the_program_can_be_rendered() -> None:
    import remedy_api.app  # noqa: F401 - so that every room has declared its errors

    sentences: dict[str, tuple[str, str]] = {}
    for problem in every_problem():
        assert problem.status_hint in KINDS, problem
        assert problem.message.endswith((".", "?")), problem
        if "code" in vars(problem):
            told = (problem.status_hint, problem.message)
            assert sentences.setdefault(problem.code, told) == told, f"two meanings of {problem.code}"


def test_every_code_of_a_field_is_written_for_machines() -> None:
    for code, sentence in _SENTENCES.values():
        assert code == code.lower().replace(" ", "-")
        assert sentence.endswith(".")


@pytest.mark.parametrize("raw", [b"", b"null", b"3", b'"text"', b"[]", b"{}"])
def test_json_of_another_shape_is_a_problem_of_the_whole_body(small: TestClient, raw: bytes) -> None:
    answer = small.post("/things", content=raw, headers={"Content-Type": "application/json"})
    assert answer.status_code == 422
    assert json.loads(answer.content)["fields"]


@pytest.mark.parametrize("door", ["casework", "intake"])
def test_the_documentation_tells_of_problems_and_of_nothing_else(request: pytest.FixtureRequest, door: str) -> None:
    document = request.getfixturevalue(door).get("/openapi.json").json()
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            told = operation["responses"]
            assert {"4XX", "5XX"} <= told.keys(), (method, path)
            assert "application/problem+json" in told["4XX"]["content"]
            assert "422" not in told, (method, path)
