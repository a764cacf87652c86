"""Who stands behind a site, who may do what, the keyboard alone, and every part in every look."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser import supply_world
from tests.browser.casework_people import Person
from tests.browser.casework_world import World
from tests.browser.conftest import axe
from tests.browser.looks import in_every_look
from tests.browser.supply_world import BUYER, at, error_of
from tests.fixtures.server import Server

pytestmark = pytest.mark.browser


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


@pytest.fixture(scope="module")
def sita(world: World) -> Person:
    """A representative at her desk."""
    return world.device("Sita")


def test_who_stands_behind_a_site(anna: Person, sita: Person, chain: dict[str, str]) -> None:
    """The employer, the company it works for, the buyer and the contract, with the way there; a union sees no contract."""
    at(anna, f"#sites/{chain['site']}")
    behind = anna.page.locator("section", has=anna.page.get_by_role("heading", name="Who stands behind this site")).last
    headings = behind.get_by_role("heading", level=4)
    expect(headings).to_have_text(["The employer at the site", "Companies it works for", "Public buyers and their contracts"])
    expect(behind.get_by_role("link", name="Star Operating Pvt")).to_be_visible()
    expect(behind.get_by_text("City of Utrecht").first).to_be_visible()
    way = behind.get_by_role("list", name="The way there").last.get_by_role("listitem")
    expect(way.first).to_have_text("Star Textiles Ltd")
    expect(way.last).to_have_text("City of Utrecht")
    behind.get_by_role("link", name="Work clothes").click()
    expect(anna.page.get_by_role("heading", name="Work clothes")).to_be_focused()
    expect(anna.page.get_by_text("18110000-3")).to_be_visible()
    at(sita, f"#sites/{chain['site']}")
    expect(sita.page.get_by_role("link", name="Moon Apparel BV").first).to_be_visible()
    expect(sita.page.get_by_text("City of Utrecht")).to_have_count(0)


def test_who_may_do_what_is_what_the_page_offers(anna: Person, sita: Person, world: World, chain: dict[str, str]) -> None:
    """A union adds and does not change; a buyer has its contracts; a supplier is told in words why a list is closed."""
    at(sita, f"#sites/{chain['site']}")
    expect(sita.page.get_by_role("link", name="Contracts")).to_have_count(0)
    expect(sita.page.get_by_role("button", name="Change this site")).to_have_count(0)
    sita.page.get_by_text("Record for whom this site works").click()
    expect(sita.page.get_by_label("Who says so")).to_have_count(0)
    sita.sees("Companies and buyers do not see what worker organisations and monitors record here.")
    bram = world.device("Bram")
    at(bram)
    expect(bram.page.locator("a.card")).to_contain_text("Work clothes")
    bram.page.locator("a.card").click()
    bram.press("Change this contract")
    bram.fill("What is bought", "Work clothes and shoes")
    bram.fill("CPV codes (if known)", "18110000-3, 18110000-4")
    bram.press("Save")
    expect(error_of(bram.field("CPV codes (if known)"))).not_to_be_empty()
    bram.fill("CPV codes (if known)", "18110000-3")
    bram.press("Save")
    expect(bram.page.get_by_role("heading", name="Work clothes and shoes")).to_be_visible()
    lara = world.device("Lara")
    at(lara, "#contracts")
    expect(lara.page.get_by_role("alert")).to_be_visible()
    assert [person.faults for person in (bram, lara, sita)] == [[], [], []]


def test_a_link_is_recorded_with_the_keyboard_alone(sita: Person, chain: dict[str, str]) -> None:
    """The combobox as WAI-ARIA describes it: typed, walked, closed, opened, a new company added in place, the form sent."""
    page = sita.page
    at(sita, f"#sites/{chain['site']}")
    page.get_by_text("Record for whom this site works").press("Enter")
    box = page.get_by_role("combobox", name="For which company?")
    box.focus()
    page.keyboard.type("moon")
    options = page.get_by_role("listbox", name="For which company?").get_by_role("option")
    expect(options).to_have_count(2)
    expect(page.get_by_role("status").filter(has_text="1 company found.")).to_have_count(1)
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    assert box.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    page.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("moon")
    page.keyboard.press("Escape")
    expect(box).to_have_value("")
    page.keyboard.type("Brand New Brands")
    expect(options).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    name = page.get_by_role("group", name="Add a new company").get_by_label("Legal name")
    expect(name).to_be_focused()
    expect(name).to_have_value("Brand New Brands")
    page.keyboard.press("Enter")
    country = page.get_by_role("group", name="Add a new company").get_by_label("Country")
    expect(country).to_be_focused()
    expect(error_of(country)).to_have_text("Please choose the country.")
    page.keyboard.type("Germany")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    chosen = page.get_by_role("group", name="For which company?")
    expect(chosen).to_contain_text("Brand New Brands")
    expect(chosen.get_by_role("button", name="Choose another company")).to_be_focused()
    page.get_by_label("What is made? (if known)").select_option("new")
    sita.fill("What the company calls it", "Blue overall")
    sita.press("Add it")
    expect(page.get_by_label("What is made? (if known)").locator("option:checked")).to_have_text("Blue overall")
    sita.press("Record it")
    sita.sees("Recorded.")
    card = page.locator(".card", has_text="Brand New Brands").last
    expect(card).to_contain_text("Blue overall")
    expect(card).to_contain_text("Told by workers")


def test_a_buyers_contract_waits_until_it_is_confirmed(anna: Person, world: World, chain: dict[str, str]) -> None:
    """Both see that it waits; the buyer is told for whom, the keeper has the button, and then it stands there like any other."""
    wanted = {"supplier": chain["brand"], "reference": "2026/3", "title": "Boots and gloves", "starts_on": "2026-01-01"}
    made = world.members["Bram"].door.send("POST", "/v1/contracts", wanted | {"buyer": world.organisations[BUYER]}).json()
    bram = world.device("Bram")
    at(bram, "#contracts")
    expect(bram.page.locator("a.card", has_text="Boots and gloves")).to_contain_text("waiting for confirmation")
    at(bram, f"#contracts/{made['contract']}")
    bram.sees("This contract is waiting for confirmation")
    bram.sees("After that you see the sites behind it here.")
    expect(bram.page.get_by_role("button", name="Confirm this contract")).to_have_count(0)
    at(anna, f"#contracts/{made['contract']}")
    anna.sees("This contract is waiting for confirmation")
    assert axe(anna.page) == []
    anna.press("Confirm this contract")
    expect(anna.page.get_by_text("This contract is waiting for confirmation")).to_have_count(0)
    expect(anna.page.get_by_role("button", name="Change this contract")).to_be_visible()
    at(bram, "#contracts")
    expect(bram.page.locator("a.card", has_text="Boots and gloves")).not_to_contain_text("waiting for confirmation")
    assert [person.faults for person in (anna, bram)] == [[], []]


def test_what_workers_told_is_offered_only_with_another_source(anna: Person, world: World) -> None:
    """The sentence stands beside the question who says so, which has the focus; what was ticked stays, and then it is saved."""
    told = {"name": "Night Mills", "country": "BD"}
    site = world.members["Sita"].door.send("POST", "/v1/sites", told).json()["site"]
    at(anna, f"#sites/{site}")
    anna.press("Change this site")
    anna.page.get_by_role("checkbox", name="Offer this site to reporters").check()
    anna.press("Save")
    source = anna.field("Who says so")
    expect(source).to_be_focused()
    expect(error_of(source)).to_contain_text("Everybody can read which sites are offered.")
    source.select_option("public")
    anna.press("Save")
    expect(anna.page.get_by_text("offered to reporters")).to_be_visible()
    assert anna.faults == []


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_supply_chain_in_every_look(world: World, chain: dict[str, str], language: str) -> None:
    """All faults of all its parts at once."""
    anna = world.device("Anna", language)
    faults: list[str] = []
    parts = {
        "sites": "#sites",
        "site": f"#sites/{chain['site']}",
        "site-new": "#sites/new",
        "import": "#sites/import",
        "companies": "#companies",
        "company": f"#companies/{chain['brand']}",
        "company-new": "#companies/new",
        "contracts": "#contracts",
        "contract": f"#contracts/{chain['contract']}",
        "contract-new": "#contracts/new",
        "nothing": f"#sites/{'0' * 32}",
    }
    for name, where in parts.items():
        at(anna, where)
        if name.endswith("-new"):
            anna.page.locator("form button[type=submit]").last.click()
        if name == "site":
            anna.page.locator("main summary").last.click()
            anna.page.get_by_role("combobox").first.fill("mo")
            expect(anna.page.get_by_role("listbox").get_by_role("option").first).to_be_visible()
            anna.page.keyboard.press("ArrowDown")
        faults += in_every_look(anna, name, pictures=f"supply-{name}")
    assert not faults, "\n".join(faults)
