"""A programme with a supply chain: who is in it, one site, and all that stands behind that site."""

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import BrowserContext, Locator, expect

from tests.browser import casework_world
from tests.browser.casework_people import Person
from tests.browser.casework_world import World
from tests.fixtures.server import Server

BUYER, SUPPLIER = "City of Utrecht", "Moon Apparel"
LEI = "724500Y6DUVHQD6OXN27"


def begin(server: Server, open_context: Callable[..., BrowserContext]) -> World:
    """A programme with a union, a monitor, a public buyer and a supplier."""
    made = casework_world.begin(server, open_context)
    made.organisation(BUYER, "buyer", "Bram")
    made.organisation(SUPPLIER, "supplier", "Lara")
    return made


def built(world: World, *, brand_is: str = "") -> dict[str, str]:
    """A site whose operator sells to a brand, which a public buyer has a contract with; their ids. `brand_is`: the id of the
    organisation that this brand is.
    """

    def add(path: str, **wanted: Any) -> dict[str, Any]:
        answer: dict[str, Any] = world.anna.door.send("POST", path, wanted).json()
        return answer

    operator = add("/v1/companies", name="Star Operating Pvt", country="IN")["company"]
    known = {"organisation": brand_is} if brand_is else {}
    brand = add("/v1/companies", name="Moon Apparel BV", country="NL", lei=LEI, **known)["company"]
    place = {"native_name": "நட்சத்திர", "address": "12 Mill Road", "country": "IN"}
    site = add("/v1/sites", name="Star Textiles Ltd", operator=operator, **place)["site"]
    days = {"first_seen": "2025-01-03", "last_seen": "2026-11-01"}
    add(f"/v1/sites/{site}/links", company=brand, tier=1, source="disclosure", confidence="high", **days)
    contract = add(
        "/v1/contracts",
        buyer=world.organisations[BUYER],
        supplier=brand,
        reference="2025/17",
        title="Work clothes",
        starts_on="2025-02-01",
        ends_on="2027-01-31",
        cpv=["18110000-3"],
        value_band="1m-10m",
    )["contract"]
    return {"site": site, "operator": operator, "brand": brand, "contract": contract}


def at(person: Person, where: str = "") -> None:
    """Open a part of the page; the address before the # is the same, so it is left first."""
    person.page.goto("about:blank")
    person.open(f"/supply-chain{where}")


def error_of(field: Locator) -> Locator:
    """What is said to be wrong with a field, where a screen reader finds it."""
    expect(field).to_have_attribute("aria-describedby", re.compile("-error"))
    described = field.get_attribute("aria-describedby") or ""
    wrong = next(each for each in described.split() if each.endswith("-error"))
    return field.page.locator(f"[id='{wrong}']")
