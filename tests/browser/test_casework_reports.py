"""A report at the casework door: opened, acknowledged, answered, handed over, withdrawn; and whatever it says stays text."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Route, expect

from remedy_api.cli.client.door import Door
from tests.browser import casework_people as people
from tests.browser import casework_world
from tests.browser import reporter_steps as steps
from tests.browser.casework_people import Person
from tests.browser.casework_reporter import SCRIPT, Reporter, picture
from tests.browser.casework_world import MONITOR, UNION, World
from tests.browser.conftest import axe, shoot
from tests.fixtures.server import Server

pytestmark = pytest.mark.browser
NAUGHTY = json.loads((Path(__file__).parents[1] / "corpora" / "naughty-strings.json").read_text(encoding="utf-8"))
MARKUP = [text for text in NAUGHTY if "<" in text][:120]


@pytest.fixture(scope="module")
def made(server: Server, open_context: Callable[..., BrowserContext]) -> World:
    """A union with Sita and Ravi and a monitor with Noor, both accepting reports."""
    world = casework_world.begin(server, open_context)
    world.confirmed("Ravi", world.organisations[UNION], "Sita")
    return world


@pytest.fixture(scope="module")
def world(made: World) -> dict[str, Person]:
    """Sita and Noor, each signed in on a device of their own."""
    return {"sita": made.device("Sita"), "noor": made.device("Noor")}


@pytest.fixture
def reporter(server: Server) -> Reporter:
    """A reporter who sent nothing yet."""
    return Reporter(Door(server.intake))


def test_a_report_is_opened_acknowledged_and_answered(world: dict[str, Person], reporter: Reporter) -> None:
    """The main way, with naughty strings in every field and files that would like to run."""
    sita = world["sita"]
    told = "They took our passports.\n" + "\n".join(MARKUP)
    files = [("salary.png", picture()), ("<img src=x onerror=alert(1)>.svg", SCRIPT), ("contract\u202egnp.exe", b"MZ")]
    room = reporter.file([UNION], narrative=told, name="<script>document.title='run'</script>", files=files)

    sita.open("/inbox")
    sita.sees("not acknowledged yet")
    shoot(sita.page, "inbox")
    sita.page.get_by_role("link", name="Report").filter(has_text="new").click()
    sita.page.wait_for_url(f"**/reports/{room}")
    sita.settle()
    expect(sita.page.get_by_text("They took our passports.")).to_be_visible()
    expect(sita.page.get_by_text("<script>document.title='run'</script>", exact=True).first).to_be_visible()
    image = sita.page.locator(".files img")
    expect(image).to_have_count(1)
    assert image.evaluate("node => node.naturalWidth") == 64
    assert sita.page.locator("main script, main svg, main iframe, main object").count() == 0
    assert sita.page.title().startswith("Report ")
    assert axe(sita.page) == []
    shoot(sita.page, "report")

    sita.press("Acknowledge the report")
    expect(sita.page.get_by_text("acknowledged", exact=True)).to_be_visible()
    assert "acknowledged" in reporter.events()

    sita.fill("Your answer", "We are with you. Can you call on Sunday?")
    sita.field("You write in").select_option("en")
    sita.page.get_by_label("Photos or documents (if needed)").set_input_files(
        {"name": "leaflet.png", "mimeType": "image/png", "buffer": picture(32)}
    )
    sita.press("Lock and send")
    sita.sees("Sent. The reporter reads it with the receipt.")
    assert reporter.reads() == ["We are with you. Can you call on Sunday?"]
    reporter.writes("Yes, after eight. " + MARKUP[3])
    sita.open(f"/reports/{room}")
    expect(sita.page.get_by_text("Yes, after eight.")).to_be_visible()
    expect(sita.page.locator(".conversation > li")).to_have_count(3)
    shoot(sita.page, "conversation")
    assert sita.faults == []


def test_a_file_is_saved_inertly(world: dict[str, Person], reporter: Reporter) -> None:
    """A file leaves the page under a plain name, byte for byte."""
    sita = world["sita"]
    room = reporter.file(
        [UNION], narrative="See the file.", name="Li", files=[("a/b\u202egnp.html", SCRIPT), ("large.bin", bytes(400_000))]
    )
    sita.open(f"/reports/{room}")
    with sita.page.expect_download() as download:
        sita.page.get_by_role("link", name="Save the file").first.click()
    assert Path(download.value.path()).read_bytes() == SCRIPT
    assert download.value.suggested_filename == "abgnp.html"
    sita.press("Open the file")
    expect(sita.page.get_by_text("large.bin")).to_be_visible()
    assert sita.faults == []


def test_a_report_is_handed_over_only_after_consent(world: dict[str, Person], reporter: Reporter) -> None:
    """Proposed, waited for, completed; and the other organisation opens all of it."""
    sita, noor = world["sita"], world["noor"]
    room = reporter.file([UNION], narrative="The dormitory door is locked at night.", name="Mai")
    noor.open(f"/reports/{room}")
    noor.sees("This does not exist, or you have no access to it.")
    sita.open(f"/reports/{room}")
    sita.press("Hand over…")
    option = sita.page.get_by_role("option", name=MONITOR)
    sita.field("To which organisation?").select_option(option.get_attribute("value"))
    expect(sita.page.get_by_role("button", name="Ask the reporter")).to_be_disabled()
    sita.page.get_by_label("I compared all 12 words on paper or on the telephone, and they are the same.").check()
    sita.press("The words match")
    sita.press("Ask the reporter")
    sita.answer("Ask")
    sita.sees("Waiting for the reporter")
    reporter.consents(MONITOR)
    sita.open(f"/reports/{room}")
    sita.sees("The reporter agreed")
    shoot(sita.page, "hand-over-agreed")
    sita.press("Hand over now")
    sita.answer("Hand over")
    expect(sita.page.locator(".card", has_text=MONITOR)).to_be_visible()
    noor.open(f"/reports/{room}")
    expect(noor.page.get_by_text("The dormitory door is locked at night.")).to_be_visible()
    noor.fill("Your answer", "We will come on Friday.")
    noor.press("Lock and send")
    noor.sees("Sent. The reporter reads it with the receipt.")
    assert "We will come on Friday." in reporter.reads()
    assert sita.faults == []
    assert noor.faults == []


def test_a_withdrawn_report_says_so(world: dict[str, Person], reporter: Reporter) -> None:
    """Nothing of it is left to open."""
    sita = world["sita"]
    room = reporter.file([UNION], narrative="I changed my mind.", name="Bo")
    reporter.withdraws()
    sita.open(f"/reports/{room}")
    sita.sees("The reporter has withdrawn this report.")
    expect(sita.page.get_by_text("I changed my mind.")).to_have_count(0)
    assert sita.page.get_by_role("button", name="Lock and send").count() == 0


def test_a_representative_writes_it_down_for_a_worker(world: dict[str, Person]) -> None:
    """The same steps as the worker's own, filed by an account; the report says who wrote it down."""
    sita = world["sita"]
    writer = steps.Reporter(sita.context, sita.address)
    writer.page.goto(f"{sita.address}/en/report-for-worker")
    writer.at("What this is, and what it is not")
    writer.next()
    writer.chooses(UNION)
    writer.tells("He said it to me and I wrote it down.", name="Kiran", place="Star Textiles, Karur")
    writer.adds()
    writer.reviews()
    with writer.page.expect_response("**/v1/submissions") as filed:
        writer.writes_code_down()
    writer.arrives()
    assert writer.faults == []
    sita.open(f"/reports/{filed.value.json()['room']}")
    expect(sita.page.get_by_text("He said it to me and I wrote it down.")).to_be_visible()
    expect(sita.page.get_by_text(f"Sita, {UNION}")).to_be_visible()
    sita.sees("Somebody may be in danger now")
    expect(sita.page.get_by_text("Fewer than 10", exact=True)).to_have_count(0)
    expect(sita.page.get_by_text("50 to 249", exact=True)).to_be_visible()
    shoot(sita.page, "report-written-for-a-worker")


