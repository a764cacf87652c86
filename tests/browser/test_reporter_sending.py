"""What happens when sending goes wrong: nothing readable leaves, nothing is lost, nothing is filed twice."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Request, Route, expect

from remedy_api.cli.client import organisations as chains
from remedy_api.sealing.content import Text
from tests.browser import casework_world
from tests.browser.casework_reporter import picture
from tests.browser.casework_world import MONITOR, UNION, World
from tests.browser.reporter_reading import opened_by, rooms_of
from tests.browser.reporter_steps import Reporter
from tests.browser.wire import Relay
from tests.fixtures.server import Server
from tests.journeys.canaries import search

pytestmark = pytest.mark.browser
SUBMISSIONS = "**/v1/submissions"


@pytest.fixture(scope="module")
def wire(make_server: Callable[..., Server], tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Relay]]:
    """A server whose intake door is reached through a relay that keeps what browsers send."""
    server = make_server()
    relay = Relay(server.intake_port, tmp_path_factory.mktemp("wire") / "sent")
    server.extra["REMEDY_INTAKE_ORIGINS"] = f"{server.intake},{relay.address}"
    server.start()
    yield server, relay
    relay.close()


@pytest.fixture(scope="module")
def world(wire: tuple[Server, Relay], open_context: Callable[..., BrowserContext]) -> World:
    """A programme with a union and a monitor that accept reports."""
    return casework_world.begin(wire[0], open_context)


@pytest.fixture
def worker(world: World) -> Reporter:
    """A worker at the door."""
    return Reporter(world.open_context(), world.server.intake)


def ready(worker: Reporter, narrative: str = "They keep our pay back.", *, to: str = UNION) -> None:
    """Everything but the last press, which sends."""
    worker.begins()
    worker.chooses(to)
    worker.tells(narrative)
    worker.adds()
    worker.reviews()


def keys_of_sendings(worker: Reporter) -> list[str]:
    """The idempotency keys of everything that is filed from now on."""
    keys: list[str] = []

    def note(request: Request) -> None:
        if request.url.endswith("/v1/submissions"):
            keys.append(request.headers["idempotency-key"])

    worker.page.on("request", note)
    return keys


def test_no_connection_the_same_bytes_until_they_are_there(world: World, worker: Reporter) -> None:
    """Two tries fail, the third is pressed: one report, one key."""
    keys = keys_of_sendings(worker)
    before = len(rooms_of(world, UNION, "Sita"))
    worker.page.route(SUBMISSIONS, lambda route: route.abort())
    ready(worker)
    worker.writes_code_down()
    expect(worker.page.get_by_text(worker._("Not sent yet"))).to_be_visible()
    expect(worker.page.get_by_text(re.compile("Next try in"))).to_be_visible()
    worker.glance("32-waiting")
    assert len(rooms_of(world, UNION, "Sita")) == before
    worker.press("Try now")
    expect(worker.page.get_by_text(worker._("Not sent yet"))).to_be_visible()
    worker.page.unroute(SUBMISSIONS)
    worker.press("Try now")
    worker.arrives()
    assert len(keys) >= 3
    assert len(set(keys)) == 1
    assert len(rooms_of(world, UNION, "Sita")) == before + 1


def test_an_answer_that_is_lost_makes_no_second_report(world: World, worker: Reporter) -> None:
    """The server has the report, the page does not know: the second try is answered like the first."""
    before = len(rooms_of(world, UNION, "Sita"))
    lost: list[int] = []

    def lose(route: Route) -> None:
        answer = route.fetch()
        lost.append(answer.status)
        route.abort()

    worker.page.route(SUBMISSIONS, lose, times=1)
    ready(worker)
    worker.writes_code_down()
    worker.arrives()
    assert lost == [201]
    assert len(rooms_of(world, UNION, "Sita")) == before + 1


def test_offline_it_waits_and_goes_by_itself(world: World, worker: Reporter) -> None:
    """Without a connection everything can be written; when it is back the report goes without a press."""
    worker.begins()
    worker.context.set_offline(True)
    worker.chooses(UNION)
    worker.tells("Written on a bus.")
    worker.adds()
    worker.reviews()
    worker.writes_code_down()
    expect(worker.page.get_by_text(worker._("Not sent yet"))).to_be_visible()
    worker.context.set_offline(False)
    worker.arrives()
    contents = opened_by(world, "Sita", worker.room)
    assert "Written on a bus." in [content.text for content in contents if isinstance(content, Text)]


def test_refused_nothing_is_lost(worker: Reporter) -> None:
    """A refusal is said in words, the report is still there and can be changed and sent."""
    problem = '{"type":"/problems/x","title":"No.","status":422,"detail":"The server does not want this.","code":"x"}'
    worker.page.route(
        SUBMISSIONS, lambda route: route.fulfill(status=422, content_type="application/problem+json", body=problem), times=1
    )
    ready(worker, "Still here.")
    worker.writes_code_down()
    expect(worker.page.get_by_role("alert")).to_contain_text("The server does not want this.")
    worker.glance("33-refused")
    worker.press("Back to your report")
    worker.at("Look at it once more")
    expect(worker.page.get_by_text("Still here.")).to_be_visible()
    worker.press("This is right, go on")
    worker.press("Lock it and send it")
    worker.arrives()


def test_sealing_fails_nothing_is_sent(worker: Reporter) -> None:
    """Without the browser's encryption nothing can be locked: a stop, no request, no weaker way."""
    ready(worker)
    worker.page.evaluate("() => { crypto.subtle.encrypt = () => Promise.reject(new Error('broken')); }")
    sent = len(worker.asked)
    worker.writes_code_down()
    expect(worker.page.get_by_text(worker._("Nothing readable has left this device. Your report is still here."))).to_be_visible()
    assert len(worker.asked) == sent


