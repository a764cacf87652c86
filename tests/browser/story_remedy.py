"""The chapter of the story in which it is made right: a finding, a table, a plan, what is said and what is verified, and an end
that the workers sign; told in any language, with what must stay sealed in it.
"""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import BrowserContext, expect

from remedy_api.cli.client.door import Door
from remedy_api.cli.client.member import sign_in
from tests.browser import casework_cases as cases
from tests.browser import finding_steps, supply_world
from tests.browser import table_steps as tables
from tests.browser.casework_people import Person
from tests.browser.casework_world import World
from tests.browser.conftest import axe, shoot
from tests.browser.story_companies import Companies, consents
from tests.browser.supply_world import BUYER, SUPPLIER
from tests.fixtures.server import Server

CANARIES = {
    "plan": tables.WORDS,
    "said": "Kanarie-1290 all 41 were paid on Monday",
    "disputed": "Kanarie-7765 nine of them got nothing",
    "said again": "Kanarie-5043 the nine were paid on Friday",
    "finding": "Forty payslips, and none of them says a date.",
    "interests": "A foundation pays us; nobody here does.",
    "witness": "Kanarie-6621 Mai and Lan agreed, Sita heard it",
    "at the table": "Kanarie-2918 when do we meet about the second step",
    "satisfied": "Kanarie-8807 they were asked one by one",
}
"""What is written in this chapter and must be nowhere in the clear."""


def come(anna: Person, server: Server, open_context: Callable[..., BrowserContext]) -> Companies:
    """The administrator invites a supplier and a buyer, and keeps the site, the link and the contract that bind them."""
    world = World(server, open_context, sign_in(Door(server.casework), anna.email, anna.passphrase))
    world.organisation(SUPPLIER, "supplier", "Lara")
    world.organisation(BUYER, "buyer", "Bram")
    chain = supply_world.built(world, brand_is=world.organisations[SUPPLIER])
    lara, bram = (world.device(who, anna.language) for who in ("Lara", "Bram"))
    return Companies(lara, bram, world.organisations, chain)


def begins(nadia: Person, stage: str) -> None:
    """The next step, for which everything is there."""
    name = nadia._(stage)
    nadia.press("Begin: %(stage)s…", stage=name)
    nadia.press("Begin: %(stage)s", stage=name)
    nadia.answer("Begin")
    cases.stands(nadia, stage)


def is_found(nadia: Person, noor: Person, case: str, evidence: str, folder: Path) -> None:
    """The monitor, entrusted with it, says what its interests are, writes a finding and establishes it."""
    cases.view(nadia, case)
    nadia.press("Let it find the facts")
    nadia.answer("Sign")
    cases.checked(nadia)
    cases.view(noor, case)
    finding_steps.declares(noor)
    finding_steps.drafts(noor, folder, evidence)
    finding_steps.establishes(noor)
    cases.view(nadia, case)
    begins(nadia, "Finding")


def is_negotiated(nadia: Person, companies: Companies, case: str) -> str:
    """The companies come to a table, the workers' plan comes first, and the supplier accepts it; the table's id."""
    lara = companies.lara
    consents(nadia, "suppliers", "table", witness=CANARIES["witness"])
    table = tables.opened(nadia, case)
    tables.invites(nadia, companies.organisations[SUPPLIER])
    cases.view(nadia, case)
    begins(nadia, "Negotiation of the remedy")
    tables.at(nadia, table)
    tables.proposes(nadia)
    tables.at(lara, table)
    lara.press("We have received it")
    lara.answer("Sign")
    expect(lara.page.get_by_role("button", name=lara._("We have received it"))).to_have_count(0)
    tables.after(lara)
    lara.press("Accept the plan")
    lara.answer("Sign that we accept")
    tables.after(lara)
    assert axe(lara.page) == []
    shoot(lara.page, f"story-{lara.language}-table")
    cases.view(nadia, case)
    begins(nadia, "The plan is carried out")
    return table


def is_verified(nadia: Person, companies: Companies, case: str, table: str) -> None:
    """Said and disputed, said again and verified; the second step too: what the supplier says moves no verified field."""
    lara = companies.lara
    tables.at(lara, table)
    tables.said_done(lara, CANARIES["said"])
    tables.at(nadia, table)
    nadia.press("Dispute this step…")
    nadia.fill("Why is it disputed?", CANARIES["disputed"])
    nadia.press("Dispute the step")
    nadia.answer("Sign that it is disputed")
    tables.after(nadia)
    tables.at(lara, table)
    expect(lara.page.get_by_role("button", name=lara._("Verify this step…"))).to_have_count(0)
    tables.said_done(lara, CANARIES["said again"])
    tables.said_done(lara, CANARIES["said again"])
    lara.fill("Your message", CANARIES["at the table"])
    lara.press("Lock and send")
    expect(lara.page.locator(".conversation")).to_contain_text(CANARIES["at the table"])
    cases.view(nadia, case)
    begins(nadia, "The workers verify")
    tables.at(nadia, table)
    tables.verifies(nadia)
    tables.verifies(nadia)
    assert axe(nadia.page) == []


def is_closed(nadia: Person, case: str) -> None:
    """The workers sign that it is remedied, and how satisfied they are."""
    cases.view(nadia, case)
    nadia.press("Close the case…")
    nadia.field("How does it end?").select_option("remedied")
    nadia.fill("Your reasons", CANARIES["satisfied"])
    nadia.press("Close the case")
    nadia.answer("Close the case")
    expect(nadia.page.locator(".stand-stage")).to_contain_text(nadia._("Remedied"))
    cases.checked(nadia)
    nadia.press("Record whether the workers are satisfied…")
    nadia.page.get_by_role("radio", name=nadia._("Rather satisfied")).check()
    nadia.press("Record the answer")
    nadia.answer("Sign and record")
    cases.checked(nadia)
