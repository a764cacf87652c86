"""A case with a long history: what the server says is there at once, all of the history is checked page by page, and a step
left out of a later page is a stop.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Route, expect

from remedy_api.cli.client.casework import acting_roster, look, send
from remedy_api.cli.client.rooms import event_json, next_events
from tests.browser import casework_cases as cases
from tests.browser import casework_world
from tests.browser.casework_made import Made
from tests.browser.casework_people import Person
from tests.browser.casework_world import UNION, World
from tests.browser.conftest import axe, shoot
from tests.browser.test_casework_lies import lie
from tests.fixtures.server import Server

pytestmark = pytest.mark.browser
ROUNDS, AT_ONCE = 14, 16
STEPS = 8 + ROUNDS * AT_ONCE


@pytest.fixture(scope="module")
def world(server: Server, open_context: Callable[..., BrowserContext]) -> World:
    """A union."""
    return casework_world.begin(server, open_context)


@pytest.fixture(scope="module")
def made(world: World) -> tuple[Person, str]:
    """Sita, and a case in which she recorded something new more than two hundred times."""
    room = cases.report(world, [UNION], "They keep our wages.")
    case, member = Made(world, [room]).case, world.members["Sita"]
    bands = ["under-10", "10-49"]
    for _ in range(ROUNDS):
        _, opened = look(member, bytes.fromhex(case))
        said = [("recorded", {"fact": "workers", "values": [bands[number % 2]]}) for number in range(AT_ONCE)]
        signed = next_events(opened, member.keys, acting_roster(member, opened), said)
        send(member, opened, {"events": [event_json(each) for each in signed]})
    return world.device("Sita"), case


def test_what_the_server_says_is_there_before_it_is_checked(made: tuple[Person, str]) -> None:
    """The stage and the days stand there while the second page of the history is still on its way; nothing can be done yet."""
    sita, case = made
    page = sita.page
    held: list[Route] = []
    page.route(f"**/v1/rooms/{case}/events*", lambda route: held.append(route))
    page.goto(f"{sita.address}/en/cases/{case}")
    expect(page.locator(".stand-count")).to_have_text("14 days left")
    sita.sees("It is being checked on this device; until then nothing can be done here.")
    expect(page.get_by_role("progressbar")).to_be_visible()
    expect(page.locator("main button")).to_have_count(0)
    shoot(page, "case-being-checked")
    page.set_viewport_size({"width": 320, "height": 800})
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    shoot(page, "case-being-checked-320")
    page.set_viewport_size({"width": 1280, "height": 720})
    page.wait_for_timeout(500)
    assert len(held) == 1
    held[0].continue_()
    page.unroute_all(behavior="wait")
    cases.checked(sita)
    sita.sees("All of it fits the signed history of %(num)s steps.", num=STEPS)
    expect(page.locator(".history > li")).to_have_count(10)
    page.locator("section", has=page.get_by_role("heading", name="What happened")).get_by_role("button", name="Show more").click()
    expect(page.locator(".history > li")).to_have_count(60)
    assert sita.faults == []


def test_a_step_left_out_of_a_later_page_is_noticed(made: tuple[Person, str]) -> None:
    """Left out, doubled, or the end cut off."""
    sita, case = made
    for change in (
        lambda said: said | {"items": said["items"][1:]},
        lambda said: said | {"items": [said["items"][0], *said["items"]]},
        lambda said: said | {"items": said["items"][:-1]},
        lambda said: said | {"items": []},
    ):
        lie(sita.page, f"**/v1/rooms/{case}/events*", change)
        sita.open(f"/cases/{case}")
        expect(sita.page.get_by_role("alert").first).to_be_visible()
        expect(sita.page.locator(".stand, .needs")).to_have_count(0)
    sita.page.unroute_all(behavior="wait")
    cases.view(sita, case)
