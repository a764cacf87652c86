"""With nothing but the code: reading, writing, agreeing, refusing, asking for another organisation, taking it back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Route, expect

from remedy_api.cli.client import casework
from remedy_api.cli.client import organisations as chains
from remedy_api.cli.client.door import Door
from remedy_api.cli.client.reports import directory
from remedy_api.sealing.content import Attachment, Text
from remedy_api.sealing.receipt import RECEIPT, format_code, new_r, parse_code, receipt_keys
from tests.browser import casework_world
from tests.browser.casework_reporter import picture
from tests.browser.casework_world import MONITOR, UNION, World
from tests.browser.reporter_filed import CANARY, filed
from tests.browser.reporter_reading import opened_by, rooms_of
from tests.browser.reporter_steps import Reporter
from tests.fixtures.server import Server

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def world(server: Server, open_context: Callable[..., BrowserContext]) -> World:
    """A programme with a union and a monitor that accept reports."""
    return casework_world.begin(server, open_context)


def fingerprint_of(world: World, name: str) -> bytes:
    """The fingerprint of an organisation."""
    _, organisations = directory(world.anna.door)
    return next(each for each in organisations if each.name == name).chain.fingerprint


def test_the_code_alone_does_not_open_the_report(world: World) -> None:
    """Whoever finds the paper reads the answers and nothing of what was reported."""
    thief = filed(world)
    casework.post(world.members["Sita"], thief.room, Text("message", "en", "We read you."))
    thief.reads()
    expect(thief.page.get_by_text("We read you.")).to_be_visible()
    expect(thief.page.get_by_text("The code alone does not open your report again")).to_be_visible()
    assert CANARY not in thief.page.content()


def test_asked_to_reread(world: World) -> None:
    """If she asked for it when she sent it, the code opens the report, with its questions."""
    worker = filed(world, reread=True)
    worker.reads()
    worker.page.get_by_text("Show it").click()
    expect(worker.page.get_by_text(CANARY)).to_be_visible()
    expect(worker.page.get_by_text("Pay: too little, late, not paid, or money taken off")).to_be_visible()
    expect(worker.page.get_by_text("Star Textiles Ltd, 12 Mill Road")).to_be_visible()


def test_wrong_codes(world: World) -> None:
    """A code that is mistyped, and one that never was: said plainly, the typed one stays."""
    worker = Reporter(world.open_context(), world.server.intake)
    worker.open("/receipt")
    field = worker.page.get_by_label("Your code", exact=True)
    for typed, said in (
        ("", "not a complete code"),
        ("ABCD", "not a complete code"),
        (format_code(new_r(), RECEIPT), "There is no report with this code"),
    ):
        field.fill(typed)
        worker.press("Open")
        expect(worker.page.get_by_role("region", name="Please look at this first")).to_contain_text(said)
        expect(field).to_have_value(typed)
    worker.glance("27-wrong-code")


def test_files_to_and_fro(world: World, tmp_path: Path) -> None:
    """A file from the union is shown and can be kept; one of hers reaches the union without its hidden facts."""
    worker = filed(world)
    large = Attachment("plan.bin", "application/octet-stream", bytes(range(256)) * 2000)
    casework.post(world.members["Sita"], worker.room, large)
    worker.reads()
    worker.press("Fetch the file")
    with worker.page.expect_download() as waiting:
        worker.press("Save on this device")
    assert waiting.value.suggested_filename == "plan.bin"
    assert waiting.value.path().read_bytes() == large.content
    photo = tmp_path / "gate.png"
    photo.write_bytes(picture(30) + b"hidden after the end")
    worker.page.get_by_text("Add photos or documents").first.click()
    worker.page.get_by_label("Add photos or documents").set_input_files(str(photo))
    expect(worker.page.get_by_text("Hidden facts were taken out")).to_be_visible()
    worker.page.get_by_label("Write to them").fill("Here is the gate.")
    worker.press("Lock and send")
    expect(worker.page.locator(".conversation > li.ours")).to_have_count(2)
    contents = opened_by(world, "Sita", worker.room, epoch=1)
    assert [each.content for each in contents if isinstance(each, Attachment)] == [large.content, picture(30)]
    assert [each.text for each in contents if isinstance(each, Text)] == ["Here is the gate."]


def test_a_key_that_changed_meanwhile(world: World) -> None:
    """Somebody left the union: her next letter starts a new epoch first, which the leaver's key does not open."""
    leaver = world.confirmed("Lee", world.organisations[UNION], "Sita")
    worker = filed(world)
    chains.remove(world.members["Sita"], bytes.fromhex(world.organisations[UNION]), leaver.keys.kid)
    worker.reads()
    worker.page.get_by_label("Write to them").fill("After Lee left.")
    worker.press("Lock and send")
    expect(worker.page.locator(".conversation > li.ours")).to_have_count(1)
    contents = opened_by(world, "Sita", worker.room, epoch=1)
    assert [each.text for each in contents if isinstance(each, Text)] == ["After Lee left."]
    _, opened = casework.look(world.members["Sita"], worker.room)
    assert len(opened.room.statements) == 3


