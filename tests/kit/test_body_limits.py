"""Bodies have limits, counted while they flow, whatever their headers claim."""

import asyncio
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from remedy_api.kit.http.body import BodyLimits
from tests.kit.conftest import ORIGIN, behind_a_door, small_app

LIMITS = BodyLimits(sealed=((re.compile("/sealed"), 1_000_000),), json=((re.compile("/anything"), 100_000),), patience=0.2)
SENDER = {"Origin": ORIGIN}


@pytest.fixture
def limited(make_small: Callable[..., TestClient]) -> TestClient:
    return make_small(limits=LIMITS, **SENDER)


def in_parts(size: int) -> Iterator[bytes]:
    """A body of that many bytes without a length said before."""
    for _ in range(size // 10_000):
        yield b"x" * 10_000


@pytest.mark.parametrize("body", [b"x" * 1_000_000, b""])
def test_a_stream_within_its_limit_flows(limited: TestClient, body: bytes) -> None:
    assert limited.post("/sealed", content=body).json() == len(body)
    assert limited.post("/sealed", content=in_parts(1_000_000)).json() == 1_000_000


def test_a_stream_past_its_limit_is_refused_announced_or_not(limited: TestClient) -> None:
    for body in (b"x" * 1_000_001, in_parts(1_010_000)):
        answer = limited.post("/sealed", content=body)
        assert (answer.status_code, answer.json()["code"]) == (413, "too-large")


def test_json_has_its_own_limits(limited: TestClient) -> None:
    json = {"Content-Type": "application/json"}
    assert limited.post("/anything", content=b'"%s"' % (b"x" * 99_998), headers=json).status_code == 200
    assert limited.post("/anything", content=b'"%s"' % (b"x" * 99_999), headers=json).status_code == 413
    assert limited.post("/things", content=b'"%s"' % (b"x" * 65_536), headers=json).status_code == 413
    # A path that takes large sealed streams does not take JSON of that size.
    assert limited.post("/sealed", content=b'"%s"' % (b"x" * 65_536), headers=json).status_code == 413
    # And one that takes JSON does not take a stream.
    assert limited.post("/things", content=b"x" * 65_537).status_code == 413


def test_paths_that_no_route_knows_have_limits_too(limited: TestClient) -> None:
    assert limited.post("/nowhere", content=b"x" * 70_000).status_code == 413


def serve(messages: list[dict[str, Any]], headers: list[tuple[bytes, bytes]], wait: float = 0) -> list[dict[str, Any]]:
    """One request to the raw app: what it sends back."""
    app = behind_a_door(small_app(), limits=LIMITS)
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        if messages:
            return messages.pop(0)
        await asyncio.sleep(wait)
        return {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/sealed",
        "raw_path": b"/sealed",
        "query_string": b"",
        "headers": [(b"host", ORIGIN[8:].encode()), (b"origin", ORIGIN.encode()), *headers],
    }
    asyncio.run(app(scope, receive, send))
    return sent


def test_a_body_larger_than_it_said_is_still_counted() -> None:
    parts = [{"type": "http.request", "body": b"x" * 600_000, "more_body": True} for _ in range(3)]
    assert serve(parts, [(b"content-length", b"10")])[0]["status"] == 413


def test_a_sender_that_stops_half_way_is_given_up() -> None:
    for kind in (b"application/octet-stream", b"application/json"):
        parts = [{"type": "http.request", "body": b"{", "more_body": True}]
        assert serve(parts, [(b"content-type", kind)], wait=5)[0]["status"] == 408


def test_a_sender_that_goes_away_breaks_nothing(caplog: pytest.LogCaptureFixture) -> None:
    for kind in (b"application/octet-stream", b"application/json"):
        # What has arrived so far is JSON by itself; the rest is missing all the same.
        parts = [{"type": "http.request", "body": b"1", "more_body": True}]
        assert serve(parts, [(b"content-type", kind)]) == []
    assert not caplog.records
