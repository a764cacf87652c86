"""Both doors answer, and every answer of theirs carries the headers."""

import pytest
from fastapi.testclient import TestClient


@pytest.fixture(params=["casework", "intake"])
def door(request: pytest.FixtureRequest) -> TestClient:
    """Each door in turn."""
    return request.getfixturevalue(request.param)


def test_healthz_reaches_the_database(door: TestClient) -> None:
    answer = door.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_the_description_is_served(door: TestClient) -> None:
    assert door.get("/openapi.json").json()["openapi"].startswith("3.")


@pytest.mark.parametrize("path", ["/healthz", "/nothing-here", "/static/nothing-here", "/openapi.json"])
def test_every_answer_is_shut_until_it_needs_more(door: TestClient, path: str) -> None:
    headers = door.get(path).headers
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
