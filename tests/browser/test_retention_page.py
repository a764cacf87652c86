"""What is to be erased, on its page and on the case's; a case is held in the browser, and let go again."""

import json
from collections.abc import Callable

import psycopg
import pytest
from playwright.sync_api import BrowserContext, Route, expect

from remedy_api.kit.db.embedded import Cluster
from tests.browser import casework_cases as cases
from tests.browser import casework_world
from tests.browser.casework_made import Made
from tests.browser.casework_people import Person
from tests.browser.casework_world import UNION, World
from tests.browser.looks import in_every_look
from tests.fixtures.server import Server

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def world(server: Server, open_context: Callable[..., BrowserContext]) -> World:
    """A union, a monitor."""
    return casework_world.begin(server, open_context)


@pytest.fixture(scope="module")
def ended(world: World) -> dict[str, str]:
    """A case that the workers took back and a report that nobody answered, both announced; another case that is open."""
    case, running = (Made(world, [cases.report(world, [UNION], told)]) for told in ("They keep our wages.", "No light."))
    quiet = cases.report(world, [UNION], "Is anybody there?")
    case.said(("closed", {"outcome": "withdrawn", "reason": "workers_asked", "into": "", "entry": ""}))
    return {"case": case.case, "running": running.case, "quiet": quiet}


@pytest.fixture(scope="module", params=["en", "ar"])
def sita(request: pytest.FixtureRequest, world: World, ended: dict[str, str]) -> Person:
    """The representative, in one language; the job has announced what there is to be erased."""
    with psycopg.connect(Cluster(world.server.data).url()) as connection:
        for name, what, days in (("case", "withdrawn_case", 12), ("quiet", "answered_report", 3)):
            row = (bytes.fromhex(ended[name]), what, days)
            connection.execute("INSERT INTO erasure VALUES (%s, %s, %s) ON CONFLICT DO NOTHING", row)
    return world.device("Sita", request.param)


def soon(person: Person, case: str) -> None:
    """A case that nobody holds ends soon: that it was closed years ago no history can say that was signed today."""

    def near(route: Route) -> None:
        answer = route.fetch()
        said = answer.json()
        if not said["holds"]:
            said |= {"erased_on": "2031-05-01", "announced": True}
        route.fulfill(response=answer, body=json.dumps(said))

    person.page.route(f"**/v1/rooms/{case}/retention", near)


def test_it_is_told_and_a_hold_stops_it(sita: Person, ended: dict[str, str]) -> None:
    faults: list[str] = []
    sita.open("/retention")
    expect(sita.page.locator("ul.cards a.card")).to_have_count(2)
    first = sita.page.locator("ul.cards a.card").first
    assert (first.get_attribute("href") or "").endswith(f"/reports/{ended['quiet']}")
    faults += in_every_look(sita, "retention")
    soon(sita, ended["case"])
    near = {"what": "answered_report", "erased_on": "2031-05-01", "announced": True, "holds": [], "may_hold": False}
    sita.page.route(f"**/v1/rooms/{ended['quiet']}/retention", lambda route: route.fulfill(json=near))
    sita.open(f"/reports/{ended['quiet']}")
    expect(
        sita.page.get_by_text(sita._("Nobody has written in it for years. A confirmation, an answer or a case stops it."))
    ).to_be_visible()
    faults += in_every_look(sita, "report-to-be-erased")
    cases.view(sita, ended["case"])
    ending = sita.page.locator("#ending")
    expect(ending.locator(".notice.warn")).to_be_visible()
    ending.locator(".fold > button").click()
    ending.get_by_role("button", name=sita._("Hold it"), exact=True).click()
    expect(ending.locator(".field-error")).to_be_visible()
    faults += in_every_look(sita, "case-to-be-erased")
    ending.get_by_role("combobox").select_option("court")
    ending.get_by_role("button", name=sita._("Hold it"), exact=True).click()
    expect(ending.locator("ul.rows").get_by_text(sita._("It is needed before a court"), exact=True)).to_be_visible()
    expect(ending.locator(".notice.warn")).to_have_count(0)
    faults += in_every_look(sita, "case-held")
    sita.open("/retention")
    expect(sita.page.locator("section").nth(1).locator("a.card")).to_have_count(1)
    faults += in_every_look(sita, "retention-held")
    cases.view(sita, ended["case"])
    sita.press("Lift our hold")
    expect(ending.locator("ul.rows").get_by_text(sita._("It is needed before a court"), exact=True)).to_have_count(0)
    assert not faults, "\n".join(faults)


def test_a_hold_that_counts_no_longer_says_so_and_stops_nothing(sita: Person, ended: dict[str, str]) -> None:
    """Of an organisation that was let go since, as the server tells it."""
    lost = {"organisation": "ab" * 16, "name": "Coordination Office", "reason": "court", "since": "2026-11-20", "in_force": False}
    told = {"what": "withdrawn_case", "erased_on": "2031-05-01", "announced": True, "holds": [lost], "may_hold": True}
    sita.page.route(f"**/v1/rooms/{ended['case']}/retention", lambda route: route.fulfill(json=told))
    cases.view(sita, ended["case"])
    ending = sita.page.locator("#ending")
    expect(ending.locator(".notice.warn")).to_be_visible()
    row = ending.locator("ul.rows > li", has_text="Coordination Office")
    said = "This hold counts no longer: the organisation has no role in this case any more with which it may hold it."
    expect(row.get_by_text(sita._(said))).to_be_visible()
    expect(ending.get_by_text(sita._("It is held: it is not erased as long as somebody holds it."))).to_have_count(0)
    faults = in_every_look(sita, "case-hold-counts-no-longer")
    sita.page.unroute_all(behavior="wait")
    assert not faults, "\n".join(faults)


def test_an_open_case_says_that_it_stays(sita: Person, ended: dict[str, str]) -> None:
    cases.view(sita, ended["running"])
    expect(
        sita.page.locator("#ending").get_by_text(sita._("An open case is never erased. Its time begins when it is closed."))
    ).to_be_visible()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_administrator_sees_sums_and_nothing_of_them(world: World, ended: dict[str, str], language: str) -> None:
    anna = world.device("Anna", language)
    anna.open("/retention")
    rows = anna.page.locator("ul.rows > li")
    expect(rows).to_have_count(5)
    expect(rows.first).to_contain_text(anna._("fewer than five"))
    expect(anna.page.locator("a.card")).to_have_count(0)
    faults = in_every_look(anna, "retention-of-administrator")
    anna.open("/procedure")
    expect(anna.page.locator("#kept")).to_be_visible()
    faults += in_every_look(anna, "procedure-kept")
    assert not faults, "\n".join(faults)
