"""The reporter's pages as they come from the server, in every language, before any script runs."""

import json
import re
from html.parser import HTMLParser

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from remedy_api.kit.i18n import gettext, languages
from remedy_api.settings import Settings
from tests.factories.people import make_programme

PATHS = ("/", "/receipt", "/about", "/privacy", "/accessibility", "/help")
CODES = [language.code for language in languages()]


class Reading(HTMLParser):
    """What a page says of itself: attributes of html and body, scripts, sheets, forms, text by place."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html_tag: dict[str, str | None] = {}
        self.body: dict[str, str | None] = {}
        self.loads: list[str] = []
        self.tags: list[str] = []
        self.inline = ""
        self._within = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append(tag)
        self._within = tag
        if tag == "html":
            self.html_tag = found
        elif tag == "body":
            self.body = found
        self.loads += [str(found[name]) for name in ("src", "href") if tag in ("script", "link", "img") and found.get(name)]
        assert not any(name.startswith("on") or name == "style" for name in found), found

    def handle_data(self, data: str) -> None:
        if self._within in ("script", "style"):
            self.inline += data.strip()

    def handle_endtag(self, tag: str) -> None:
        self._within = ""


@pytest.mark.parametrize("path", PATHS)
def test_language_direction_and_nothing_from_elsewhere(intake: TestClient, casework: TestClient, engine: Engine, path: str) -> None:
    """Each page says its language and direction, its version, and loads only from its own door."""
    make_programme(casework, engine, languages=tuple(CODES))
    for code in CODES:
        answer = intake.get(f"/{code}{path}")
        assert answer.status_code == 200
        page = Reading(answer.text)
        assert page.html_tag == {"lang": code, "dir": "rtl" if code == "ar" else "ltr"}
        assert page.inline == ""
        assert all(address.startswith(("/", "data:,")) and not address.startswith("//") for address in page.loads)
        assert re.search(r"\d+\.\d+\.\d+", answer.text)
        assert "set-cookie" not in answer.headers
        assert answer.headers["cache-control"] == "no-store"
        policy = answer.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'")
        assert "wasm" not in policy
        assert ("script-src 'self'" in policy) == (path in ("/", "/receipt"))


@pytest.mark.parametrize("path", ["/", "/receipt"])
def test_without_javascript_the_other_ways(intake: TestClient, casework: TestClient, engine: Engine, path: str) -> None:
    """No form, no field, no button; the programme's help text instead."""
    make_programme(casework, engine)
    answer = intake.get(f"/en{path}")
    page = Reading(answer.text)
    assert not {"form", "input", "textarea", "select", "button"} & set(page.tags)
    noscript = re.findall(r"<noscript>(.*?)</noscript>", answer.text, re.DOTALL)
    assert len(noscript) == 1
    assert "We keep what you send only as long as your case needs it." in noscript[0]


def test_what_the_island_knows_is_public(intake: TestClient, casework: TestClient, engine: Engine) -> None:
    """Instance, languages in the programme's order, where to leave to: the same for everybody."""
    programme = make_programme(casework, engine, languages=("ar", "en"))
    first, second = intake.get("/en/"), intake.get("/en/", headers={"Cookie": "__Host-session=x"})
    assert first.text == second.text
    body = Reading(first.text).body
    assert body["data-instance"] == programme.instance
    assert body["data-set-up"] == "yes"
    assert body["data-exit"] == "/blank"
    assert [each["code"] for each in json.loads(str(body["data-languages"]))] == ["ar", "en"]


def test_before_the_programme_begins(intake: TestClient, engine: Engine) -> None:
    """The door answers, and says that nothing has begun."""
    answer = intake.get("/en/")
    assert answer.status_code == 200
    assert Reading(answer.text).body["data-set-up"] == "no"


@pytest.mark.parametrize(("asked", "given"), [("ar-EG,en;q=0.5", "/ar/"), ("nl", "/en/"), ("xx", "/en/"), ("", "/en/")])
def test_the_first_page_speaks_a_language_of_the_programme(
    intake: TestClient, casework: TestClient, engine: Engine, asked: str, given: str
) -> None:
    """By what the browser asks for, if the programme has it."""
    make_programme(casework, engine, languages=("en", "ar"))
    answer = intake.get("/", headers={"Accept-Language": asked}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, given)


def test_unknown_addresses_lead_back(intake: TestClient, engine: Engine) -> None:
    """A page in the language of its path, 404."""
    answer = intake.get("/ar/nowhere")
    assert answer.status_code == 404
    assert Reading(answer.text).html_tag == {"lang": "ar", "dir": "rtl"}
    assert gettext("ar")("This page does not exist") in answer.text


def test_the_page_to_leave_to_says_nothing(intake: TestClient, engine: Engine) -> None:
    """No word of what was before."""
    answer = intake.get("/blank", headers={"Accept-Language": "ar"})
    page = Reading(answer.text)
    assert page.html_tag == {"lang": "ar", "dir": "rtl"}
    assert page.body == {}
    assert page.loads == ["data:,"]
    assert re.sub(r"<title>.*?</title>|<[^>]+>|\s", "", answer.text) == ""


@pytest.mark.parametrize(
    ("wanted", "allowed"),
    [("https://weather.example/", True), ("", True), ("javascript:alert(1)", False), ("http://x.example", False)],
)
def test_where_to_leave_to_is_a_setting(wanted: str, allowed: bool) -> None:
    """A safe address or none."""
    if allowed:
        assert Settings(quick_exit_url=wanted).quick_exit_url == wanted
    else:
        with pytest.raises(ValueError, match="quick_exit_url"):
            Settings(quick_exit_url=wanted)
