"""What a monitor finds, on the devices of those who take part: its interests, a draft, what is said to it, the revised one."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser import casework_cases as cases
from tests.browser import supply_world
from tests.browser.casework_made import Made
from tests.browser.casework_people import Person
from tests.browser.casework_world import MONITOR, UNION, World
from tests.browser.conftest import shoot
from tests.browser.finding_steps import card, declares, drafts, establishes, opens, radio
from tests.browser.supply_world import SUPPLIER
from tests.fixtures.server import Server

pytestmark = pytest.mark.browser
PAYSLIPS = "Please look at the payslips first."


@pytest.fixture(scope="module")
def world(server: Server, open_context: Callable[..., BrowserContext]) -> World:
    """A union with Sita, a monitor with Noor, a supplier and a buyer."""
    return supply_world.begin(server, open_context)


@dataclass
class Scene:
    """A case in fact-finding that the monitor reads without a role, and those who open it, in one language."""

    case: str
    sita: Person
    noor: Person


@pytest.fixture(scope="module")
def made(world: World) -> dict[str, str]:
    """A case for each language; made before anybody opens a browser."""

    def add(**wanted: str) -> str:
        return str(world.anna.door.send("POST", "/v1/companies", wanted).json()["company"])

    chain = supply_world.built(world)
    maker = add(name="Moon Apparel GmbH", country="DE", organisation=world.organisations[SUPPLIER])
    found = {}
    for language in ("en", "ar"):
        report = cases.report(world, [UNION], f"They keep our wages ({language}).")
        case = Made(world, [report], site=chain["site"]).in_safety().in_notification().in_fact_finding(chain["operator"])
        case.read_by(MONITOR).wrote(PAYSLIPS)
        case.said(("recorded", {"fact": "duty_bearers", "values": (f"{chain['operator']}:caused", f"{maker}:linked")}))
        found[language] = case.case
    return found


@pytest.fixture(scope="module", params=["en", "ar"])
def scene(request: pytest.FixtureRequest, world: World, made: dict[str, str]) -> Scene:
    """The same story in two languages."""
    return Scene(made[request.param], world.device("Sita", request.param), world.device("Noor", request.param))


def test_a_finding_from_its_interests_to_the_established_one(scene: Scene, tmp_path: Path) -> None:
    """Declared, drafted, commented and contested, revised, established; both sides see the same."""
    sita, noor = scene.sita, scene.noor
    cases.view(sita, scene.case)
    sita.press("Let it find the facts")
    sita.answer("Sign")
    expect(sita.page.locator("#readers").get_by_text(sita._("finds the facts"))).to_be_visible()

    cases.view(noor, scene.case)
    noor.sees("Before you write a finding, say what your interests are.")
    expect(noor.page.get_by_role("button", name=noor._("Write a finding…"))).to_have_count(0)
    declares(noor)

    drafts(noor, tmp_path, PAYSLIPS)
    expect(card(noor)).to_contain_text(noor._("It happened as it was said"))
    shoot(noor.page, f"finding-draft-{noor.language}")

    said_to(scene)
    revised(noor)
    cases.view(sita, scene.case)
    expect(card(sita)).to_contain_text(sita._("Established finding"))
    expect(card(sita)).to_contain_text(sita._("It takes the place of an earlier finding."))
    expect(card(sita).get_by_text(sita._("contested"), exact=True)).to_have_count(0)
    name = sita._("Finding")
    sita.press("Begin: %(stage)s…", stage=name)
    sita.press("Begin: %(stage)s", stage=name)
    sita.answer("Begin")
    cases.stands(sita, "Finding")
    shoot(sita.page, f"finding-established-{sita.language}")
    assert [*sita.faults, *noor.faults] == []


def said_to(scene: Scene) -> None:
    """The representative reads it, with the evidence, comments and contests; the monitor reads that."""
    sita, noor = scene.sita, scene.noor
    cases.view(sita, scene.case)
    opens(sita, "Read the reasons of the finding", "Forty payslips")
    opens(sita, "Read the statement of interests", "A foundation pays us")
    card(sita).locator("summary").nth(1).click()
    expect(card(sita).get_by_text("payslip.txt")).to_be_visible()
    expect(card(sita).get_by_text(PAYSLIPS)).to_be_visible()
    sita.press("Comment on it…")
    sita.fill("Your comment", "Hall 3 is missing.")
    sita.press("Send the comment")
    sita.answer("Sign the comment")
    expect(card(sita).get_by_text(sita._("Read the comment"))).to_be_visible()
    cases.checked(sita)
    sita.press("Contest it…")
    sita.press("Contest the finding")
    sita.sees("Please write your reasons.")
    sita.fill("Why do you not agree?", "They were paid in October.")
    sita.press("Contest the finding")
    sita.answer("Sign that it is contested")
    expect(card(sita).get_by_text(sita._("contested"), exact=True)).to_be_visible()
    cases.checked(sita)
    expect(sita.page.get_by_role("button", name=sita._("Contest it…"))).to_have_count(0)
    shoot(sita.page, f"finding-contested-{sita.language}")
    cases.view(noor, scene.case)
    opens(noor, "Read the comment", "Hall 3 is missing.")
    opens(noor, "Read why it is contested", "They were paid in October.")


def revised(noor: Person) -> None:
    """It begins with the words of the first one, is a draft again, and is established."""
    noor.press("Revise the finding…")
    expect(noor.field("Your reasons").first).to_have_value("Forty payslips, and none of them says a date.")
    radio(noor, "It happened in part")
    noor.field("Your reasons").first.fill("Forty payslips; October was paid.")
    noor.press("Revise the finding")
    noor.answer("Sign the draft")
    expect(card(noor)).to_contain_text(noor._("It happened in part"))
    cases.checked(noor)
    expect(card(noor).get_by_text(noor._("contested"), exact=True)).to_have_count(0)
    establishes(noor)


def test_what_was_only_said_needs_a_witness(scene: Scene) -> None:
    """An oral consent without one is refused beside its field, and nothing is sent; with one it stands in the list."""
    sita = scene.sita
    cases.view(sita, scene.case)
    sita.press("Write down a consent…")
    sita.field("Who may know?").select_option("suppliers")
    sita.field("What may they know?").select_option("evidence")
    radio(sita, "Only some of them")
    sita.page.get_by_role("checkbox", name=SUPPLIER).check()
    radio(sita, "They told us, before a witness")
    sita.press("Write the consent down")
    error = sita.page.locator(".field-error", has_text=sita._("Please say who was the witness. What was only said needs one."))
    expect(error).to_be_visible()
    expect(sita.page.get_by_role("dialog")).to_have_count(0)
    described = sita.field("Who agreed, and who was the witness?").get_attribute("aria-describedby") or ""
    assert error.get_attribute("id") in described.split()
    shoot(sita.page, f"consent-without-witness-{sita.language}")
    sita.fill("Who agreed, and who was the witness?", "Mai and Lan; Sita heard it.")
    sita.press("Write the consent down")
    expect(sita.page.get_by_role("dialog")).to_contain_text(SUPPLIER)
    sita.answer("Yes, they agreed")
    consent = sita.page.locator("li.card", has_text=sita._("Evidence")).filter(has_text=SUPPLIER)
    expect(consent).to_be_visible()
    cases.checked(sita)
    consent.locator("summary").click()
    expect(consent.get_by_text("Mai and Lan; Sita heard it.")).to_be_visible()
    shoot(sita.page, f"consent-list-{sita.language}")
    consent.get_by_role("button", name=sita._("Taken back")).click()
    sita.answer("Yes, it is taken back")
    expect(consent).to_have_count(0)
    cases.checked(sita)
    assert sita.faults == []
