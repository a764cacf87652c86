"""The review in browsers: a buyer and its supplier read what workers agreed to show, take one sheet to their meeting, and the
union looks with their eyes first. Looked at in English and mirrored in Arabic, narrow and wide, light and dark, and on paper.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from remedy_api.cli.client.cases import say
from remedy_api.cli.client.rooms import Said
from tests.browser import casework_cases as cases
from tests.browser import supply_world
from tests.browser.casework_made import CONSENT, INVITATION, Made
from tests.browser.casework_people import Person
from tests.browser.casework_world import MONITOR, UNION, World
from tests.browser.looks import in_every_look
from tests.browser.supply_world import BUYER, SUPPLIER
from tests.browser.table_made import MadeTable
from tests.fixtures.server import Server

pytestmark = pytest.mark.browser
OTHER_BUYER = "City of Ghent"


@pytest.fixture(scope="module")
def world(server: Server, open_context: Callable[..., BrowserContext]) -> World:
    """A union, a monitor, two public buyers, a supplier."""
    made = supply_world.begin(server, open_context)
    made.organisation(OTHER_BUYER, "buyer", "Greet")
    return made


def allowed(audience: str, content: str) -> Said:
    """A consent to all of an audience."""
    return ("consent_given", {**CONSENT[1], "audience": audience, "content": content})


@pytest.fixture(scope="module")
def chain(world: World) -> dict[str, str]:
    """A site, its operator, and a brand, which is the supplier and has a contract with the buyer."""
    built = supply_world.built(world)
    path = f"/v1/companies/{built['brand']}"
    version = str(world.anna.door.get(path).json()["version"])
    world.anna.door.send("PATCH", path, {"organisation": world.organisations[SUPPLIER]}, match=f'"{version}"')
    return built


@pytest.fixture(scope="module")
def case(world: World, chain: dict[str, str]) -> Made:
    """A case of which everything is shown to buyers and suppliers and something to everybody, and one of which facts are shown."""
    reports = [cases.report(world, [UNION], words, form=True) for words in ("They keep our wages.", "The hall has no air.")]
    case = Made(world, reports[:1], site=chain["site"]).in_safety().in_notification().read_by(MONITOR, "monitor")
    case.in_fact_finding(chain["brand"]).found(established=True)
    parts = ("facts", "progress", "finding", "plan")
    case.said(INVITATION, *(allowed(audience, part) for audience in ("buyers", "suppliers") for part in parts))
    case.said(allowed("public", "facts"), allowed("public", "progress"))
    table = MadeTable(case).seated(SUPPLIER, "duty_bearer")
    access = table.step(
        "access", SUPPLIER, form="non_repetition", kind="union_access", beneficiaries=(), evidence=(), amount="", currency=""
    )
    table.proposed(table.step("pay", SUPPLIER), access, text="We owe 41 people their wages.")
    say(world.members["Lara"], table.room, [("accepted", {"plan": table.plan})])
    Made(world, reports[1:], site=chain["site"]).in_safety().in_notification().said(allowed("buyers", "facts"))
    return case


@pytest.fixture(scope="module")
def people(world: World, case: Made) -> dict[str, Person]:
    """Bram of the buyer in English; Lara of the supplier, Greet of another buyer and Sita of the union in Arabic."""
    return {who: world.device(who, language) for who, language in (("Bram", "en"), ("Lara", "ar"), ("Greet", "ar"), ("Sita", "ar"))}


def test_a_buyer_reviews_its_suppliers(people: dict[str, Person]) -> None:
    bram = people["Bram"]
    bram.page.get_by_role("navigation", name="Pages").get_by_role("link", name="Review").click()
    bram.page.wait_for_url("**/review")
    bram.settle()
    expect(bram.page.get_by_text("No figures: they would speak of too few cases.")).to_have_count(1)
    faults = in_every_look(bram, "review-suppliers")
    bram.page.get_by_role("link", name="Moon Apparel BV").click()
    bram.settle()
    shown = bram.page.locator(".shown")
    expect(shown).to_have_count(2)
    whole = shown.filter(has_text="Promised")
    expect(whole.locator(".steps > li")).to_have_count(2)
    expect(whole).to_contain_text("1200.00 BDT")
    expect(whole).to_contain_text("The workers have not verified it.")
    expect(whole).to_contain_text("It happened as it was said")
    expect(bram.page.locator("main")).not_to_contain_text("41 people")
    faults += in_every_look(bram, "review-supplier")
    assert cases.printed_pages(bram, "review-printed") == 1
    with bram.page.expect_download() as saved:
        bram.press("Save as a table (CSV)")
    assert saved.value.suggested_filename == "review.csv"
    assert len(saved.value.path().read_text("utf-8-sig").splitlines()) == 3
    bram.page.get_by_role("link", name="All suppliers").click()
    expect(bram.page.get_by_role("link", name="Moon Apparel BV")).to_be_visible()
    bram.page.go_back()
    expect(shown).to_have_count(2)
    assert not faults, "\n".join(faults)


def test_a_supplier_finds_its_own_case(people: dict[str, Person]) -> None:
    lara = people["Lara"]
    lara.open("/review")
    expect(lara.page.locator(".shown")).to_have_count(1)
    expect(lara.page.get_by_role("link", name=lara._("All suppliers"))).to_have_count(0)
    faults = in_every_look(lara, "review-own")
    assert cases.printed_pages(lara, "review-own-printed") == 1
    assert not faults, "\n".join(faults)


def test_an_empty_page_says_nothing(people: dict[str, Person]) -> None:
    greet = people["Greet"]
    greet.open("/review")
    greet.sees("Nothing is shown here")
    faults = in_every_look(greet, "review-empty")
    assert not faults, "\n".join(faults)


def test_the_union_looks_with_their_eyes(people: dict[str, Person], case: Made, chain: dict[str, str]) -> None:
    sita, bram = people["Sita"], people["Bram"]
    cases.view(sita, case.case)
    sita.press("Look with their eyes…")
    sita.settle()
    seen = sita.page.locator(".seen .shown")
    # Everybody comes first: no name of a site or a company.
    expect(seen).not_to_contain_text("Star Textiles Ltd")
    sita.field("Whose eyes?").select_option(label=BUYER)
    expect(seen).to_contain_text("Star Textiles Ltd")
    faults = in_every_look(sita, "review-preview")
    # Drawn alike: in her language what the buyer has in his.
    bram.open(f"/review#{chain['brand']}")
    drawn = bram.page.locator(".shown").filter(has_text="Promised")
    assert seen.evaluate(MARKS) == drawn.evaluate(MARKS)
    sita.field("Whose eyes?").select_option(label=SUPPLIER)
    expect(seen).to_be_visible()
    assert not faults, "\n".join(faults)


def test_everybody_reads_the_register(world: World, case: Made) -> None:
    faults = []
    for language in ("en", "ar"):
        anybody = world.visitor("Anybody", language)
        anybody.open("/register")
        expect(anybody.page.locator("section")).to_have_count(1)
        expect(anybody.page.locator("section")).not_to_contain_text("1200.00")
        expect(anybody.page.locator("main")).not_to_contain_text("Star Textiles")
        faults += in_every_look(anybody, "register")
    assert not faults, "\n".join(faults)


MARKS = "of => [...of.querySelectorAll('*')].map((one) => `${one.tagName}.${one.className}`).join(' ')"
"""What is drawn, whatever the words are."""
