"""A table in two browsers: a plan is accepted, said to be done, disputed, said again, verified; and it is looked at in English
and mirrored in Arabic, narrow and wide, light and dark.
"""

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Route, expect

from tests.browser import casework_cases as cases
from tests.browser import supply_world
from tests.browser.casework_made import Made
from tests.browser.casework_people import Person
from tests.browser.casework_world import UNION, World
from tests.browser.looks import in_every_look
from tests.browser.supply_world import SUPPLIER
from tests.browser.table_made import MadeTable
from tests.fixtures.server import Server

pytestmark = pytest.mark.browser
FOLDED = ".fold > button[aria-expanded=false]"
WORDS = "We owe 41 people their wages of July and August."


@pytest.fixture(scope="module")
def world(server: Server, open_context: Callable[..., BrowserContext]) -> World:
    """A union, a monitor, a public buyer, a supplier."""
    return supply_world.begin(server, open_context)


@pytest.fixture(scope="module")
def made(world: World) -> MadeTable:
    """A table with a supplier and a plan of two steps on it; a warning stands with its text."""
    report = cases.report(world, [UNION], "They keep our wages.", form=True)
    table = MadeTable(Made(world, [report]).in_safety().in_notification()).seated(SUPPLIER, "duty_bearer")
    nothing = {"amount": "", "currency": "", "workers": ""}
    access = table.step("access", SUPPLIER, form="non_repetition", kind="union_access", beneficiaries=(), evidence=(), **nothing)
    return table.proposed(table.step("pay", SUPPLIER, instalments="3"), access, text=WORDS, warned="waiver")


def at(person: Person, made: MadeTable) -> None:
    """The page of the table, checked."""
    person.open(f"/tables/{made.table}")
    cases.checked(person)


def after(person: Person) -> None:
    """What was signed is checked anew, and no form is open any more."""
    cases.checked(person)
    expect(person.page.locator(".folded")).to_have_count(0)


def looked_at(person: Person, made: MadeTable, name: str) -> list[str]:
    """The page with every form and every text open, in every look."""
    at(person, made)
    while person.page.locator(FOLDED).count():
        person.page.locator(FOLDED).first.click()
    for text in person.page.locator("details.read:not([open]) > summary").all()[::-1]:
        text.click()
    person.settle()
    return in_every_look(person, name)


def said_done(person: Person, words: str) -> None:
    """The owner of the first step reports it."""
    person.press("Report this step as done…")
    person.press("Report as done")
    person.sees("Please write what was done.")
    person.fill("What was done, and what shows it?", words)
    person.press("Report as done")
    person.answer("Sign the report")
    after(person)


def test_from_a_proposal_to_a_verified_step(world: World, made: MadeTable) -> None:
    """Two browsers, two voices: what the supplier says is said, and verified is only what the union signs."""
    lara, sita = world.device("Lara"), world.device("Sita", "ar")
    faults = looked_at(lara, made, "table-proposed")
    at(lara, made)
    lara.sees("Please confirm that your organisation received this invitation.")
    lara.press("We have received it")
    lara.answer("Sign")
    after(lara)
    expect(lara.page.get_by_role("button", name="We have received it")).to_have_count(0)
    lara.page.get_by_text("Read the text of the plan").click()
    lara.sees(WORDS)
    lara.sees(WARNING)
    lara.press("Accept the plan")
    lara.answer("Sign that we accept")
    after(lara)
    lara.sees("In force since %(day)s.", day=today(lara))
    first = lara.page.locator(".card", has_text="Pay wages that are owed")
    expect(first.locator(".badge").first).to_have_text("To be done")
    said_done(lara, "All 41 were paid on Monday.")
    expect(first.locator(".badge").first).to_have_text("Said to be done, not verified")
    expect(lara.page.get_by_role("button", name="Verify this step…")).to_have_count(0)

    at(sita, made)
    faults += looked_at(sita, made, "table-said")
    at(sita, made)
    sita.press("Dispute this step…")
    sita.fill("Why is it disputed?", "Nine of them got nothing.")
    sita.press("Dispute the step")
    sita.answer("Sign that it is disputed")
    after(sita)

    at(lara, made)
    expect(first.locator(".badge").first).to_have_text("Disputed by the workers")
    lara.page.get_by_text("Read what the workers say of it").click()
    lara.sees("Nine of them got nothing.")
    said_done(lara, "The nine were paid on Friday.")

    at(sita, made)
    sita.press("Verify this step…")
    sita.page.get_by_role("radio", name=sita._("It was done as promised.")).check()
    sita.field("How many workers did you ask?").select_option("10-49")
    sita.field("How many of them confirmed it?").select_option("50-249")
    sita.press("Say what was verified")
    dialogue = sita.page.get_by_role("dialog")
    dialogue.get_by_role("button", name=sita._("Sign"), exact=True).click()
    expect(dialogue.get_by_text(sita._("No more workers can confirm a step than were asked."))).to_be_visible()
    sita.answer("Cancel")
    sita.field("How many of them confirmed it?").select_option("10-49")
    sita.press("Say what was verified")
    sita.answer("Sign")
    after(sita)
    faults += looked_at(sita, made, "table-verified")

    at(lara, made)
    expect(first.locator(".badge").first).to_have_text("Verified by the workers")
    expect(lara.page.get_by_text("1200.00 BDT")).to_have_count(3)
    lara.fill("Your message", "Thank you. When do we meet about the second step?")
    lara.press("Lock and send")
    lara.sees("Sent.")
    faults += looked_at(lara, made, "table-verified")
    assert not faults, "\n".join(faults)


WARNING = (
    "The text of this plan seems to ask workers to give up legal claims. A remedy must not cost anybody the way to a court. "
    "Ask for advice before you accept it."
)


def today(person: Person) -> str:
    """Today as the page writes it."""
    return str(person.page.evaluate("new Intl.DateTimeFormat('en', {dateStyle: 'long', timeZone: 'UTC'}).format(new Date())"))
