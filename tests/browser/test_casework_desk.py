"""One's own desk: signing in, being away, several tabs, a forgotten passphrase, and working without a mouse."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from remedy_api.cli.client.door import Door
from tests.browser import casework_people as people
from tests.browser import casework_world
from tests.browser.casework_people import Person
from tests.browser.casework_reporter import Reporter
from tests.browser.casework_world import UNION, World
from tests.browser.conftest import axe, shoot
from tests.fixtures.server import Server

pytestmark = pytest.mark.browser
AWAY = "14:30"
LONGER = "01:00"


@pytest.fixture(scope="module")
def world(server: Server, open_context: Callable[..., BrowserContext]) -> World:
    """A programme with a union and a monitor."""
    return casework_world.begin(server, open_context)


@pytest.fixture(scope="module")
def room(world: World) -> str:
    """A report to the union."""
    return Reporter(Door(world.server.intake)).file([UNION], narrative="No water in the dormitory.", name="Mai")


def stored(person: Person, kind: str) -> str:
    """Everything a browser keeps for this tab or for this site, as one text."""
    return str(person.page.evaluate(f"() => JSON.stringify(Object.entries({kind}Storage))"))


def test_a_page_nobody_touches_warns_then_locks_and_keeps_the_draft_sealed(world: World, room: str) -> None:
    """The tab's half of the key is gone, the draft is not, and what it says cannot be read in the browser."""
    sita = world.visitor("Sita")
    sita.page.clock.install()
    sita.open(f"/reports/{room}")
    sita.page.wait_for_url("**/sign-in*")
    sita.settle()
    people.sign_in(sita)
    sita.page.wait_for_url(f"**/reports/{room}")
    sita.settle()
    sita.fill("Your answer", "Draft about the water")
    sita.page.clock.run_for(1000)
    assert "remedy.session" in stored(sita, "session")
    sita.page.clock.fast_forward(AWAY)
    sita.page.clock.run_for(1000)
    sita.sees("Are you still there?")
    expect(sita.page.get_by_role("timer")).to_have_text(re.compile(r"Locks in \d+ seconds"))
    assert axe(sita.page) == []
    shoot(sita.page, "idle-warning")
    sita.press("Go on working")
    expect(sita.page.get_by_role("dialog")).to_have_count(0)
    sita.page.clock.fast_forward(AWAY)
    sita.page.clock.run_for(1000)
    sita.page.clock.fast_forward(LONGER)
    sita.page.clock.run_for(1000)
    sita.page.wait_for_url("**/sign-in?why=idle*")
    assert stored(sita, "session") == "[]"
    assert "water" not in stored(sita, "local")
    assert "remedy.draft." in stored(sita, "local")
    people.sign_in(sita)
    sita.page.wait_for_url(f"**/reports/{room}")
    expect(sita.field("Your answer")).to_have_value("Draft about the water")


def test_tabs_share_one_desk_and_lock_together(world: World, room: str) -> None:
    """A second tab needs no passphrase while the first is open; locking one locks both; the way back shows nothing."""
    sita = world.device("Sita")
    sita.open(f"/reports/{room}")
    sita.page.get_by_role("link", name="Reports", exact=True).click()
    sita.settle()
    second = sita.context.new_page()
    second.goto(f"{sita.address}/en/account")
    expect(second.get_by_role("heading", name="About you")).to_be_visible()
    sita.press("Lock")
    sita.page.wait_for_url("**/sign-in?why=locked*")
    second.wait_for_url("**/sign-in?why=elsewhere*")
    sita.page.go_back()
    sita.page.wait_for_url("**/sign-in*")
    expect(sita.page.get_by_text("No water in the dormitory.")).to_have_count(0)


