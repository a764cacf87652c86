"""Somebody is punished for complaining: a case of her own in one press, on a bad line too, with nothing of it in clear."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Request, Route, expect

from remedy_api.cli.client.casework import look
from remedy_api.cli.client.rooms import contents
from remedy_api.sealing.content import Text
from tests.browser import casework_cases as cases
from tests.browser import casework_world
from tests.browser.casework_made import Made
from tests.browser.casework_people import Person
from tests.browser.casework_world import MONITOR, UNION, World
from tests.browser.looks import in_every_look
from tests.fixtures.server import Server

pytestmark = pytest.mark.browser
OFFLINE = "There is no connection to the server. Nothing was lost; please try again."
WORDS = "Lata was moved to nights after the foreman saw the leaflet."
NO_CASE = (
    "Only an organisation that represents workers opens a case about a reprisal. "
    "What you write here is locked, and goes into the case that you choose."
)
SENDING = "Lock, sign and open the case"


@pytest.fixture(scope="module")
def world(server: Server, open_context: Callable[..., BrowserContext]) -> World:
    """A union of two, and a monitor."""
    made = casework_world.begin(server, open_context)
    made.confirmed("Ravi", made.organisations[UNION], "Sita")
    return made


@pytest.fixture(scope="module")
def case(world: World) -> str:
    """A case that the monitor reads."""
    report = cases.report(world, [UNION], "They keep our wages.")
    return Made(world, [report], site=cases.site(world)).read_by(MONITOR, "monitor").case


@pytest.fixture(scope="module")
def sita(world: World, case: str) -> Person:
    """The representative, on her telephone."""
    return world.device("Sita", viewport={"width": 320, "height": 640})


@pytest.fixture(scope="module")
def noor(world: World, case: str) -> Person:
    """The monitor."""
    return world.device("Noor")


def texts(world: World, case: str) -> list[tuple[str, str]]:
    """Kind and words of everything written in a case, opened by a colleague without a browser."""
    _, opened = look(world.members["Ravi"], bytes.fromhex(case))
    found = [content for _, content in contents(opened, lambda entry: b"")]
    return [(one.kind, one.text) for one in found if isinstance(one, Text)]


def rows(world: World, **params: Any) -> list[dict[str, Any]]:
    """The cases of the union, as the server lists them."""
    query = "&".join(f"{name}={value}" for name, value in params.items())
    return list(world.members["Sita"].door.get(f"/v1/organisations/{world.organisations[UNION]}/cases?{query}").json()["items"])


def begin(person: Person, case: str) -> None:
    """From the case to the page, with this case chosen."""
    cases.view(person, case)
    person.page.get_by_role("main").get_by_role("link", name=person._("Report a reprisal")).click()
    person.page.wait_for_url("**/reprisal#*")
    person.settle()
    expect(person.field("Because of which case?")).to_have_value(case)


def fill(person: Person, words: str = WORDS) -> None:
    """What happened, and what is needed first."""
    person.fill("What happened?", words)
    person.page.get_by_role("checkbox", name=person._("That it stops now")).check()
    person.page.get_by_role("checkbox", name=person._("Legal help")).check()


def arrived(person: Person, before: str) -> str:
    """Wait for the new case; its id."""
    person.page.wait_for_url(re.compile(f"/cases/(?!{before})[0-9a-f]{{32}}$"))
    cases.checked(person)
    return person.page.url.rpartition("/")[2]


def swallowing(page: Page, path: str, times: int, *, arrives: bool) -> None:
    """So many posts to a path are lost: on their way, or with their answer."""
    lost = 0

    def route(sent: Route) -> None:
        nonlocal lost
        if sent.request.method != "POST" or lost == times:
            return sent.continue_()
        lost += 1
        if arrives:
            sent.fetch()
        return sent.abort()

    page.route(path, route)


def test_one_press_and_nothing_of_it_in_clear(sita: Person, world: World, case: str) -> None:
    sent: list[tuple[str, bytes]] = []

    def note(request: Request) -> None:
        sent.append((request.url, request.post_data_buffer or b""))

    begin(sita, case)
    sita.page.on("request", note)
    fill(sita)
    sita.press(SENDING)
    made = arrived(sita, case)
    sita.page.remove_listener("request", note)
    sita.sees("Somebody is punished for complaining")
    sita.sees(WORDS)
    sita.sees("Needed first: %(needs)s", needs="That it stops now and Legal help")
    (founding,) = [body for url, body in sent if url.endswith("/v1/cases")]
    for secret in (WORDS, "Lata", "leaflet", "lawyer", case):
        assert secret.encode() not in founding
        assert not any(secret.encode() in body for _, body in sent)
    assert not any(WORDS in url or f"reprisal/{case}" in url for url, _ in sent)
    link = sita.page.get_by_role("link", name=re.compile("The case it belongs to"))
    expect(link).to_have_attribute("href", f"/en/cases/{case}")
    cases.view(sita, case)
    other = sita.page.get_by_role("link", name=re.compile("The case about a reprisal"))
    expect(other).to_have_attribute("href", f"/en/cases/{made}")
    assert rows(world)[0]["case"] == made
    sita.open("/cases")
    first = sita.page.locator(".card.fast-track").first
    expect(first).to_contain_text("▲ Reprisal")
    expect(sita.page.locator(".card").first).to_contain_text("▲ Reprisal")
    assert sita.faults == []


@pytest.mark.parametrize(
    ("nth", "arrives"),
    [
        (0, True),
        (2, False),
        *(pytest.param(nth, arrives, marks=pytest.mark.long) for nth, arrives in ((0, False), (1, True), (1, False), (2, True))),
        *(pytest.param(3, arrives, marks=pytest.mark.long) for arrives in (True, False)),
    ],
)
def test_a_line_that_breaks_half_way(sita: Person, world: World, case: str, nth: int, arrives: bool) -> None:
    """After each of the four things that are sent, or before it; the page is even closed in between. Nothing is lost or twice."""
    words, before = f"{WORDS} ({nth}, {arrives})", {row["case"] for row in rows(world)}
    begin(sita, case)
    fill(sita, words)
    sita.page.wait_for_timeout(600)  # a draft is kept a moment after the last key
    if nth == 0:
        swallowing(sita.page, "**/v1/cases", 4, arrives=arrives)  # the page itself tries as often
    else:
        posts = 0

        def route(one: Route) -> None:
            nonlocal posts
            posts += one.request.method == "POST"
            if one.request.method != "POST" or not nth <= posts < nth + 4:
                return one.continue_()
            if arrives:
                one.fetch()
            return one.abort()

        sita.page.route("**/v1/rooms/*/entries", route)
    sita.press(SENDING)
    sita.sees(OFFLINE)
    sita.page.unroute_all(behavior="wait")
    sita.open("/inbox")
    sita.open(f"/reprisal#{case}")
    expect(sita.field("What happened?")).to_have_value(words)
    there = arrives or nth > 0
    if there:
        sita.sees("This was begun and is not finished.")
    sita.press("Go on" if there else SENDING)
    made = arrived(sita, case)
    assert {row["case"] for row in rows(world)} - before == {made}
    assert sorted(kind for kind, _ in texts(world, made)) == ["reprisal", "reprisal_link"]
    assert texts(world, case).count(("reprisal_link", made)) == 1
    sita.open(f"/reprisal#{case}")
    expect(sita.field("What happened?")).to_have_value("")
    expect(sita.page.get_by_text("This was begun and is not finished.")).to_have_count(0)


def test_what_is_missing_is_said_beside_its_field(sita: Person, case: str) -> None:
    begin(sita, case)
    sita.press(SENDING)
    sita.sees("Please write what happened. A few words are enough.")
    assert sita.page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    assert "/reprisal" in sita.page.url


def test_a_monitor_writes_it_and_the_representative_opens_it_in_one_press(
    noor: Person, sita: Person, world: World, case: str
) -> None:
    begin(noor, case)
    noor.sees(NO_CASE)
    fill(noor, "The night watch says that two were sent home without pay.")
    noor.press("Lock and send")
    noor.sees("It was sent.")
    cases.view(sita, case)
    sita.page.get_by_role("link", name="Open a case about this reprisal").last.click()
    sita.page.wait_for_url(f"**/reprisal#{case}/*")
    sita.settle()
    expect(sita.field("What happened?")).to_have_value("The night watch says that two were sent home without pay.")
    expect(sita.page.get_by_role("checkbox", name="Legal help")).to_be_checked()
    sita.press(SENDING)
    made = arrived(sita, case)
    assert ("reprisal_link", made) in texts(world, case)
    # The monitor reads the case it wrote in, and not the new one.
    noor.open(f"/cases/{made}")
    noor.sees("This does not exist, or you have no access to it.")


def test_every_page_in_every_look(world: World, sita: Person, noor: Person, case: str) -> None:
    faults: list[str] = []
    for language in ("en", "ar"):
        for person in (sita, noor):
            person.language = language
        sita.open(f"/reprisal#{case}")
        faults += in_every_look(sita, "reprisal")
        sita.press(SENDING)
        faults += in_every_look(sita, "reprisal-missing")
        sita.open("/cases")
        faults += in_every_look(sita, "cases-with-reprisals")
        cases.view(sita, rows(world)[0]["case"])
        faults += in_every_look(sita, "case-of-reprisal")
        cases.view(sita, case)
        faults += in_every_look(sita, "case-with-reprisals")
        noor.open(f"/reprisal#{case}")
        faults += in_every_look(noor, "reprisal-of-monitor")
    for person in (sita, noor):
        person.language = "en"
    assert not faults, "\n".join(faults)
