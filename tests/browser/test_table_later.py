"""What comes later at a table: a step that was verified is opened again, earlier plans can still be read, somebody leaves without
having accepted, and a file of the case is shown.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import BrowserContext, expect

from remedy_api.cli.client.cases import say
from remedy_api.cli.client.casework import post
from remedy_api.kit.clock import today
from remedy_api.sealing.content import Attachment, Text
from tests.browser import casework_cases as cases
from tests.browser import supply_world
from tests.browser.casework_made import CONSENT, INVITATION, Made
from tests.browser.casework_people import Person
from tests.browser.casework_world import UNION, World
from tests.browser.looks import in_every_look
from tests.browser.supply_world import SUPPLIER
from tests.browser.table_made import MadeTable
from tests.fixtures.server import Server

pytestmark = pytest.mark.browser
FIRST, SECOND, THIRD = "All of it by May.", "Half of it by May.", "Nothing more is owed."
PHOTO = b"\x89PNG\r\n\x1a\n" + b"0" * 400_000


@pytest.fixture(scope="module")
def world(server: Server, open_context: Callable[..., BrowserContext]) -> World:
    """A union, a monitor, a public buyer, a supplier."""
    return supply_world.begin(server, open_context)


@pytest.fixture(scope="module")
def case(world: World) -> Made:
    """A case whose workers allow that suppliers are invited."""
    report = cases.report(world, [UNION], "They keep our wages.", form=True)
    return Made(world, [report]).in_safety().in_notification().said(INVITATION)


@pytest.fixture(scope="module")
def made(world: World, case: Made) -> MadeTable:
    """A table at which a second plan is in force, and its only step is said to be done and verified."""
    case.said(("consent_given", {**CONSENT[1], "audience": "suppliers", "content": "evidence"}))
    post(case.sita, bytes.fromhex(case.case), Attachment("payslips.png", "image/png", PHOTO))
    table = MadeTable(case).seated(SUPPLIER, "duty_bearer")
    lara = world.members["Lara"]
    for text in (FIRST, SECOND):
        table.proposed(table.step("pay", SUPPLIER, due=str(today() + timedelta(days=30 + len(text)))), text=text)
        say(lara, table.room, [("accepted", {"plan": table.plan})])
    report_ = post(lara, table.room, Text("report", "en", "All were paid.")).hex()
    say(lara, table.room, [("said_done", {"step": "pay", "entry": report_})])
    say(table.sita, table.room, [VERIFIED])
    return table


VERIFIED = ("verified", {"step": "pay", "result": "verified", "asked": "10-49", "confirmed": "10-49", "entry": ""})


@pytest.fixture(scope="module")
def people(world: World, made: MadeTable) -> tuple[Person, Person]:
    """Sita of the union, in Arabic, and Lara of the supplier."""
    return world.device("Sita", "ar"), world.device("Lara")


def at(person: Person, table: str) -> None:
    """The page of the table, checked."""
    person.open(f"/tables/{table}")
    cases.checked(person)


def test_a_large_file_is_shown(people: tuple[Person, Person], made: MadeTable) -> None:
    """Fetched when somebody wants to see it; the same picture on both sides."""
    sita, lara = people
    at(sita, made.table)
    sita.press("Show something from the case…")
    sita.page.get_by_role("radio", name=sita._("File")).check()
    sita.page.get_by_role("checkbox", name=SUPPLIER).check()
    sita.field("On which consent of the workers does it rest?").select_option(index=1)
    expect(sita.page.locator(".shown img")).to_have_count(1)
    sita.press("Show it at the table")
    sita.answer("Sign and show")
    cases.checked(sita)
    expect(sita.page.locator("#shown .card")).to_have_count(1)
    sita.press("Show something from the case…")
    sita.page.get_by_role("radio", name=sita._("File")).check()
    sita.page.get_by_role("checkbox", name=SUPPLIER).check()
    sita.sees("This is shown to them already, or to some of them.")

    at(lara, made.table)
    expect(lara.page.locator("#shown img")).to_have_count(0)
    lara.page.locator("#shown").get_by_role("button", name="Open the file").click()
    expect(lara.page.locator("#shown .name")).to_contain_text("payslips.png")
    expect(lara.page.locator("#shown img")).to_have_count(1)
    lara.sees("opened and checked here")


def test_a_verified_step_is_opened_again(people: tuple[Person, Person], made: MadeTable) -> None:
    """With a reason that everybody sees; then it is its owner's turn again, and both verdicts stay in the history."""
    sita, lara = people
    at(lara, made.table)
    expect(lara.page.get_by_role("button", name="Open this step again…")).to_have_count(0)
    at(sita, made.table)
    sita.press("Open this step again…")
    sita.press("Open the step again")
    sita.sees("Please choose a reason.")
    sita.field("Reason").select_option("not_kept")
    sita.fill("In your own words (if needed)", "Four were asked to pay it back.")
    faults = in_every_look(sita, "table-opening-again")
    sita.press("Open the step again")
    sita.answer("Sign that it is open again")
    cases.checked(sita)
    at(lara, made.table)
    step = lara.page.locator("li > .card", has_text="What the workers verified")
    expect(step.locator(".badge").first).to_have_text("To be done")
    expect(step).to_contain_text("Opened again by the workers")
    expect(step).to_contain_text("What was promised was not kept")
    step.get_by_text("Read what the workers say of it").click()
    expect(step).to_contain_text("Four were asked to pay it back.")
    history = lara.page.locator("#history")
    expect(history).to_contain_text(
        "A step that was verified was opened again: Pay wages that are owed. What was promised was not kept."
    )
    expect(history).to_contain_text("A step was verified: Pay wages that are owed.")
    expect(lara.page.get_by_role("button", name="Report this step as done…")).to_have_count(1)
    faults += in_every_look(lara, "table-opened-again")
    assert not faults, "\n".join(faults)


