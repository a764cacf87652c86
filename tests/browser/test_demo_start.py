"""The start page of a demonstration in every look. What it leads to is made in tests/cli/test_demo.py; here its frame suffices."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from remedy_api.cli.demo.folder import KEY
from remedy_api.kit.i18n import gettext
from remedy_api.web.demonstration import Demonstration, Shown, write_marker
from remedy_api.web.pages.demo_story import PARTS, TITLE
from tests.browser.conftest import axe, listen, shoot
from tests.fixtures.server import Server

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def demo(make_server: Callable[..., Server], first_start: Path) -> Server:
    """A server that takes an empty installation for a demonstration that is made."""
    server = make_server()
    server.options = ("--demo",)
    subprocess.run(["cp", "-a", str(first_start / "data"), str(server.data)], check=True)
    shutil.copy2(first_start / "people.key", server.data / KEY)
    people = {part.person: Shown(f"Somebody {part.anchor}", f"{part.anchor}@clear-water.example", "Union") for part in PARTS}
    rooms = {step.room: "0" * 32 for part in PARTS for step in part.steps}
    write_marker(server.data, Demonstration("2026-01-01", people, rooms))
    server.start()
    return server


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_start_page_in_every_look(language: str, demo: Server, open_context: Callable[..., BrowserContext]) -> None:
    """Nothing for axe, nothing too wide; every page of either door says what it is and leads here."""
    _ = gettext(language)
    page = open_context().new_page()
    faults = listen(page)
    page.goto(f"{demo.intake}/{language}/")
    page.get_by_role("complementary").get_by_role("link", name=_(TITLE)).click()
    page.wait_for_url(f"{demo.casework}/{language}/demo")
    expect(page.get_by_role("heading", level=2)).to_have_count(len(PARTS) + 1)
    for width, scheme in ((320, "light"), (320, "dark"), (1280, "light"), (1280, "dark")):
        # Playwright wants the two words as literals.
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.set_viewport_size({"width": width, "height": 800})
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        shoot(page, f"demo-{language}-{width}-{scheme}")
    for address in (f"{demo.casework}/{language}/sign-in", f"{demo.intake}/{language}/"):
        page.goto(address)
        expect(page.get_by_role("complementary")).to_be_visible()
        page.set_viewport_size({"width": 320, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        assert axe(page) == []
    assert faults == []