def test_without_a_connection_nothing_is_lost_or_doubled(world: dict[str, Person], reporter: Reporter) -> None:
    """A letter stays in its field while there is no connection, and goes out once when it is back."""
    sita = world["sita"]
    room = reporter.file([UNION], narrative="Lightning took the line.", name="Mo")
    sita.open(f"/reports/{room}")
    sita.fill("Your answer", "We come tomorrow.")
    sita.context.set_offline(True)
    sita.press("Lock and send")
    sita.sees("There is no connection to the server. Nothing was lost; please try again.")
    expect(sita.field("Your answer")).to_have_value("We come tomorrow.")
    sita.context.set_offline(False)
    lost: list[str] = []

    def swallow(route: Route) -> None:
        # The server has the letter, and its answer is lost on the way.
        route.fetch()
        lost.append(route.request.headers["idempotency-key"])
        route.abort() if len(lost) == 1 else route.continue_()

    sita.page.route("**/entries", lambda route: swallow(route) if route.request.method == "POST" else route.continue_())
    sita.press("Lock and send")
    sita.sees("Sent. The reporter reads it with the receipt.")
    sita.page.unroute_all(behavior="wait")
    assert len(set(lost)) == 1
    assert reporter.reads() == ["We come tomorrow."]


def test_a_removed_member_opens_nothing_new_and_the_rest_goes_on(made: World, world: dict[str, Person], reporter: Reporter) -> None:
    """A removal gives the organisation a new key; the next answer starts a new epoch by itself."""
    sita = world["sita"]
    union = made.organisations[UNION]
    room = reporter.file([UNION], narrative="Before the removal.", name="Mo")
    ravi = made.device("Ravi")
    ravi.open(f"/reports/{room}")
    expect(ravi.page.get_by_text("Before the removal.")).to_be_visible()
    sita.open(f"/organisation/{union}")
    card = sita.page.locator(".card", has_text="Ravi").first
    card.get_by_role("button", name="Remove").click()
    sita.answer("Remove for good")
    sita.sees("Printed recovery code of the organisation")
    expect(sita.page.locator(".card", has_text="Ravi")).to_have_count(0)
    ravi.open(f"/reports/{room}")
    ravi.page.wait_for_url("**/sign-in*")
    people.sign_in(ravi)
    ravi.page.wait_for_url(f"**/reports/{room}")
    ravi.sees("This does not exist, or you have no access to it.")
    sita.open(f"/reports/{room}")
    sita.fill("Your answer", "After the removal.")
    sita.press("Lock and send")
    sita.sees("Sent. The reporter reads it with the receipt.")
    assert reporter.reads() == ["After the removal."]
    assert reporter.events()[-1] == "epoch"
