"""Every page at the casework door, in English and mirrored in Arabic, narrow and wide, light and dark: nothing for axe to
find, nothing wider than the screen, the right language and direction, and nothing against the page's own policy.
"""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext

from remedy_api.cli.client import organisations as chains
from remedy_api.cli.client.door import Door
from tests.browser import casework_world
from tests.browser.casework_people import Person
from tests.browser.casework_reporter import Reporter, picture
from tests.browser.casework_world import MONITOR, UNION, World
from tests.browser.looks import in_every_look
from tests.fixtures.server import Server

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def world(server: Server, open_context: Callable[..., BrowserContext]) -> World:
    """A programme with one report, one open invitation, and one colleague who waits to be confirmed."""
    made = casework_world.begin(server, open_context)
    union = bytes.fromhex(made.organisations[UNION])
    made.joins("Ravi", chains.invite(made.members["Sita"], union, "member"))
    site = {"name": "Star Textiles Ltd", "address": "12 Mill Road, Karur", "country": "IN"}
    made.anna.door.send("POST", "/v1/sites", site)
    return made


@pytest.fixture(scope="module")
def room(world: World) -> str:
    """A report with a picture, to which the union has answered nothing yet."""
    reporter = Reporter(Door(world.server.intake))
    told = "We are paid three months late.\n\nWhoever asks is sent home."
    room = reporter.file([UNION, MONITOR], narrative=told, name="Mai", files=[("payslip.png", picture(200))], form=True)
    reporter.writes("Is anybody there?")
    return room


@pytest.fixture(scope="module", params=["en", "ar"])
def people(request: pytest.FixtureRequest, world: World) -> dict[str, Person]:
    """Sita, Anna and somebody who is not signed in, in one language."""
    return {
        "sita": world.device("Sita", request.param),
        "anna": world.device("Anna", request.param),
        "ravi": world.device("Ravi", request.param),
        "visitor": world.visitor("Visitor", request.param),
    }


def pages(world: World, room: str) -> Iterator[tuple[str, str, str]]:
    """Who opens which page, and the name of its picture."""
    link = chains.invite(world.members["Sita"], bytes.fromhex(world.organisations[UNION]), "manager")
    organisation = world.organisations[UNION]
    yield "visitor", "/sign-in", "sign-in"
    yield "visitor", "/recover", "recover"
    yield "visitor", "/setup", "setup-done"
    yield "visitor", f"/invitation#{link.invitation.hex()}.{link.secret.hex()}", "invitation"
    yield "visitor", "/help", "help"
    yield "visitor", "/privacy", "privacy"
    yield "visitor", "/accessibility", "accessibility"
    yield "visitor", "/nowhere", "not-found"
    yield "sita", "/inbox", "inbox"
    yield "sita", f"/reports/{room}", "report"
    yield "sita", f"/reports/{'0' * 32}", "report-missing"
    yield "sita", "/report-for-worker", "report-for-worker"
    yield "sita", f"/organisation/{organisation}", "organisation"
    yield "sita", f"/notice/{organisation}", "notice"
    yield "sita", "/account", "account"
    yield "anna", "/inbox", "inbox-of-administrator"
    yield "anna", "/admin", "admin"
    yield "ravi", f"/organisation/{organisation}", "organisation-waiting"


def test_every_page_in_every_look(world: World, room: str, people: dict[str, Person]) -> None:
    """All faults of all pages at once, so that one run tells everything."""
    faults: list[str] = []
    for who, path, name in pages(world, room):
        people[who].open(path)
        faults += in_every_look(people[who], name)
    assert not faults, "\n".join(faults)
