"""A case on a bad line and on a shared desk: nothing is lost or doubled, keys change in time, and what is taken along holds."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from remedy_api.cli import verify
from tests.browser import casework_cases as cases
from tests.browser import casework_people as people
from tests.browser import casework_world
from tests.browser.casework_people import Person
from tests.browser.casework_world import UNION, World
from tests.browser.conftest import shoot
from tests.fixtures.server import Server

pytestmark = pytest.mark.browser
OFFLINE = "There is no connection to the server. Nothing was lost; please try again."


@pytest.fixture(scope="module")
def world(server: Server, open_context: Callable[..., BrowserContext]) -> World:
    """A union of two, a monitor, a site."""
    made = casework_world.begin(server, open_context)
    made.confirmed("Ravi", made.organisations[UNION], "Sita")
    cases.site(made)
    return made


@pytest.fixture(scope="module")
def reports(world: World) -> list[str]:
    """Two confirmed reports."""
    return [cases.report(world, [UNION], f"They keep our wages, says number {number}.") for number in (1, 2)]


@pytest.fixture(scope="module")
def sita(world: World, reports: list[str]) -> Person:
    """The representative."""
    return world.device("Sita")


@pytest.fixture(scope="module")
def case(sita: Person, reports: list[str]) -> str:
    """A case with nothing done yet."""
    return cases.open_case(sita, reports[0])


def loses_answers(page: Page, path: str, times: int) -> list[str | None]:
    """The server has what was sent, and so many of its answers are lost on the way; the keys of the requests."""
    sent: list[str | None] = []

    def swallow(route: Route) -> None:
        if route.request.method != "POST":
            return route.continue_()
        sent.append(route.request.headers.get("idempotency-key"))
        if len(sent) > times:
            return route.continue_()
        route.fetch()
        return route.abort()

    page.route(path, swallow)
    return sent


def events(world: World, case: str) -> list[str]:
    """What happened in a case, newest first, as the server tells it."""
    return [item["type"] for item in world.members["Sita"].door.get(f"/v1/cases/{case}").json()["history"]]


def test_opening_a_case_survives_a_lost_line(sita: Person, reports: list[str], world: World) -> None:
    """What was chosen is still there after the page was loaded anew, and a lost answer makes no second case."""
    room = reports[1]
    sita.open(f"/open-case/{room}")
    sita.press("Continue")
    sita.page.get_by_role("checkbox", name="Housing", exact=True).check()
    sita.press("Continue")
    sita.press("Continue without a site")
    sita.page.get_by_role("radio", name="10 to 49 workers", exact=True).check()
    sita.press("Continue")
    sita.page.wait_for_timeout(600)  # a draft is kept a moment after the last key
    sita.open(f"/open-case/{room}")
    expect(sita.page.get_by_role("heading", name="Check and sign")).to_be_visible()
    expect(sita.page.get_by_text("Housing")).to_be_visible()
    expect(sita.page.get_by_text("10 to 49 workers")).to_be_visible()
    sent = loses_answers(sita.page, "**/v1/cases", 4)  # the page itself tries as often
    sita.press("Sign and open the case…")
    dialogue = sita.page.get_by_role("dialog")
    dialogue.get_by_role("button", name="Sign and open", exact=True).click()
    expect(dialogue.get_by_text(OFFLINE)).to_be_visible()
    dialogue.get_by_role("button", name="Sign and open", exact=True).click()
    sita.page.wait_for_url("**/cases/*")
    cases.checked(sita)
    sita.page.unroute_all(behavior="wait")
    assert len(set(sent)) == 1
    union = world.organisations[UNION]
    rows = world.members["Sita"].door.get(f"/v1/organisations/{union}/cases").json()["items"]
    assert len([row for row in rows if row["issues"] == ["housing"]]) == 1


def test_a_form_outlives_a_lost_line_and_a_step_is_never_signed_twice(sita: Person, case: str, world: World) -> None:
    """Without a connection the text stays; with a lost answer the second try finds the step in the history."""
    cases.view(sita, case)
    cases.unfold(sita, "Write down the mandate…")
    sita.fill("Who asked you to act for them?", "The night shift.")
    sita.page.wait_for_timeout(600)
    sita.context.set_offline(True)
    sita.press("Lock and keep")
    sita.sees(OFFLINE)
    sita.context.set_offline(False)
    cases.view(sita, case)
    cases.unfold(sita, "Write down the mandate…")
    expect(sita.field("Who asked you to act for them?")).to_have_value("The night shift.")
    loses_answers(sita.page, f"**/v1/rooms/{case}/events", 1)
    sita.press("Lock and keep")
    sita.sees(OFFLINE)
    sita.press("Lock and keep")
    cases.done(sita, "Write down the mandate…")
    sita.page.unroute_all(behavior="wait")
    assert events(world, case).count("kept") == 1
    door = world.members["Sita"].door
    assert len(door.get(f"/v1/rooms/{case}/entries").json()["items"]) == 1


def test_somebody_faster_means_signing_again(sita: Person, case: str, world: World) -> None:
    """The page does not ask about it: it looks again, checks again, and signs anew."""
    cases.view(sita, case)
    refused: list[str] = []

    def late(route: Route) -> None:
        if route.request.method == "POST" and not refused:
            refused.append(route.request.headers["if-match"])
            problem = {"type": "about:blank", "title": "Changed", "status": 412, "detail": "Changed.", "code": "stale"}
            route.fulfill(status=412, json=problem, content_type="application/problem+json")
        else:
            route.continue_()

    sita.page.route(f"**/v1/rooms/{case}/events", late)
    cases.unfold(sita, "Pause the case…")
    sita.field("Reason").select_option("waiting")
    sita.press("Pause the case")
    sita.answer("Pause")
    expect(sita.page.locator(".stand-count")).to_have_text("paused")
    cases.checked(sita)
    sita.page.unroute_all(behavior="wait")
    assert len(refused) == 1
    assert events(world, case)[0] == "suspended"
    sita.press("End the pause")
    sita.answer("End the pause")
    cases.stands(sita, "Admissibility and mandate")


def test_a_removed_member_opens_nothing_new_and_the_next_act_makes_new_keys(world: World, sita: Person, case: str) -> None:
    """Ravi reads the case; once he is removed, the next message begins with new keys, by itself."""
    ravi = world.device("Ravi")
    cases.view(ravi, case)
    cases.writes(ravi, "From Ravi, still a member.")
    sita.open(f"/organisation/{world.organisations[UNION]}")
    sita.page.locator(".card", has_text="Ravi").first.get_by_role("button", name="Remove").click()
    sita.answer("Remove for good")
    expect(sita.page.locator(".card", has_text="Ravi")).to_have_count(0)
    cases.view(sita, case)
    cases.writes(sita, "After Ravi.")
    assert events(world, case)[0] == "epoch"
    ravi.open(f"/cases/{case}")
    ravi.page.wait_for_url("**/sign-in*")
    people.sign_in(ravi)
    ravi.page.wait_for_url(f"**/cases/{case}")
    ravi.sees("This does not exist, or you have no access to it.")
    assert sita.faults == []


def test_a_case_is_taken_along_as_a_file_that_proves_itself(sita: Person, case: str, tmp_path: Path, world: World) -> None:
    """It holds for the union's words and for no others, says nothing that is sealed, and no file of it can be changed."""
    cases.view(sita, case)
    with sita.page.expect_download() as download:
        sita.press("Save the file")
    sita.sees("Saved. Keep it where only you find it")
    shoot(sita.page, "case-export")
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    assert re.fullmatch(r"case-[0-9a-f]{4}-[0-9a-f]{4}-\d{4}-\d\d-\d\d\.zip", path.name)
    words = " ".join(sita.page.locator(".notice .words li").all_inner_texts())
    verdict = verify.check(path, words)
    assert verdict.refusals == []
    assert verdict.room is not None
    assert verdict.room.room.hex() == case
    with zipfile.ZipFile(path) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
        summary = archive.read("summary.txt").decode()
    assert "Star Textiles Ltd" in summary
    assert "The case was paused" in summary
    for sealed in (b"The night shift", b"After Ravi.", b"From Ravi"):
        assert sealed not in everything
    raw = bytearray(path.read_bytes())
    raw[raw.index(b'"type":"kept"') + 9] ^= 1
    altered = tmp_path / "altered.zip"
    altered.write_bytes(bytes(raw))
    assert verify.check(altered, words).refusals != []


def test_a_case_prints_on_one_page(sita: Person, case: str) -> None:
    """The whole of it without buttons and, unless somebody asks for them, without messages."""
    cases.view(sita, case)
    page = sita.page
    page.emulate_media(media="print", color_scheme="light")
    expect(page.locator(".stand-stage")).to_be_visible()
    assert page.locator("main button").locator("visible=true").count() == 0
    expect(page.get_by_text("After Ravi.")).to_be_hidden()
    assert cases.printed_pages(sita, "case-printed-early") == 1
    page.get_by_label("Also print the messages. Whoever finds the paper can read them.").check()
    page.emulate_media(media="print")
    expect(page.get_by_text("After Ravi.")).to_be_visible()
    page.emulate_media(media="screen")
