"""A case from two reports to its end, on the devices of those who take part in it."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser import casework_cases as cases
from tests.browser import supply_world
from tests.browser.casework_people import Person
from tests.browser.casework_world import MONITOR, UNION, World
from tests.browser.conftest import axe, shoot
from tests.fixtures.server import Server

pytestmark = pytest.mark.browser


SECOND, DESK = "Rights at Work Collective", "Programme Desk"


@pytest.fixture(scope="module")
def world(server: Server, open_context: Callable[..., BrowserContext]) -> World:
    """A union with Sita, a monitor with Noor, a second worker organisation with Lea, a coordinator with Cem; and a site with
    everybody who stands behind it.
    """
    made = supply_world.begin(server, open_context)
    made.organisation(SECOND, "worker_organisation", "Lea")
    made.organisation(DESK, "coordinator", "Cem")
    supply_world.built(made)
    return made


@pytest.fixture(scope="module")
def rooms(world: World) -> list[str]:
    """Four confirmed reports."""
    return [cases.report(world, [UNION], f"They keep our wages, says number {number}.") for number in range(4)]


@pytest.fixture(scope="module")
def sita(world: World, rooms: list[str]) -> Person:
    """The representative, on a device of her own."""
    return world.device("Sita")


@pytest.fixture(scope="module")
def noor(world: World) -> Person:
    """The monitor."""
    return world.device("Noor")


def test_a_case_from_two_reports_to_its_end(rooms: list[str], sita: Person, noor: Person) -> None:
    """Opened, taken through its steps, read by a monitor who is let in and removed, paused, closed, opened again."""
    case = cases.open_case(sita, rooms[0], others=[rooms[1]])
    assert sita.page.locator("h1").inner_text() == "Star Textiles Ltd"
    assert sita.page.title().startswith("Case ")
    cases.stands(sita, "Admissibility and mandate")
    expect(sita.page.locator(".stand-count")).to_have_text("14 days left")
    expect(sita.page.get_by_role("link", name=re.compile(r"^Report \W?[0-9A-F]{4}-"))).to_have_count(2)
    for name in ("Star Operating Pvt", "Moon Apparel BV", "Work clothes"):
        expect(sita.page.locator(".chain").get_by_text(name).first).to_be_visible()
    assert axe(sita.page) == []
    shoot(sita.page, "case-new")

    cases.begin_safety(sita)
    expect(sita.page.get_by_text("No deadline runs in this step.")).to_be_visible()
    cases.begin_notification(sita)
    cases.begin_fact_finding(sita, "Star Operating Pvt")
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
    expect(sita.page.get_by_role("dialog")).to_contain_text("What it has read cannot be taken back")
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


def test_another_organisation_takes_over_and_a_coordinator_helps(world: World, rooms: list[str], sita: Person) -> None:
    """A second worker organisation represents too and may then remove the first; a coordinator may do its part and no more."""
    case = cases.open_case(sita, rooms[2], site=None)
    lea, cem = world.device("Lea"), world.device("Cem")
    cases.admit(sita, SECOND, role="It also represents the workers")
    cases.admit(sita, DESK, role="It also coordinates the case")
    cases.view(cem, case)
    cem.press("Write down the mandate…")
    cem.fill("Who asked you to act for them?", "The union says: the night shift.")
    cem.press("Lock and keep")
    cases.done(cem, "Write down the mandate…")
    expect(cem.page.get_by_role("button", name="Close the case…")).to_have_count(0)
    expect(cem.page.get_by_role("button", name="Let another organisation read this…")).to_have_count(0)
    shoot(cem.page, "case-of-coordinator")
    cases.view(lea, case)
    lea.press("Remove %(name)s", name=UNION)
    lea.answer("Remove from the case")
    expect(lea.page.get_by_text("Who could read it before")).to_be_visible()
    cases.checked(lea)
    sita.open(f"/cases/{case}")
    sita.sees("This does not exist, or you have no access to it.")
    assert lea.faults == []
    assert cem.faults == []


def test_a_report_is_added_and_taken_out(rooms: list[str], sita: Person) -> None:
    """From the case itself; the last one stays."""
    sita.open("/cases")
    sita.page.get_by_role("link").filter(has_text="Star Textiles Ltd").first.click()
    cases.checked(sita)
    reports = sita.page.locator("section", has=sita.page.get_by_role("heading", name="Reports", exact=True))
    expect(reports.get_by_role("listitem")).to_have_count(2)
    sita.press("Add a report…")
    sita.field("Which report?").select_option(rooms[3])
    sita.press("Add it to this case")
    sita.answer("Add")
    expect(reports.get_by_role("listitem")).to_have_count(3)
    cases.checked(sita)
    for left in (2, 1):
        reports.get_by_role("button", name="Take out").first.click()
        sita.answer("Take it out")
        expect(reports.get_by_role("listitem")).to_have_count(left)
        cases.checked(sita)
    reports.get_by_role("button", name="Take out").first.click()
    dialogue = sita.page.get_by_role("dialog")
    dialogue.get_by_role("button", name="Take it out", exact=True).click()
    expect(dialogue).to_contain_text("A case rests on at least one report. Close the case instead.")
    assert sita.faults == []
