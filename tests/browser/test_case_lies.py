"""A server that lies about a case: each lie is a visible stop, and nothing is sent after it. Told the truth, the page opens."""

import base64
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from remedy_api.cli.client.cases import admit, say
from remedy_api.cli.client.casework import look, post
from remedy_api.cli.client.door import Door
from remedy_api.cli.client.member import Member, sign_in
from remedy_api.cli.client.reports import directory
from remedy_api.sealing.content import Text
from tests.browser import casework_cases as cases
from tests.browser import supply_world
from tests.browser.casework_made import INVITATION, TABLE, Made
from tests.browser.casework_people import Person
from tests.browser.casework_reporter import Reporter
from tests.browser.casework_world import MONITOR, PASSPHRASE, UNION, World, address
from tests.browser.conftest import shoot
from tests.browser.lies_about_cases import CHANGES
from tests.browser.test_casework_lies import lie, writes
from tests.fixtures.server import Server

pytestmark = pytest.mark.browser
Json = Any
DOES_NOT_FIT = "does not fit its signed history"
OLDER = "older state than"


@pytest.fixture(scope="module")
def world(server: Server, open_context: Callable[..., BrowserContext]) -> World:
    """A union, a monitor, a supplier and a public buyer."""
    return supply_world.begin(server, open_context)


@pytest.fixture(scope="module")
def other(world: World) -> str:
    """A report to the union that belongs to no case."""
    return cases.report(world, [UNION], "Another story.")


@pytest.fixture(scope="module")
def linked(world: World) -> str:
    """The report that the case is made of."""
    return cases.report(world, [UNION], "They keep our wages.")


@pytest.fixture(scope="module")
def case(world: World, linked: str, other: str) -> str:
    """A case in fact-finding, with a finding of a monitor that reads it, a table and a message."""
    chain = supply_world.built(world)
    made = Made(world, [linked], site=chain["site"]).in_safety().in_notification().in_fact_finding(chain["operator"])
    made.read_by(MONITOR, "monitor").found(contested=True, established=True)
    made.said(INVITATION, TABLE, ("recorded", {"fact": "follow_up", "values": ("3-months",)}))
    made.wrote("Only for us.")
    return made.case


@pytest.fixture(scope="module")
def sita(world: World, case: str) -> Person:
    """The representative, who has seen the case on this device."""
    person = world.device("Sita")
    cases.view(person, case)
    return person


def stopped(page: Page, words: str) -> None:
    """A stop that says what it is about, and nothing of the case."""
    expect(page.get_by_role("alert").first).to_contain_text(words)
    expect(page.locator(".stand, .needs, textarea, .conversation")).to_have_count(0)
    expect(page.locator("h1")).to_contain_text("Case")
    expect(page.get_by_text("Only for us.")).to_have_count(0)


def honest(person: Person, case: str) -> None:
    """The control."""
    person.page.unroute_all(behavior="wait")
    cases.view(person, case)
    expect(person.page.get_by_text("Only for us.")).to_be_visible()


def test_what_the_server_says_of_a_case_must_fit_its_history(sita: Person, case: str, other: str) -> None:
    """Stage, pause, end, facts, readers, roles, consents, findings, reports: said otherwise than signed, the page stops."""
    for what, change in CHANGES.items():
        lie(sita.page, f"**/v1/cases/{case}", change)
        sent = writes(sita.page)
        sita.open(f"/cases/{case}")
        stopped(sita.page, DOES_NOT_FIT)
        assert sent == [], what
        if what == "another stage":
            shoot(sita.page, "stop-case-stage")
    shoot(sita.page, "stop-case-head")
    foreign = {"room": other, "filed_on": "2026-01-01", "state": "acknowledged"}
    lie(sita.page, f"**/v1/cases/{case}", lambda said: said | {"reports": [foreign]})
    sita.open(f"/cases/{case}")
    stopped(sita.page, "nobody linked to it")
    honest(sita, case)


def test_what_is_written_while_the_page_is_fetched_is_no_lie(sita: Person, case: str) -> None:
    """The first answer is of before the entry, everything else of after it: the page asks once more, and opens."""
    asked: list[str] = []

    def told(route: Route) -> None:
        asked.append(route.request.url)
        answer = route.fetch()
        view = answer.json()
        route.fulfill(response=answer, json=view | {"entries": view["entries"] - (len(asked) == 1)})

    sita.page.route(f"**/v1/cases/{case}", told)
    cases.view(sita, case)
    expect(sita.page.get_by_text("Only for us.")).to_be_visible()
    assert len(asked) == 2
    honest(sita, case)


