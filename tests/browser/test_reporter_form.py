"""The form itself: finding the workplace, questions that open others, rounds, going back, files that are too large."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser import casework_world
from tests.browser.casework_reporter import picture
from tests.browser.casework_world import UNION, World
from tests.browser.conftest import shoot
from tests.browser.reporter_steps import Reporter
from tests.fixtures.server import Server

pytestmark = pytest.mark.browser
SITES = (
    ("Estrella Textil São José", "", "Rua das Flores 12, Braga", "PT"),
    ("Sunrise Garments Ltd", "সানরাইজ গার্মেন্টস", "12 Mill Road, Dhaka", "BD"),
    ("Sunset Garments Ltd", "", "14 Mill Road, Dhaka", "BD"),
)


@pytest.fixture(scope="module")
def world(server: Server, open_context: Callable[..., BrowserContext]) -> World:
    """A programme with a union and three sites opened for filing."""
    world = casework_world.begin(server, open_context)
    for name, native, address, country in SITES:
        site = {"name": name, "native_name": native, "address": address, "country": country, "open_for_filing": True}
        world.anna.door.send("POST", "/v1/sites", site)
    return world


@pytest.fixture
def worker(world: World) -> Reporter:
    """A worker who has chosen the union."""
    worker = Reporter(world.open_context(), world.server.intake)
    worker.begins()
    worker.chooses(UNION, compare=False)
    worker.at("What happened?")
    worker.write("Tell it in your own words", "Something.")
    return worker


def test_finding_the_workplace(worker: Reporter) -> None:
    """Words in any order, without accents or case, in any script; nothing is asked of the server; free text stays possible."""
    page = worker.page
    worker.next()
    worker.at("Where did it happen?")
    asked = len(worker.asked)
    search = worker.field("Find the workplace")
    for typed, found in (("ROAD mill", 2), ("sao jose", 1), ("গার্মেন্টস", 1), ("portugal", 1), ("nowhere", 0)):
        search.fill(typed)
        expect(page.locator("ul.finds button")).to_have_count(found)
    expect(page.get_by_text("Nothing found. Write the workplace below.")).to_be_visible()
    worker.write("Name and place of the workplace", "Behind the market")
    search.fill("sunrise")
    worker.glance("30-site")
    page.locator("ul.finds button").click()
    expect(page.get_by_text("Sunrise Garments Ltd, 12 Mill Road, Dhaka, Bangladesh")).to_be_visible()
    expect(worker.field("Name and place of the workplace")).to_have_count(0)
    worker.press("Choose another workplace")
    expect(worker.field("Name and place of the workplace")).to_have_value("Behind the market")
    assert len(worker.asked) == asked


def test_questions_that_open_others(worker: Reporter) -> None:
    """What does not fit together is said; what is no longer asked is not sent."""
    for _ in range(5):
        worker.next()
    worker.at("What is it about?")
    worker.next()
    expect(worker.page.get_by_role("region", name="Please look at this first")).to_contain_text("Please choose at least one.")
    worker.tick("Getting the job: fees, false promises, papers kept")
    worker.next()
    worker.at("A little more about it")
    worker.tick("We had to pay to get this job")
    worker.write("How much did you pay, and to whom?", "900 to a man at the station")
    worker.next()
    worker.at("Are you free to leave?")
    worker.tick("We must work to pay back a debt")
    worker.tick("None of these")
    worker.next()
    expect(worker.page.locator(".field-error")).to_contain_text("You chose “None of these” and something else.")
    worker.tick("None of these")
    worker.next()
    worker.at("Was it reported before?")
    worker.press("Back")
    worker.press("Back")
    worker.at("A little more about it")
    worker.tick("We had to pay to get this job")
    expect(worker.field("How much did you pay, and to whom?")).to_have_count(0)
    worker.next()
    worker.at("Was it reported before?")


def test_rounds_and_the_way_back_from_the_review(worker: Reporter) -> None:
    """People are added and removed; the review leads to one screen and back, to everything that was chosen."""
    for _ in range(5):
        worker.next()
    worker.tick("Something else")
    worker.next()
    worker.next()
    worker.at("People who saw it or took part")
    for name in ("First", "Second", "Third"):
        worker.press("Add a person")
        worker.page.get_by_label("Name or description").last.fill(name)
    worker.page.get_by_role("button", name="Remove this person").nth(1).click()
    assert [box.input_value() for box in worker.page.get_by_label("Name or description").all()] == ["First", "Third"]
    for _ in range(3):
        worker.next()
    worker.tick("I understand this and want to report.")
    worker.next()
    worker.adds()
    worker.at("Look at it once more")
    expect(worker.page.get_by_text("Third")).to_be_visible()
    expect(worker.page.get_by_text("Second")).to_have_count(0)
    worker.page.get_by_role("button", name="Change What happened?").click()
    worker.write("Tell it in your own words", "Something else.")
    worker.press("Back to the overview")
    worker.at("Look at it once more")
    expect(worker.page.get_by_text("Something else.")).to_be_visible()
    worker.page.get_by_role("button", name="Change Who may read it").click()
    worker.page.get_by_label(UNION).uncheck()
    worker.next()
    expect(worker.page.get_by_text("Please choose at least one organisation.")).to_be_visible()


def test_files_too_large_and_files_that_say_too_much(world: World, tmp_path: Path) -> None:
    """More than 25 MB is refused at once; a picture is cleaned; what cannot be cleaned is warned of."""
    worker = Reporter(world.open_context(), world.server.intake)
    worker.begins()
    worker.chooses(UNION, compare=False)
    worker.tells("With files.")
    large, photo, paper = tmp_path / "film.mp4", tmp_path / "gate.png", tmp_path / "letter.pdf"
    large.write_bytes(b"\0" * 25_000_001)
    photo.write_bytes(picture(40) + b"after the end")
    paper.write_bytes(b"%PDF-1.7\n/Author (Rina)")
    chooser = worker.page.get_by_label("Add photos or documents")
    chooser.set_input_files([str(large), str(photo), str(paper)])
    expect(worker.page.get_by_text("Not added:")).to_contain_text("film.mp4")
    expect(worker.page.locator("ul.files > li")).to_have_count(2)
    expect(worker.page.get_by_text("Hidden facts were taken out")).to_have_count(1)
    expect(worker.page.get_by_text("This document may hold the name of whoever made it.")).to_be_visible()
    worker.glance("31-files")
    worker.page.get_by_role("button", name="Remove letter.pdf").click()
    expect(worker.page.locator("ul.files > li")).to_have_count(1)


def test_without_javascript(world: World) -> None:
    """Nothing is asked; the other ways to get help are there."""
    page = world.open_context(java_script_enabled=False).new_page()
    # By place, not by text: what stands in a noscript is invisible to searches for text.
    for language, text in (("en", "Call Anna on weekdays."), ("ar", "اتصلوا بآنا في أيام العمل.")):
        page.goto(f"{world.server.intake}/{language}/")
        expect(page.locator("noscript h2")).to_be_visible()
        expect(page.locator("noscript .own-words")).to_have_text(text)
        expect(page.locator("noscript .own-words")).to_be_visible()
        expect(page.locator(".loading")).to_be_hidden()
        assert page.locator("form, input, textarea, button").count() == 0
    shoot(page, "reporter-without-javascript")
