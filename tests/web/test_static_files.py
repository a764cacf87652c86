"""Built files go out packed to whoever takes that, and unpacked to everybody else; nothing else is packed."""

import gzip
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from remedy_api.web.static_files import PackedStatic

SCRIPT = b"const words = ['word'];\n" * 400


@pytest.fixture
def files(tmp_path: Path) -> TestClient:
    """A folder with a script, a small file and a picture."""
    (tmp_path / "page.js").write_bytes(SCRIPT)
    (tmp_path / "small.json").write_bytes(b"{}")
    (tmp_path / "picture.png").write_bytes(SCRIPT)
    app = Starlette()
    app.mount("/static", PackedStatic(directory=tmp_path))
    return TestClient(app)


def raw(files: TestClient, name: str, **headers: str) -> tuple[bytes, dict[str, str]]:
    """The bytes on the wire and the headers."""
    with files.stream("GET", f"/static/{name}", headers=headers) as answer:
        assert answer.status_code in (200, 206)
        return b"".join(answer.iter_raw()), dict(answer.headers)


def test_packed_for_whoever_takes_it(files: TestClient) -> None:
    body, headers = raw(files, "page.js", **{"Accept-Encoding": "br, gzip;q=0.8"})
    assert headers["content-encoding"] == "gzip"
    assert len(body) < len(SCRIPT) / 3
    assert gzip.decompress(body) == SCRIPT
    assert headers["content-length"] == str(len(body))
    assert headers["vary"] == "Accept-Encoding"
    assert headers["content-type"].startswith("text/javascript")


@pytest.mark.parametrize("accepted", ["identity", "", "gzip;q=0", "br"])
def test_as_it_is_for_others(files: TestClient, accepted: str) -> None:
    body, headers = raw(files, "page.js", **{"Accept-Encoding": accepted})
    assert body == SCRIPT
    assert "content-encoding" not in headers
    assert headers["vary"] == "Accept-Encoding"


@pytest.mark.parametrize("name", ["small.json", "picture.png"])
def test_not_worth_packing(files: TestClient, name: str) -> None:
    assert "content-encoding" not in raw(files, name, **{"Accept-Encoding": "gzip"})[1]


def test_a_part_goes_as_it_is(files: TestClient) -> None:
    body, headers = raw(files, "page.js", **{"Accept-Encoding": "gzip", "Range": "bytes=0-9"})
    assert body == SCRIPT[:10]
    assert "content-encoding" not in headers


def test_known_already(files: TestClient) -> None:
    tag = raw(files, "page.js", **{"Accept-Encoding": "gzip"})[1]["etag"]
    assert tag.startswith('W/"')
    assert files.get("/static/page.js", headers={"If-None-Match": tag}).status_code == 304


def test_a_new_build_is_packed_anew(files: TestClient, tmp_path: Path) -> None:
    raw(files, "page.js", **{"Accept-Encoding": "gzip"})
    (tmp_path / "page.js").write_bytes(SCRIPT + b"// changed")
    assert gzip.decompress(raw(files, "page.js", **{"Accept-Encoding": "gzip"})[0]).endswith(b"// changed")
