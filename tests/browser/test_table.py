"""A table in two browsers: opened from a case, a company invited, a plan proposed, accepted, said to be done, disputed, said
again, verified; and it is looked at in English and mirrored in Arabic, narrow and wide, light and dark.
"""

import json
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Route, expect

from tests.browser import casework_cases as cases
from tests.browser import supply_world
from tests.browser.casework_made import INVITATION, Made
from tests.browser.casework_people import Person
from tests.browser.casework_world import UNION, World
from tests.browser.looks import in_every_look
from tests.browser.supply_world import SUPPLIER
from tests.browser.table_made import MadeTable
from tests.browser.table_steps import WORDS, after, at, invites, opened, proposes, said_done, verifies
from tests.fixtures.server import Server

pytestmark = pytest.mark.browser
FOLDED = ".fold > button[aria-expanded=false]"


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
def made(case: Made) -> MadeTable:
    """A table with a supplier and a plan of two steps on it; a warning stands with its text."""
    table = MadeTable(case).seated(SUPPLIER, "duty_bearer")
    nothing = {"amount": "", "currency": "", "workers": ""}
    access = table.step("access", SUPPLIER, form="non_repetition", kind="union_access", beneficiaries=(), evidence=(), **nothing)
    return table.proposed(table.step("pay", SUPPLIER, instalments="3"), access, text=WORDS, warned="waiver")


@pytest.fixture(scope="module")
def people(world: World, made: MadeTable) -> tuple[Person, Person]:
    """Sita of the union, in Arabic, and Lara of the supplier."""
    return world.device("Sita", "ar"), world.device("Lara")


def looked_at(person: Person, table: str, name: str) -> list[str]:
    """The page with every form and every text open, in every look."""
    at(person, table)
    while person.page.locator(FOLDED).count():
        person.page.locator(FOLDED).first.click()
    for text in person.page.locator("details.read:not([open]) > summary").all()[::-1]:
        text.click()
    person.settle()
    return in_every_look(person, name)


def test_from_a_case_to_a_verified_step(people: tuple[Person, Person], case: Made, world: World) -> None:
    """Two browsers, two voices: what the supplier says is said, and verified is only what the union signs."""
    sita, lara = people
    table = opened(sita, case.case)
    invites(sita, world.organisations[SUPPLIER])
    proposes(sita)
    lara.open("/tables")
    faults = in_every_look(lara, "tables")
    lara.page.get_by_role("link", name=f"{table[:4]}-{table[4:8]}".upper()).click()
    cases.checked(lara)
    faults += looked_at(lara, table, "table-proposed")
    at(lara, table)
    lara.sees("Please confirm that your organisation received this invitation.")
    lara.press("We have received it")
    lara.answer("Sign")
    after(lara)
    expect(lara.page.get_by_role("button", name="We have received it")).to_have_count(0)
    lara.page.get_by_text("Read the text of the plan").click()
    expect(lara.page.get_by_text(WORDS)).to_be_visible()
    lara.sees(WARNING)
    lara.press("Accept the plan")
    lara.answer("Sign that we accept")
    after(lara)
    expect(lara.page.get_by_role("heading", name="The latest proposal")).to_have_count(0)
    first = lara.page.locator("li > .card", has_text="Pay wages that are owed")
    expect(first.locator(".badge").first).to_have_text("To be done")
    said_done(lara, "All 41 were paid on Monday.")
    expect(first.locator(".badge").first).to_have_text("Said to be done, not verified")
    expect(lara.page.get_by_role("button", name="Verify this step…")).to_have_count(0)

    faults += looked_at(sita, table, "table-said")
    at(sita, table)
    sita.press("Dispute this step…")
    sita.fill("Why is it disputed?", "Nine of them got nothing.")
    sita.press("Dispute the step")
    sita.answer("Sign that it is disputed")
    after(sita)

    at(lara, table)
    expect(first.locator(".badge").first).to_have_text("Disputed by the workers")
    lara.page.get_by_text("Read what the workers say of it").click()
    expect(lara.page.get_by_text("Nine of them got nothing.")).to_be_visible()
    said_done(lara, "The nine were paid on Friday.")
    at(sita, table)
    verifies(sita)
    faults += looked_at(sita, table, "table-verified")

    at(lara, table)
    expect(first.locator(".badge").first).to_have_text("Verified by the workers")
    expect(lara.page.locator(".facts").first.get_by_text("1200.00 BDT")).to_have_count(2)
    lara.fill("Your message", "Thank you. When do we meet about the second step?")
    lara.press("Lock and send")
    expect(lara.page.locator(".conversation")).to_contain_text("When do we meet")
    faults += looked_at(lara, table, "table-verified")
    cases.view(sita, case.case)
    expect(sita.page.get_by_role("link", name=f"{table[:4]}-{table[4:8]}".upper())).to_be_visible()
    sita.open("/tables")
    faults += in_every_look(sita, "tables")
    assert not faults, "\n".join(faults)


