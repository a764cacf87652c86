"""Keys in life, each way done in a browser as the guide tells it: somebody leaves, a device is lost, the code on paper."""

from collections.abc import Callable
from typing import NamedTuple

import pytest
from playwright.sync_api import BrowserContext, expect

from remedy_api.cli.client.door import Door, Refusal
from remedy_api.kit.i18n import gettext
from remedy_api.web.pages.keys_guide import GUIDES
from tests.browser import casework_people as people
from tests.browser import casework_world
from tests.browser.casework_people import Person
from tests.browser.casework_reporter import Reporter
from tests.browser.casework_world import World
from tests.browser.conftest import axe, shoot
from tests.fixtures.server import Server

pytestmark = pytest.mark.browser


class Union(NamedTuple):
    """A worker organisation by its name and its id."""

    name: str
    organisation: str


BEFORE, AFTER = "Filed before the change.", "Filed after the change."


@pytest.fixture(scope="module")
def world(server: Server, open_context: Callable[..., BrowserContext]) -> World:
    """A programme; each test founds a union of its own, for it turns its keys around."""
    return casework_world.begin(server, open_context)


def founded(world: World, manager: str, member: str) -> Union:
    """A union with one manager and one member."""
    name = f"Union of {manager}"
    organisation = world.organisation(name, "worker_organisation", manager)
    world.confirmed(member, organisation, manager)
    return Union(name, organisation)


def filed(world: World, union: Union, narrative: str) -> str:
    """A new report to the union; its room."""
    return Reporter(Door(world.server.intake)).file([union.name], narrative=narrative, name="Mo")


def reads(person: Person, room: str, narrative: str) -> None:
    """Somebody opens a report and sees what was told."""
    person.open(f"/reports/{room}")
    expect(person.page.get_by_text(narrative)).to_be_visible()


def removes(manager: Person, union: Union, name: str) -> None:
    """A manager takes somebody out of the list."""
    manager.open(f"/organisation/{union.organisation}")
    manager.page.locator(".card", has_text=name).get_by_role("button", name="Remove").click()
    manager.answer("Remove for good")
    expect(manager.page.locator(".card", has_text=name)).to_have_count(0)


def is_kept_out(person: Person, room: str) -> None:
    """Somebody removed: signed out at once, and a new sign-in opens nothing."""
    person.open(f"/reports/{room}")
    person.page.wait_for_url("**/sign-in*")
    people.sign_in(person)
    person.page.wait_for_url(f"**/reports/{room}")
    person.sees("This does not exist, or you have no access to it.")


def test_the_guide_is_found_where_it_is_needed(world: World) -> None:
    """From the page of the organisation, with a heading for each guide; nothing for axe in any look."""
    union = founded(world, "Gita", "Ravi")
    ravi = world.device("Ravi")
    ravi.open(f"/organisation/{union.organisation}")
    ravi.page.get_by_role("link", name="What to do when somebody leaves, or loses a device or a paper").click()
    ravi.page.wait_for_url("**/en/guides/keys")
    for guide in GUIDES:
        ravi.page.get_by_role("link", name=guide.title).click()
        expect(ravi.page.get_by_role("heading", name=guide.title)).to_be_in_viewport()
    for language in ("en", "ar"):
        ravi.page.goto(f"{ravi.address}/{language}/guides/keys")
        expect(ravi.page.get_by_role("heading", level=2)).to_have_text([gettext(language)(guide.title) for guide in GUIDES])
        for width, scheme in ((320, "light"), (1280, "dark")):
            ravi.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            ravi.page.set_viewport_size({"width": width, "height": 800})
            assert axe(ravi.page) == []
            assert ravi.page.evaluate("document.documentElement.scrollWidth") <= width
            shoot(ravi.page, f"guide-keys-{language}-{width}-{scheme}")
    assert ravi.faults == []


def test_somebody_leaves(world: World) -> None:
    """The first guide: signed out at once, opens nothing that comes later; the others go on, also with what was there."""
    union = founded(world, "Lena", "Omar")
    lena, omar = world.device("Lena"), world.device("Omar")
    before = filed(world, union, BEFORE)
    reads(omar, before, BEFORE)
    removes(lena, union, "Omar")
    after = filed(world, union, AFTER)
    is_kept_out(omar, after)
    reads(lena, before, BEFORE)
    reads(lena, after, AFTER)
    with pytest.raises(Refusal) as refused:
        world.members["Omar"].door.get(f"/v1/organisations/{union.organisation}/keys")
    assert refused.value.status == 401


