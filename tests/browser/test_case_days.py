"""Days of a case: a pause has one on which the case is looked at again, and what would tell a report's day is not on the page."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.browser import casework_cases as cases
from tests.browser import casework_world
from tests.browser.casework_made import Made
from tests.browser.casework_people import Person
from tests.browser.casework_world import UNION, World
from tests.fixtures.server import Server

pytestmark = pytest.mark.browser
OUTSIDE = "Please choose a day from tomorrow on, at most 90 days ahead."
HIDDEN = {"from_day": None, "due_on": None, "days_left": None}


@pytest.fixture(scope="module")
def world(server: Server, open_context: Callable[..., BrowserContext]) -> World:
    """A union, a monitor, a site."""
    made = casework_world.begin(server, open_context)
    cases.site(made)
    return made


@pytest.fixture(scope="module")
def case(world: World) -> str:
    """A case with nothing done yet."""
    return Made(world, [cases.report(world, [UNION], "They keep our wages.")]).case


@pytest.fixture(scope="module")
def sita(world: World, case: str) -> Person:
    """The representative."""
    return world.device("Sita")


def day(days: int) -> str:
    """So many days from now, as it is signed."""
    return str(datetime.now(UTC).date() + timedelta(days=days))


def without_days(page: Page, *, overdue: bool) -> None:
    """The server tells no day of the clock that runs, as to somebody who reads no report."""

    def hide(route: Route) -> None:
        answer = route.fetch()
        said = answer.json()
        for clock in said.get("clocks", []):
            if clock["done_on"] is None:
                clock |= HIDDEN | {"overdue": overdue}
        for row in said.get("items", []):
            row |= {"due_on": None, "days_left": None, "overdue": overdue}
        route.fulfill(response=answer, body=json.dumps(said))

    page.route("**/v1/cases/*", hide)
    page.route("**/cases?view=*", hide)


@pytest.mark.parametrize(("overdue", "badge"), [(False, "running"), (True, "overdue")])
def test_a_clock_whose_days_are_not_told(sita: Person, case: str, overdue: bool, badge: str) -> None:
    """Whether it is overdue stands there in words; nothing says that it stands still, or that there is no deadline."""
    without_days(sita.page, overdue=overdue)
    cases.view(sita, case)
    expect(sita.page.get_by_text("Only who reads the report sees the deadline of this step.")).to_be_visible()
    expect(sita.page.locator(".badge").get_by_text(badge, exact=True)).to_be_visible()
    expect(sita.page.locator(".stand-count")).to_have_count(int(overdue))
    for untrue in ("stands still", "No deadline runs in this step.", "days left"):
        expect(sita.page.get_by_text(untrue)).to_have_count(0)
    sita.open("/cases")
    expect(sita.page.locator(".badge").get_by_text("overdue", exact=True).first).to_be_visible(visible=overdue)
    expect(sita.page.get_by_text("days left")).to_have_count(0)
    sita.page.unroute_all(behavior="wait")


def test_a_pause_has_a_day(sita: Person, case: str) -> None:
    """It begins with one in a month; none, a day that is over and one too far away are refused before anything is signed."""
    cases.view(sita, case)
    cases.unfold(sita, "Pause the case…")
    sita.field("Reason").select_option("waiting")
    field = sita.field("Look at it again on")
    expect(field).to_have_value(day(30))
    for wrong in ("", day(0), day(91)):
        field.fill(wrong)
        sita.press("Pause the case")
        expect(sita.page.get_by_text(OUTSIDE)).to_be_visible()
        expect(sita.page.get_by_role("dialog")).to_have_count(0)
    field.fill(day(90))
    sita.press("Pause the case")
    sita.answer("Pause")
    expect(sita.page.locator(".stand-count")).to_have_text("paused")
    expect(sita.page.get_by_text("To be looked at again on")).to_be_visible()
    cases.checked(sita)
