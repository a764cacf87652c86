"""What stands at the foot of every page of both doors, in every language, and what privacy and accessibility say."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import cast

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from remedy_api.cli.bundle.pages import pages_of
from remedy_api.document import routes_of
from remedy_api.kit.i18n import Language, gettext, languages
from remedy_api.kit.i18n.formats import day
from remedy_api.web.assets import bundle
from remedy_api.web.pages.intake import BLANK
from remedy_api.web.pages.programme import FOOTER
from remedy_api.web.pages.shell import PAGES, VERSION
from remedy_api.web.pages.statements import ACCESSIBILITY, CONTROLLER, NO_CONTROLLER, PRIVACY, STATED, STATED_ON, Part
from tests.factories.people import Programme, make_programme

DOORS = ("casework", "intake")
BY_LANGUAGE = pytest.mark.parametrize("language", languages(), ids=lambda each: each.code)


@pytest.fixture
def programme(casework: TestClient, engine: Engine) -> Programme:
    """A programme in all languages."""
    return make_programme(casework, engine, languages=tuple(each.code for each in languages()))


def faults(html: str, language: Language) -> Iterator[str]:
    """What the foot of a page lacks."""
    _ = gettext(language.code)
    foot = "".join(re.findall(r"<footer.*?</footer>", html, re.DOTALL))
    for path, text in FOOTER:
        if f'<a href="/{language.code}{path}">{_(text)}</a>' not in unescape(foot):
            yield path
    if _("Version %(version)s", version=VERSION) not in unescape(foot):
        yield "version"
    if f'<code dir="ltr">{bundle().fingerprint[:16]}</code>' not in foot:
        yield "fingerprint"


@pytest.mark.parametrize("door", DOORS)
def test_every_page_leads_to_help_privacy_and_accessibility(
    casework: TestClient, intake: TestClient, programme: Programme, door: str
) -> None:
    """Also the page that is not there. Whatever leads there is there."""
    client = casework if door == "casework" else intake
    assert {path for path, _ in FOOTER} >= {"/help", "/privacy", "/accessibility"}
    by_code = {each.code: each for each in languages()}
    for asked in pages_of(door):
        html = client.get(asked.path).text
        assert list(faults(html, by_code[asked.path.split("/")[1]])) == [], asked.path
    for code in by_code:
        for path, _text in FOOTER:
            assert client.get(f"/{code}{path}").status_code == 200
    assert set(faults("<footer></footer>", languages()[0])) == {*(path for path, _ in FOOTER), "version", "fingerprint"}


def test_no_page_is_left_out(casework: TestClient, intake: TestClient) -> None:
    """Pages that a browser can open are those that are walked here, and four that say why."""
    for name, client in (("casework", casework), ("intake", intake)):
        asked = {re.sub("[0-9a-f]{32}", "0" * 32, each.path) for each in pages_of(name) if each.path.startswith("/nl/")}
        templates = {re.sub(r"\{\w+:hexid\}", "0" * 32, path) for path in paths_of(client)}
        drawn = {path.replace(PAGES, "/nl").replace("{rest:path}", "no-such-page") for path in templates if path.startswith(PAGES)}
        # The first page of casework sends on; the demonstration has a page of its own, walked in its own test.
        assert drawn - asked <= {"/nl/", "/nl/demo"}
        # What is asked for by a plain address and is drawn by a browser: nothing but the page that says nothing on purpose.
        plain = [path for path in templates if not path.startswith((PAGES, "/v1/")) and "{" not in path]
        assert len(plain) > 2
        drawn = {
            path for path in plain if client.get(path, follow_redirects=False).headers.get("content-type", "")[:9] == "text/html"
        }
        assert drawn <= {BLANK}


def paths_of(client: TestClient) -> list[str]:
    """The paths of all routes of a door."""
    found = [route.path for route in routes_of(cast(FastAPI, client.app).routes)]
    assert len(found) > 20
    return found


@BY_LANGUAGE
def test_privacy(casework: TestClient, intake: TestClient, programme: Programme, language: Language) -> None:
    """The controller by name, the programme's own words, what the server keeps, how long, and which rights one has."""
    for client in (casework, intake):
        html = said(client, language, "privacy")
        assert gettext(language.code)(CONTROLLER, programme="Fair Supply Programme") in html
        assert "We keep what you send only as long as your case needs it." in html
        check(html, PRIVACY, language)
        assert f'href="/{language.code}/procedure#kept"' in html
        assert 'id="kept"' in client.get(f"/{language.code}/procedure").text


@BY_LANGUAGE
def test_accessibility(casework: TestClient, intake: TestClient, programme: Programme, language: Language) -> None:
    """The standard by name, what does not hold, how it was tested, whom to tell, and of which day it is."""
    for client in (casework, intake):
        html = said(client, language, "accessibility")
        assert "Web Content Accessibility Guidelines 2.2" in html
        assert "EN 301 549" in html
        check(html, ACCESSIBILITY, language)
        assert gettext(language.code)(STATED, day=day(STATED_ON, language.code)) in html
        assert f'<p><a href="/{language.code}/help">' in html


def test_before_the_set_up_nobody_is_responsible(intake: TestClient, engine: Engine) -> None:
    assert NO_CONTROLLER in said(intake, languages()[0], "privacy")


def test_what_is_said_of_the_door_is_so() -> None:
    """The statement speaks of axe, of narrow and wide, light and dark, and of both directions: so do the browser's tests."""
    looks = (Path(__file__).parents[1] / "browser" / "looks.py").read_text("utf-8")
    assert all(word in looks for word in ("axe(", "scrollWidth", '"light"', '"dark"', "320", "1280", "rtl"))


def said(client: TestClient, language: Language, name: str) -> str:
    """A page of text."""
    answer = client.get(f"/{language.code}/{name}")
    assert answer.status_code == 200
    assert f'<html lang="{language.code}" dir="{language.direction}">' in answer.text
    return unescape(answer.text)


def check(html: str, parts: tuple[Part, ...], language: Language) -> None:
    """Every heading and every sentence, in this language."""
    _ = gettext(language.code)
    for part in parts:
        assert not part.heading or f">{_(part.heading)}</h2>" in html
        for line in part.lines:
            assert f"<li>{_(line)}</li>" in html
            assert language.code == "en" or _(line) != line
