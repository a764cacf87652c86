"""A server that lies to the pages of casework: each lie ends in a visible stop, and nothing is opened or sent after it."""

import base64
import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from remedy_api.cli.client import organisations as chains
from remedy_api.cli.client.door import Door
from remedy_api.sealing.keys import account_keys, new_secret
from tests.browser import casework_people as people
from tests.browser import casework_world
from tests.browser.casework_people import Person
from tests.browser.casework_reporter import Reporter
from tests.browser.casework_world import MONITOR, UNION, World
from tests.browser.conftest import shoot
from tests.fixtures.server import Server

pytestmark = pytest.mark.browser
Json = Any


@pytest.fixture(scope="module")
def world(server: Server, open_context: Callable[..., BrowserContext]) -> World:
    """A union of three and a monitor."""
    made = casework_world.begin(server, open_context)
    made.confirmed("Ravi", made.organisations[UNION], "Sita")
    made.confirmed("Lena", made.organisations[UNION], "Sita")
    return made


@pytest.fixture(scope="module")
def rooms(world: World) -> list[str]:
    """Two reports to the union."""
    return [Reporter(Door(world.server.intake)).file([UNION], narrative=f"Story number {number}.", name="Mai") for number in (1, 2)]


@pytest.fixture(scope="module")
def sita(world: World) -> Person:
    """Sita, who has opened her organisation before, so that something is pinned."""
    person = world.device("Sita")
    person.open(f"/organisation/{world.organisations[UNION]}")
    return person


def lie(page: Page, path: str, change: Callable[[Json], Json]) -> None:
    """Answer this path with what the server says, changed."""

    def handle(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=json.dumps(change(answer.json())))

    page.unroute_all(behavior="wait")
    page.route(path, handle)


def writes(page: Page) -> list[str]:
    """Collects every request that would change something."""
    found: list[str] = []
    quiet = ("/sign-in/parameters", "/seen")
    page.on("request", lambda each: found.append(each.url) if each.method != "GET" and not each.url.endswith(quiet) else None)
    return found


def stopped(page: Page, *, picture: str | None = None) -> None:
    """A stop stands on the page, and no story of a report."""
    expect(page.get_by_role("alert").first).to_be_visible()
    expect(page.get_by_text("Story number")).to_have_count(0)
    if picture:
        shoot(page, picture)


def honest(person: Person, room: str) -> None:
    """The control: told the truth, the same page opens the report."""
    person.page.unroute_all(behavior="wait")
    person.open(f"/reports/{room}")
    expect(person.page.get_by_text("Story number")).to_be_visible()


def test_a_weaker_lock_is_refused(world: World) -> None:
    """Asked for a cheaper passphrase check, the page sends no proof at all."""
    noor = world.visitor("Noor")
    lie(noor.page, "**/v1/sign-in/parameters", lambda said: said | {"kdf": said["kdf"] | {"memory_kib": 64}})
    noor.open("/sign-in")
    sent = writes(noor.page)
    people.sign_in(noor)
    stopped(noor.page, picture="stop-weaker-lock")
    assert sent == []


def test_keys_of_somebody_else_are_refused_at_sign_in(world: World) -> None:
    """The session's keys must be those of the account that was opened."""
    noor = world.visitor("Noor")
    other = account_keys(new_secret()).kid.hex()
    lie(noor.page, "**/v1/sign-in", lambda said: said | {"kid": other})
    noor.open("/sign-in")
    people.sign_in(noor)
    stopped(noor.page)


def test_an_older_vault_is_noticed(world: World) -> None:
    """What this browser has seen of the vault cannot be taken back: here, that it has met the union."""
    noor = world.device("Noor")
    first = noor.page.evaluate("async () => (await (await fetch('/v1/session')).json()).vault")
    reporter = Reporter(Door(world.server.intake))
    noor.open(f"/reports/{reporter.file([UNION, MONITOR], narrative='For both of you.', name='Mai')}")
    expect(noor.page.get_by_text("For both of you.")).to_be_visible()
    lie(noor.page, "**/v1/session", lambda said: said | {"vault": first})
    noor.open("/inbox")
    stopped(noor.page, picture="stop-older-vault")


def test_another_chain_or_an_old_roster_is_refused(world: World, sita: Person, rooms: list[str]) -> None:
    """Swapped for the monitor's, cut back to its first roster, or with another key: the organisation's page stops."""
    union, monitor = world.organisations[UNION], world.organisations[MONITOR]
    path = f"**/v1/organisations/{union}/chain"
    foreign = world.members["Noor"].door.get(f"/v1/organisations/{monitor}/chain").json()
    changes: list[Callable[[Json], Json]] = [
        lambda said: foreign,
        lambda said: said | {"rosters": said["rosters"][:1]},
        lambda said: said | {"rosters": [said["rosters"][0], *said["rosters"][2:]]},
        lambda said: said | {"rosters": []},
    ]
    for change in changes:
        lie(sita.page, path, change)
        sent = writes(sita.page)
        sita.open(f"/organisation/{union}")
        stopped(sita.page)
        assert sent == []
    shoot(sita.page, "stop-chain")


