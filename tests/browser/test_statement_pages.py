"""Privacy, accessibility and help in every look, at both doors: what somebody reads before trusting us with anything."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser import casework_world
from tests.browser.conftest import axe, listen, shoot
from tests.browser.looks import LOOKS
from tests.fixtures.server import Server

pytestmark = pytest.mark.browser


def test_the_statements_in_every_look(server: Server, open_context: Callable[..., BrowserContext]) -> None:
    """Reached from the foot of a page; nothing for axe, nothing too wide, the programme's own words among ours."""
    casework_world.begin(server, open_context)
    seen = []
    for door in (server.casework, server.intake):
        for language in ("en", "ar"):
            page = open_context().new_page()
            faults = listen(page)
            for name in ("help", "privacy", "accessibility"):
                page.goto(f"{door}/{language}/about" if door == server.intake else f"{door}/{language}/help")
                page.get_by_role("contentinfo").locator(f"a[href='/{language}/{name}']").click()
                page.wait_for_url(f"**/{language}/{name}")
                expect(page.get_by_role("heading", level=1)).to_be_visible()
                for (width, scheme), rules in LOOKS.items():
                    # Playwright wants the two words as literals.
                    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                    page.set_viewport_size({"width": width, "height": 800})
                    assert axe(page, rules) == [], (name, language, width, scheme)
                    assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, language)
                if door == server.casework:
                    shoot(page, f"{name}-{language}-1280-dark")
                seen.append(page.get_by_role("main").inner_text())
            assert faults == []
    assert sum("The programme keeps reports for five years." in each for each in seen) == 2
    assert sum("يحتفظ البرنامج بالبلاغات خمس سنوات." in each for each in seen) == 2