def test_earlier_plans_can_be_read(people: tuple[Person, Person], made: MadeTable) -> None:
    """Their text, what they promised, and from when on one was in force."""
    _, lara = people
    at(lara, made.table)
    earlier = lara.page.locator("#earlier")
    expect(earlier.locator("ul.cards > li")).to_have_count(1)
    expect(earlier).to_contain_text("until another took its place")
    earlier.get_by_text("Read the text of plan 1").click()
    expect(earlier).to_contain_text(FIRST)
    earlier.get_by_text("Read its 1 step").click()
    expect(earlier).to_contain_text("1200 BDT")
    expect(lara.page.locator("#history")).to_contain_text("With this, plan 2 is in force.")
    faults = in_every_look(lara, "table-earlier")
    assert not faults, "\n".join(faults)


def test_who_left_without_accepting_is_named(people: tuple[Person, Person], made: MadeTable) -> None:
    """Its leaving puts the plan in force, and the plan says that nobody promised its steps."""
    sita, _ = people
    at(sita, made.table)
    sita.press("Propose a changed plan…")
    sita.fill("What does the plan say in words?", THIRD)
    sita.press("Propose the plan")
    sita.answer("Sign and propose")
    cases.checked(sita)
    expect(sita.page.get_by_text(sita._(LEFT, organisation=SUPPLIER))).to_have_count(0)
    sita.press("Remove %(name)s", name=SUPPLIER)
    sita.answer("Remove from the table")
    cases.checked(sita)
    expect(sita.page.get_by_text(sita._(LEFT, organisation=SUPPLIER))).to_be_visible()
    faults = in_every_look(sita, "table-left")
    assert not faults, "\n".join(faults)


def test_a_table_that_was_named_and_never_opened_is_opened_later(people: tuple[Person, Person], case: Made) -> None:
    """The connection breaks after the case has named it; the page of the case shows it, and opens it under its name."""
    sita, _ = people
    cases.view(sita, case.case)
    sita.press("Open a table…")
    sita.page.route("**/v1/tables", lambda route: route.abort())
    dialogue = sita.page.get_by_role("dialog")
    dialogue.get_by_role("button", name=sita._("Sign and open"), exact=True).click()
    expect(dialogue.get_by_role("alert")).to_be_visible()
    sita.page.unroute_all(behavior="wait")
    cases.view(sita, case.case)
    sita.sees("It is named in this case, but it is not open yet.")
    sita.press("Open this table now")
    sita.page.wait_for_url("**/tables/*")
    cases.checked(sita)
    cases.view(sita, case.case)
    expect(sita.page.get_by_text(sita._("It is named in this case, but it is not open yet."))).to_have_count(0)
    expect(sita.page.locator("#tables li a")).to_have_count(2)


LEFT = "%(organisation)s has left the table without accepting this plan. Nobody here has promised its steps."