def test_a_manager_lost_her_device_and_has_her_code(world: World) -> None:
    """The second guide: on a new device with the code on paper; the lost device is locked, and she is manager as before."""
    union = founded(world, "Mina", "Paul")
    lost = world.device("Mina")
    before = filed(world, union, BEFORE)
    mina = world.visitor("Mina")
    mina.open("/sign-in")
    mina.page.get_by_role("link", name="I forgot my passphrase and have my recovery code").click()
    mina.page.wait_for_url("**/recover")
    mina.settle()
    mina.fill("Mail address", mina.email)
    mina.fill("Recovery code", world.recovery["Mina"])
    mina.press("Open my account")
    mina.sees("Your account is open. Sessions on other devices have ended.")
    words = mina.page.locator(".words.phrase li")
    expect(words).to_have_count(7)
    mina.passphrase = " ".join(words.all_inner_texts())
    mina.fill("Type the passphrase once more", mina.passphrase)
    mina.press("Continue")
    mina.fill("Type the code from your paper", mina.page.locator(".sheet .code").inner_text())
    mina.press("Finish")
    mina.page.wait_for_url("**/inbox")
    reads(mina, before, BEFORE)
    mina.open(f"/organisation/{union.organisation}")
    expect(mina.page.get_by_role("heading", name="Invite somebody")).to_be_visible()
    lost.open(f"/reports/{before}")
    lost.page.wait_for_url("**/sign-in*")
    people.sign_in(lost)
    expect(lost.page.get_by_role("alert")).to_be_visible()


def test_a_manager_lost_everything_and_another_takes_her_in_again(world: World) -> None:
    """The second guide: removed, her old account closed, invited and confirmed anew with the same mail address; she opens
    what came before and what comes after, and her lost device opens nothing.
    """
    union = founded(world, "Rosa", "Ivan")
    lost, ivan, anna = world.device("Rosa"), world.device("Ivan"), world.device("Anna")
    before = filed(world, union, BEFORE)
    lost.open(f"/organisation/{union.organisation}")
    lost.press("Make manager")
    lost.answer("Make manager")
    expect(lost.page.locator(".card", has_text="Ivan").locator(".badge", has_text="manager")).to_be_visible()
    removes(ivan, union, "Rosa")
    anna.open("/admin")
    anna.page.locator("summary", has_text="accounts").click()
    card = anna.page.locator(".card", has_text="rosa@example.org")
    card.get_by_role("button", name="Close the account").click()
    anna.shows("close-account")
    anna.answer("Close for good")
    expect(anna.page.locator(".card", has_text="rosa@example.org")).to_have_count(0)
    link = people.make_link(ivan, union.organisation, "manager")
    rosa = world.visitor("Rosa")
    people.accept_as_newcomer(rosa, link)
    people.confirm(ivan, union.organisation, "Rosa")
    reads(rosa, before, BEFORE)
    after = filed(world, union, AFTER)
    reads(rosa, after, AFTER)
    rosa.open(f"/organisation/{union.organisation}")
    expect(rosa.page.get_by_role("heading", name="Invite somebody")).to_be_visible()
    lost.open(f"/reports/{after}")
    lost.page.wait_for_url("**/sign-in*")
    people.sign_in(lost)
    expect(lost.page.get_by_role("alert")).to_be_visible()
    assert [person.faults for person in (rosa, ivan, anna)] == [[], [], []]


def test_no_manager_is_left_but_the_code_on_paper(world: World) -> None:
    """The third guide: a member makes herself manager with the paper, removes the one who is gone, and takes somebody in."""
    union = founded(world, "Aida", "Tom")
    gone, tom = world.device("Aida"), world.device("Tom")
    before = filed(world, union, BEFORE)
    tom.open(f"/organisation/{union.organisation}")
    expect(tom.page.get_by_role("heading", name="Invite somebody")).to_have_count(0)
    tom.page.get_by_text("No manager is left? Use the printed recovery code").click()
    tom.fill("Recovery code of the organisation", world.recovery["Tom"])
    tom.press("Make me a manager")
    tom.sees("This code or passphrase is not complete or has a slip in it. Please compare it letter by letter.")
    tom.fill("Recovery code of the organisation", world.papers[union.name].replace("-", " ").lower())
    tom.press("Make me a manager")
    expect(tom.page.get_by_role("heading", name="Invite somebody")).to_be_visible()
    removes(tom, union, "Aida")
    after = filed(world, union, AFTER)
    is_kept_out(gone, after)
    link = people.make_link(tom, union.organisation, "manager")
    noor = world.device("Noor")
    people.accept_with_account(noor, link)
    people.confirm(tom, union.organisation, "Noor")
    for room, narrative in ((before, BEFORE), (after, AFTER)):
        reads(noor, room, narrative)
    tom.open(f"/organisation/{union.organisation}")
    tom.sees("Printed recovery code of the organisation")
