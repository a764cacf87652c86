"""A reporter is punished and says so with her receipt; from her own words the representative opens a case about it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Route, expect

from remedy_api.cli.client import casework
from tests.browser import casework_cases as cases
from tests.browser import casework_world
from tests.browser.casework_world import World
from tests.browser.conftest import axe
from tests.browser.reporter_filed import filed
from tests.browser.reporter_steps import Reporter
from tests.fixtures.server import Server

pytestmark = pytest.mark.browser
WORDS = "Canary-punished-8812: the foreman says I can go home for good."


@pytest.fixture(scope="module")
def world(server: Server, open_context: Callable[..., BrowserContext]) -> World:
    """A programme with a union and a monitor that accept reports."""
    return casework_world.begin(server, open_context)


@pytest.fixture(scope="module")
def worker(world: World) -> Reporter:
    """A worker whose report was confirmed."""
    worker = filed(world)
    casework.acknowledge(world.members["Sita"], worker.room)
    return worker


def says_it(worker: Reporter) -> None:
    """She opens the form and writes."""
    worker.reads()
    worker.press("I am being punished for this")
    worker.page.get_by_label(worker._("What happened? A few words are enough.")).fill(WORDS)


def test_on_a_bad_line_it_is_there_once(worker: Reporter) -> None:
    """Each try arrives and no answer comes back: what she typed stays, and the next press finds what is there."""
    said: list[bytes] = []

    def swallow(route: Route) -> None:
        said.append(route.request.post_data_buffer or b"")
        route.fetch()
        route.abort()

    says_it(worker)
    worker.page.route("**/v1/receipts/entries", swallow)
    form = worker.page.locator("form", has=worker.page.get_by_label("What happened? A few words are enough."))
    form.get_by_role("button", name="Lock and send").click()
    expect(form.locator(".notice, [role=alert]").first).to_be_visible(timeout=60_000)
    expect(worker.page.get_by_label("What happened? A few words are enough.")).to_have_value(WORDS)
    worker.page.unroute_all(behavior="wait")
    form.get_by_role("button", name="Lock and send").click()
    expect(worker.page.get_by_text("Those you chose are told that it is urgent when they open it.", exact=False)).to_be_visible()
    expect(worker.page.locator(".conversation li", has_text=WORDS)).to_have_count(1)
    assert said
    assert not any(b"Canary" in body for body in said)
    assert worker.faults == []


def test_the_representative_opens_a_case_from_it(world: World, worker: Reporter) -> None:
    sita = world.device("Sita", viewport={"width": 320, "height": 640})
    sita.open(f"/reports/{worker.room.hex()}")
    letter = sita.page.locator(".conversation li", has_text=WORDS)
    expect(letter).to_contain_text("▲ Reprisal")
    letter.get_by_role("link", name="Open a case about this reprisal").click()
    sita.page.wait_for_url("**/reprisal#report/**")
    sita.settle()
    expect(sita.field("What happened?")).to_have_value(WORDS)
    # Her report is in no case yet: the new one stands for itself.
    expect(sita.field("Because of which case?")).to_have_value("")
    sita.press("Lock, sign and open the case")
    sita.page.wait_for_url("**/cases/*")
    cases.checked(sita)
    sita.sees("Somebody is punished for complaining")
    sita.sees(WORDS)
    assert sita.faults == []


@pytest.mark.parametrize("language", ["en", "ar"])
def test_how_it_looks(worker: Reporter, language: str) -> None:
    worker.language = language
    worker.open()
    worker.reads()
    worker.press("I am being punished for this")
    for width, scheme in ((320, "light"), (320, "dark"), (1280, "light")):
        worker.glance("receipt-punished", width, scheme)
    assert axe(worker.page) == []
    worker.language = "en"
