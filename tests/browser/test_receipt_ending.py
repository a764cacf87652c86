"""With her receipt the reporter is told that her report goes soon, in every look; most of the time nothing is said."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser import casework_world
from tests.browser.conftest import axe
from tests.browser.reporter_filed import filed
from tests.browser.reporter_steps import Reporter
from tests.fixtures.server import Server

pytestmark = pytest.mark.browser
SAID = ".notice.warn"


@pytest.fixture(scope="module")
def worker(server: Server, open_context: Callable[..., BrowserContext]) -> Reporter:
    """A worker with a report that nobody confirmed."""
    return filed(casework_world.begin(server, open_context))


def test_most_of_the_time_nothing_is_said(worker: Reporter) -> None:
    worker.reads()
    worker.settle()
    expect(worker.page.locator(SAID)).to_have_count(0)


def test_a_report_that_goes_soon(worker: Reporter) -> None:
    worker.page.route("**/v1/receipts/ending", lambda route: route.fulfill(json={"erased_on": "2031-05-01"}))
    worker.reads()
    expect(worker.page.locator(SAID)).to_contain_text("will be erased here on May 1, 2031")
    for width in (320, 1280):
        worker.page.set_viewport_size({"width": width, "height": 800})
        assert axe(worker.page, None) == []
        assert worker.page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_server_that_does_not_answer_hides_no_letter(worker: Reporter) -> None:
    worker.page.unroute_all(behavior="wait")
    worker.page.route("**/v1/receipts/ending", lambda route: route.abort())
    worker.reads()
    worker.settle()
    expect(worker.page.locator(SAID)).to_have_count(0)
    expect(worker.page.get_by_text("Nobody has confirmed it yet.")).to_be_visible()
