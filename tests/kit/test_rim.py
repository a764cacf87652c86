"""What every request passes first: host, cookies, origin, language."""

from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient

from tests.kit.conftest import ORIGIN

THING = {"thing": "0a" * 16, "name": "Loom"}


@pytest.mark.parametrize("host", ["evil.test", "door.test.evil.test", "door.test:444", "door.test@evil.test", "", "DOOR.TEST/x"])
def test_other_hosts_are_refused(small: TestClient, host: str) -> None:
    answer = small.get("/missing", headers={"Host": host})
    assert (answer.status_code, answer.json()["code"]) == (421, "wrong-host")


def test_two_hosts_are_refused(small: TestClient) -> None:
    request = small.build_request("GET", "/missing", headers=[("Host", "door.test"), ("Host", "evil.test")])
    assert small.send(request).status_code == 421


def test_a_health_check_may_come_under_any_name(small: TestClient) -> None:
    assert small.get("/healthz", headers={"Host": "10.0.0.7"}).status_code == 200


@pytest.mark.parametrize(
    "origin",
    [
        None,
        "null",
        "https://evil.test",
        "http://door.test",
        ORIGIN + ":443",
        ORIGIN + "/",
        ORIGIN + ".evil.test",
        ORIGIN.upper(),
        "",
    ],
)
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "QUERY"])
def test_a_change_from_another_page_is_refused(make_small: Callable[..., TestClient], origin: str | None, method: str) -> None:
    small = make_small(**({} if origin is None else {"Origin": origin}))
    answer = small.request(method, "/things", json=THING)
    assert (answer.status_code, answer.json()["code"]) == (403, "wrong-origin")


def test_a_change_from_our_own_page_passes(small: TestClient) -> None:
    assert small.post("/things", json=THING).status_code == 201


def test_reading_needs_no_origin(make_small: Callable[..., TestClient]) -> None:
    assert make_small().get("/things").status_code == 200


def test_where_no_account_is_nobody_sees_a_cookie(make_small: Callable[..., TestClient]) -> None:
    cookies = {"Cookie": "__Host-session=secret; other=1"}
    assert make_small(accounts=True, **cookies).get("/cookies").json() == ["__Host-session", "other"]
    assert make_small(accounts=False, **cookies).get("/cookies").json() == []
    assert make_small(accounts=False).post("/things", json=THING).status_code == 201


def test_a_token_stands_in_for_the_origin(make_small: Callable[..., TestClient]) -> None:
    """Its worth is judged further in; here it counts that no browser sends one by itself."""
    assert make_small(Authorization="Bearer remedy_x").post("/things", json=THING).status_code == 201
    assert make_small(Authorization="Bearer remedy_x", Origin=ORIGIN).post("/things", json=THING).status_code == 201
    foreign = make_small(Authorization="Bearer remedy_x", Origin="https://evil.test").post("/things", json=THING)
    assert (foreign.status_code, foreign.json()["code"]) == (403, "wrong-origin")
    for other in ("Basic cmVtZWR5Og==", "Bearer", ""):
        assert make_small(Authorization=other).post("/things", json=THING).json()["code"] == "wrong-origin", other


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_token_comes_alone(small: TestClient, method: str) -> None:
    shown = ("Authorization", "bearer remedy_x")
    for second in (("Cookie", "__Host-session=secret"), ("Cookie", ""), shown, ("Authorization", "Basic cmVtZWR5Og==")):
        request = small.build_request(method, "/things", json=THING, headers=[shown, second])
        answer = small.send(request)
        assert (answer.status_code, answer.json()["code"]) == (400, "two-ways-in"), second


def test_where_no_account_is_nobody_sees_a_token(make_small: Callable[..., TestClient]) -> None:
    shown = {"Authorization": "Bearer remedy_x"}
    assert make_small(accounts=True, **shown).get("/authorization").json() == ["Bearer remedy_x"]
    assert make_small(accounts=False, **shown).get("/authorization").json() == []


@pytest.mark.parametrize(
    ("path", "header", "language"),
    [
        ("/language", "fr", "fr"),
        ("/language", "zh-TW, nl;q=0.5", "nl"),
        ("/language", "", "en"),
        ("/ar/page/text", "fr", "ar"),
        ("/xx/page/text", "fr", "fr"),
        ("/de/page/text", "fr", "fr"),
    ],
)
def test_the_page_speaks_its_own_language_and_the_rest_the_callers(
    small: TestClient, path: str, header: str, language: str
) -> None:
    assert language in small.get(path, headers={"Accept-Language": header}).text
