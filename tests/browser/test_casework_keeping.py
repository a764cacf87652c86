"""Keeping a programme and an organisation: texts, sites, descriptions, roles, invitations that go nowhere."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from remedy_api.cli.client import organisations as chains
from remedy_api.cli.client import programs
from remedy_api.cli.client.door import Door
from remedy_api.cli.client.member import sign_in
from tests.browser import casework_people as people
from tests.browser import casework_world
from tests.browser.casework_people import Person
from tests.browser.casework_world import MONITOR, UNION, World
from tests.browser.looks import in_every_look
from tests.fixtures.server import Server

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def world(server: Server, open_context: Callable[..., BrowserContext]) -> World:
    """A union of two and a monitor."""
    made = casework_world.begin(server, open_context)
    made.confirmed("Ravi", made.organisations[UNION], "Sita")
    return made


@pytest.fixture(scope="module")
def anna(world: World) -> Person:
    """The administrator at her desk."""
    return world.device("Anna")


@pytest.fixture(scope="module")
def sita(world: World) -> Person:
    """The manager at her desk."""
    return world.device("Sita")


def test_texts_of_the_programme_reach_everybody(anna: Person) -> None:
    """In their own language, else in the main one; as text, whatever they contain."""
    anna.open("/admin")
    anna.fill("Help and contact (English)", "Call <b>Anna</b>.\n\nOn weekdays.")
    anna.page.locator("form", has=anna.field("Name of the programme")).get_by_role("button", name="Save").click()
    anna.sees("Saved.")
    for language in ("en", "nl"):
        anna.page.goto(f"{anna.address}/{language}/help")
        expect(anna.page.get_by_text("Call <b>Anna</b>.", exact=True)).to_have_attribute("lang", "en")
        expect(anna.page.get_by_text("On weekdays.", exact=True)).to_be_visible()


def test_two_administrators_do_not_overwrite_each_other(anna: Person, world: World) -> None:
    """Who saved on top of an older version is told, and nothing is lost silently."""
    anna.open("/admin")
    answer = world.anna.door.get("/v1/programme")
    texts = {key: answer.json()[key] for key in ("name", "languages", "default_language", "privacy", "help")}
    world.anna.door.send("PUT", "/v1/programme", texts | {"privacy": {"en": "Changed elsewhere."}}, match=answer.etag)
    anna.fill("Privacy notice (English)", "Changed here.")
    anna.page.locator("form", has=anna.field("Name of the programme")).get_by_role("button", name="Save").click()
    expect(anna.page.get_by_role("alert")).to_be_visible()
    expect(anna.field("Privacy notice (English)")).to_have_value("Changed here.")


def test_a_site_is_offered_to_reporters_and_taken_back(anna: Person, world: World) -> None:
    """From the page of the programme to the list of sites; what is ticked there every reporter's page gets."""

    def offered() -> set[str]:
        return {each["name"] for each in world.anna.door.get("/sites.json").json()["sites"]}

    anna.open("/admin")
    anna.page.get_by_role("main").get_by_role("link", name="Sites and companies").click()
    anna.page.wait_for_url("**/supply-chain")
    anna.page.get_by_role("button", name="Add a site").click()
    anna.fill("Legal name", "Star <i>Textiles</i> Ltd")
    anna.field("Country").select_option("IN")
    anna.page.get_by_label("Offer this site to reporters in the form.").check()
    anna.press("Add the site")
    anna.sees("offered to reporters")
    assert offered() == {"Star <i>Textiles</i> Ltd"}
    anna.press("Change this site")
    anna.page.get_by_label("Offer this site to reporters in the form.").uncheck()
    anna.press("Save")
    expect(anna.page.get_by_role("button", name="Change this site")).to_be_visible()
    expect(anna.page.get_by_text("offered to reporters")).to_have_count(0)
    assert offered() == set()


