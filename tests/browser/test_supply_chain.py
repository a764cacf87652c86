"""Sites in a browser: found, added, corrected, imported and taken out again; nothing that was typed is lost."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Route, expect

from tests.browser import supply_world
from tests.browser.casework_people import Person
from tests.browser.casework_world import World
from tests.browser.supply_world import at, error_of
from tests.fixtures.server import Server

pytestmark = pytest.mark.browser
OS_ID, WRONG_ID = "TW2025309TEST1W", "TW2025309TEST2W"


@pytest.fixture(scope="module")
def world(server: Server, open_context: Callable[..., BrowserContext]) -> World:
    """A programme with a union, a monitor, a public buyer and a supplier."""
    return supply_world.begin(server, open_context)


@pytest.fixture(scope="module")
def chain(world: World) -> dict[str, str]:
    """A site with all that stands behind it."""
    return supply_world.built(world)


@pytest.fixture(scope="module")
def anna(world: World) -> Person:
    """The administrator at her desk."""
    return world.device("Anna")


def test_a_site_is_added_and_a_slip_is_shown_beside_its_field(anna: Person) -> None:
    """What is missing, then an OS ID with one changed character: each beside its field, the first one focused."""
    at(anna, "#sites")
    anna.page.get_by_role("button", name="Add a site").click()
    anna.press("Add the site")
    name = anna.field("Legal name")
    expect(name).to_be_focused()
    expect(error_of(name)).to_have_text("Please give the legal name of the site.")
    name.fill("Sun <b>Spinning</b> Ltd")
    anna.field("Country").select_option("TW")
    anna.fill("Degrees north", "24,5")
    anna.fill("OS ID (if known)", WRONG_ID)
    anna.press("Add the site")
    expect(error_of(anna.field("Degrees east"))).to_have_text("Please give both numbers, or neither.")
    anna.fill("Degrees east", "121.1")
    anna.press("Add the site")
    number = anna.field("OS ID (if known)")
    expect(number).to_be_focused()
    expect(error_of(number)).not_to_be_empty()
    number.fill(OS_ID.lower())
    anna.page.locator("summary", has_text="What is done there").click()
    anna.page.get_by_role("checkbox").first.check()
    anna.press("Add the site")
    heading = anna.page.get_by_role("heading", name="Sun <b>Spinning</b> Ltd")
    expect(heading).to_be_focused()
    expect(anna.page.get_by_text(OS_ID)).to_be_visible()
    expect(anna.page.get_by_text("24.5, 121.1")).to_be_visible()
    at(anna, "#sites")
    search = anna.page.get_by_role("searchbox")
    for typed in ("spinning", OS_ID[:8].lower()):
        search.fill(typed)
        expect(anna.page.locator("a.card")).to_have_count(1)
    search.fill("no such place")
    anna.sees("Nothing found")


def test_the_same_site_is_not_added_twice(anna: Person, chain: dict[str, str]) -> None:
    """The server says that it is there already; what was typed stays."""
    at(anna, "#sites/new")
    anna.fill("Legal name", "Star Textiles Ltd")
    anna.fill("Address (if known)", "12 Mill Road")
    anna.field("Country").select_option("IN")
    anna.press("Add the site")
    expect(anna.page.get_by_role("alert")).to_contain_text("already there")
    expect(anna.field("Address (if known)")).to_have_value("12 Mill Road")
    anna.fill("Legal name", "")
    anna.fill("Address (if known)", "")


def test_nothing_typed_is_lost_when_it_cannot_be_sent(anna: Person, world: World) -> None:
    """No connection, then the page is closed: the form is there again, and the site is added once."""
    at(anna, "#sites/new")
    anna.fill("Legal name", "Lost and Found Mills")
    anna.field("Country").select_option("BD")
    anna.page.route("**/v1/sites", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    anna.press("Add the site")
    expect(anna.page.get_by_role("alert")).to_contain_text("There is no connection to the server.")
    expect(anna.field("Legal name")).to_have_value("Lost and Found Mills")
    anna.page.unroute_all(behavior="wait")
    at(anna, "#sites/new")
    expect(anna.field("Legal name")).to_have_value("Lost and Found Mills")
    keys: list[str] = []

    def lose(route: Route) -> None:
        # The server adds the site, and its answer is lost on the way, however often the page asks by itself.
        if route.request.method != "POST":
            return route.continue_()
        route.fetch()
        keys.append(route.request.headers["idempotency-key"])
        return route.abort()

    anna.page.route("**/v1/sites", lose)
    anna.press("Add the site")
    expect(anna.page.get_by_role("alert")).to_contain_text("There is no connection to the server.")
    anna.page.unroute_all(behavior="wait")
    anna.page.on("request", lambda request: keys.append(request.headers.get("idempotency-key", keys[0])))
    anna.press("Add the site")
    expect(anna.page.get_by_role("heading", name="Lost and Found Mills")).to_be_visible()
    assert len(keys) > 2
    assert len(set(keys)) == 1
    at(anna, "#sites/new")
    expect(anna.field("Legal name")).to_have_value("")


def test_two_who_change_one_site_do_not_overwrite_each_other(anna: Person, world: World) -> None:
    """Somebody else saved first: their change is named and stays, mine is still typed, and the second press saves mine."""
    door = world.anna.door
    site = door.send("POST", "/v1/sites", {"name": "Two Hands Ltd", "country": "BD", "address": "Old Street"}).json()["site"]
    at(anna, f"#sites/{site}")
    anna.press("Change this site")
    anna.fill("Address (if known)", "New Street 5")
    door.send("PATCH", f"/v1/sites/{site}", {"native_name": "দুই হাত"}, match=door.get(f"/v1/sites/{site}").etag)
    anna.press("Save")
    anna.sees("Somebody else changed this meanwhile.")
    expect(anna.page.locator(".notice.warn li")).to_have_text(["Name in its own script"])
    expect(anna.field("Address (if known)")).to_have_value("New Street 5")
    expect(anna.field("Name in its own script (if there is one)")).to_have_value("দুই হাত")
    anna.press("Save")
    expect(anna.page.get_by_role("button", name="Change this site")).to_be_visible()
    kept = door.get(f"/v1/sites/{site}").json()
    assert (kept["address"], kept["native_name"]) == ("New Street 5", "দুই হাত")


def test_many_sites_from_a_file_and_out_again(anna: Person, world: World, chain: dict[str, str]) -> None:
    """Every row's fate is told before anything is kept; what comes out again is inert in a spreadsheet."""
    at(anna, "#sites/import")
    rows = (
        "country,name,address,lat,lng,sector,os_id\n"
        "IN,Star Textiles Ltd,12 Mill Road,,,Apparel,\n"
        "MY,=cmd|' /C calc'!A0,1 Gate,3.1,101.6,Apparel,MY2025309TEST2R\n"
        "HU,Danube Works,Quay 2,,,Apparel,HU2025309TEST3H\n"
        "ZZ,Nowhere,Nowhere,,,Apparel,\n"
    )
    file = {"name": "s.csv", "mimeType": "text/csv", "buffer": rows.encode()}
    anna.page.get_by_label("CSV file").set_input_files(file)  # type: ignore[arg-type]
    anna.press("Show what would happen")
    anna.sees("1 site would be added.")
    anna.sees("1 row: a new site")
    anna.sees("2 rows: cannot be read")
    fates = anna.page.locator(".rows > li")
    expect(fates).to_have_count(4)
    expect(fates.filter(has_text="Line 2")).to_have_count(1)
    expect(fates.filter(has_text="One of them was mistyped.")).to_contain_text("Line 4")
    expect(fates.filter(has_text="two-letter code")).to_contain_text("Line 5")
    assert not list(world.anna.door.get("/v1/sites", query="MY2025309TEST2R").json()["items"])
    anna.press("Add them now")
    anna.sees("1 site was added.")
    at(anna, "#sites")
    with anna.page.expect_download() as waiting:
        anna.press("Save all sites as a file")
    text = waiting.value.path().read_text(encoding="utf-8-sig")
    assert "MY2025309TEST2R" in text
    cells = [cell.strip('"') for line in text.splitlines() for cell in line.split(",")]
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "@", "\t")]
