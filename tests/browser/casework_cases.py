"""What people do in a case, step by step as a reader of the story would tell it; everything is found by role and name."""

import re
from collections.abc import Sequence

from playwright.sync_api import expect

from remedy_api.cli.client.casework import acknowledge
from remedy_api.cli.client.door import Door
from tests.browser.casework_people import Person
from tests.browser.casework_reporter import Reporter
from tests.browser.casework_world import World
from tests.browser.conftest import shoot

CHECKED = "checked on this device"


def report(world: World, to: list[str], narrative: str, *, form: bool = False) -> str:
    """A report that the first organisation has confirmed; its room."""
    reporter = Reporter(Door(world.server.intake))
    room = reporter.file(to, narrative=narrative, name="Mai", form=form)
    member = next(member for who, member in world.members.items() if who == "Sita")
    acknowledge(member, bytes.fromhex(room))
    return room


def site(world: World, name: str = "Star Textiles Ltd") -> str:
    """A production site that everybody can find; its id."""
    wanted = {"name": name, "address": "12 Mill Road, Karur", "country": "IN", "open_for_filing": True}
    return str(world.anna.door.send("POST", "/v1/sites", wanted).json()["site"])


def open_case(person: Person, room: str, *, others: Sequence[str] = (), site: str | None = "Star Textiles Ltd") -> str:
    """From a report through the five steps to the central view; the case's id."""
    person.open(f"/reports/{room}")
    person.page.get_by_role("link", name=person._("Open a case")).click()
    person.page.wait_for_url(f"**/open-case/{room}")
    person.settle()
    for other in others:
        person.page.get_by_role("checkbox", name=re.compile(f"{other[:4]}-{other[4:8]}", re.IGNORECASE)).check()
    person.shows("open-case-reports")
    person.press("Continue")
    person.page.get_by_role("checkbox", name=person._("Wages"), exact=True).check()
    person.page.get_by_role("checkbox", name=person._("Forced labour"), exact=True).check()
    person.page.get_by_role("checkbox", name=person._("Retention of identity documents"), exact=True).check()
    person.shows("open-case-issues")
    person.press("Continue")
    if site is None:
        person.press("Continue without a site")
    else:
        person.field("Production site").fill(site[:4])
        person.page.get_by_role("option", name=site).click()
        person.shows("open-case-site")
        person.press("Continue")
    person.page.get_by_role("radio", name=person._("50 to 249 workers"), exact=True).check()
    person.shows("open-case-workers")
    person.press("Continue")
    person.sees("What recording means")
    person.shows("open-case-check")
    person.press("Sign and open the case…")
    person.page.get_by_role("dialog").get_by_role("button", name=person._("Sign and open"), exact=True).click()
    person.page.wait_for_url("**/cases/*")
    checked(person)
    return person.page.url.rpartition("/")[2]


def checked(person: Person) -> None:
    """Wait until the page has checked what the server said, and says so."""
    expect(person.page.get_by_text(person._(CHECKED))).to_be_visible()
    person.settle()


def view(person: Person, case: str) -> None:
    """Open the central view and wait until it is checked."""
    person.open(f"/cases/{case}")
    checked(person)


def unfold(person: Person, sentence: str, **values: object) -> None:
    """Open the form behind a button of the case."""
    person.press(sentence, **values)


def write_mandate(person: Person) -> None:
    """Who asked us to act."""
    unfold(person, "Write down the mandate…")
    person.fill("Who asked you to act for them?", "The night shift of hall 2, by a vote in the dormitory.")
    person.fill("How were you chosen?", "A show of hands, 41 of 52.")
    person.press("Lock and keep")
    done(person, "Write down the mandate…")


def begin_safety(person: Person) -> None:
    """From admissibility to safety, with reasons."""
    write_mandate(person)
    name = person._("Safety and consent")
    unfold(person, "Begin: %(stage)s…", stage=name)
    person.fill("Why do you go on with it?", "Wages withheld, papers kept: this is what we are for.")
    person.press("Begin: %(stage)s", stage=name)
    person.answer("Begin")
    stands(person, "Safety and consent")