def test_an_organisation_describes_itself_and_stops_accepting(sita: Person, world: World) -> None:
    """What workers read is kept per language; the switch takes it out of the directory."""
    union = world.organisations[UNION]
    sita.open(f"/organisation/{union}")
    sita.fill("Who we are (Nederlands)", "Wij staan naast de arbeiders.")
    sita.press("Save")
    sita.sees("Saved.")
    listed = {each["name"]: each for each in world.anna.door.get("/v1/directory").json()["organisations"]}
    assert listed[UNION]["description"]["nl"] == "Wij staan naast de arbeiders."
    sita.page.get_by_label("Workers may send us reports").uncheck()
    sita.press("Save")
    expect(sita.page.get_by_text("Saved.")).to_be_visible()
    sita.open(f"/organisation/{union}")
    expect(sita.page.get_by_label("Workers may send us reports")).not_to_be_checked()
    assert UNION not in {each["name"] for each in world.anna.door.get("/v1/directory").json()["organisations"]}


def test_a_member_becomes_a_manager(sita: Person, world: World) -> None:
    """By one signed change; then she may invite."""
    union = world.organisations[UNION]
    ravi = world.device("Ravi")
    ravi.open(f"/organisation/{union}")
    expect(ravi.page.get_by_role("heading", name="Invite somebody")).to_have_count(0)
    sita.open(f"/organisation/{union}")
    sita.press("Make manager")
    sita.answer("Make manager")
    expect(sita.page.locator(".card", has_text="Ravi").locator(".badge", has_text="manager")).to_be_visible()
    ravi.open(f"/organisation/{union}")
    if ravi.page.url.endswith(union):
        expect(ravi.page.get_by_role("heading", name="Invite somebody")).to_be_visible()
    else:
        people.sign_in(ravi)
        ravi.page.wait_for_url(f"**/organisation/{union}")
        expect(ravi.page.get_by_role("heading", name="Invite somebody")).to_be_visible()


def test_who_is_removed_takes_her_programs_along(sita: Person, world: World, tmp_path: Path) -> None:
    """The page says who answers for a program, and that both leave."""
    union = world.organisations[UNION]
    named = bytes.fromhex(union)
    # Her vault has changed in her browser since her account was made.
    manager = sign_in(Door(world.server.casework), sita.email, sita.passphrase)
    link = chains.invite(manager, named, "manager")
    leila = world.joins("Leila", link)
    chains.confirm(manager, named, link.invitation)
    link = chains.invite(leila, named, "member")
    programs.join(Door(world.server.casework), link, name="Night copy", language="en", file=tmp_path / "copy.key")
    chains.confirm(leila, named, link.invitation)
    sita.open(f"/organisation/{union}")
    copy = sita.page.locator(".card", has_text="Night copy")
    expect(copy).to_contain_text("Leila answers for it and holds its keys.")
    sita.page.locator(".card", has_text="Leila").filter(has_text="manager").get_by_role("button", name="Remove").click()
    sita.sees("Programs that leave at the same time, because nobody who stays answers for them: Night copy.")
    assert in_every_look(sita, "removing-a-keeper") == []
    sita.answer("Remove for good")
    expect(copy).to_have_count(0)
    people_left = {each["name"]: each["state"] for each in manager.door.pages(f"/v1/organisations/{union}/members")}
    assert (people_left["Leila"], people_left["Night copy"], people_left["Sita"]) == ("removed", "removed", "confirmed")


def test_links_that_lead_nowhere_say_so(sita: Person, world: World) -> None:
    """Withdrawn, cut short, or never made."""
    link = people.make_link(sita, world.organisations[UNION], "member")
    sita.press("Withdraw")
    sita.answer("Withdraw")
    stranger = world.visitor("Nobody")
    stranger.page.goto(link)
    stranger.sees("This invitation was used or has run out.")
    stranger.open("/invitation#" + "0" * 32 + "." + "0" * 32)
    stranger.page.reload()
    stranger.sees("This invitation does not exist any more.")
    stranger.page.goto(link[:-3])
    stranger.page.reload()
    stranger.sees("This link is not complete.")


def test_an_administrator_sees_no_report_and_no_member(anna: Person, world: World) -> None:
    """The pages say what an administrator is for, and nothing more can be seen."""
    anna.open("/inbox")
    anna.sees("As an administrator you cannot read reports. You create organisations and invite their first managers.")
    anna.open(f"/organisation/{world.organisations[MONITOR]}")
    expect(anna.page.get_by_role("heading", name="Night Watch Monitor")).to_be_visible()
    expect(anna.page.get_by_role("heading", name="People")).to_have_count(0)
    assert anna.faults == []
