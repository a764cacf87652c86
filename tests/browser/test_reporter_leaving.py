"""Leaving, coming back, changing the language: what stays is what was asked for, and nothing else."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from remedy_api.sealing.content import Attachment, Text
from tests.browser import casework_world
from tests.browser.casework_reporter import picture
from tests.browser.casework_world import UNION, World
from tests.browser.reporter_reading import opened_by
from tests.browser.reporter_steps import Reporter
from tests.fixtures.server import Server
from tests.journeys.canaries import search

pytestmark = pytest.mark.browser
STORY = "canary-story-7Q2X9"
# From the press to a page that is drawn, by the browser's own clocks.
LEAVE = """how => { setTimeout(() => {
  window.name = String(performance.timeOrigin + performance.now());
  if (how === 'press') document.getElementById('quick-exit').click();
  else for (const _ of [1, 2]) dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape'}));
}, 100); }"""
TOOK = "() => performance.timeOrigin + performance.getEntriesByType('navigation')[0].domComplete - Number(window.name)"


@pytest.fixture(scope="module")
def world(server: Server, open_context: Callable[..., BrowserContext]) -> World:
    """A programme with a union that accepts reports."""
    return casework_world.begin(server, open_context)


@pytest.fixture
def worker(world: World) -> Reporter:
    """A worker at the door."""
    return Reporter(world.open_context(), world.server.intake)


def halfway(worker: Reporter) -> None:
    """Something is written."""
    worker.begins()
    worker.chooses(UNION)
    worker.at("What happened?")
    worker.write("Tell it in your own words", STORY)


def arrives_at_nothing(page: Page) -> None:
    """The harmless page is drawn; its address alone says nothing, because the report's page takes it first."""
    expect(page).to_have_title("New tab")
    page.wait_for_load_state()


def leave(page: Page, how: str) -> None:
    """Leave, and wait for the harmless page."""
    page.evaluate(LEAVE, how)
    arrives_at_nothing(page)


@pytest.mark.parametrize("how", ["press", "escape"])
def test_leaving_quickly(worker: Reporter, how: str) -> None:
    """Within 200 ms everything is gone, and neither back nor forward leads to it."""
    times = []
    for _ in range(3):
        halfway(worker)
        leave(worker.page, how)
        times.append(worker.page.evaluate(TOOK))
        assert worker.page.locator("body").inner_text() == ""
        for go in (worker.page.go_forward, worker.page.go_back, worker.page.go_back, worker.page.go_back):
            go()
            assert not worker.page.url.endswith("/en/")
            assert STORY not in worker.page.content()
        worker.page.goto("about:blank")
    assert min(times) < 200, times
    assert worker.faults == []


def test_the_keyboard_leaves_too(worker: Reporter) -> None:
    """Escape once closes a dialogue and stays; twice leaves, wherever the focus is."""
    worker.begins()
    worker.page.get_by_role("button", name="Compare the key words").first.click()
    expect(worker.page.get_by_role("dialog")).to_be_visible()
    worker.page.keyboard.press("Escape")
    expect(worker.page.get_by_role("dialog")).to_have_count(0)
    worker.page.wait_for_timeout(1600)
    worker.page.keyboard.press("Escape")
    expect(worker.page.get_by_role("heading", name="Who may read your report?")).to_be_visible()
    worker.page.keyboard.press("Escape")
    arrives_at_nothing(worker.page)


def test_closing_warns_and_the_back_button_goes_one_step_back(worker: Reporter) -> None:
    """The phone's back button is the page's own; closing asks first."""
    halfway(worker)
    worker.page.go_back()
    worker.at("Who may read your report?")
    worker.page.go_back()
    worker.at("What this is, and what it is not")
    worker.next()
    worker.next()
    expect(worker.field("Tell it in your own words")).to_have_value(STORY)
    asked: list[str] = []
    worker.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    worker.page.close(run_before_unload=True)
    worker.page.wait_for_timeout(300)
    assert asked == ["beforeunload"]


