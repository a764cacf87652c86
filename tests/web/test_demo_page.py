"""The start page of a demonstration, and what every page of one says; elsewhere there is neither."""

from html import unescape
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from remedy_api.app import create_casework_app, create_intake_app
from remedy_api.kit.i18n import gettext, languages
from remedy_api.settings import Settings
from remedy_api.web.demonstration import Demonstration, Shown, write_marker
from remedy_api.web.pages.demo_story import INTRODUCTION, PARTS, TITLE
from tests.fixtures.addresses import CASEWORK, INTAKE, PEOPLE_KEY

ROOMS = {step.room: f"{place:032x}" for place, step in enumerate(step for part in PARTS for step in part.steps) if step.room}
PEOPLE = {part.person: Shown(f"Somebody {part.anchor}", f"{part.anchor}@demo.example", "Union") for part in PARTS if part.person}
WARNING = (
    "This is a demonstration. Everybody in it is invented, and whoever can see the terminal on which it was started has "
    "everybody's passphrase. Write nothing real here."
)


@pytest.fixture
def demo(settings: Settings, tmp_path: Path) -> Settings:
    """The settings of a demonstration that is made, as far as its marker says."""
    (tmp_path / "data").mkdir()
    write_marker(
        tmp_path / "data", Demonstration("2026-01-01", PEOPLE | {"guest": Shown("Guest", "guest@demo.example", "")}, ROOMS)
    )
    return settings.model_copy(update={"demo": True})


def test_the_way_through_in_each_language(demo: Settings, engine: Engine) -> None:
    """Who each is and her login, every step with a link that leads somewhere, and nothing that runs."""
    client = TestClient(create_casework_app(demo, engine, PEOPLE_KEY), base_url=CASEWORK)
    for language in languages():
        answer = client.get(f"/{language.code}/demo")
        assert answer.status_code == 200
        html, _ = unescape(answer.text), gettext(language.code)
        assert f'<html lang="{language.code}" dir="{language.direction}">' in html
        assert f"<h1>{_(TITLE)}</h1>" in html
        for sentence in INTRODUCTION:
            assert f"<p>{_(sentence)}</p>" in html
        for part in PARTS:
            assert f'<h2 id="{part.anchor}">{_(part.title)}</h2>' in html
            assert f"<p>{_(part.about)}</p>" in html
            assert not part.person or PEOPLE[part.person].email in html
            for step in part.steps:
                door = "" if step.door == "casework" else INTAKE
                href = f"{door}/{language.code}{step.path.format(ROOMS.get(step.room, ''))}"
                assert f'<li>{_(step.told)} <a href="{href}">{_(step.link)}</a></li>' in html
        assert "guest@demo.example" in html
        assert "<script" not in html
        assert "script-src" not in answer.headers["content-security-policy"]


def test_every_page_of_either_door_says_that_it_is_a_demonstration(demo: Settings, engine: Engine) -> None:
    doors = (create_casework_app(demo, engine, PEOPLE_KEY), CASEWORK), (create_intake_app(demo, engine, PEOPLE_KEY), INTAKE)
    for app, address in doors:
        client = TestClient(app, base_url=address)
        for language in languages():
            for path in ("/help", "/procedure", "/inbox" if address == CASEWORK else "/receipt"):
                html = unescape(client.get(f"/{language.code}{path}").text)
                assert gettext(language.code)(WARNING) in html
                assert f'<a href="{CASEWORK}/{language.code}/demo">' in html


def test_nobody_else_has_such_a_page(casework: TestClient, intake: TestClient) -> None:
    for client in (casework, intake):
        assert client.get("/en/demo").status_code == 404
        assert WARNING not in unescape(client.get("/en/help").text)


def test_while_it_is_made_there_is_nothing_to_lead_through(demo: Settings, engine: Engine) -> None:
    write_marker(demo.data_dir, Demonstration())
    client = TestClient(create_casework_app(demo, engine, PEOPLE_KEY), base_url=CASEWORK)
    assert client.get("/en/demo").status_code == 404
    assert WARNING in unescape(client.get("/en/help").text)
