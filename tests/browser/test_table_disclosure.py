"""Something from the case is shown at a table: written anew with parts left out, shown to whom the workers allow it, read and
answered there; and gone with the next request once the workers take their consent back. What is about a finding needs a consent
to just that, also where no step names it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import BrowserContext, Locator, Route, expect

from remedy_api.cli.client.rooms import Said
from tests.browser import casework_cases as cases
from tests.browser import supply_world
from tests.browser.casework_made import CONSENT, INVITATION, Made
from tests.browser.casework_people import Person
from tests.browser.casework_world import MONITOR, UNION, World
from tests.browser.looks import in_every_look
from tests.browser.story_companies import consents
from tests.browser.supply_world import BUYER, SUPPLIER
from tests.browser.table_made import MadeTable
from tests.fixtures.server import Server

pytestmark = pytest.mark.browser
WHOLE = "The foreman keeps 41 passports in his desk. Mai of hall 2 saw it."
COPY = "The foreman keeps 41 passports in his desk."
ANSWER = "They were handed back on Monday."
FINDING = "Forty payslips, and none of them says a date."
FOUND = "Forty payslips, none with a date."
REFUSED = "Nobody has read this finding."
SECRET = "Only the night shift knows."
OFFLINE = "There is no connection to the server. Nothing was lost; please try again."


@pytest.fixture(scope="module")
def world(server: Server, open_context: Callable[..., BrowserContext]) -> World:
    """A union, a monitor, a public buyer, a supplier."""
    return supply_world.begin(server, open_context)


@dataclass
class Scene:
    """A case, its table with a supplier and a buyer, and those who look at them; `found`: the same of a case with a finding."""

    case: str
    table: str
    found: tuple[str, str]
    sita: Person
    lara: Person


@pytest.fixture(scope="module")
def made(world: World) -> dict[str, tuple[str, str, tuple[str, str]]]:
    """For each language a case and its table, and of another case with a finding; made before anybody opens a browser. Evidence
    may go to suppliers.
    """
    chain, found = supply_world.built(world), {}
    evidence: Said = ("consent_given", {**CONSENT[1], "audience": "suppliers", "content": "evidence"})
    for language in ("en", "ar"):
        report = cases.report(world, [UNION], f"They keep our papers ({language}).", form=True)
        case = Made(world, [report]).in_safety().in_notification().said(INVITATION)
        case.said(("consent_given", {**INVITATION[1], "audience": "buyers"}))
        case.said(evidence)
        case.wrote(WHOLE)
        case.wrote(SECRET, "interests")
        table = MadeTable(case).seated(SUPPLIER, "duty_bearer").seated(BUYER, "buyer")
        report = cases.report(world, [UNION], f"They keep our wages ({language}).", form=True)
        other = Made(world, [report], site=chain["site"]).in_safety().in_notification().in_fact_finding(chain["operator"])
        other.read_by(MONITOR, "monitor").found().said(INVITATION, evidence).wrote(REFUSED, "finding")
        found[language] = case.case, table.table, (other.case, MadeTable(other).seated(SUPPLIER, "duty_bearer").table)
    return found


@pytest.fixture(scope="module", params=["en", "ar"])
def scene(request: pytest.FixtureRequest, world: World, made: dict[str, tuple[str, str, tuple[str, str]]]) -> Scene:
    """The same story in two languages: who shows reads the one, who is shown it the other."""
    other = {"en": "ar", "ar": "en"}[request.param]
    return Scene(*made[request.param], world.device("Sita", request.param), world.device("Lara", other))


def at(person: Person, table: str) -> None:
    """The page of the table, checked."""
    person.open(f"/tables/{table}")
    cases.checked(person)


def shown(person: Person) -> Locator:
    """The part of the page about what is shown from the case."""
    return person.page.locator("#shown")


def lost(route: Route) -> None:
    """The server takes it, and nobody hears of that."""
    route.fetch()
    route.abort()


def radio(person: Person, text: str) -> Locator:
    """One of those that could be shown."""
    return person.page.get_by_role("radio", name=text)


def test_shown_read_answered_and_taken_back(scene: Scene) -> None:
    """The whole way, with the connection breaking in the middle of it."""
    sita, lara = scene.sita, scene.lara
    at(lara, scene.table)
    expect(shown(lara)).to_contain_text(lara._("Nothing is shown."))
    expect(lara.page.get_by_role("button", name=lara._("Show something from the case…"))).to_have_count(0)

    at(sita, scene.table)
    sita.press("Show something from the case…")
    radio(sita, WHOLE).check()
    expect(radio(sita, SECRET)).to_have_count(0)
    redacted(sita)
    faults = chosen(sita)
    signed_twice(sita)
    cases.checked(sita)
    expect(shown(sita).locator(".card")).to_have_count(1)
    expect(shown(sita)).to_contain_text(sita._("the consent holds"))
    shown(sita).get_by_text(sita._("Read what was shown, and on what it rests")).click()
    expect(shown(sita).locator(".own-words")).to_have_text(COPY)
    expect(shown(sita)).to_contain_text(sita._("This consent holds."))
    faults += in_every_look(sita, "table-shown")

    at(lara, scene.table)
    expect(shown(lara).locator(".own-words")).to_have_text(COPY)
    expect(shown(lara)).to_contain_text(lara._("a copy with parts left out"))
    expect(shown(lara)).to_contain_text(lara._("Written and signed for %(organisation)s.", organisation=UNION))
    expect(lara.page.locator("body")).not_to_contain_text("Mai of hall 2")
    lara.press("Reply to it…")
    lara.press("Lock and send the reply")
    lara.sees("Please write something first.")
    lara.fill("Your reply", ANSWER)
    faults += in_every_look(lara, "table-shown")
    lara.press("Lock and send the reply")
    expect(shown(lara).locator(".said-to")).to_contain_text(ANSWER)
    cases.checked(lara)
    expect(lara.page.locator(".conversation")).to_have_count(0)
    at(sita, scene.table)
    expect(shown(sita).locator(".said-to")).to_contain_text(ANSWER)

    taken_back(sita, scene.case)
    gone(lara, scene.table)
    at(sita, scene.table)
    expect(shown(sita)).to_contain_text(sita._("the consent does not hold any more"))
    faults += in_every_look(sita, "table-shown-no-more")
    assert not faults, "\n".join(faults)


def redacted(sita: Person) -> None:
    """A copy of it; one that leaves nothing out is none."""
    sita.press("Write a redacted copy first…")
    copy = sita.field("The copy")
    expect(copy).to_have_value(WHOLE)
    sita.press("Lock and keep the copy")
    sita.sees("Nothing is left out yet. Show the text itself, or leave something out.")
    copy.fill(COPY)
    sita.page.route("**/v1/rooms/*/entries", lost)
    sita.press("Lock and keep the copy")
    expect(sita.page.get_by_text(sita._(OFFLINE))).to_be_visible()
    sita.page.unroute_all(behavior="wait")
    sita.press("Lock and keep the copy")
    expect(radio(sita, COPY).and_(sita.page.locator(":checked"))).to_have_count(1)
    sita.settle()
    expect(radio(sita, COPY)).to_have_count(2)


def chosen(sita: Person) -> list[str]:
    """To whom and on which consent: what the workers do not allow is said, with the way to where they may."""
    show = sita.page.get_by_role("button", name=sita._("Show it at the table"))
    show.click()
    sita.sees("Please choose at least one.")
    sita.page.get_by_role("checkbox", name=SUPPLIER).check()
    sita.page.get_by_role("checkbox", name=BUYER).check()
    sita.sees("No consent of the workers allows this.")
    link = shown(sita).get_by_role("link", name=sita._("Write down a consent"))
    expect(link).to_have_attribute("href", re.compile(r"/cases/[0-9a-f]{32}#consent$"))
    expect(shown(sita).locator(".notice li")).to_have_count(1)
    expect(shown(sita).locator(".notice li")).to_contain_text(BUYER)
    sita.page.get_by_role("checkbox", name=BUYER).uncheck()
    show.click()
    sita.sees("Please choose the consent on which it rests.")
    options = sita.field("On which consent of the workers does it rest?").locator("option")
    expect(options).to_have_count(2)
    sita.field("On which consent of the workers does it rest?").select_option(index=1)
    expect(sita.page.locator(".shown .own-words")).to_have_text(COPY)
    faults = in_every_look(sita, "table-showing")
    show.click()
    expect(sita.page.get_by_role("dialog")).to_contain_text(SUPPLIER)
    return faults


def signed_twice(sita: Person) -> None:
    """The server takes it, the answer is lost; pressed again, it is there once."""
    sita.page.route("**/v1/rooms/*/events", lost)
    dialogue = sita.page.get_by_role("dialog")
    button = dialogue.get_by_role("button", name=sita._("Sign and show"), exact=True)
    button.click()
    expect(dialogue.get_by_text(sita._(OFFLINE))).to_be_visible()
    sita.page.unroute_all(behavior="wait")
    button.click()
    expect(dialogue).to_have_count(0)


def taken_back(sita: Person, case: str) -> None:
    """On the page of the case."""
    cases.view(sita, case)
    consent = sita.page.locator("li.card", has_text=sita._("Evidence"))
    consent.get_by_role("button", name=sita._("Taken back")).click()
    sita.answer("Yes, it is taken back")
    cases.checked(sita)
    expect(consent).to_have_count(0)


def gone(lara: Person, table: str) -> None:
    """Nothing of it is on the page or in any answer, but for the reply, which is Lara's own."""
    answers = []
    lara.page.on("response", lambda response: answers.append((response.url, response)))
    at(lara, table)
    expect(shown(lara)).to_contain_text(lara._("Nothing is shown."))
    expect(shown(lara).locator(".card")).to_have_count(0)
    expect(lara.page.locator(".conversation")).to_contain_text(ANSWER)
    text = lara.page.locator("body").inner_text()
    assert COPY not in text
    (listed,) = [response.json() for url, response in answers if url.partition("?")[0].endswith("/disclosures")]
    assert listed == {"items": [], "next": None}
    assert not [url for url, _ in answers if "/disclosures/" in url]


