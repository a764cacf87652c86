"""From the printed link to two organisations with people in them, as they would do it, in a real browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser import casework_people as people
from tests.browser.casework_people import Person
from tests.browser.conftest import shoot
from tests.fixtures.server import Server

pytestmark = pytest.mark.browser


def test_from_the_printed_link_to_two_organisations(server: Server, open_context: Callable[..., BrowserContext]) -> None:
    """Set-up, organisation, founding, invitation, confirmation, a second organisation for the same person."""
    anna = Person("Anna Admin", "anna@programme.example", open_context(), server.casework, looked_at=True)
    people.set_up(anna, server.setup_link, "Fair Work Programme")
    expect(anna.page.get_by_role("heading", name="Organisations")).to_be_visible()
    shoot(anna.page, "admin-empty")

    union = people.create_organisation(anna, "Garment Workers Union", "worker_organisation", "IN")
    link = people.make_link(anna, union)
    shoot(anna.page, "organisation-first-invitation")

    phone = open_context(viewport={"width": 320, "height": 640}, color_scheme="dark", locale="ar")
    sita = Person("Sita Rao", "sita@union.example", phone, server.casework, language="ar", looked_at=True)
    people.accept_as_newcomer(sita, link)
    words, paper = people.found(sita)
    shoot(sita.page, "organisation-founded")
    assert len(set(words)) > 6

    colleague_link = people.make_link(sita, union, "member")
    ravi = Person("Ravi <b>Kumar</b> \u202egnp", "ravi@union.example", open_context(), server.casework)
    people.accept_as_newcomer(ravi, colleague_link)
    ravi.sees("A manager still has to confirm you. Then the reports open for you.")
    people.confirm(sita, union, "Ravi")
    ravi.open("/inbox")
    ravi.sees("No reports yet")

    ravi.open(f"/organisation/{union}")
    ravi.page.get_by_text("No manager is left? Use the printed recovery code").click()
    ravi.fill("Recovery code of the organisation", paper[:-1] + ("A" if paper[-1] != "A" else "B"))
    ravi.press("Make me a manager")
    ravi.sees("This code or passphrase is not complete or has a slip in it. Please compare it letter by letter.")
    ravi.fill("Recovery code of the organisation", paper.lower())
    ravi.press("Make me a manager")
    expect(ravi.page.get_by_role("heading", name="Invite somebody")).to_be_visible()

    monitor = people.create_organisation(anna, "Night Watch Monitor", "monitor", "NL")
    people.accept_with_account(sita, people.make_link(anna, monitor))
    people.found(sita)
    sita.open("/inbox")
    expect(sita.page.get_by_role("button", name="Night Watch Monitor")).to_be_visible()
    sita.shows("inbox-of-two")
    for person in (anna, sita, ravi):
        assert person.faults == []
