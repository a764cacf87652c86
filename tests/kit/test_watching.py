"""A request that failed is logged by the template of its route; what goes well is not logged at all."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
from fastapi import APIRouter, FastAPI
from fastapi.testclient import TestClient

from remedy_api.kit.http.rim import Door, Rim
from remedy_api.kit.http.watching import Watched
from remedy_api.kit.logging import configure

CANARY = "kanarie-4410"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What a running server would write, in JSON."""
    stream, root = io.StringIO(), logging.getLogger()
    before = root.handlers[:]
    configure("json")
    root.handlers[0].setStream(stream)  # type: ignore[attr-defined]
    yield stream
    root.handlers[:] = before


def client(*, accounts: bool = True) -> TestClient:
    """An app with a route that works, one that fails, and one that fails half way."""
    app, router = FastAPI(), APIRouter(prefix="/v1")

    @router.get("/things/{thing}")
    def good(thing: str) -> str:
        return "well"

    @router.api_route("/things/{thing}/broken", methods=["GET", "POST"])
    def broken(thing: str) -> str:
        raise RuntimeError(thing)

    app.include_router(router)
    app.add_middleware(Rim, door=Door(("https://here.test",), accounts=False))
    app.add_middleware(Watched, door="casework" if accounts else "intake", times=accounts)
    return TestClient(app, base_url="https://here.test")


def lines(log: io.StringIO) -> list[dict[str, object]]:
    """The lines, each a JSON object."""
    return [json.loads(line) for line in log.getvalue().splitlines()]


def test_a_failure_is_told_by_its_route(log: io.StringIO) -> None:
    headers = {"X-Forwarded-For": "203.0.113.77", "Cookie": f"x={CANARY}"}
    assert client().get(f"/v1/things/{CANARY}/broken?q={CANARY}", headers=headers).status_code == 500
    unexpected, request = lines(log)
    assert unexpected["event"] == "unexpected %s at %s"
    assert {name: request[name] for name in ("event", "door", "method", "route", "status", "took", "level")} == {
        "event": "request failed",
        "door": "casework",
        "method": "GET",
        "route": "/v1/things/{thing}/broken",
        "status": 500,
        "took": "under-1-s",
        "level": "ERROR",
    }
    assert CANARY not in log.getvalue() and "203.0.113" not in log.getvalue()


def test_what_goes_well_leaves_no_line(log: io.StringIO) -> None:
    assert client().get(f"/v1/things/{CANARY}").status_code == 200
    assert client().get(f"/{CANARY}").status_code == 404
    assert client().request(CANARY.upper(), "/v1/things/1").status_code == 405
    assert log.getvalue() == ""


def test_at_the_reporters_door_no_line_says_how_long_it_took(log: io.StringIO) -> None:
    client(accounts=False).get("/v1/things/1/broken")
    assert "took" not in lines(log)[-1]


def test_each_answer_is_counted_by_its_template(log: io.StringIO) -> None:
    counted: list[tuple[str, str, int]] = []
    asked = client()
    asked.app.state.count = lambda method, route, status, seconds: counted.append((method, route, status))  # type: ignore[attr-defined]
    asked.get(f"/v1/things/{CANARY}")
    asked.get(f"/{CANARY}")
    asked.request(CANARY.upper(), f"/{CANARY}")
    asked.post(f"/v1/things/{CANARY}/broken")
    assert counted == [
        ("GET", "/v1/things/{thing}", 200),
        ("GET", "(none)", 404),
        ("other", "(none)", 404),
        ("POST", "/v1/things/{thing}/broken", 500),
    ]