def test_a_room_that_does_not_hold_is_not_opened(sita: Person, rooms: list[str], world: World) -> None:
    """A missing event, another room's statement, a foreign receipt, a chain cut back: each stops the whole report."""
    room, other = rooms
    there = world.members["Sita"].door.get(f"/v1/rooms/{other}").json()
    union = world.organisations[UNION]

    def cut(said: Json) -> Json:
        chain = said["chains"][union]
        return said | {"chains": {union: chain | {"rosters": chain["rosters"][:1]}}}

    changes: list[Callable[[Json], Json]] = [
        lambda said: said | {"events": said["events"][1:]},
        lambda said: said | {"events": said["events"][:1]},
        lambda said: said | {"epochs": [said["epochs"][0], there["epochs"][1]]},
        lambda said: said | {"epochs": said["epochs"][:1]},
        lambda said: said | {"receipt": there["receipt"]},
        lambda said: said | {"wraps": there["wraps"]},
        lambda said: there | {"room": room},
        cut,
    ]
    for number, change in enumerate(changes):
        lie(sita.page, f"**/v1/rooms/{room}", change)
        sita.open(f"/reports/{room}")
        stopped(sita.page, picture="stop-room" if number == 0 else None)
    honest(sita, room)


def test_exchanged_entries_stay_closed(sita: Person, rooms: list[str], world: World) -> None:
    """A body of another report or one flipped bit is not shown; a header left out stops the report."""
    room, other = rooms
    door = world.members["Sita"].door
    foreign = door.get(f"/v1/rooms/{other}/entries").json()["items"]

    def flip(said: Json) -> Json:
        for item in said["items"]:
            raw = bytearray(base64.b64decode(item["body"]))
            raw[100] ^= 1
            item["body"] = base64.b64encode(bytes(raw)).decode()
        return said

    def swap(said: Json) -> Json:
        for item, stranger in zip(said["items"], foreign, strict=True):
            item["body"] = stranger["body"]
        return said

    changes: list[Callable[[Json], Json]] = [
        flip,
        swap,
        lambda said: said | {"items": said["items"][1:]},
        lambda said: said | {"items": foreign},
        lambda said: said | {"items": said["items"] * 2},
    ]
    for number, change in enumerate(changes):
        lie(sita.page, f"**/v1/rooms/{room}/entries*", change)
        sita.open(f"/reports/{room}")
        stopped(sita.page, picture="stop-entries" if number == 0 else None)
    honest(sita, room)


def test_what_this_browser_has_seen_cannot_be_taken_back(sita: Person, world: World) -> None:
    """A letter or a step left out at the end holds together all the same: only the memory of this browser tells."""
    sita.page.unroute_all(behavior="wait")
    reporter = Reporter(Door(world.server.intake))
    silent = reporter.file([UNION], narrative="Story number three.", name="Mai")
    sita.open(f"/reports/{silent}")
    sita.press("Acknowledge the report")
    expect(sita.page.get_by_text("acknowledged", exact=True)).to_be_visible()
    sita.settle()
    written = reporter.file([UNION], narrative="Story number four.", name="Mai")
    reporter.writes("Are you there?")
    sita.open(f"/reports/{written}")
    expect(sita.page.get_by_text("Are you there?")).to_be_visible()
    lies: list[tuple[str, str, Callable[[Json], Json]]] = [
        (silent, f"**/v1/rooms/{silent}", lambda said: said | {"events": said["events"][:-1], "state": "submitted"}),
        (written, f"**/v1/rooms/{written}/entries*", lambda said: said | {"items": said["items"][:-1]}),
    ]
    for room, path, change in lies:
        lie(sita.page, path, change)
        sita.open(f"/reports/{room}")
        stopped(sita.page, picture="stop-older-room")
        expect(sita.page.get_by_role("alert").first).to_contain_text("older state than you have already seen")
        honest(sita, room)


def test_an_invitation_that_the_server_answered_itself_is_not_confirmed(world: World, sita: Person) -> None:
    """Without the link's secret nobody gets in, and the page says why."""
    union = world.organisations[UNION]
    sita.page.unroute_all(behavior="wait")
    link = chains.invite(world.members["Sita"], bytes.fromhex(union), "member")
    world.joins("Tara", link)
    intruder = account_keys(new_secret())
    keys = {
        "kid": intruder.kid.hex(),
        "kem_public": base64.b64encode(intruder.kem_public).decode(),
        "sig_public": base64.b64encode(intruder.sig_public).decode(),
    }

    def swap(said: Json) -> Json:
        for item in said["items"]:
            if item["invitee"]:
                item["invitee"] |= keys
        return said

    lie(sita.page, f"**/v1/organisations/{union}/invitations*", swap)
    sita.open(f"/organisation/{union}")
    sent = writes(sita.page)
    sita.press("Confirm")
    sita.page.get_by_role("dialog").get_by_role("button", name="Confirm").click()
    expect(sita.page.get_by_role("alert")).to_contain_text("does not hold the link you sent")
    shoot(sita.page, "stop-invitation")
    assert sent == []


def test_a_member_only_the_server_claims_is_shown_as_a_stranger(world: World, sita: Person) -> None:
    """The signed list decides who belongs to an organisation."""
    union = world.organisations[UNION]
    claimed = {"user": "0" * 32, "name": "Mallory", "kid": "1" * 64, "manager": True, "state": "confirmed"}
    lie(sita.page, f"**/v1/organisations/{union}/members*", lambda said: said | {"items": [*said["items"], claimed]})
    sita.open(f"/organisation/{union}")
    expect(sita.page.get_by_role("alert")).to_contain_text("Mallory")
