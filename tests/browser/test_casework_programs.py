"""Programs on the page of one's account: a token made, shown once, used, revoked; a program invited like a person."""

from collections.abc import Callable

import httpx
import pytest
from playwright.sync_api import BrowserContext, expect

from remedy_api.cli.client.door import Door
from remedy_api.cli.client.organisations import link_from
from remedy_api.cli.client.programs import join, open_program
from tests.browser import casework_people as people
from tests.browser import casework_world
from tests.browser.casework_people import Person
from tests.browser.casework_world import UNION, World
from tests.fixtures.server import Server

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def world(server: Server, open_context: Callable[..., BrowserContext]) -> World:
    """A union."""
    return casework_world.begin(server, open_context)


@pytest.fixture(scope="module")
def sita(world: World) -> Person:
    """The manager at her desk, whose pages are looked at."""
    person = world.device("Sita")
    person.looked_at = True
    return person


def asks(world: World, token: str, path: str = "/v1/me") -> httpx.Response:
    """What the door says to whoever shows this token."""
    return httpx.get(f"{world.server.casework}{path}", headers={"Authorization": f"Bearer {token}"})


def make(sita: Person, name: str, *meanings: str, program: str = "") -> str:
    """Make a token on the page; the token, as it is shown this once."""
    sita.press("Make a token")
    sita.fill("What is it for?", name)
    if program:
        sita.field("Who uses it?").select_option(label=program)
    for meaning in meanings:
        sita.page.get_by_label(meaning).check()
    sita.fill("Your present passphrase", sita.passphrase)
    sita.press("Make the token")
    sita.sees("Copy the token now")
    return str(sita.page.locator("code.link-box").inner_text()).strip()


def test_a_token_is_made_shown_once_and_revoked(sita: Person, world: World) -> None:
    sita.open("/account")
    token = make(sita, "Weekly overview", "See the list of reports and fetch them, sealed as they are.")
    sita.shows("programs-token")
    assert asks(world, token).json()["scopes"] == ["read-reports", "see-organisation"]
    assert asks(world, token, "/v1/sessions").status_code == 403
    sita.open("/account")
    card = sita.page.locator(".card", has_text="Weekly overview")
    expect(card).to_be_visible()
    sita.shows("programs-listed")
    assert token not in sita.page.content()
    card.get_by_role("button", name="Revoke").click()
    sita.answer("Revoke")
    expect(card).to_have_count(0)
    assert asks(world, token).status_code == 401


def test_ending_other_sessions_says_that_programs_go_on_and_leads_to_their_tokens(sita: Person, world: World) -> None:
    """Whoever lost a device must not believe that the token which lay on it is over, too."""
    sita.open("/account")
    token = make(sita, "On the old laptop", "See the list of reports and fetch them, sealed as they are.")
    world.device("Sita")
    sita.open("/account")
    sita.sees("Programs keep their tokens when sessions end.")
    sita.shows("sessions-and-programs")
    sita.press("End all other sessions")
    expect(sita.page.get_by_role("dialog")).to_contain_text("Programs keep their tokens when sessions end.")
    sita.answer("End them")
    expect(sita.page.get_by_text("Another browser or device")).to_have_count(0)
    assert asks(world, token).status_code == 200
    sita.page.get_by_role("link", name="See and revoke tokens").click()
    card = sita.page.locator("#programs .card", has_text="On the old laptop")
    expect(card).to_be_in_viewport()
    card.get_by_role("button", name="Revoke").click()
    sita.answer("Revoke")
    expect(card).to_have_count(0)
    assert asks(world, token).status_code == 401


def test_a_wrong_passphrase_makes_none(sita: Person) -> None:
    sita.open("/account")
    sita.press("Make a token")
    sita.shows("programs-making")
    sita.fill("What is it for?", "Nothing")
    sita.page.get_by_label("See sites, companies, products and contracts.").check()
    expect(sita.page.get_by_label("File reports for workers.")).to_have_count(0)
    sita.fill("Your present passphrase", "not the right words at all")
    sita.press("Make the token")
    expect(sita.page.get_by_role("alert")).to_contain_text("The passphrase is not right.")


def test_a_program_is_confirmed_as_one_and_gets_its_token(sita: Person, world: World) -> None:
    union = world.organisations[UNION]
    link = link_from(people.make_link(sita, union, "member"))
    file = world.server.data.parent / "archive.key"
    joined = join(Door(world.server.casework), link, name="Night archive", language="en", file=file)
    sita.open(f"/organisation/{union}")
    card = sita.page.locator(".card", has_text="Night archive")
    expect(card.locator(".badge", has_text="program")).to_be_visible()
    card.get_by_role("button", name="Confirm").click()
    expect(sita.page.get_by_role("dialog")).to_contain_text("you answer for what it does")
    sita.answer("Confirm")
    member = sita.page.locator(".card", has_text="Night archive")
    expect(member.get_by_role("button", name="Remove")).to_be_visible()
    expect(member.get_by_role("button", name="Make manager")).to_have_count(0)
    sita.open("/account")
    token = make(sita, "Hourly", "Write messages in reports, cases and tables, in its own name.",
                 "See the list of reports and fetch them, sealed as they are.", program="Night archive")  # fmt: skip
    program = open_program(file, token)
    assert program.user == joined.user
    assert set(program.me()["scopes"]) == {"read-reports", "write-entries", "see-organisation"}
    assert [chain.hex() for chain in map(bytes.fromhex, program.pins)] == [union]
    assert len(program.organisation_keys(bytes.fromhex(union))) == 1
