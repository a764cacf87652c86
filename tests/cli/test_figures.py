"""Figures of operation: of several processes together, by route and never by complaint, and none that tells of a report."""

import itertools

import pytest

from remedy_api.app import health
from remedy_api.cli.serve.figures import Figures, Series, series, series_of
from remedy_api.cli.serve.metrics import requests
from remedy_api.routes import casework_routers

ROUTES = series((health, *casework_routers()))


@pytest.fixture
def figures() -> Figures:
    """Of two workers."""
    return Figures(ROUTES, 2)


def told(figures: Figures) -> str:
    """The figures as they are told."""
    return "\n".join(requests(list(figures.all())))


def test_workers_count_together(figures: Figures) -> None:
    for worker, seconds in ((0, 0.02), (1, 0.02), (1, 2.0)):
        figures.count(worker, "casework")("GET", "/v1/cases/{case}", 200, seconds)
    figures.count(1, "casework")("GET", "/v1/cases/{case}", 404, 0.005)
    named = 'door="casework",method="GET",route="/v1/cases/{case}"'
    lines = told(figures).splitlines()
    assert f'remedy_requests_total{{{named},status="2xx"}} 3' in lines
    assert f'remedy_requests_total{{{named},status="4xx"}} 1' in lines
    assert [line.rpartition(" ")[2] for line in lines if line.startswith(f"remedy_request_seconds_bucket{{{named}")] == [
        "1", "3", "3", "3", "3", "4", "4", "4"
    ]  # fmt: skip
    assert f"remedy_request_seconds_count{{{named}}} 4" in lines
    assert f"remedy_request_seconds_sum{{{named}}} 2.045" in lines


def test_nothing_tells_of_a_report(figures: Figures) -> None:
    """All that happens in complaints happens, well and refused, and not a byte of the figures changes; a failure is told."""
    before = told(figures)
    intake, casework = figures.count(0, "intake"), figures.count(0, "casework")
    for status in (200, 201, 204, 304, 401, 403, 404, 409, 412, 422, 429):
        for method, route in itertools.product(("GET", "POST"), ("/v1/submissions", "/v1/receipts/room", "/{language}/", "(none)")):
            intake(method, route, status, 3.0)
        for method, route in WRITES:
            casework(method, route, status, 3.0)
    assert told(figures) == before
    intake("POST", "/v1/submissions", 503, 3.0)
    casework("POST", "/v1/submissions", 500, 3.0)
    lines = told(figures).splitlines()
    assert 'remedy_requests_total{door="intake",method="POST",route="(all)",status="5xx"} 1' in lines
    assert 'remedy_requests_total{door="casework",method="POST",route="/v1/submissions",status="5xx"} 1' in lines
    assert not any("seconds" in line for line in lines)


WRITES = [
    (one.method, one.route)
    for one in ROUTES
    if one.door == "casework" and one.method not in ("GET", "HEAD", "OPTIONS") and series_of(*one) is None
]


def test_which_writes_those_are() -> None:
    """What is counted of writes is about accounts, organisations and the supply chain."""
    routes = {route for _, route in WRITES}
    assert {"/v1/submissions", "/v1/rooms/{room}/entries", "/v1/rooms/{room}/events", "/v1/cases", "/v1/tables"} <= routes
    counted = {one.route for one in ROUTES if one.door == "casework" and one.method == "POST" and series_of(*one)}
    assert counted and not any(word in route for route in counted for word in ("room", "case", "table", "receipt", "submission"))


def test_a_counter_of_filings_is_caught(figures: Figures, monkeypatch: pytest.MonkeyPatch) -> None:
    """The fault planted: the reporters' door is counted like the other."""
    monkeypatch.setattr("remedy_api.cli.serve.figures.series_of", lambda door, method, route: Series("intake", method, "(all)"))
    before = told(figures)
    figures.count(0, "intake")("POST", "/v1/submissions", 201, 0.1)
    assert told(figures) != before


def test_what_nobody_knows_is_not_counted(figures: Figures) -> None:
    count = figures.count(0, "casework")
    count("GET", "/made/up/kanarie", 200, 0.1)
    count("GET", "/v1/me", 100, 0.1)
    assert told(figures) == told(Figures(ROUTES, 1))