def test_an_organisation_changes_its_key_meanwhile(world: World, worker: Reporter) -> None:
    """Somebody is removed from the union while she writes: the page checks the new list, wraps anew, and it arrives."""
    leaver = world.confirmed("Kim", world.organisations[UNION], "Sita")
    keys = keys_of_sendings(worker)
    ready(worker, "To those who are left.")
    chains.remove(world.members["Sita"], bytes.fromhex(world.organisations[UNION]), leaver.keys.kid)
    worker.writes_code_down()
    worker.arrives()
    assert len(set(keys)) == 2
    contents = opened_by(world, "Sita", worker.room)
    assert "To those who are left." in [content.text for content in contents if isinstance(content, Text)]


def test_nothing_readable_leaves_the_page(world: World, wire: tuple[Server, Relay], tmp_path: Path) -> None:
    """Canaries in every field, in a file and its name: none in any address, header or body; a planted one is found."""
    story, place, file_name = "canary-story-7Q2X9", "canary-place-8W3Y4", "canary-file-5T6Z1"
    photo = tmp_path / f"{file_name}.png"
    photo.write_bytes(picture(60) + b"canary-picture-3R4S5")
    relay = wire[1]
    worker = Reporter(world.open_context(), relay.address)
    worker.begins()
    worker.chooses(UNION, MONITOR)
    worker.tells(story, name="canary-name-1A2B3", everywhere=place)
    worker.adds(photo)
    worker.reviews()
    worker.writes_code_down()
    worker.arrives()
    worker.reads()
    canaries = {
        "story": story, "place": place, "name": "canary-name-1A2B3", "file name": file_name, "picture": "canary-picture-3R4S5",
        "code": worker.code, "code without lines": worker.code.replace("-", ""),
    }  # fmt: skip
    assert relay.kept.read_bytes().count(b"POST /v1/submissions ") == 1
    assert relay.kept.stat().st_size > 20_000
    assert search(canaries, [relay.kept]) == []
    # The same search finds what does leave: planted by the page itself, in one of the encodings.
    worker.page.evaluate("text => fetch('/v1/nowhere', {method: 'POST', body: btoa('x' + text)})", story)
    assert {hit.name for hit in search(canaries, [relay.kept])} == {"story"}
    stored = worker.page.evaluate("async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length]")
    assert stored == [0, 0, 0]
    assert worker.page.evaluate("async () => (await caches.keys()).length") == 0
    assert worker.context.cookies() == []
