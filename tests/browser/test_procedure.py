"""The published procedure in every look, at both doors."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from remedy_api.kit.i18n import gettext
from remedy_api.web.pages.procedure import FAST_TITLE
from tests.browser import casework_world
from tests.browser.conftest import axe, listen, shoot
from tests.fixtures.server import Server

pytestmark = pytest.mark.browser


def test_the_procedure_in_every_look(server: Server, open_context: Callable[..., BrowserContext]) -> None:
    """Reached from the foot of the first page of either door, and the fast one from there; nothing for axe, nothing too wide."""
    casework_world.begin(server, open_context)
    for door in (server.casework, server.intake):
        for language in ("en", "ar"):
            page = open_context(java_script_enabled=True).new_page()
            faults = listen(page)
            page.goto(f"{door}/{language}/help")
            page.get_by_role("contentinfo").get_by_role("link", name=gettext(language)("The procedure")).click()
            page.wait_for_url(f"**/{language}/procedure")
            expect(page.get_by_role("heading", level=2)).to_have_count(12)
            for width, scheme in ((320, "light"), (320, "dark"), (1280, "light"), (1280, "dark")):
                page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                page.set_viewport_size({"width": width, "height": 800})
                assert axe(page) == []
                assert page.evaluate("document.documentElement.scrollWidth") <= width
                if door == server.intake:
                    shoot(page, f"procedure-{language}-{width}-{scheme}")
            page.get_by_role("main").get_by_role("link", name=gettext(language)(FAST_TITLE)).click()
            page.wait_for_url(f"**/{language}/procedure/reprisal")
            expect(page.get_by_role("heading", level=2)).to_have_count(12)
            page.set_viewport_size({"width": 320, "height": 800})
            assert axe(page) == []
            assert page.evaluate("document.documentElement.scrollWidth") <= 320
            shoot(page, f"procedure-fast-{language}-320")
            assert faults == []
