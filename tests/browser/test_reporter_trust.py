"""Whom the reporter's page believes: nobody whose keys do not hold together, and nobody whose words are not those on paper."""

import base64
import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Route, expect

from remedy_api.cli.client.reports import directory
from remedy_api.sealing.words import fingerprint_words
from tests.browser import casework_world
from tests.browser.casework_world import MONITOR, UNION, World
from tests.browser.reporter_steps import Reporter
from tests.fixtures.server import Server

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def world(server: Server, open_context: Callable[..., BrowserContext]) -> World:
    """A programme with a union and a monitor that accept reports."""
    return casework_world.begin(server, open_context)


@pytest.fixture
def worker(world: World) -> Reporter:
    """A worker at the door."""
    return Reporter(world.open_context(), world.server.intake)


def flip(text: str) -> str:
    """Base64 with one bit changed in the middle."""
    raw = bytearray(base64.b64decode(text))
    raw[len(raw) // 2] ^= 1
    return base64.b64encode(raw).decode()


def other_key(union: Any, monitor: Any) -> None:
    union["kem_public"] = monitor["kem_public"]


def other_kid(union: Any, monitor: Any) -> None:
    union["kem_public"], union["kid"] = monitor["kem_public"], monitor["kid"]


def other_chain(union: Any, monitor: Any) -> None:
    union["chain"] = monitor["chain"]


def forged_roster(union: Any, monitor: Any) -> None:
    union["chain"]["rosters"][0]["body"] = flip(union["chain"]["rosters"][0]["body"])


def forged_signature(union: Any, monitor: Any) -> None:
    union["chain"]["rosters"][0]["signature"] = flip(union["chain"]["rosters"][0]["signature"])


def no_roster(union: Any, monitor: Any) -> None:
    union["chain"]["rosters"] = []


@pytest.mark.parametrize("lie", [other_key, other_kid, other_chain, forged_roster, forged_signature, no_roster])
def test_a_directory_that_lies(worker: Reporter, lie: Callable[[Any, Any], None]) -> None:
    """The union cannot be chosen and the page says so; the monitor, of which the truth was told, can."""

    def answer(route: Route) -> None:
        said = route.fetch()
        body = said.json()
        named = {each["name"]: each for each in body["organisations"]}
        lie(named[UNION], named[MONITOR])
        route.fulfill(response=said, body=json.dumps(body))

    worker.page.route("**/v1/directory", answer)
    worker.begins()
    worker.at("Who may read your report?")
    expect(worker.page.get_by_text("does not hold together")).to_be_visible()
    expect(worker.page.get_by_role("checkbox")).to_have_count(1)
    expect(worker.page.get_by_label(MONITOR)).to_be_visible()
    worker.glance("34-lie")
    assert worker.faults == []


def test_words_that_are_different(worker: Reporter) -> None:
    """Whoever finds another word than on the paper cannot send to that organisation, whatever was chosen before."""
    worker.begins()
    box = worker.page.get_by_label(UNION)
    box.check()
    worker.page.get_by_role("button", name=f"Compare the key words {UNION}").click()
    worker.press("A word is different")
    expect(box).not_to_be_checked()
    expect(box).to_be_disabled()
    expect(worker.page.get_by_text("The words are not those on the paper.")).to_be_visible()
    worker.glance("35-different-words")
    worker.next()
    expect(worker.page.get_by_text("Please choose at least one organisation.")).to_be_visible()
    worker.page.get_by_role("button", name=f"Look at the key words {UNION}").click()
    worker.press("I have no paper with the words")
    expect(worker.page.get_by_text("Unproven: key words not compared yet")).to_have_count(2)
    expect(box).to_be_enabled()


def test_the_words_are_the_organisations_own(world: World, worker: Reporter) -> None:
    """The twelve words on the page are those that the union's manager prints."""
    _, organisations = directory(world.anna.door)
    union = next(each for each in organisations if each.name == UNION)
    worker.begins()
    worker.page.get_by_role("button", name=f"Compare the key words {UNION}").click()
    words = worker.page.get_by_role("dialog").locator(".words li").all_inner_texts()
    assert words == list(fingerprint_words(union.chain.fingerprint))


def test_what_must_be_filled_in(worker: Reporter) -> None:
    """What is missing is named at the top, takes the focus, and leads to its field."""
    worker.begins()
    worker.chooses(UNION, compare=False)
    worker.at("What happened?")
    worker.next()
    summary = worker.page.get_by_role("region", name="Please look at this first")
    expect(summary).to_be_focused()
    summary.get_by_role("link").click()
    field = worker.field("Tell it in your own words")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
    assert "#" not in worker.page.url
    worker.glance("26-missing")


def test_everything_with_the_keyboard(world: World, worker: Reporter) -> None:
    """From the first page to the proof of filing without a mouse."""
    page = worker.page

    def to(name: str, role: str = "button") -> None:
        target = page.get_by_role(role, name=name, exact=role == "button").last  # type: ignore[arg-type]
        for _ in range(60):
            if target.evaluate("element => element === document.activeElement"):
                return
            page.keyboard.press("Tab")
        raise AssertionError(f"{name} cannot be reached with the keyboard")

    def press(name: str) -> None:
        to(name)
        page.keyboard.press("Enter")

    worker.open()
    press("Report something")
    worker.at("What this is, and what it is not")
    press("Go on")
    worker.at("Who may read your report?")
    to(UNION, "checkbox")
    page.keyboard.press("Space")
    press(f"Compare the key words {UNION}")
    press("All 12 words are the same")
    expect(page.get_by_role("button", name=f"Look at the key words {UNION}")).to_be_focused()
    press("Go on")
    worker.at("What happened?")
    to("Tell it in your own words", "textbox")
    page.keyboard.type("Written without a mouse.")
    press("Go on")
    for heading in ("Where did it happen?", "When did it happen?", "Is somebody in danger now?", "Who is harmed?"):
        worker.at(heading)
        press("Go on")
    worker.at("What is it about?")
    to("Something else", "checkbox")
    page.keyboard.press("Space")
    press("Go on")
    headings = (
        "Was it reported before?",
        "People who saw it or took part",
        "What would make it right?",
        "How may they reach you?",
    )
    for heading in headings:
        worker.at(heading)
        press("Go on")
    worker.at("Before you go on")
    to("I understand this and want to report.", "checkbox")
    page.keyboard.press("Space")
    press("Go on")
    worker.at("Photos and documents")
    press("Go on without files")
    worker.at("Look at it once more")
    press("This is right, go on")
    worker.code = "-".join(page.locator(".code-sheet .code").all_inner_texts())
    press("I have written it down")
    asked = int("".join(letter for letter in page.locator("label[for=code-part]").inner_text() if letter.isdigit()))
    to("Type group", "textbox")
    page.keyboard.type(worker.code.split("-")[asked - 1])
    page.keyboard.press("Enter")
    worker.arrives()
    assert worker.faults == []