def test_the_link_leads_to_the_form(scene: Scene) -> None:
    """From what is missing at the table to the consent that the workers would have to give."""
    cases.view(scene.sita, scene.case)
    expect(scene.sita.page.get_by_label(scene.sita._("Who may know?"))).to_have_count(0)
    scene.sita.page.goto("about:blank")
    scene.sita.open(f"/cases/{scene.case}#consent")
    cases.checked(scene.sita)
    expect(scene.sita.field("Who may know?")).to_be_focused()
    assert not scene.sita.page.url.endswith("#consent")


def test_a_copy_of_a_finding_is_shown_on_a_consent_to_findings(scene: Scene) -> None:
    """No step names the copy, nor a finding that the history did not take: each is still about what was found."""
    sita, (case, table) = scene.sita, scene.found
    at(sita, table)
    sita.press("Show something from the case…")
    asks_for_a_finding(sita, REFUSED)
    radio(sita, FINDING).check()
    sita.press("Write a redacted copy first…")
    sita.fill("The copy", FOUND)
    sita.press("Lock and keep the copy")
    expect(radio(sita, FOUND).and_(sita.page.locator(":checked"))).to_have_count(1)
    asks_for_a_finding(sita, FOUND)

    cases.view(sita, case)
    consents(sita, "suppliers", "finding")
    at(sita, table)
    sita.press("Show something from the case…")
    radio(sita, FOUND).check()
    sita.page.get_by_role("checkbox", name=SUPPLIER).check()
    options = sita.field("On which consent of the workers does it rest?").locator("option")
    expect(options).to_have_count(2)
    expect(options.nth(1)).to_contain_text(sita._("What a monitor found"))
    sita.field("On which consent of the workers does it rest?").select_option(index=1)
    expect(sita.page.locator(".shown")).to_contain_text(sita._("a copy with parts left out"))
    sita.press("Show it at the table")
    sita.answer("Sign and show")
    cases.checked(sita)
    at(scene.lara, table)
    expect(shown(scene.lara).locator(".own-words")).to_have_text(FOUND)
    expect(shown(scene.lara)).to_contain_text(scene.lara._("a copy with parts left out"))


def asks_for_a_finding(sita: Person, text: str) -> None:
    """A consent to evidence is there, and not enough: the page says which one is missing."""
    radio(sita, text).check()
    sita.page.get_by_role("checkbox", name=SUPPLIER).check()
    sita.sees("No consent of the workers allows this.")
    expect(shown(sita).locator(".notice li")).to_contain_text(sita._("What a monitor found"))
    expect(sita.page.get_by_label(sita._("On which consent of the workers does it rest?"))).to_have_count(0)