def test_the_history_of_a_case_must_hold(sita: Person, case: str, world: World) -> None:
    """A step left out in the middle, an older statement, a chain cut back, the page of another room: each is a stop."""
    union = world.organisations[UNION]
    there = world.members["Sita"].door.get(f"/v1/rooms/{case}").json()

    def cut(said: Json) -> Json:
        chain = said["chains"][union]
        return said | {"chains": said["chains"] | {union: chain | {"rosters": chain["rosters"][:0]}}}

    changes: dict[str, Callable[[Json], Json]] = {
        "a step left out": lambda said: said | {"events": [*said["events"][:4], *said["events"][5:]]},
        "steps exchanged": lambda said: (
            said | {"events": [*said["events"][:4], said["events"][5], said["events"][4], *said["events"][6:]]}
        ),
        "the first left out": lambda said: said | {"events": said["events"][1:]},
        "an old epoch": lambda said: said | {"epochs": said["epochs"][:-1]},
        "the old epoch twice": lambda said: said | {"epochs": [said["epochs"][0], *[said["epochs"][0] | {"epoch": 1}]]},
        "a flipped statement": lambda said: (
            said | {"epochs": [said["epochs"][0], said["epochs"][1] | {"statement": there["epochs"][0]["statement"]}]}
        ),
        "a cut chain": cut,
        "a page that is not there": lambda said: said | {"events": said["events"][:5], "events_next": None},
    }
    for what, change in changes.items():
        lie(sita.page, f"**/v1/rooms/{case}", change)
        sent = writes(sita.page)
        sita.open(f"/cases/{case}")
        expect(sita.page.get_by_role("alert").first, what).to_be_visible()
        expect(sita.page.locator(".stand, .needs, textarea")).to_have_count(0)
        assert sent == [], what
    shoot(sita.page, "stop-case-history")
    honest(sita, case)


def test_an_old_state_of_a_case_is_noticed(sita: Person, case: str, world: World, linked: str) -> None:
    """Everything as it truly was before the monitor came: it holds together, and this browser has seen more."""
    page = sita.page
    page.unroute_all(behavior="wait")
    before = world.members["Sita"].door.get(f"/v1/cases/{case}").json()
    room = world.members["Sita"].door.get(f"/v1/rooms/{case}").json()
    entries = world.members["Sita"].door.get(f"/v1/rooms/{case}/entries").json()
    cases.writes(sita, "Written since then.")
    sita.press("Remove %(name)s", name=MONITOR)
    sita.answer("Remove from the case")
    expect(page.get_by_text("Who could read it before")).to_be_visible()
    cases.checked(sita)

    def old(path: str, said: Json) -> None:
        page.route(path, lambda route: route.fulfill(json=said))

    old(f"**/v1/cases/{case}", before)
    old(f"**/v1/rooms/{case}", room)
    old(f"**/v1/rooms/{case}/entries*", entries)
    sent = writes(page)
    sita.open(f"/cases/{case}")
    stopped(page, OLDER)
    shoot(page, "stop-case-older")
    assert sent == []
    page.unroute_all(behavior="wait")
    lie(page, f"**/v1/rooms/{case}/entries*", lambda said: said | {"items": said["items"][:-1]})
    sita.open(f"/cases/{case}")
    expect(page.get_by_role("alert").first).to_be_visible()
    honest(sita, case)


def test_an_exchanged_entry_stays_closed_in_its_place(sita: Person, case: str) -> None:
    """One flipped bit in a message: the case opens, the message does not."""

    def flip(said: Json) -> Json:
        item = said["items"][-2]
        raw = bytearray(base64.b64decode(item["body"]))
        raw[100] ^= 1
        item["body"] = base64.b64encode(bytes(raw)).decode()
        return said

    lie(sita.page, f"**/v1/rooms/{case}/entries*", flip)
    cases.view(sita, case)
    expect(sita.page.get_by_role("alert")).to_contain_text("stays closed")
    honest(sita, case)


