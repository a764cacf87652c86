"""A second person's eye: one flipped byte in any file, one script, header or link too many on any page, and it is named."""

import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import httpx
import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine
from starlette.applications import Starlette
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from remedy_api.cli.bundle.comparing import Beside, compare, compare_files, compare_pages
from remedy_api.cli.bundle.pages import Asked, pages_of
from remedy_api.web.assets import STATIC, bundle
from remedy_api.web.published import as_text, fingerprint, from_text, hashes_of
from remedy_api.web.security_headers import PageKind, SecurityHeaders
from remedy_api.web.static_files import PackedStatic
from tests.fixtures.addresses import CASEWORK, INTAKE
from tests.fixtures.figures import Figure
from tests.fixtures.server import Server

DOORS = (CASEWORK, INTAKE)
SIGN_IN = Asked("/ar/sign-in", 200, PageKind.PASSPHRASE)
HELP = Asked("/fr/help", 200, PageKind.TEXT)
REPORT = Asked("/en/", 200, PageKind.REPORTER)


@pytest.fixture(scope="module")
def published() -> dict[str, str]:
    """The hashes of what lies here."""
    return hashes_of(STATIC)


def beside(client: TestClient, name: str, hashes: dict[str, str]) -> Beside:
    """A door in this process."""
    return Beside(name, cast(httpx.Client, client), hashes, DOORS)


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Path, TestClient]]:
    """A copy of the files, and a door that hands it out as ours do."""
    shutil.copytree(STATIC, tmp_path / "static")
    app = Starlette()
    app.mount("/static", PackedStatic(directory=tmp_path / "static"))
    with TestClient(SecurityHeaders(app, https=CASEWORK.startswith("https")), base_url=CASEWORK) as client:
        yield tmp_path / "static", client


def flip(path: Path, dice: random.Random) -> bytes:
    """Turn one bit of one byte over, or add one to a file that has none; what was there before."""
    honest = path.read_bytes()
    if not honest:
        path.write_bytes(b"\n")
        return honest
    place = dice.randrange(len(honest))
    path.write_bytes(honest[:place] + bytes([honest[place] ^ 1 << dice.randrange(8)]) + honest[place + 1 :])
    return honest


def check_flips(names: list[str], served: tuple[Path, TestClient], published: dict[str, str]) -> None:
    """In each file in turn: that file is named, and no other."""
    folder, client = served
    seed = random.randrange(1 << 32)
    dice = random.Random(seed)
    door = beside(client, "casework", published)
    assert list(compare_files(door)) == []
    for name in names:
        honest = flip(folder / name, dice)
        assert [each.where for each in compare_files(door)] == [name], seed
        (folder / name).write_bytes(honest)
    assert list(compare_files(door)) == []


def test_a_flipped_byte_is_found(served: tuple[Path, TestClient], published: dict[str, str]) -> None:
    """In one file of each kind, drawn anew each time."""
    kinds: dict[str, list[str]] = {}
    for name in published:
        kinds.setdefault(re.sub(r"[^/]*$", "", name) + name.rpartition(".")[2], []).append(name)
    assert len(kinds) >= 5
    check_flips([random.choice(names) for names in kinds.values()], served, published)


@pytest.mark.long
def test_a_flipped_byte_is_found_in_every_file(served: tuple[Path, TestClient], published: dict[str, str], figure: Figure) -> None:
    check_flips(list(published), served, published)
    figure("one flipped byte in what a door serves", f"found in each of {len(published)} files")


def test_a_file_that_is_gone_or_cut_is_named(served: tuple[Path, TestClient], published: dict[str, str]) -> None:
    folder, client = served
    (folder / "licences.txt").unlink()
    cut = folder / "i18n" / "intake.ar.json"
    cut.write_bytes(cut.read_bytes()[:-1])
    assert {each.where for each in compare_files(beside(client, "casework", published))} == {"licences.txt", "i18n/intake.ar.json"}


def test_both_doors_are_as_published(casework: TestClient, intake: TestClient, engine: Engine, published: dict[str, str]) -> None:
    """Every page of both in every language; the fingerprint on them is the SHA-256 of the list."""
    assert bundle().fingerprint == fingerprint(published)
    for name, client in (("casework", casework), ("intake", intake)):
        found = list(compare(beside(client, name, published)))
        assert found == []
        asked = list(pages_of(name))
        assert len(asked) >= 50
        assert {each.kind for each in asked} >= {PageKind.TEXT}


Change = Callable[[str, list[tuple[bytes, bytes]], bytes], tuple[list[tuple[bytes, bytes]], bytes]]


