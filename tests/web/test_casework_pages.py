"""Every page at the casework door in every offered language, as the server draws it."""

import re

import pytest
from fastapi.testclient import TestClient
from markupsafe import escape

from remedy_api.kit.i18n import Language, gettext, languages
from remedy_api.web.pages.casework import SHELLS, Shell

ID = "0123456789abcdef" * 2
WASM = "'wasm-unsafe-eval'"


def path(shell: Shell) -> str:
    """The shell's path with an id where it takes one."""
    return re.sub(r"\{\w+:hexid\}", ID, shell.path)


@pytest.mark.parametrize("language", languages(), ids=lambda each: each.code)
def test_each_shell_in_each_language(casework: TestClient, language: Language) -> None:
    """Right language and direction, its own title, a skip link, the footer; no inline code, nothing kept by the browser."""
    for shell in SHELLS:
        check_shell(casework, shell, language)


def check_shell(casework: TestClient, shell: Shell, language: Language) -> None:
    """What holds for every shell."""
    answer = casework.get(f"/{language.code}{path(shell)}")
    assert answer.status_code == 200
    html = answer.text
    assert f'<html lang="{language.code}" dir="{language.direction}">' in html
    assert escape(gettext(language.code)(shell.title)) in html
    assert 'class="skip-link" href="#main"' in html
    for each in ("help", "privacy", "accessibility"):
        assert f'href="/{language.code}/{each}"' in html
    assert not re.search(r"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=", html)
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-language"] == language.code


def test_only_pages_that_take_a_passphrase_may_compile(casework: TestClient) -> None:
    """Argon2id is WebAssembly; no page that shows a report can run any."""
    compiling = set()
    for shell in SHELLS:
        policy = casework.get(f"/en{path(shell)}").headers["content-security-policy"]
        assert "require-trusted-types-for 'script'" in policy
        if WASM in policy:
            compiling.add(shell.name)
    assert compiling == {"setup", "sign-in", "recover", "invitation", "account"}


def test_pages_of_text_need_no_script(casework: TestClient) -> None:
    """They run nothing and are readable at once."""
    for language in languages():
        for name in ("help", "privacy", "accessibility"):
            answer = casework.get(f"/{language.code}/{name}")
            assert answer.status_code == 200
            assert "<script" not in answer.text
            assert "script-src" not in answer.headers["content-security-policy"]


def test_the_first_page_speaks_the_language_of_the_browser(casework: TestClient) -> None:
    """And leads to the reports."""
    answer = casework.get("/", headers={"Accept-Language": "ar-EG, en;q=0.5"}, follow_redirects=False)
    assert answer.headers["location"] == "/ar/"
    answer = casework.get("/ar/", follow_redirects=False)
    assert answer.headers["location"] == "/ar/inbox"


def test_an_unknown_address_gets_a_page_that_leads_back(casework: TestClient) -> None:
    """In the language of the address; what is no id is no page."""
    for wrong in ("/nl/nowhere", "/nl/reports/1", f"/nl/reports/{ID.upper()}", "/nl/organisation/..%2F..%2Fv1"):
        answer = casework.get(wrong)
        assert answer.status_code == 404
        assert 'lang="nl"' in answer.text
        assert 'href="/nl/"' in answer.text
    assert casework.get("/xx/inbox").headers["content-type"] == "application/problem+json"


def test_pages_stand_in_nobodys_way(casework: TestClient) -> None:
    """Addresses of the API keep their own answers."""
    assert casework.get("/v1/nothing").headers["content-type"] == "application/problem+json"
    assert casework.get("/static/nothing").status_code == 404
    assert casework.get("/openapi.json").headers["content-type"] == "application/json"
