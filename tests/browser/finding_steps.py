"""What a monitor does in a case, step by step as a reader of the story would tell it; everything is found by role and name."""

from pathlib import Path

from playwright.sync_api import Locator, expect

from tests.browser import casework_cases as cases
from tests.browser.casework_people import Person
from tests.browser.conftest import shoot


def card(person: Person) -> Locator:
    """The one finding that is in force."""
    return person.page.locator(".card.finding")


def opens(person: Person, sentence: str, text: str) -> None:
    """Read a text that is only opened when somebody asks for it."""
    person.page.locator("#findings").locator("summary", has_text=person._(sentence)).first.click()
    expect(person.page.locator("#findings").get_by_text(text)).to_be_visible()


def radio(person: Person, sentence: str) -> None:
    """Choose one of several."""
    person.page.get_by_role("radio", name=person._(sentence), exact=True).first.check()


def declares(noor: Person) -> None:
    """What the monitor's interests are; before that it can write no finding."""
    noor.press("Put our interests on file…")
    noor.press("Put the interests on file")
    noor.sees("Please write what your interests are, or that there are none.")
    noor.fill("What are your interests?", "A foundation pays us; nobody here does.")
    noor.press("Put the interests on file")
    noor.answer("Sign and put on file")
    expect(noor.page.locator(".needs").get_by_role("button", name=noor._("Write a finding…"))).to_be_visible()
    cases.checked(noor)


def drafts(noor: Person, folder: Path, evidence: str) -> None:
    """A draft that rests on a message (`evidence`, how it begins) and on a file that is sent along; what is missing is said
    beside its field.
    """
    slip = folder / "payslip.txt"
    slip.write_text("Basic pay 0")
    noor.press("Write a finding…")
    noor.press("Write the draft down")
    for missing in ("Please choose what you found.", "Please choose how strong the evidence is.", "Please write your reasons."):
        noor.sees(missing)
    radio(noor, "It happened as it was said")
    noor.field("How strong is the evidence?").first.select_option("strong")
    noor.fill("Your reasons", "Forty payslips, and none of them says a date.")
    noor.page.get_by_role("checkbox", name=evidence).first.check()
    noor.page.locator("input[type=file]").first.set_input_files(str(slip))
    shoot(noor.page, f"finding-form-{noor.language}")
    noor.press("Write the draft down")
    noor.answer("Sign the draft")
    expect(card(noor)).to_contain_text(noor._("Draft finding"))
    cases.checked(noor)


def establishes(noor: Person) -> None:
    """The draft becomes the finding that stands."""
    noor.press("Establish the finding")
    noor.answer("Sign that it is established")
    expect(card(noor)).to_contain_text(noor._("Established finding"))
    cases.checked(noor)