def test_another_language_keeps_what_was_written(worker: Reporter) -> None:
    """The page turns to Arabic in its place: direction, words, questions, header and footer; the text stays."""
    halfway(worker)
    worker.page.locator("#languages summary").click()
    worker.page.locator("#languages a[lang=ar]").click()
    worker.language = "ar"
    expect(worker.page.get_by_role("heading", name=worker._("What happened?"))).to_be_visible()
    assert worker.page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["ar", "rtl"]
    expect(worker.field("Tell it in your own words")).to_have_value(STORY)
    expect(worker.page.locator("#quick-exit")).to_have_text(worker._("Leave quickly"))
    expect(worker.page.locator(".site-footer")).to_contain_text(worker._("Privacy"))
    assert worker.page.url.endswith("/ar/")
    leave(worker.page, "press")
    assert worker.faults == []


def test_kept_on_the_device_under_the_code(world: World, tmp_path: Path) -> None:
    """Kept on request, sealed; opened with the code on another day, sent, and then gone from the device."""
    photo = tmp_path / "canary-file-5T6Z1.png"
    photo.write_bytes(picture(50))
    context = world.open_context()
    worker = Reporter(context, world.server.intake)
    halfway(worker)
    worker.press("Go on later on this device")
    worker.at("Go on later on this device")
    worker.glance("25-keep")
    worker.writes_code_down("Keep it on this device")
    expect(worker.page.get_by_text("Kept on this device, locked with your code.")).to_be_visible()
    worker.next()
    worker.write("Name and place of the workplace", "canary-place-8W3Y4")
    worker.next()
    worker.at("When did it happen?")
    worker.page.wait_for_timeout(300)
    kept = stored(worker.page, tmp_path / "kept")
    assert search({"story": STORY, "place": "canary-place-8W3Y4", "code": worker.code, "name": UNION}, [kept]) == []
    assert kept.stat().st_size > 200
    worker.page.close(run_before_unload=False)

    later = Reporter(context, world.server.intake, code=worker.code)
    later.open()
    later.press("Open or erase it")
    later.page.get_by_label("Your code", exact=True).fill("2222-2222-2222-2222-2222-22")
    later.press("Go on with my report")
    expect(later.page.locator("#faults + ul")).to_contain_text("not a complete code")
    later.page.get_by_label("Your code", exact=True).fill(worker.code)
    later.press("Go on with my report")
    later.at("What happened?")
    expect(later.field("Tell it in your own words")).to_have_value(STORY)
    later.tells(STORY)
    later.adds(photo)
    later.reviews()
    later.press("Lock it and send it")
    later.arrives()
    contents = opened_by(world, "Sita", later.room)
    assert STORY in [content.text for content in contents if isinstance(content, Text)]
    assert [content.content for content in contents if isinstance(content, Attachment)] == [picture(50)]
    later.page.wait_for_timeout(300)
    assert later.page.evaluate("async () => [localStorage.length, (await indexedDB.databases()).length]") == [0, 0]
    later.reads()


def test_kept_and_erased(worker: Reporter) -> None:
    """Whoever has the device, but not the code, can erase it and nothing else."""
    halfway(worker)
    worker.press("Go on later on this device")
    worker.writes_code_down("Keep it on this device")
    expect(worker.page.get_by_text("Kept on this device, locked with your code.")).to_be_visible()
    leave(worker.page, "press")
    worker.open()
    worker.press("Open or erase it")
    worker.press("Erase it from this device")
    expect(worker.page.get_by_role("button", name="Report something")).to_be_visible()
    expect(worker.page.get_by_text("A locked report is on this device")).to_have_count(0)
    assert worker.page.evaluate("async () => [localStorage.length, (await indexedDB.databases()).length]") == [0, 0]


STORED = """async () => {
  const bytes = (text) => [...new TextEncoder().encode(text)];
  const done = (ask) => new Promise((resolve) => { ask.onsuccess = () => resolve(ask.result); });
  const said = [bytes(JSON.stringify(localStorage)), bytes(JSON.stringify(sessionStorage))];
  for (const { name } of await indexedDB.databases()) {
    const database = await done(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      for (const value of await done(database.transaction(store).objectStore(store).getAll())) said.push([...value]);
    }
    database.close();
  }
  return said;
}"""


def stored(page: Page, into: Path) -> Path:
    """Everything this page keeps on the device, as bytes in a file."""
    into.write_bytes(b"\n".join(bytes(value) for value in page.evaluate(STORED)))
    return into
