"""The second half of a case on its page: without a finding where none is needed, a way back, and an end that says why."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser import casework_cases as cases
from tests.browser import supply_world
from tests.browser.casework_made import INVITATION, TABLE, Made
from tests.browser.casework_people import Person
from tests.browser.casework_world import MONITOR, UNION, World
from tests.browser.conftest import axe, shoot
from tests.fixtures.server import Server

pytestmark = pytest.mark.browser
LEFT_TO_DO = "This case was closed although something was left to do."


@pytest.fixture(scope="module")
def world(server: Server, open_context: Callable[..., BrowserContext]) -> World:
    """A union, a monitor, a supplier and a buyer."""
    return supply_world.begin(server, open_context)


@pytest.fixture(scope="module")
def made(world: World) -> Made:
    """A case in which a monitor has written a draft, and a table is open."""
    chain = supply_world.built(world)
    report = cases.report(world, [UNION], "They keep our wages.")
    made = Made(world, [report], site=chain["site"]).in_safety().in_notification().in_fact_finding(chain["operator"])
    return made.read_by(MONITOR, "monitor").found().said(INVITATION, TABLE)


@pytest.fixture(scope="module")
def sita(world: World, made: Made) -> Person:
    """The representative."""
    return world.device("Sita")


def begin(person: Person, stage: str) -> None:
    """Begin the step for which everything is there."""
    person.press("Begin: %(stage)s…", stage=stage)
    person.press("Begin: %(stage)s", stage=stage)
    person.answer("Begin")
    cases.stands(person, stage)


def test_a_case_goes_on_without_a_finding_and_comes_back(sita: Person, made: Made) -> None:
    """Each step names what it wants: a finding, or why none is needed; a plan; and a reason for every way back."""
    cases.view(sita, made.case)
    begin(sita, "Finding")
    expect(sita.page.get_by_role("button", name="Go back to the step “Safety and consent”…")).to_have_count(1)
    negotiation = "Negotiation of the remedy"
    sita.press("Begin: %(stage)s…", stage=negotiation)
    sita.press("Begin: %(stage)s", stage=negotiation)
    sita.sees("Please write your reasons.")
    sita.fill("Why is no finding needed?", "The company has said it itself.")
    sita.press("Begin: %(stage)s", stage=negotiation)
    expect(sita.page.get_by_role("dialog")).to_contain_text("You sign that none is needed.")
    sita.answer("Begin")
    cases.stands(sita, negotiation)
    sita.sees("No plan is in force. It must be accepted first.")
    made.agreed(unverified=2)
    cases.view(sita, made.case)
    begin(sita, "The plan is carried out")
    begin(sita, "The workers verify")
    sita.press("Go back to the step “%(stage)s”…", stage="The plan is carried out")
    sita.field("Reason").select_option("step_not_done")
    expect(sita.field("Reason").locator("option[value=no_finding_needed]")).to_have_count(0)
    sita.press("Go back: %(stage)s", stage="The plan is carried out")
    sita.answer("Go back")
    cases.stands(sita, "The plan is carried out")
    assert sita.faults == []


def test_who_closes_against_what_is_open_says_why_for_good(sita: Person, made: Made) -> None:
    """Remedied with steps that nobody verified is refused beside the field; with written reasons it stands at the top, also
    once the case is open again. Afterwards is recorded whether the workers are satisfied, and when somebody looks again.
    """
    cases.view(sita, made.case)
    sita.press("Close the case…")
    reason = sita.field("Reason").last
    sita.field("How does it end?").select_option("withdrawn")
    expect(reason.locator("option[value=override]")).to_have_count(0)
    sita.field("How does it end?").select_option("remedied")
    sita.fill("Your reasons", "The last step is a wage of one person who has left; she was paid by the union.")
    sita.press("Close the case")
    expect(sita.page.locator(".field-error")).to_contain_text("Not every step of the plan is verified.")
    expect(sita.page.get_by_role("dialog")).to_have_count(0)
    reason.select_option("override")
    sita.press("Close the case")
    expect(sita.page.get_by_role("dialog")).to_contain_text("at the top of this page for good")
    sita.answer("Close the case")
    cases.stands(sita, "Closed: Remedied")
    notice = sita.page.locator(".notice", has_text=LEFT_TO_DO)
    notice.locator("summary").click()
    expect(notice).to_contain_text("she was paid by the union")

    sita.press("Record whether the workers are satisfied…")
    sita.press("Record the answer")
    sita.sees("Please choose an answer.")
    sita.page.get_by_role("radio", name="Rather satisfied").check()
    sita.press("Record the answer")
    sita.answer("Sign and record")
    sita.sees("How satisfied the workers are: %(answer)s.", answer="Rather satisfied")
    cases.checked(sita)
    sita.press("Plan when somebody looks again…")
    sita.page.get_by_role("checkbox", name="After 3 months").check()
    sita.page.get_by_role("checkbox", name="After 12 months").check()
    sita.press("Record when")
    sita.answer("Sign and record")
    sita.sees("Somebody looks whether it has stayed so: %(times)s.", times="After 3 months and After 12 months")
    expect(sita.page.locator("section", has_text="After the end").get_by_text("days left")).to_have_count(2)
    cases.checked(sita)
    assert axe(sita.page) == []
    shoot(sita.page, "case-overridden")

    sita.press("Open the case again…")
    sita.field("Reason").select_option("not_kept")
    sita.press("Open the case again")
    sita.answer("Open it again")
    cases.stands(sita, "The plan is carried out")
    expect(notice).to_be_visible()
    assert sita.faults == []
