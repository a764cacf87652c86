"""The chapter of the story in which a report becomes a case: told in any language, with what must stay sealed in it."""

import re
from pathlib import Path

from playwright.sync_api import expect

from remedy_api.cli import verify
from tests.browser import casework_cases as cases
from tests.browser.casework_people import Person
from tests.browser.conftest import axe, shoot
from tests.browser.reporter_steps import Reporter

COMPANY = "Star Operating Pvt"
CANARIES = {
    "mandate": "The night shift of hall 2, by a vote in the dormitory.",
    "reasons": "Wages withheld, papers kept: this is what we are for.",
    "safe contact": "Through their receipts only.",
    "notice": "Workers say that wages were withheld since July. Please answer within 30 days.",
    "message": "Kanarie-2204 the payslips lie with the cook",
    "monitor": "Kanarie-6158 we come on Friday",
    "after removal": "Kanarie-4471 only we read this",
}
"""What is written in this chapter and must be nowhere in the clear."""


def becomes_a_case(nadia: Person, room: str) -> str:
    """Opened from one report, in five steps, about a site that companies stand behind; the case's id."""
    case = cases.open_case(nadia, room)
    cases.stands(nadia, "Admissibility and mandate")
    cases.begin_safety(nadia)
    cases.begin_notification(nadia)
    cases.begin_fact_finding(nadia, COMPANY)
    cases.writes(nadia, CANARIES["message"])
    return case


def stands_with_the_reporter(worker: Reporter) -> None:
    """Her receipt shows where her case stands, in her language."""
    worker.reads()
    expect(worker.page.get_by_role("heading", name=worker._("Your case"))).to_be_visible()
    expect(worker.page.get_by_text(CANARIES["message"])).to_have_count(0)
    assert axe(worker.page) == []


def is_shared(nadia: Person, noor: Person, case: str, monitor: str) -> None:
    """A monitor is let in, reads all of it, answers."""
    noor.open(f"/cases/{case}")
    noor.sees("This does not exist, or you have no access to it.")
    cases.admit(nadia, monitor, proven=True)
    cases.view(noor, case)
    expect(noor.page.get_by_text(CANARIES["message"])).to_be_visible()
    cases.writes(noor, CANARIES["monitor"])
    assert axe(noor.page) == []
    cases.view(nadia, case)
    expect(nadia.page.get_by_text(CANARIES["monitor"])).to_be_visible()


def is_shared_no_more(nadia: Person, noor: Person, case: str, monitor: str) -> None:
    """The monitor is let go, and opens nothing that is written after."""
    cases.view(nadia, case)
    nadia.press("Remove %(name)s", name=monitor)
    nadia.answer("Remove from the case")
    nadia.sees("Who could read it before")
    cases.checked(nadia)
    cases.writes(nadia, CANARIES["after removal"])
    noor.open(f"/cases/{case}")
    noor.sees("This does not exist, or you have no access to it.")


def is_taken_along(nadia: Person, case: str, folder: Path) -> Path:
    """Saved as a file that proves itself without any server; the file."""
    cases.view(nadia, case)
    with nadia.page.expect_download() as download:
        nadia.press("Save the file")
    nadia.settle()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    words = " ".join(re.findall("[a-z]+", " ".join(nadia.page.locator(".notice .words li").all_inner_texts())))
    verdict = verify.check(path, words)
    assert verdict.refusals == []
    assert verdict.room is not None
    assert verdict.room.room.hex() == case
    assert axe(nadia.page) == []
    shoot(nadia.page, f"story-{nadia.language}-case")
    nadia.open("/cases")
    assert axe(nadia.page) == []
    shoot(nadia.page, f"story-{nadia.language}-cases")
    return path