def test_a_report_that_is_not_the_one_on_the_path_opens_no_case(sita: Person, case: str, world: World) -> None:
    """Asked for a report to open a case from, the server gives the case's own room: there is no proof in it."""
    reporter = Reporter(Door(world.server.intake))
    room = reporter.file([UNION], narrative="One more.", name="Bo")
    sita.page.unroute_all(behavior="wait")
    sita.page.route(f"**/v1/rooms/{room}", lambda route: route.continue_(url=route.request.url.replace(room, case)))
    sent = writes(sita.page)
    sita.open(f"/open-case/{room}")
    expect(sita.page.get_by_role("alert").first).to_be_visible()
    assert sent == []
    sita.page.unroute_all(behavior="wait")


def here(world: World) -> Member:
    """Sita at the command line, with what her vault holds by now."""
    return sign_in(Door(world.server.casework), address("Sita"), PASSPHRASE)


def test_nothing_goes_to_somebody_let_in_since_the_page_was_opened(sita: Person, case: str, world: World) -> None:
    """Whoever it was that let him in: first his name is shown, and what was typed stays."""
    page = sita.page
    honest(sita, case)
    member = here(world)
    monitor = next(one for one in directory(member.door, member.pins)[1] if one.name == MONITOR)
    admit(member, bytes.fromhex(case), monitor, "")
    sent = writes(page)
    sita.fill("Your message", "Where the witness lives.")
    sita.press("Lock and send")
    alert = page.get_by_role("alert").filter(has_text="somebody was let in here")
    expect(alert).to_contain_text(MONITOR)
    shoot(page, "stop-case-somebody-let-in")
    assert not [each for each in sent if "/rooms/" in each]
    cases.view(sita, case)
    expect(page.locator("#readers").get_by_text(MONITOR, exact=True)).to_be_visible()
    expect(sita.field("Your message")).to_have_value("Where the witness lives.")
    sita.press("Lock and send")
    expect(page.locator(".conversation").get_by_text("Where the witness lives.")).to_be_visible()


def test_something_else_under_the_name_of_the_safe_contact(sita: Person, case: str, world: World) -> None:
    """A message that an event calls the safe contact, or a comment, is not shown as one."""
    member = here(world)
    digest = post(member, bytes.fromhex(case), Text("message", "en", "Call the foreman's office."))
    (finding,) = look(member, bytes.fromhex(case))[1].room.findings
    comment = ("commented", {"finding": finding.hex(), "entry": digest.hex()})
    say(member, bytes.fromhex(case), [("kept", {"what": "safe_contact", "entry": digest.hex()}), comment])
    honest(sita, case)
    section = sita.page.locator("section").filter(has=sita.page.get_by_role("heading", name="Mandate and safety"))
    expect(section).to_contain_text("put something else here")
    expect(section).not_to_contain_text("the foreman's office")
    findings = sita.page.locator("#findings")
    findings.locator("summary", has_text="Read the comment").click()
    expect(findings).to_contain_text("put something else here")
    expect(findings).not_to_contain_text("the foreman's office")


def test_keys_that_do_not_open_are_told_and_made_anew(sita: Person, case: str) -> None:
    """Wraps of another epoch: what was written since is locked, nothing is sealed, and who represents makes new keys."""
    page = sita.page
    honest(sita, case)

    def spoil(said: Json) -> Json:
        last = len(said["epochs"]) - 1
        first = next(each for each in said["wraps"] if each["epoch"] == 0)
        return said | {"wraps": [first, first | {"epoch": last}]}

    lie(page, f"**/v1/rooms/{case}", spoil)
    cases.view(sita, case)
    expect(page.get_by_role("alert").first).to_contain_text("Some keys here do not open")
    expect(page.get_by_role("alert").first).to_contain_text(UNION)
    expect(page.get_by_text("Where the witness lives.")).to_have_count(0)
    shoot(page, "case-spoiled-keys")
    sent = writes(page)
    sita.fill("Your message", "Nobody could read this.")
    sita.press("Lock and send")
    expect(page.get_by_role("alert").filter(has_text="A key does not fit")).to_be_visible()
    assert not [each for each in sent if "/rooms/" in each]
    sita.press("Make new keys")
    with page.expect_response(f"**/v1/rooms/{case}/events") as answer:
        sita.answer("Make new keys")
    assert answer.value.ok
    page.unroute_all(behavior="wait")
    honest(sita, case)
    sita.press("Lock and send")
    expect(page.locator(".conversation").get_by_text("Nobody could read this.")).to_be_visible()
