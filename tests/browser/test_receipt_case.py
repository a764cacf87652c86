"""The card "Your case" on the page of the receipt: each stage in plain words, its days, what is late, and who says so."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, expect

from remedy_api.cases.states import Outcome, Stage
from remedy_api.cli.client import cases, casework
from remedy_api.kit.i18n import gettext
from tests.browser import casework_world
from tests.browser.casework_world import UNION, World
from tests.browser.reporter_filed import filed
from tests.browser.reporter_steps import Reporter
from tests.fixtures.server import Server

pytestmark = pytest.mark.browser
SITE = {"name": "Star <i>Textiles</i> Ltd", "country": "IN"}
NAMELESS = "They are working on it."


@pytest.fixture(scope="module")
def world(server: Server, open_context: Callable[..., BrowserContext]) -> World:
    """A programme with a union and a monitor that accept reports."""
    return casework_world.begin(server, open_context)


@pytest.fixture(scope="module")
def worker(world: World) -> Reporter:
    """A worker whose report was confirmed."""
    worker = filed(world)
    casework.acknowledge(world.members["Sita"], worker.room)
    return worker


def a_case(stage: str = "admissibility", left: int | None = None, **more: Any) -> dict[str, Any]:
    """What a server says of a case; `left`: days until its clock ends."""
    clock = {"clock": stage, "from_day": "2026-11-11", "due_on": "2026-11-25", "days_left": left, "done_on": None}
    clocks = [] if left is None else [clock | {"overdue": left < 0}]
    said = {"stage": stage, "stage_since": "2026-11-11", "clocks": clocks, "suspended": False, "outcome": None, "site": None}
    return said | more


def sees(worker: Reporter, case: dict[str, Any] | None) -> None:
    """She opens her report while the server says this of its case."""
    worker.page.unroute_all(behavior="wait")
    worker.page.route("**/v1/receipts/case", lambda route: route.fulfill(json={"case": case}))
    worker.reads()


def test_the_case_that_came_of_her_report(world: World) -> None:
    """As the server tells it: nothing before there is one, then its stage, its days and its site, and at last its end."""
    sita, union = world.members["Sita"], bytes.fromhex(world.organisations[UNION])
    worker = filed(world)
    worker.reads()
    casework.acknowledge(sita, worker.room)
    worker.reads()
    worker.settle()
    expect(worker.page.get_by_role("heading", name="Your case")).to_have_count(0)
    site = world.anna.door.send("POST", "/v1/sites", {"name": "Star Textiles Ltd", "country": "IN"}).json()["site"]
    facts: dict[str, tuple[str, ...]] = {"issues": ("wages",), "workers": ("10-49",), "site": (site,)}
    case = bytes.fromhex(cases.open_case(sita, union, [worker.room], facts))
    worker.reads()
    expect(worker.page.get_by_role("heading", name="Your case")).to_be_visible()
    expect(worker.page.get_by_text("They are finding out whether they can take this up")).to_be_visible()
    expect(worker.page.get_by_text("14 days are left.")).to_be_visible()
    expect(worker.page.get_by_text("Star Textiles Ltd, India")).to_be_visible()
    review = str(datetime.now(UTC).date() + timedelta(days=30))
    cases.say(sita, case, [("suspended", {"reason": "workers_asked", "review": review, "entry": ""})])
    worker.reads()
    expect(worker.page.get_by_text("It is paused at the moment.")).to_be_visible()
    expect(worker.page.get_by_text("are left.")).to_have_count(0)
    assert worker.faults == []


def test_without_a_case_there_is_no_card(worker: Reporter) -> None:
    """Nothing is shown, and nothing asks for anything."""
    sees(worker, None)
    worker.settle()
    expect(worker.page.get_by_role("heading", name="Your case")).to_have_count(0)


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (9, "This step should be done by November 25, 2026: 9 days are left."),
        (1, "This step should be done by November 25, 2026: 1 day is left."),
        (0, "This step should be done today."),
        (-1, "This step should have been done by November 25, 2026. It is 1 day late."),
        (-12, "This step should have been done by November 25, 2026. It is 12 days late."),
        (None, "This step takes the time that it needs."),
    ],
)
def test_how_many_days(worker: Reporter, left: int | None, said: str) -> None:
    """What is left, and what is late, in words."""
    sees(worker, a_case(left=left))
    expect(worker.page.get_by_text(said, exact=True)).to_be_visible()


def test_every_stage_and_every_end_has_its_words(worker: Reporter) -> None:
    """No code of the server is ever shown to her."""
    words = set()
    for case in [*(a_case(stage=stage) for stage in Stage), *(a_case(outcome=outcome) for outcome in Outcome)]:
        sees(worker, case)
        card = worker.page.locator("section", has=worker.page.get_by_role("heading", name="Your case"))
        words.add(card.locator("strong").inner_text())
    assert len(words) == len(Stage) + len(Outcome)
    assert NAMELESS not in words


def test_a_pause_a_site_and_who_says_so(worker: Reporter) -> None:
    """The site is text; the card says that the server alone vouches for it."""
    sees(worker, a_case(left=3, suspended=True, site=SITE))
    expect(worker.page.get_by_text("It is paused at the moment. Ask them why, and until when.")).to_be_visible()
    expect(worker.page.get_by_text("are left")).to_have_count(0)
    expect(worker.page.get_by_text("Star <i>Textiles</i> Ltd, India")).to_be_visible()
    expect(worker.page.get_by_text("This server says so; the organisation did not sign it.")).to_be_visible()


def test_the_letters_are_there_when_the_card_is_not(worker: Reporter) -> None:
    """A failure of this one question stays in its own place and can be tried again."""
    worker.page.unroute_all(behavior="wait")
    worker.page.route("**/v1/receipts/case", lambda route: route.abort())
    worker.reads()
    expect(worker.page.get_by_text("Where your case stands cannot be shown at the moment.")).to_be_visible()
    expect(worker.page.get_by_role("alert")).to_have_count(0)
    expect(worker.page.get_by_label("Write to them")).to_be_visible()
    worker.page.unroute_all(behavior="wait")
    worker.page.route("**/v1/receipts/case", lambda route: route.fulfill(json={"case": a_case(left=9)}))
    worker.press("Try again")
    expect(worker.page.get_by_role("heading", name="Your case")).to_be_visible()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_card_in_every_look(world: World, language: str) -> None:
    """Small and wide, light and dark, mirrored in Arabic; late and closed."""
    worker = filed(world, language=language)
    casework.acknowledge(world.members["Sita"], worker.room)
    told = {"late": a_case(left=-3, site=SITE), "left": a_case("fact_finding", 9), "closed": a_case(outcome="referred")}
    for name, case in told.items():
        sees(worker, case)
        expect(worker.page.get_by_role("heading", name=gettext(language)("Your case"))).to_be_visible()
        for width, scheme in ((320, "light"), (320, "dark"), (1280, "light")):
            worker.glance(f"case-{name}", width, scheme)
    assert worker.faults == []
