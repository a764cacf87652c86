"""People at the casework door, and what they do there, step by step as a reader of the story would tell it.

Everything is found by what a person sees or hears: roles and names. `words` translate what they look for, so that the
same steps run in another language.
"""

import re
from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, Locator, Page, expect

from remedy_api.kit.i18n import gettext
from tests.browser.conftest import axe, listen, shoot


@dataclass
class Person:
    """Somebody on a device of their own."""

    name: str
    email: str
    context: BrowserContext
    address: str
    language: str = "en"
    passphrase: str = ""
    recovery: str = ""
    looked_at: bool = False
    faults: list[str] = field(default_factory=list)
    page: Page = field(init=False)

    def __post_init__(self) -> None:
        self.page = self.context.new_page()
        self.faults = listen(self.page)

    def _(self, sentence: str, **values: object) -> str:
        """A sentence of the page in the language this person reads."""
        return gettext(self.language)(sentence, **values)

    def open(self, path: str) -> None:
        """Go to a page in one's own language and wait until it has drawn itself."""
        self.page.goto(f"{self.address}/{self.language}{path}")
        self.settle()

    def shows(self, name: str) -> None:
        """A picture of the page and what axe says of it, for a person whose pages are looked at."""
        if self.looked_at:
            shoot(self.page, f"{name}-{self.language}")
            found = axe(self.page)
            assert found == [], f"{name}: {found}"
            assert self.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name

    def settle(self) -> None:
        """Wait until nothing is loading any more."""
        expect(self.page.locator(".loading")).to_have_count(0)
        expect(self.page.locator("[aria-busy=true]")).to_have_count(0)

    def press(self, sentence: str, **values: object) -> None:
        """Press the button with these words."""
        self.page.get_by_role("button", name=self._(sentence, **values), exact=True).first.click()

    def answer(self, sentence: str, **values: object) -> None:
        """Press this button of the dialogue that asks, and wait until it is gone."""
        dialogue = self.page.get_by_role("dialog")
        dialogue.get_by_role("button", name=self._(sentence, **values), exact=True).click()
        expect(dialogue).to_have_count(0)

    def field(self, label: str) -> Locator:
        """The field with this label that can be seen (others may wait in closed parts of the page)."""
        return self.page.get_by_label(self._(label), exact=True).locator("visible=true")

    def fill(self, label: str, value: str) -> None:
        """Fill the field with this label."""
        self.field(label).fill(value)

    def sees(self, sentence: str, **values: object) -> None:
        """Assert that a sentence stands on the page."""
        expect(self.page.get_by_text(self._(sentence, **values)).first).to_be_visible()


def make_account(person: Person) -> None:
    """The three steps of a new account: who, the seven words typed back, the recovery code typed back."""
    person.shows("wizard-who")
    person.fill("Your name", person.name)
    person.fill("Mail address", person.email)
    person.press("Continue")
    words = person.page.locator(".words.phrase li")
    expect(words).to_have_count(7)
    person.passphrase = " ".join(words.all_inner_texts())
    person.shows("wizard-passphrase")
    person.fill("Type the passphrase once more", person.passphrase)
    person.press("Continue")
    person.recovery = person.page.locator(".sheet .code").inner_text()
    person.shows("wizard-recovery")
    person.fill("Type the code from your paper", person.recovery.replace("-", " ").lower())
    person.press("Create my account")


def set_up(person: Person, link: str, programme: str) -> None:
    """The first administrator opens the printed link and gives the programme its name and texts."""
    token = link.partition("#")[2]
    person.page.goto(f"{person.address}/{person.language}/setup#{token}")
    person.settle()
    person.shows("setup-programme")
    person.fill("Name of the programme", programme)
    person.press("Continue")
    make_account(person)
    person.page.wait_for_url("**/admin")
    person.settle()


def create_organisation(person: Person, name: str, kind: str, country: str) -> str:
    """The administrator creates an organisation; its id."""
    person.open("/admin")
    person.press("Create an organisation")
    person.fill("Name", name)
    person.field("Kind").select_option(kind)
    person.field("Country").select_option(country)
    person.press("Create the organisation")
    person.page.wait_for_url("**/organisation/*")
    person.settle()
    return person.page.url.rpartition("/")[2]


def make_link(person: Person, organisation: str, role: str | None = None) -> str:
    """Invite somebody to an organisation; the link to be handed over."""
    person.open(f"/organisation/{organisation}")
    if role is not None:
        person.field("What may this person do?").select_option(role)
    person.press("Make a link")
    link = person.page.locator(".link-box")
    expect(link).to_have_text(re.compile(r"#[0-9a-f]{32}\.[0-9a-f]{32}$"))
    return link.inner_text()


def accept_as_newcomer(person: Person, link: str) -> None:
    """Open the link and make an account."""
    person.page.goto(re.sub(r"/[a-z]{2}/invitation", f"/{person.language}/invitation", link))
    person.settle()
    person.press("Create my account")
    make_account(person)
    person.page.wait_for_url("**/organisation/*")
    person.settle()


def accept_with_account(person: Person, link: str) -> None:
    """Open the link while signed in."""
    person.page.goto(re.sub(r"/[a-z]{2}/invitation", f"/{person.language}/invitation", link))
    person.settle()
    person.press("Accept the invitation")
    person.settle()


def found(person: Person) -> tuple[list[str], str]:
    """The first manager makes the organisation's key; its twelve words and its printed recovery code."""
    person.shows("founding")
    person.press("Make the key now")
    code = person.page.locator(".sheet .code").inner_text()
    person.shows("founding-code")
    person.fill("Type the code from your paper", code)
    person.press("Make the key")
    expect(person.page.get_by_role("heading", name=person._("Key words"))).to_be_visible()
    person.settle()
    words: list[str] = person.page.locator(".words li").all_text_contents()
    assert len(words) == 12
    return words, code


def confirm(person: Person, organisation: str, name: str) -> None:
    """A manager confirms who accepted her link."""
    person.open(f"/organisation/{organisation}")
    person.press("Confirm")
    person.answer("Confirm")
    expect(person.page.locator(".card", has_text=name).first).to_be_visible()
    person.settle()


def sign_in(person: Person, passphrase: str | None = None) -> None:
    """Sign in on the page that is open."""
    person.fill("Mail address", person.email)
    person.fill("Passphrase", person.passphrase if passphrase is None else passphrase)
    person.press("Sign in")