class Lying:
    """A door in front of a door, which changes answers of one path."""

    def __init__(self, app: ASGIApp, path: str, change: Change) -> None:
        self.app, self.path, self.change = app, path, change

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http" or scope["path"] != self.path:
            await self.app(scope, receive, send)
            return
        start: Message = {}
        body = b""

        async def held(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                start = message
                return
            body += message.get("body", b"")
            if not message.get("more_body"):
                headers, changed = self.change(scope["path"], list(start["headers"]), body)
                headers = [pair for pair in headers if pair[0] != b"content-length"]
                await send({**start, "headers": [*headers, (b"content-length", str(len(changed)).encode())]})
                await send({"type": "http.response.body", "body": changed})

        await self.app(scope, receive, held)


def html(old: str, new: str) -> Change:
    """Another HTML."""

    def change(_path: str, headers: list[tuple[bytes, bytes]], body: bytes) -> tuple[list[tuple[bytes, bytes]], bytes]:
        changed = re.sub(old.encode(), new.encode(), body, count=1)
        assert changed != body
        return headers, changed

    return change


def header(name: str, value: str) -> Change:
    """A header with another value, or one more."""

    def change(_path: str, headers: list[tuple[bytes, bytes]], body: bytes) -> tuple[list[tuple[bytes, bytes]], bytes]:
        return [pair for pair in headers if pair[0].decode() != name] + [(name.encode(), value.encode())], body

    return change


LIES: dict[str, tuple[Asked, Change, str]] = {
    "a script more": (SIGN_IN, html("</head>", '<script src="/static/assets/more.js"></script></head>'), "more.js"),
    "a script from elsewhere": (REPORT, html("</head>", '<script src="https://x.example/a.js"></script></head>'), "x.example"),
    "a file that is no built one": (SIGN_IN, html("</head>", '<script src="/v1/programme"></script></head>'), "/v1/programme"),
    "a sheet more": (HELP, html("</head>", '<link rel="stylesheet" href="/static/own.css"></head>'), "own.css"),
    "a script within": (REPORT, html("</head>", "<script>1</script></head>"), "<script>"),
    "a style within": (HELP, html("</head>", "<style>a{}</style></head>"), "<style>"),
    "a handler": (REPORT, html('id="main"', 'id="main" onclick="x()"'), "onclick"),
    "a style on something": (HELP, html('id="main"', 'id="main" style="x"'), "style"),
    "a field": (REPORT, html("</main>", '<input name="a"></main>'), "<input>"),
    "a form": (REPORT, html("</main>", '<form action="https://x.example"></form></main>'), "<form>"),
    "a script behind a comment": (HELP, html("</main>", '<!--><script src="/static/x.js"></script>--></main>'), "<!-- -->"),
    "one in a comment that ends early": (HELP, html("</main>", '<!-- --!><script src="/static/x.js"></script>--></main>'), "<!"),
    "one within another text": (HELP, html("</main>", '<![CDATA[><script src="/static/x.js"></script>]]></main>'), "<!"),
    "a second way out": (
        HELP,
        html(
            "</main>", '<a id="quick-exit" href="https://x.example/">a</a><a id="quick-exit" href="https://x.example/">b</a></main>'
        ),
        "x.example",
    ),
    "a frame": (HELP, html("</main>", '<iframe src="/static/x"></iframe></main>'), "<iframe>"),
    "a picture": (HELP, html("</main>", '<img src="https://x.example/a.png"></main>'), "<img"),
    "another base": (SIGN_IN, html("<head>", '<head><base href="https://x.example/">'), "<base>"),
    "a refresh": (HELP, html("<head>", '<head><meta http-equiv="refresh" content="0;url=https://x.example">'), "http-equiv"),
    "a prefetch": (HELP, html("</head>", '<link rel="prefetch" href="/static/manifest.json"></head>'), "prefetch"),
    "no hash": (SIGN_IN, html(' integrity="[^"]*"', ""), "/static/assets/"),
    "another hash": (REPORT, html('integrity="sha256-.', 'integrity="sha256-?'), "/static/assets/"),
    "a link away": (REPORT, html("</main>", '<a href="https://x.example/report">x</a></main>'), "x.example"),
    "a link away without a scheme": (HELP, html("</main>", '<a href="//x.example/">x</a></main>'), "x.example"),
    "a door that looks like ours": (HELP, html("</main>", f'<a href="{CASEWORK}.x.example/">x</a></main>'), "x.example"),
    "a script link": (HELP, html("</main>", '<a href="javascript:x()">x</a></main>'), "javascript"),
    "another fingerprint": (SIGN_IN, html('<code dir="ltr">....', '<code dir="ltr">0000'), "0000"),
    "no fingerprint": (HELP, html('<p class="version">', '<p class="else">'), "–"),
    "a looser policy": (REPORT, header("content-security-policy", "default-src *"), "Content-Security-Policy"),
    "a policy that compiles": (
        Asked("/en/inbox", 200, PageKind.CASEWORK),
        header("content-security-policy", "script-src 'self' 'wasm-unsafe-eval'"),
        "Content-Security-Policy",
    ),
    "a link in a header": (HELP, header("link", "</static/own.css>; rel=stylesheet"), "link"),
    "a cookie": (REPORT, header("set-cookie", "a=b"), "set-cookie"),
    "a refresh in a header": (HELP, header("refresh", "0;url=https://x.example"), "refresh"),
    "another type": (HELP, header("content-type", "text/html; charset=utf-7"), "200"),
}


@pytest.mark.parametrize("lie", LIES)
def test_a_page_that_lies_is_named(
    casework: TestClient, intake: TestClient, engine: Engine, published: dict[str, str], lie: str
) -> None:
    """One page in one language, and what is wrong with it; the honest page beside it is not."""
    asked, change, told = LIES[lie]
    name, honest = ("intake", intake) if asked is REPORT else ("casework", casework)
    assert list(compare_pages(beside(honest, name, published), [asked])) == []
    liar = TestClient(Lying(cast(Any, honest.app), asked.path, change), base_url=str(honest.base_url))
    found = list(compare_pages(beside(liar, name, published), [asked, Asked("/nl/privacy", 200, PageKind.TEXT)]))
    assert {each.where for each in found} == {asked.path}
    assert any(told in each.sentence for each in found), [each.sentence for each in found]


def test_what_programs_are_told_is_compared(casework: TestClient, engine: Engine, published: dict[str, str]) -> None:
    liar = TestClient(Lying(cast(Any, casework.app), "/v1/programme", html('"bundle":"....', '"bundle":"0000')), base_url=CASEWORK)
    assert [each.where for each in compare(beside(liar, "casework", published))] == ["/v1/programme"]


def test_a_list_is_read_exactly_or_not_at_all(published: dict[str, str]) -> None:
    text = as_text(published)
    assert from_text(text) == published
    first, second = text.splitlines()[:2]
    for wrong in ("", "\n", text[:-1], f"{second}\n{first}\n", f"{first}\n{first}\n", f"{'0' * 64}  ../x\n", f"{'0' * 63}  x\n"):
        with pytest.raises(ValueError):
            from_text(wrong)


def verify(*options: str) -> subprocess.CompletedProcess[str]:
    """The command as a process."""
    command = [sys.executable, "-m", "remedy_api", "verify-bundle", *options]
    environment = os.environ | {"LC_ALL": "C.UTF-8", "TZ": "Asia/Kathmandu"}
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, check=False)


