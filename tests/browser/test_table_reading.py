"""What a table's pages owe whoever only reads them: no false alarm when somebody writes meanwhile, and short names of tables
that are drawn from left to right among Arabic words.
"""

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Route, expect

from remedy_api.cli.client.casework import post
from remedy_api.sealing.content import Text
from tests.browser import casework_cases as cases
from tests.browser import supply_world
from tests.browser.casework_made import INVITATION, Made
from tests.browser.casework_people import Person
from tests.browser.casework_world import UNION, World
from tests.browser.supply_world import SUPPLIER
from tests.browser.table_made import MadeTable
from tests.fixtures.server import Server

pytestmark = pytest.mark.browser
DRAWN = """text => {
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
        const start = node.data.indexOf(text);
        if (start < 0 || node.parentElement.closest("script, style")) continue;
        const left = place => {
            const range = document.createRange();
            range.setStart(node, start + place);
            range.setEnd(node, start + place + 1);
            return range.getBoundingClientRect().left;
        };
        return [...text].map((_, place) => left(place));
    }
    return null;
}"""
"""Where each letter of a text stands on the page, from the left."""


@pytest.fixture(scope="module")
def world(server: Server, open_context: Callable[..., BrowserContext]) -> World:
    """A union, a monitor, a public buyer, a supplier."""
    return supply_world.begin(server, open_context)


@pytest.fixture(scope="module")
def made(world: World) -> MadeTable:
    """A table with a supplier."""
    report = cases.report(world, [UNION], "They keep our wages.", form=True)
    case = Made(world, [report]).in_safety().in_notification().said(INVITATION)
    return MadeTable(case).seated(SUPPLIER, "duty_bearer")


@pytest.fixture(scope="module")
def lara(world: World, made: MadeTable) -> Person:
    """Lara of the supplier, who reads Arabic."""
    return world.device("Lara", "ar")


def test_an_entry_between_two_answers_is_no_alarm(lara: Person, made: MadeTable) -> None:
    """Sita writes after the server said how much there is, and before the room is fetched: the page looks once more."""
    asked = []

    def meanwhile(route: Route) -> None:
        answer = route.fetch()
        asked.append(answer.json()["entries"])
        if len(asked) == 1:
            post(made.sita, made.room, Text("message", "en", "Meanwhile."))
        route.fulfill(response=answer)

    lara.page.route(f"**/v1/tables/{made.table}", meanwhile)
    lara.open(f"/tables/{made.table}")
    cases.checked(lara)
    expect(lara.page.locator(".conversation")).to_contain_text("Meanwhile.")
    assert asked == [0, 1]
    lara.page.unroute_all(behavior="wait")


def test_a_step_between_two_answers_is_no_alarm(lara: Person, made: MadeTable) -> None:
    """Sita proposes a plan and writes after the history was fetched, and before what was written is: the page looks once more."""
    asked = []

    def meanwhile(route: Route) -> None:
        answer = route.fetch()
        asked.append(len(answer.json()["events"]))
        if len(asked) == 1:
            made.proposed(made.step("pay", SUPPLIER), text="All of it by May.")
            post(made.sita, made.room, Text("message", "en", "And now a plan."))
        route.fulfill(response=answer)

    lara.page.route(f"**/v1/rooms/{made.table}", meanwhile)
    lara.open(f"/tables/{made.table}")
    cases.checked(lara)
    expect(lara.page.locator(".conversation")).to_contain_text("And now a plan.")
    assert asked[1] > asked[0]
    lara.page.unroute_all(behavior="wait")


def test_a_server_that_never_tells_of_an_entry_is_stopped(lara: Person, made: MadeTable) -> None:
    """Looking once more is no way to hide something."""

    def fewer(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=json.dumps(answer.json() | {"entries": 0}))

    lara.page.route(f"**/v1/tables/{made.table}", fewer)
    lara.open(f"/tables/{made.table}")
    lara.sees("Stopped, to be safe")
    expect(lara.page.locator(".card")).to_have_count(0)
    lara.page.unroute_all(behavior="wait")


@pytest.mark.parametrize("start", ["1234abcd", "12345678", "ab12cd34"])
def test_a_short_name_is_drawn_from_left_to_right(lara: Person, made: MadeTable, start: str) -> None:
    """Also one that begins with digits, which Arabic words around it would turn."""

    def named(route: Route) -> None:
        answer = route.fetch()
        page = answer.json()
        page["items"] = [row | {"table": start + row["table"][8:]} for row in page["items"]]
        route.fulfill(response=answer, body=json.dumps(page))

    lara.page.route("**/v1/organisations/*/tables?*", named)
    lara.open("/tables")
    places = lara.page.evaluate(DRAWN, f"{start[:4]}-{start[4:]}".upper())
    assert places is not None
    assert places == sorted(places)
    lara.page.unroute_all(behavior="wait")
