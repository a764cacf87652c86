"""A case from two reports to its end, on the devices of those who take part in it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser import casework_cases as cases
from tests.browser import casework_world
from tests.browser.casework_people import Person
from tests.browser.casework_world import MONITOR, UNION, World
from tests.browser.conftest import axe, shoot
from tests.fixtures.server import Server

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def world(server: Server, open_context: Callable[..., BrowserContext]) -> World:
    """A union with Sita, a monitor with Noor, a site and the company that runs it."""
    made = casework_world.begin(server, open_context)
    cases.site(made)
    made.anna.door.send("POST", "/v1/companies", {"name": "Star Textiles Holding", "country": "IN"})
    return made


@pytest.fixture(scope="module")
def sita(world: World) -> Person:
    """The representative, on a device of her own."""
    return world.device("Sita")


@pytest.fixture(scope="module")
def noor(world: World) -> Person:
    """The monitor."""
    return world.device("Noor")


def test_a_case_from_two_reports_to_its_end(world: World, sita: Person, noor: Person) -> None:
    """Opened, taken through its steps, read by a monitor who is let in and removed, paused, closed, opened again."""
    rooms = [cases.report(world, [UNION], f"They keep our wages, says number {number}.") for number in (1, 2)]
    case = cases.open_case(sita, rooms[0], others=1)
    assert sita.page.locator("h1").inner_text() == "Star Textiles Ltd"
    assert sita.page.title().startswith("Case ")
    cases.stands(sita, "Admissibility and mandate")
    expect(sita.page.locator(".stand-count")).to_have_text("14 days left")
    expect(sita.page.get_by_role("link", name="Report", exact=False).filter(has_text="Report ")).to_have_count(4)
    assert axe(sita.page) == []
    shoot(sita.page, "case-new")

    cases.begin_safety(sita)
    expect(sita.page.get_by_text("No deadline runs in this step.")).to_be_visible()
    cases.begin_notification(sita)
    cases.begin_fact_finding(sita, "Star Textiles Holding")
    expect(sita.page.locator(".stand-count")).to_have_text("45 days left")
    shoot(sita.page, "case-fact-finding")

    noor.open(f"/cases/{case}")
    noor.sees("This does not exist, or you have no access to it.")
    cases.writes(sita, "Before the monitor came.")
    cases.admit(sita, MONITOR)
    cases.view(noor, case)
    expect(noor.page.get_by_text("Before the monitor came.")).to_be_visible()
    expect(noor.page.get_by_text("The night shift of hall 2")).to_be_visible()
    expect(noor.page.get_by_role("button", name="Close the case…")).to_have_count(0)
    expect(noor.page.get_by_text("2 more reports were sent to other organisations only.")).to_be_visible()
    cases.writes(noor, "We come on Friday.")
    cases.view(sita, case)
    expect(sita.page.get_by_text("We come on Friday.")).to_be_visible()
    noor.open(f"/reports/{rooms[0]}")
    noor.sees("This does not exist, or you have no access to it.")

    cases.view(sita, case)
    sita.press("Remove %(name)s", name=MONITOR)
    sita.answer("Remove from the case")
    expect(sita.page.get_by_text("Who could read it before")).to_be_visible()
    cases.checked(sita)
    cases.writes(sita, "After the monitor left.")
    shoot(sita.page, "case-after-removal")
    assert cases.printed_pages(sita, "case-printed") == 1
    noor.open(f"/cases/{case}")
    noor.sees("This does not exist, or you have no access to it.")

    cases.unfold(sita, "Pause the case…")
    sita.field("Reason").select_option("waiting")
    sita.press("Pause the case")
    sita.answer("Pause")
    expect(sita.page.locator(".stand-count")).to_have_text("paused")
    cases.checked(sita)
    shoot(sita.page, "case-paused")
    sita.press("End the pause")
    sita.answer("End the pause")
    expect(sita.page.locator(".stand-count")).to_have_text("45 days left")
    cases.checked(sita)

    cases.unfold(sita, "Close the case…")
    sita.field("How does it end?").select_option("withdrawn")
    sita.fill("Your reasons", "The workers asked us to stop.")
    sita.press("Close the case")
    sita.answer("Close the case")
    cases.stands(sita, "Closed: Withdrawn by the workers")
    shoot(sita.page, "case-closed")
    cases.unfold(sita, "Open the case again…")
    sita.field("Reason").select_option("workers_asked")
    sita.press("Open the case again")
    sita.answer("Open it again")
    cases.stands(sita, "Fact-finding")
    assert sita.faults == []
    assert noor.faults == []
