"""What people do at a table, step by step as a reader of the story would tell it; everything is found by role and name."""

from playwright.sync_api import expect

from tests.browser import casework_cases as cases
from tests.browser.casework_people import Person

WORDS = "We owe 41 people their wages of July and August."
COMPARED = "I compared all 12 words on paper or on the telephone, and they are the same."
WAIVED = (
    "This text seems to ask workers to give up legal claims. A remedy must not cost anybody the way to a court. "
    "You can propose it; then everybody sees this warning with the plan."
)


def at(person: Person, table: str) -> None:
    """The page of the table, checked."""
    person.open(f"/tables/{table}")
    cases.checked(person)


def after(person: Person) -> None:
    """What was signed is checked anew, and no form is open any more."""
    cases.checked(person)
    expect(person.page.locator(".folded")).to_have_count(0)


def said_done(person: Person, words: str) -> None:
    """The owner of the first step reports it."""
    person.press("Report this step as done…")
    person.press("Report as done")
    person.sees("Please write what was done.")
    person.fill("What was done, and what shows it?", words)
    person.press("Report as done")
    person.answer("Sign the report")
    after(person)


def opened(sita: Person, case: str) -> str:
    """From the page of the case to a table of its own; the table's id."""
    cases.view(sita, case)
    sita.press("Open a table…")
    sita.answer("Sign and open")
    sita.page.wait_for_url("**/tables/*")
    cases.checked(sita)
    return sita.page.url.rpartition("/")[2]


def invites(sita: Person, organisation: str, role: str = "duty_bearer") -> None:
    """A company or a buyer by its number, once its key words were compared."""
    sita.press("Invite an organisation to the table…")
    sita.field("Which organisation?").select_option("company")
    sita.fill("Number of the organisation", organisation)
    expect(sita.page.locator(".folded .words")).to_be_visible()
    button = sita.page.get_by_role("button", name=sita._("Let it sit at the table"))
    sita.field("What does it do at the table?").select_option(role)
    expect(button).to_be_disabled()
    sita.page.get_by_role("checkbox", name=sita._(COMPARED)).check()
    sita.press("The words match")
    expect(button).to_be_enabled()
    sita.field("What does it do at the table?").select_option(role)
    button.click()
    sita.answer("Sign and invite")
    after(sita)


def proposes(sita: Person) -> None:
    """A plan of two steps; the second is added, a third is added and taken out again."""
    sita.press("Propose a plan…")
    sita.press("Propose the plan")
    sita.sees("Please write what the plan says in words.")
    sita.sees("Please choose what is to be done.")
    sita.fill("What does the plan say in words?", WORDS + " The workers waive all other claims.")
    sita.sees(WAIVED)
    fields = sita.page.locator("fieldset.card")
    for place, (kind, form) in enumerate((("pay_wages", "compensation"), ("union_access", "non_repetition"), ("apology", ""))):
        if place:
            sita.press("Add a step")
        step = fields.nth(place)
        step.get_by_label(sita._("What is to be done?")).select_option(kind)
        step.get_by_label(sita._("Form of remedy")).select_option(form)
    sita.press("Take step %(number)s out", number=3)
    expect(fields).to_have_count(2)
    fields.first.get_by_label(sita._("Amount (if it is about money)")).fill("1200")
    fields.first.get_by_label(sita._("Currency")).select_option("BDT")
    fields.first.get_by_role("checkbox", name=sita._("Payslips")).check()
    sita.press("Propose the plan")
    sita.answer("Sign and propose")
    after(sita)


def verifies(sita: Person) -> None:
    """No more can confirm than were asked: the server says so, and nothing that was typed is lost."""
    sita.press("Verify this step…")
    sita.page.get_by_role("radio", name=sita._("It was done as promised.")).check()
    sita.field("How many workers did you ask?").select_option("10-49")
    sita.field("How many of them confirmed it?").select_option("50-249")
    sita.press("Say what was verified")
    dialogue = sita.page.get_by_role("dialog")
    dialogue.get_by_role("button", name=sita._("Sign"), exact=True).click()
    expect(dialogue.get_by_text(sita._("No more workers can confirm a step than were asked."))).to_be_visible()
    sita.answer("Cancel")
    sita.field("How many of them confirmed it?").select_option("10-49")
    sita.press("Say what was verified")
    sita.answer("Sign")
    after(sita)
