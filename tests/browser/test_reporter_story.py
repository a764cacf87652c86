"""A worker reports, in English and in Arabic, and reads the answer; every screen is looked at on the way."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from remedy_api.cli.client import casework
from remedy_api.sealing.content import Attachment, Text
from tests.browser import casework_world
from tests.browser.casework_reporter import picture
from tests.browser.casework_world import MONITOR, UNION, World
from tests.browser.reporter_reading import opened_by
from tests.browser.reporter_steps import Look, Reporter
from tests.fixtures.server import Server

pytestmark = pytest.mark.browser
CORPUS = Path(__file__).parents[1] / "corpora" / "naughty-strings.json"
NAUGHTY = [text for text in json.loads(CORPUS.read_text(encoding="utf-8")) if text.strip()]
# What a text field of HTML does not take: it drops line breaks in a line, and lone halves of a pair are no text.
LINE = "\u202e<script>alert(1)</script>' OR 1=1-- \ufeff😀 الناس %s ${x} {{7*7}} ﷽"
WHOLE = "\n".join(NAUGHTY)[:19_000]


@pytest.fixture(scope="module")
def world(server: Server, open_context: Callable[..., BrowserContext]) -> World:
    """A programme with a union and a monitor that accept reports."""
    return casework_world.begin(server, open_context)


@pytest.mark.parametrize(
    ("language", "looks"),
    [("en", ((320, "light"), (1280, "dark"))), ("ar", ((320, "dark"), (1280, "light")))],
    ids=["en", "ar"],
)
def test_from_the_first_page_to_the_answer(world: World, language: str, looks: tuple[Look, ...], tmp_path: Path) -> None:
    """File a report full of naughty strings, with a photo; the union reads it whole, answers, and the answer is read."""
    photo = tmp_path / "gate \u202egnp.png"
    photo.write_bytes(picture(120))
    worker = Reporter(world.open_context(), world.server.intake, language=language, looks=looks)
    # The page must not need WebAssembly, and must ask nobody else for anything.
    worker.context.add_init_script("delete window.WebAssembly")
    worker.begins()
    worker.chooses(UNION)
    worker.tells(WHOLE, name="Rina", everywhere=LINE)
    worker.adds(photo)
    worker.reviews()
    worker.writes_code_down()
    worker.arrives()

    room, contents = worker.room, opened_by(world, "Sita", worker.room)
    texts = {content.kind: content for content in contents if isinstance(content, Text)}
    assert texts["narrative"].text == WHOLE.replace("\r\n", "\n").replace("\r", "\n").strip()
    assert texts["narrative"].language == language
    person = json.loads(texts["person"].text)
    assert person == {"language": language, "name": "Rina", "contact": LINE.strip()}
    answers = json.loads(texts["answers"].text)
    assert (answers["form"], answers["version"]) == ("workplace_grievance", 1)
    told = answers["answers"]
    assert told["issues"] == ["wages", "forced_labour"]
    assert told["forced_labour_signs"] == ["withholding_of_wages"]
    assert told["people"] == [{"role": "witness", "person": LINE.strip(), "reach": LINE.strip()}]
    assert told["place"] == told["danger_what"] == told["remedy_words"] == LINE.strip()
    assert "name" not in told
    assert "narrative" not in told
    (file,) = [content for content in contents if isinstance(content, Attachment)]
    assert file.name == photo.name
    assert file.content == picture(120)

    sita = world.members["Sita"]
    casework.acknowledge(sita, room)
    casework.post(sita, room, Text("message", "en", f"We read you. {LINE}"))
    casework.post(sita, room, Attachment("letter.png", "image/png", picture(40)))
    worker.reads()
    name = f"\u2068{UNION}\u2069"
    expect(worker.page.locator(".notice.good").first).to_contain_text(name)
    expect(worker.page.locator(".conversation .own-words")).to_have_text(f"We read you. {LINE}")
    assert worker.page.locator(".conversation img").evaluate("image => image.decode().then(() => image.naturalWidth)") == 40
    expect(worker.page.get_by_text(worker._("Checked: this comes from an organisation you chose"))).to_have_count(2)
    worker.shows("24-receipt")
    worker.page.get_by_label(worker._("Write to them")).fill(LINE)
    worker.press("Lock and send")
    expect(worker.page.locator(".conversation > li")).to_have_count(3)
    expect(worker.page.locator(".conversation > li.ours .own-words")).to_have_text(LINE)
    assert casework_texts(world, room)[-1] == LINE.strip()

    assert worker.faults == []
    elsewhere = [url for url in worker.asked if not url.startswith((worker.address, "blob:", "data:"))]
    assert elsewhere == []
    assert worker.context.cookies() == []
    assert MONITOR not in worker.page.content()


def casework_texts(world: World, room: bytes) -> list[str]:
    """The texts of the conversation as the union opens them."""
    return [content.text for content in opened_by(world, "Sita", room, epoch=1) if isinstance(content, Text)]
