"""Keys of a table that do not open: told to everybody, made anew by those who represent the workers, and by nobody else."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser import casework_cases as cases
from tests.browser import supply_world
from tests.browser.casework_made import INVITATION, Made
from tests.browser.casework_people import Person
from tests.browser.casework_world import UNION, World
from tests.browser.looks import in_every_look
from tests.browser.supply_world import SUPPLIER
from tests.browser.table_made import MadeTable
from tests.browser.table_steps import at
from tests.browser.test_casework_lies import lie
from tests.fixtures.server import Server

pytestmark = pytest.mark.browser
WRITTEN = "From here on everybody reads again."


@pytest.fixture(scope="module")
def world(server: Server, open_context: Callable[..., BrowserContext]) -> World:
    """A union, a monitor, a public buyer, a supplier."""
    return supply_world.begin(server, open_context)


@pytest.fixture(scope="module")
def table(world: World) -> str:
    """A table with a supplier."""
    report = cases.report(world, [UNION], "They keep our wages.", form=True)
    case = Made(world, [report]).in_safety().in_notification().said(INVITATION)
    return MadeTable(case).seated(SUPPLIER, "duty_bearer").table


@pytest.fixture(scope="module")
def people(world: World, table: str) -> tuple[Person, Person]:
    """Sita of the union, in Arabic, and Lara of the supplier."""
    return world.device("Sita", "ar"), world.device("Lara")


def spoil(said: Any) -> Any:
    """Wraps that open to nothing, as if whoever made the keys had locked something else: their letters in another order."""
    return said | {"wraps": [each | {"wrap": turned(each["wrap"])} for each in said["wraps"]]}


def turned(wrap: str) -> str:
    """The same letters, some of them in another order."""
    return wrap[:100] + wrap[100:200][::-1] + wrap[200:]


def test_who_represents_the_workers_makes_new_keys(people: tuple[Person, Person], table: str) -> None:
    """A company is told to ask; with the new keys both read on."""
    sita, lara = people
    lie(lara.page, f"**/v1/rooms/{table}", spoil)
    at(lara, table)
    expect(lara.page.get_by_role("alert").first).to_contain_text("Some keys here do not open")
    lara.sees("Please ask an organisation that represents the workers here to make new keys.")
    expect(lara.page.get_by_role("button", name="Make new keys")).to_have_count(0)
    lara.page.unroute_all(behavior="wait")

    lie(sita.page, f"**/v1/rooms/{table}", spoil)
    at(sita, table)
    sita.sees("Some keys here do not open.")
    faults = in_every_look(sita, "table-spoiled-keys")
    sita.press("Make new keys")
    with sita.page.expect_response(f"**/v1/rooms/{table}/events") as answer:
        sita.answer("Make new keys")
    assert answer.value.ok
    sita.page.unroute_all(behavior="wait")
    at(sita, table)
    expect(sita.page.get_by_text(sita._("Some keys here do not open."))).to_have_count(0)
    sita.fill("Your message", WRITTEN)
    sita.press("Lock and send")
    expect(sita.page.locator(".conversation")).to_contain_text(WRITTEN)
    at(lara, table)
    expect(lara.page.locator(".conversation")).to_contain_text(WRITTEN)
    assert not faults, "\n".join(faults)