def test_a_real_server_beside_this_checkout_and_beside_a_list(server: Server, tmp_path: Path) -> None:
    """From either door to both; a list that differs in one digit names that file; each with its exit code."""
    file = tmp_path / "hashes.txt"
    done = verify(server.casework, "--write", str(file))
    assert (done.returncode, done.stdout) == (0, ""), done.stdout + done.stderr
    assert file.read_text("utf-8") == as_text(hashes_of(STATIC))
    assert server.intake in done.stderr
    lines = file.read_text("utf-8").splitlines(keepends=True)
    lines[7] = ("0" if lines[7][0] != "0" else "1") + lines[7][1:]
    file.write_text("".join(lines), "utf-8")
    done = verify(server.intake, "--hashes", str(file))
    assert done.returncode == 1
    for door in (server.casework, server.intake):
        assert f"{door} {lines[7][66:-1]}: " in done.stdout


@pytest.mark.parametrize(
    "options", [(), ("ftp://x",), ("http://127.0.0.1:9", "--hashes", "/dev/null"), ("http://127.0.0.1:9", "--ca", "/dev/null")]
)
def test_what_cannot_be_compared_is_said_in_a_sentence(options: tuple[str, ...], tmp_path: Path, published: dict[str, str]) -> None:
    file = tmp_path / "list"
    file.write_text(as_text(published), "utf-8")
    done = verify(*options) if not options or "--hashes" in options else verify(*options, "--hashes", str(file))
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("remedy: ")
    assert "Traceback" not in done.stderr