@pytest.mark.parametrize("agrees", [True, False])
def test_hand_over(world: World, agrees: bool) -> None:
    """A handler proposes the monitor: nothing happens unless she signs; a no reaches the handler as a letter."""
    worker = filed(world)
    _, opened = casework.look(world.members["Sita"], worker.room)
    casework.propose_handover(world.members["Sita"], opened, fingerprint_of(world, MONITOR))
    worker.reads()
    expect(worker.page.get_by_text(f"May \u2068{MONITOR}\u2069 read your report too?")).to_be_visible()
    worker.glance("28-proposal")
    worker.press("Yes, I agree" if agrees else "No")
    if not agrees:
        expect(worker.page.locator(".conversation > li.ours")).to_contain_text(f"I do not agree that {MONITOR} reads my report.")
        assert worker.room not in rooms_of(world, MONITOR, "Noor")
        return
    expect(worker.page.get_by_text("This is being done.")).to_be_visible()
    answer, opened = casework.look(world.members["Sita"], worker.room)
    casework.complete_handover(world.members["Sita"], answer, opened, fingerprint_of(world, MONITOR))
    narratives = [each.text for each in opened_by(world, "Noor", worker.room) if isinstance(each, Text)]
    assert CANARY in narratives
    worker.reads()
    expect(worker.page.get_by_text(MONITOR)).to_be_visible()
    expect(worker.page.get_by_text("This is being done.")).to_have_count(0)


def test_asking_for_another(world: World) -> None:
    """She asks in a letter; once the handler proposes it she agrees, and the other organisation reads it."""
    worker = filed(world)
    worker.reads()
    worker.press("Ask for another organisation")
    expect(worker.page.get_by_text(f"Ask for this organisation {UNION}")).to_have_count(0)
    worker.page.get_by_role("button", name=f"Ask for this organisation {MONITOR}").click()
    expect(worker.page.locator(".conversation > li.ours")).to_contain_text(f"Please let {MONITOR} read my report too.")
    sita = world.members["Sita"]
    casework.propose_handover(sita, casework.look(sita, worker.room)[1], fingerprint_of(world, MONITOR))
    worker.reads()
    worker.press("Yes, I agree")
    expect(worker.page.get_by_text("This is being done.")).to_be_visible()
    answer, opened = casework.look(sita, worker.room)
    casework.complete_handover(sita, answer, opened, fingerprint_of(world, MONITOR))
    assert worker.room in rooms_of(world, MONITOR, "Noor")


def test_taking_it_back(world: World) -> None:
    """Asked again first; then everything is erased, and the code opens nothing but that."""
    worker = filed(world)
    casework.post(world.members["Sita"], worker.room, Text("message", "en", "We read you."))
    worker.reads()
    worker.press("Withdraw my report")
    worker.glance("29-withdraw")
    worker.press("No, keep it")
    expect(worker.page.get_by_text("We read you.")).to_be_visible()
    worker.press("Withdraw my report")
    worker.press("Yes, withdraw it")
    expect(worker.page.get_by_text("This report was withdrawn.")).to_be_visible()
    worker.reads()
    expect(worker.page.get_by_text("This report was withdrawn.")).to_be_visible()
    assert "We read you." not in worker.page.content()


def test_a_reply_that_was_changed_is_not_shown(world: World) -> None:
    """One bit of a sealed letter: the page says that it was changed, and shows nothing of it."""
    worker = filed(world)
    casework.post(world.members["Sita"], worker.room, Text("message", "en", "The true words."))

    def change(route: Route) -> None:
        said = route.fetch()
        body = said.json()
        last = body["items"][-1]
        last["body"] = ("B" if last["body"][0] != "B" else "C") + last["body"][1:]
        route.fulfill(response=said, json=body)

    worker.page.route("**/v1/receipts/entries/list", change)
    worker.reads()
    expect(worker.page.get_by_text("This was changed on its way and is not shown.")).to_be_visible()
    assert "The true words." not in worker.page.content()


def test_a_room_that_lies_is_not_opened(world: World) -> None:
    """Another report's room behind the code: nothing of it is shown."""
    worker, other = filed(world), filed(world)
    wrong = Door(world.server.intake)
    instance, _ = directory(wrong)
    lookup = receipt_keys(parse_code(other.code, RECEIPT), instance).lookup.hex()
    worker.page.route("**/v1/receipts/room", lambda route: route.continue_(post_data=f'{{"lookup":"{lookup}"}}'))
    worker.open("/receipt")
    worker.page.get_by_label("Your code", exact=True).fill(worker.code)
    worker.press("Open")
    expect(worker.page.get_by_role("region", name="Please look at this first")).to_contain_text("could not be checked")


def test_answers_that_are_lost(world: World) -> None:
    """A letter whose answer was lost is kept once; a consent or a withdrawal whose answer was lost can be pressed again."""
    worker = filed(world)
    worker.reads()

    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    worker.page.route("**/v1/receipts/entries", lose, times=1)
    worker.page.get_by_label("Write to them").fill("Only once.")
    worker.press("Lock and send")
    expect(worker.page.locator(".conversation > li.ours")).to_have_count(1)
    worker.page.route("**/v1/receipts/events", lose, times=1)
    worker.press("Withdraw my report")
    worker.press("Yes, withdraw it")
    expect(worker.page.get_by_role("alert")).to_contain_text("There is no connection to the server.")
    worker.press("Yes, withdraw it")
    expect(worker.page.get_by_text("This report was withdrawn.")).to_be_visible()
