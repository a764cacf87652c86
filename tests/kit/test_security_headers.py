"""Every answer of both doors carries its headers, errors included, and opens no more than its kind of page needs."""

import re
from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient

from remedy_api.web.security_headers import PageKind, policy

ALWAYS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
}
SHUT = (
    "default-src 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
)


def assert_dressed(answer: object, cache: str = "no-store") -> None:
    """All headers there, once each."""
    headers = answer.headers  # type: ignore[attr-defined]
    for name, value in ALWAYS.items():
        assert headers.get_list(name) == [value]
    (sent,) = headers.get_list("content-security-policy")
    assert all(part in sent.split("; ") for part in SHUT)
    assert headers.get_list("cache-control") == [cache]
    assert "geolocation=()" in headers["permissions-policy"]
    assert "server" not in headers


# What the small app answers: fine, 404, 405, 422, 429, 500, 412, 413, 400, 421, 403.
@pytest.mark.parametrize(
    ("method", "path", "options", "status"),
    [
        ("GET", "/things", {}, 200),
        ("GET", "/nowhere", {}, 404),
        ("GET", "/missing", {}, 404),
        ("DELETE", "/things", {}, 405),
        ("TRACE", "/things", {}, 405),
        ("OPTIONS", "/things", {}, 405),
        ("GET", "/things?limit=0", {}, 422),
        ("GET", "/too-many", {}, 429),
        ("GET", "/broken", {}, 500),
        ("GET", "/forbidden", {}, 403),
        ("PUT", "/things/" + "0a" * 16, {}, 428),
        ("PUT", "/things/" + "0a" * 16, {"headers": {"If-Match": '"1"'}}, 412),
        ("POST", "/sealed", {"content": b"x" * 70_000}, 413),
        ("POST", "/anything", {"content": b"{", "headers": {"Content-Type": "application/json"}}, 400),
        ("POST", "/things", {"headers": {"Origin": "https://evil.test"}}, 403),
        ("GET", "/things", {"headers": {"Host": "evil.test"}}, 421),
        ("GET", "//things", {}, 404),
        ("GET", "/%2e%2e/%00", {}, 404),
    ],
)
def test_every_kind_of_answer_is_dressed(
    small: TestClient, method: str, path: str, options: dict[str, object], status: int
) -> None:
    answer = small.request(method, path, **options)  # type: ignore[arg-type]
    assert answer.status_code == status
    assert_dressed(answer)
    assert "script-src" not in answer.headers["content-security-policy"]


@pytest.mark.parametrize("kind", PageKind)
def test_pages_get_the_policy_of_their_kind(small: TestClient, kind: PageKind) -> None:
    answer = small.get(f"/en/page/{kind}")
    assert_dressed(answer)
    assert answer.headers["content-security-policy"] == policy(kind)


def test_no_policy_opens_what_it_must_not() -> None:
    for kind in PageKind:
        said = policy(kind)
        assert "unsafe-inline" not in said
        assert "'unsafe-eval'" not in said
        assert not re.search(r"https?:|\*", said)
        assert ("wasm-unsafe-eval" in said) == (kind is PageKind.PASSPHRASE)
        assert "trusted-types 'none'" in said.split("; ")
        assert "worker-src" not in said


@pytest.mark.parametrize("path", ["/static/assets/none-1234.js", "/static/manifest.json.none", "/nowhere", "/v1/none", "/v1/me"])
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "PATCH"])
@pytest.mark.parametrize("door", ["casework", "intake"])
def test_both_doors_dress_their_errors(request: pytest.FixtureRequest, door: str, method: str, path: str) -> None:
    answer = request.getfixturevalue(door).request(method, path)
    assert answer.status_code >= 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert_dressed(answer)
    assert answer.headers["strict-transport-security"]


def test_only_hashed_files_may_be_kept(make_small: Callable[..., TestClient], tmp_path: object) -> None:
    from pathlib import Path

    from starlette.staticfiles import StaticFiles

    from tests.kit.conftest import ORIGIN, behind_a_door, small_app

    folder = Path(str(tmp_path))
    (folder / "assets").mkdir()
    (folder / "assets" / "main-AB12.js").write_text("1")
    app = small_app()
    app.mount("/static", StaticFiles(directory=folder))
    client = TestClient(behind_a_door(app), base_url=ORIGIN)
    kept = client.get("/static/assets/main-AB12.js")
    assert_dressed(kept, "public, max-age=31536000, immutable")
    assert_dressed(client.get("/static/assets/gone.js"))
    assert_dressed(client.get("/static/manifest.json"))