def begin_notification(person: Person) -> None:
    """Risk, safe contact, a consent; then the next step."""
    unfold(person, "Rate the risk…")
    person.page.get_by_role("radio", name=person._("Medium: threats or disadvantages may follow")).check()
    person.press("Lock and keep")
    done(person, "Rate the risk…")
    unfold(person, "Write down the safe contact…")
    person.fill("How can the workers be reached safely?", "Through their receipts only.")
    person.press("Lock and keep")
    done(person, "Write down the safe contact…")
    unfold(person, "Write down a consent…")
    person.field("Who may know?").select_option("operator")
    person.field("What may they know?").select_option("notice")
    person.page.get_by_role("radio", name=person._("In writing"), exact=True).check()
    person.press("Write the consent down")
    person.answer("Yes, they agreed")
    person.settle()
    name = person._("Companies are notified")
    unfold(person, "Begin: %(stage)s…", stage=name)
    person.press("Begin: %(stage)s", stage=name)
    person.answer("Begin")
    stands(person, "Companies are notified")


def begin_fact_finding(person: Person, company: str) -> None:
    """A company is named, what it is told is written down, and fact-finding begins."""
    unfold(person, "Name the companies…")
    person.field("Search another company").fill(company[:5])
    person.page.get_by_role("option", name=company).click()
    person.field(person._("How is %(company)s involved?", company=company)).select_option("caused")
    person.press("Record the companies")
    person.answer("Sign and record")
    person.settle()
    name = person._("Fact-finding")
    unfold(person, "Begin: %(stage)s…", stage=name)
    person.fill("What are the companies told?", "Workers say that wages were withheld since July. Please answer within 30 days.")
    person.press("Begin: %(stage)s", stage=name)
    person.answer("Begin")
    stands(person, "Fact-finding")


def done(person: Person, button: str) -> None:
    """What was asked for is there, and is not asked for again."""
    expect(person.page.locator(".needs").get_by_role("button", name=person._(button), exact=True)).to_have_count(0)
    person.settle()


def stands(person: Person, stage: str) -> None:
    """The stage stands large on the page, checked."""
    expect(person.page.locator(".stand-stage")).to_have_text(person._(stage))
    checked(person)


def admit(person: Person, organisation: str, *, role: str | None = None, proven: bool = False) -> None:
    """Compare the key words of an organisation, unless that was done before (`proven`), and let it read; `role`: how the
    tick begins that gives it one.
    """
    unfold(person, "Let another organisation read this…")
    option = person.page.get_by_role("option", name=organisation)
    person.field("Which organisation?").select_option(option.get_attribute("value"))
    if not proven:
        expect(person.page.get_by_role("button", name=person._("Let it read"), exact=True)).to_be_disabled()
        compared = "I compared all 12 words on paper or on the telephone, and they are the same."
        person.page.get_by_label(person._(compared)).check()
        person.press("The words match")
    if role is not None:
        person.page.get_by_role("checkbox", name=re.compile(f"^{role}")).check()
    person.press("Let it read")
    if person.language == "en":
        expect(person.page.get_by_role("dialog")).to_contain_text("also what was written before")
    person.answer("Let it read")
    expect(person.page.locator(".card", has_text=organisation)).to_be_visible()
    checked(person)


def writes(person: Person, text: str) -> None:
    """A message to everybody who reads the case."""
    person.fill("Your message", text)
    person.press("Lock and send")
    expect(person.page.locator(".conversation").get_by_text(text)).to_be_visible()
    person.settle()


def printed_pages(person: Person, name: str) -> int:
    """How many sheets of paper the page takes, with a picture of the first as it looks on paper."""
    page = person.page
    before = page.viewport_size
    page.emulate_media(media="print", color_scheme="light")
    page.set_viewport_size({"width": 718, "height": 1047})  # what is left of A4 between its margins
    shoot(page, name)
    sheets = page.pdf(format="A4", prefer_css_page_size=True, print_background=True)
    page.emulate_media(media="screen")
    if before is not None:
        page.set_viewport_size(before)
    return len(re.findall(rb"/Type\s*/Page\b", sheets))