def test_a_wrong_passphrase_says_so_and_the_right_one_goes_on(world: World) -> None:
    """Nothing of what was typed is sent or kept."""
    noor = world.visitor("Noor")
    sent: list[str] = []
    noor.page.on("request", lambda request: sent.append(request.post_data or ""))
    noor.open("/sign-in")
    people.sign_in(noor, "wrong horse battery staple and more words")
    expect(noor.page.get_by_role("alert")).to_be_visible()
    people.sign_in(noor)
    noor.page.wait_for_url("**/inbox")
    assert not any("marble" in body or "battery" in body for body in sent)


def test_a_forgotten_passphrase_and_its_printed_code(world: World) -> None:
    """The code opens the account once; a new passphrase and a new code come at once, and other devices are signed out."""
    noor, other = world.visitor("Noor"), world.device("Noor")
    noor.open("/recover")
    noor.fill("Mail address", noor.email)
    noor.fill("Recovery code", world.recovery["Noor"].lower())
    noor.press("Open my account")
    noor.sees("Your account is open. Sessions on other devices have ended.")
    words = noor.page.locator(".words.phrase li")
    expect(words).to_have_count(7)
    noor.passphrase = " ".join(words.all_inner_texts())
    noor.fill("Type the passphrase once more", noor.passphrase)
    noor.press("Continue")
    code = noor.page.locator(".sheet .code")
    expect(code).to_be_visible()
    world.recovery["Noor"] = code.inner_text()
    noor.fill("Type the code from your paper", world.recovery["Noor"])
    noor.press("Finish")
    noor.page.wait_for_url("**/inbox")
    other.page.reload()
    other.page.wait_for_url("**/sign-in*")
    people.sign_in(other)
    expect(other.page.get_by_role("alert")).to_be_visible()
    people.sign_in(other, noor.passphrase)
    other.page.wait_for_url("**/inbox")


def test_name_language_passphrase_and_sessions_of_an_account(world: World) -> None:
    """What one can change about oneself, and where one is signed in."""
    anna, elsewhere = world.device("Anna"), world.device("Anna")
    anna.open("/account")
    anna.fill("Your name", "Anna <i>Adm</i>in")
    anna.page.locator("form", has_text="Language of mails").get_by_role("button", name="Save").click()
    anna.sees("Saved.")
    expect(anna.page.get_by_text("Another browser or device").first).to_be_visible()
    anna.press("Change the passphrase")
    anna.fill("Your present passphrase", anna.passphrase)
    anna.press("Continue")
    anna.press("Choose my own passphrase")
    anna.fill("Your own passphrase", "password password password password password password password")
    anna.fill("Type the passphrase once more", "password password password password password password password")
    anna.press("Change the passphrase")
    anna.sees("This passphrase is too easy to guess. Use at least seven different words that do not belong together.")
    own = "seven quiet herons over green rivers tonight"
    anna.fill("Your own passphrase", own)
    anna.fill("Type the passphrase once more", own)
    anna.press("Change the passphrase")
    anna.sees("The passphrase is changed. Sessions on other devices have ended. The tokens of programs have ended, too.")
    elsewhere.page.reload()
    elsewhere.page.wait_for_url("**/sign-in*")
    people.sign_in(elsewhere, own)
    elsewhere.page.wait_for_url("**/inbox")


def test_everything_can_be_done_with_the_keyboard(world: World, room: str) -> None:
    """The skip link comes first, a dialogue keeps the focus and gives it back, and the report is acknowledged."""
    sita = world.device("Sita")
    page = sita.page
    sita.open(f"/reports/{room}")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to the content")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Acknowledge the report":
            break
    page.keyboard.press("Enter")
    expect(page.get_by_text("acknowledged", exact=True)).to_be_visible()
    sita.open(f"/organisation/{world.organisations[UNION]}")
    sita.press("Make a link")
    button = page.get_by_role("button", name="Withdraw").first
    expect(button).to_be_visible()
    button.focus()
    page.keyboard.press("Enter")
    dialogue = page.get_by_role("dialog")
    expect(dialogue).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialogue).to_have_count(0)
    expect(button).to_be_focused()