def test_a_changed_plan_stands_beside_the_one_before(people: tuple[Person, Person], made: MadeTable) -> None:
    """The supplier refuses with reasons and proposes less; the union sees both."""
    sita, lara = people
    at(lara, made.table)
    lara.press("Refuse the plan…")
    lara.fill("Why do you refuse the plan?", "We can only pay half.")
    lara.press("Refuse the plan")
    lara.answer("Sign that we refuse")
    after(lara)
    expect(lara.page.get_by_role("button", name="Accept the plan")).to_have_count(0)
    lara.press("Propose a changed plan…")
    lara.fill("What does the plan say in words?", "Half of it, at once.")
    step = lara.page.locator("fieldset.card").first
    step.get_by_label("Amount (if it is about money)").fill("600.50")
    lara.press("Propose the plan")
    lara.answer("Sign and propose")
    after(lara)
    at(sita, made.table)
    sita.page.get_by_text(sita._("Compare it with the plan before")).click()
    pair = sita.page.locator(".pair")
    expect(pair).to_have_count(1)
    expect(pair).to_contain_text("1200.00 BDT")
    expect(pair).to_contain_text("600.50 BDT")
    faults = looked_at(sita, made.table, "table-changed")
    assert not faults, "\n".join(faults)
    sita.press("Accept the plan")
    sita.answer("Sign that we accept")
    after(sita)
    expect(sita.page.locator(".plan-bar")).to_be_visible()
    # And what a server says otherwise of all this is shown to nobody.
    assert believed(lara, made.table) == []


LIES: dict[str, Callable[[dict[str, Any]], object]] = {
    "verified": lambda view: view["plans"][0]["steps"][0].update(state="verified"),
    "figures": lambda view: view["progress"]["verified"].update(steps=1),
    "amount": lambda view: view["plans"][0]["steps"][0].update(amount="60.50"),
    "owner": lambda view: view["plans"][0]["steps"][1].update(owner=view["parties"][0]["organisation"]),
    "answer": lambda view: [each.update(answer="accepted") for each in view["plans"][1]["answers"]],
    "warning": lambda view: view["plans"][1].update(warned=False),
    "left out": lambda view: view["plans"].pop(),
    "no plan": lambda view: view.update(plans=[], in_force=None, progress=None),
    "role": lambda view: view["parties"][1].update(role="reader"),
    "received": lambda view: view["parties"][0].update(received_on="2026-01-01"),
    "since when": lambda view: view["plans"][0].update(in_force_on="2026-01-01"),
    "until when": lambda view: view["plans"][0].update(replaced_on="2026-01-01"),
    "stranger": lambda view: view["parties"].append(view["parties"][0] | {"organisation": "0" * 32}),
}
"""What a server could say otherwise of a table."""


def believed(lara: Person, table: str) -> list[str]:
    """Which lies did not stop the page, or left something of the table on it."""
    found = []
    for name, lie in LIES.items():
        lara.page.route(f"**/v1/tables/{table}", partial(_told, lie))
        lara.open(f"/tables/{table}")
        if not lara.page.get_by_text("Stopped, to be safe").count() or lara.page.locator(".card").count():
            found.append(name)
        lara.page.unroute_all(behavior="wait")
    return found


def _told(lie: Callable[[dict[str, Any]], object], route: Route) -> None:
    answer = route.fetch()
    view = answer.json()
    lie(view)
    route.fulfill(response=answer, body=json.dumps(view))


WARNING = (
    "The text of this plan seems to ask workers to give up legal claims. A remedy must not cost anybody the way to a court. "
    "Ask for advice before you accept it."
)
