"""A site is found, or added, while a case is opened: with the keyboard alone, with slips beside their fields, nothing lost."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser import casework_cases, casework_world
from tests.browser.casework_people import Person
from tests.browser.casework_world import UNION, World
from tests.browser.conftest import axe, shoot
from tests.browser.supply_world import error_of
from tests.fixtures.server import Server

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def world(server: Server, open_context: Callable[..., BrowserContext]) -> World:
    """A programme with two sites of nearly the same name."""
    made = casework_world.begin(server, open_context)
    casework_cases.site(made, "Star Textiles Ltd")
    casework_cases.site(made, "Star Textiles Unit 2")
    return made


@pytest.fixture(scope="module")
def room(world: World) -> str:
    """A report from which a case can be opened."""
    return casework_cases.report(world, [UNION], "We are paid late.")


def at_the_site(world: World, room: str, language: str = "en") -> Person:
    """A representative at the step that asks where it happens. Her draft is of her device, so every device begins anew."""
    sita = world.device("Sita", language)
    sita.open(f"/open-case/{room}")
    sita.press("Continue")
    sita.page.get_by_role("checkbox").first.check()
    sita.press("Continue")
    return sita


def test_a_site_is_chosen_with_the_keyboard(world: World, room: str) -> None:
    """Typed, walked and taken; Enter sends nothing, the focus follows, and the choice can be taken back."""
    sita = at_the_site(world, room)
    page = sita.page
    box = page.get_by_role("combobox", name="Production site")
    box.focus()
    page.keyboard.type("s")
    expect(page.get_by_role("option")).to_have_count(0)
    page.keyboard.type("tar tex")
    options = page.get_by_role("listbox", name="Production site").get_by_role("option")
    expect(options).to_have_count(3)
    expect(page.get_by_role("status").filter(has_text="2 sites found.")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(box).to_be_focused()
    for _ in range(2):
        page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    chosen = page.get_by_role("group", name="Production site")
    expect(chosen).to_contain_text("Star Textiles Unit 2")
    again = chosen.get_by_role("button", name="Choose another site")
    expect(again).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("combobox", name="Production site")).to_be_focused()
    assert sita.faults == []


def test_a_site_that_is_not_there_is_added_in_place(world: World, room: str) -> None:
    """What is missing and a mistyped OS ID stand beside their fields; a twin is offered; what is added is chosen."""
    sita = at_the_site(world, room)
    page = sita.page
    sita.field("Production site").fill("Night Mills")
    page.get_by_role("option", name="It is not in this list").click()
    adding = page.get_by_role("group", name="Add a new site")
    expect(adding.get_by_label("Legal name")).to_have_value("Night Mills")
    expect(adding.get_by_label("Legal name")).to_be_focused()
    page.keyboard.press("Enter")
    country = adding.get_by_label("Country")
    expect(error_of(country)).to_have_text("Please choose the country.")
    expect(country).to_be_focused()
    country.select_option("IN")
    number = adding.get_by_label("OS ID (if known)")
    number.fill("HU2025309TEST3H")
    sita.press("Add the site")
    expect(error_of(number)).to_have_text("The last character of this OS ID does not fit the others. One of them was mistyped.")
    number.fill("hu 2025309 test3g")
    adding.get_by_label("Legal name").fill("Star Textiles Ltd")
    adding.get_by_label("Address (if known)").fill("12 Mill Road, Karur")
    page.route("**/v1/sites", lambda route: route.abort())
    sita.press("Add the site")
    expect(page.get_by_role("alert")).to_contain_text("There is no connection to the server.")
    expect(number).to_have_value("hu 2025309 test3g")
    page.unroute_all(behavior="wait")
    number.fill("")
    sita.press("Add the site")
    sita.sees("Is it one of these?")
    shoot(page, "site-picker-twin")
    assert axe(page) == []
    adding.get_by_label("Legal name").fill("Night Mills")
    number.fill("HU2025309TEST3G")
    sita.press("Add the site")
    chosen = page.get_by_role("group", name="Production site")
    expect(chosen).to_contain_text("Night Mills")
    expect(chosen).to_contain_text("HU2025309TEST3G")
    added = world.anna.door.get("/v1/sites", query="HU2025309TEST3G").json()["items"]
    assert [(site["name"], site["open_for_filing"], site["source"]) for site in added] == [("Night Mills", False, "worker")]


def test_a_press_beneath_the_open_list_is_not_lost(world: World, room: str) -> None:
    """The list closes when the field is left, but not before a button beneath it has been pressed for good."""
    sita = at_the_site(world, room)
    sita.field("Production site").fill("star")
    expect(sita.page.get_by_role("option")).to_have_count(3)
    button = sita.page.get_by_role("button", name="Continue without a site").bounding_box()
    assert button is not None
    sita.page.mouse.move(button["x"] + 20, button["y"] + 20)
    sita.page.mouse.down()
    sita.page.wait_for_timeout(300)
    sita.page.mouse.up()
    sita.sees("How many workers does it concern?")


def test_the_search_can_be_tried_again(world: World, room: str) -> None:
    """Without a connection it says so beneath the field; what was typed stays."""
    sita = at_the_site(world, room)
    sita.page.route("**/v1/sites?*", lambda route: route.abort())
    sita.field("Production site").fill("star")
    expect(sita.page.get_by_role("alert")).to_contain_text("There is no connection to the server.")
    sita.page.unroute_all(behavior="wait")
    sita.press("Try again")
    expect(sita.page.get_by_role("status").filter(has_text="2 sites found.")).to_have_count(1)
    expect(sita.field("Production site")).to_have_value("star")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_picker_in_every_look(world: World, room: str, language: str) -> None:
    """The open list and the open group, small and wide, light and dark, mirrored."""
    sita = at_the_site(world, room, language)
    page = sita.page
    box = page.get_by_role("combobox")
    box.fill("star")
    options = page.get_by_role("option")
    expect(options).to_have_count(3)
    box.press("ArrowDown")
    for part in ("list", "adding"):
        if part == "adding":
            options.last.click()
            sita.press("Add the site")
        for width, scheme in ((320, "light"), (320, "dark"), (1280, "light"), (1280, "dark")):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            page.set_viewport_size({"width": width, "height": 800})
            assert axe(page) == [], (part, width, scheme)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            shoot(page, f"site-picker-{part}-{language}-{width}-{scheme}")
    assert sita.faults == []
