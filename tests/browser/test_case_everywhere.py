"""Every page of a case, in English and mirrored in Arabic, narrow and wide, light and dark: nothing for axe to find, nothing
wider than the screen, the right language and direction, nothing against the page's own policy.
"""

import json
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from remedy_api.cli.client.door import Door
from tests.browser import casework_cases as cases
from tests.browser import supply_world
from tests.browser.casework_made import CONSENT, Made
from tests.browser.casework_people import Person
from tests.browser.casework_reporter import Reporter
from tests.browser.casework_world import MONITOR, UNION, World
from tests.browser.looks import in_every_look
from tests.fixtures.server import Server

pytestmark = pytest.mark.browser
FOLDED = ".fold > button[aria-expanded=false]"
CLOSED = "details.read:not([open])"


@pytest.fixture(scope="module")
def world(server: Server, open_context: Callable[..., BrowserContext]) -> World:
    """A union, a monitor, a public buyer, a supplier."""
    return supply_world.begin(server, open_context)


@pytest.fixture(scope="module")
def made(world: World) -> dict[str, str]:
    """A case in fact-finding at a site with everybody who stands behind it, with what a monitor found there; a closed one, one
    that was closed although something was left to do, a confirmed report, and one that waits for a sign.
    """
    site = cases.site(world, "ستار للمنسوجات Star Textiles & Garments (Private) Limited, Unit 7")
    chain = supply_world.built(world)
    stories = ("They keep our wages.", "Nobody answers.", "No light.", "No water.")
    paid, unanswered, promised, confirmed = (cases.report(world, [UNION], told, form=True) for told in stories)
    running = Made(world, [paid], site=chain["site"]).in_safety().in_notification().in_fact_finding(chain["operator"])
    running.read_by(MONITOR, "monitor").wrote("Please look at the payslips first.\n\nThen call.")
    witness = running.wrote("Mai and Lan; Sita heard it.", "witness")
    spoken = {"audience": "monitor", "content": "evidence", "until": "2031-01-31", "way": "oral", "entry": witness}
    monitor = running.listed(MONITOR).chain.fingerprint.hex()
    running.found(contested=True).said(("consent_given", {**CONSENT[1], **spoken, "organisations": (monitor,)}))
    closed = Made(world, [unanswered], site=site)
    reasons = closed.wrote("The workers asked us to stop.", "reasons")
    closed.said(("closed", {"outcome": "withdrawn", "reason": "", "into": "", "entry": reasons}))
    ended = Made(world, [promised], site=site).in_safety().in_notification().in_fact_finding(chain["operator"])
    ended.read_by(MONITOR, "monitor").found(established=True).carried_out()
    override = ended.wrote("She who is owed the last wage has left; the union paid her.", "reasons")
    ended.said(("closed", {"outcome": "remedied", "reason": "override", "into": "", "entry": override}))
    ended.said(
        ("recorded", {"fact": "satisfaction", "values": ("rather",)}),
        ("recorded", {"fact": "follow_up", "values": ("3-months", "12-months")}),
    )
    waiting = Reporter(Door(world.server.intake)).file([UNION], narrative="Is anybody there?", name="Bo")
    return {"running": running.case, "closed": closed.case, "ended": ended.case, "confirmed": confirmed, "waiting": waiting}


@pytest.fixture(scope="module", params=["en", "ar"])
def people(request: pytest.FixtureRequest, world: World) -> dict[str, Person]:
    """Sita and Noor, in one language."""
    return {"sita": world.device("Sita", request.param), "noor": world.device("Noor", request.param)}


def overdue(page: Page, case: str) -> None:
    """The clock that runs now ran out three days ago: nothing that was signed says otherwise."""

    def late(route: Route) -> None:
        answer = route.fetch()
        said = answer.json()
        for clock in said["clocks"]:
            if clock["done_on"] is None:
                clock |= {"days_left": -3, "overdue": True}
        route.fulfill(response=answer, body=json.dumps(said))

    page.route(f"**/v1/cases/{case}", late)


def unfolded(page: Page) -> None:
    """Every form of the page is open."""
    while page.locator(FOLDED).count():
        page.locator(FOLDED).first.click()


def read(page: Page) -> None:
    """Every text that is only opened when somebody wants to read it."""
    while page.locator(CLOSED).count():
        page.locator(CLOSED).first.locator("summary").click()
    expect(page.locator(".loading")).to_have_count(0)


def pages(people: dict[str, Person], made: dict[str, str]) -> Iterator[tuple[Person, str]]:
    """Every page as it is to be looked at, and the name of its picture."""
    sita, noor = people["sita"], people["noor"]
    sita.open("/cases")
    yield sita, "cases"
    sita.open(f"/reports/{made['confirmed']}")
    yield sita, "report-confirmed"
    sita.open(f"/reports/{made['confirmed']}")
    yield from opening(sita, made["confirmed"])
    cases.view(sita, made["running"])
    yield sita, "case"
    unfolded(sita.page)
    yield sita, "case-unfolded"
    overdue(sita.page, made["running"])
    cases.view(sita, made["running"])
    expect(sita.page.locator(".stand-count")).to_contain_text("3 days overdue" if sita.language == "en" else "3")
    yield sita, "case-overdue"
    sita.page.unroute_all(behavior="wait")
    cases.view(sita, made["closed"])
    yield sita, "case-closed"
    cases.view(sita, made["ended"])
    unfolded(sita.page)
    yield sita, "case-ended"
    noor.open("/cases")
    yield noor, "cases-of-monitor"
    cases.view(noor, made["running"])
    yield noor, "case-of-monitor"
    unfolded(noor.page)
    read(noor.page)
    yield noor, "case-of-monitor-unfolded"


def opening(sita: Person, room: str) -> Iterator[tuple[Person, str]]:
    """The five steps of opening a case, up to the last question."""
    sita.open(f"/open-case/{room}")
    yield sita, "open-case-1"
    sita.press("Continue")
    sita.page.get_by_role("checkbox", name=sita._("Forced labour"), exact=True).check()
    yield sita, "open-case-2"
    sita.press("Continue")
    sita.page.locator("input[role=combobox]").fill("Star")
    expect(sita.page.get_by_role("option").nth(1)).to_be_visible()
    yield sita, "open-case-3"
    sita.page.get_by_role("option").first.click()
    sita.press("Continue")
    yield sita, "open-case-4"
    sita.press("Continue")
    yield sita, "open-case-5"
    sita.press("Sign and open the case…")
    yield sita, "open-case-question"


def test_every_page_of_a_case_in_every_look(people: dict[str, Person], made: dict[str, str]) -> None:
    """All faults of all pages at once, so that one run tells everything."""
    faults: list[str] = []
    for person, name in pages(people, made):
        faults += in_every_look(person, name)
    assert not faults, "\n".join(faults)
