"""The chapter of the story in which companies are shown something: what the workers allow, no longer than they allow it, and never
that somebody was punished for speaking.
"""

import re
from dataclasses import dataclass

from playwright.sync_api import expect

from tests.browser import casework_cases as cases
from tests.browser import table_steps as tables
from tests.browser.casework_people import Person
from tests.browser.conftest import axe, shoot
from tests.browser.reporter_steps import Reporter
from tests.browser.supply_world import BUYER, SUPPLIER

CANARIES = {
    "reply of the company": "Kanarie-3317 they were handed back",
    "punished": "Kanarie-9074 they moved me to nights because I spoke",
}
"""What is written in this chapter and must be nowhere in the clear."""
NOTHING = "Nothing is shown here"
SENDING = "Lock, sign and open the case"


@dataclass
class Companies:
    """Who has to answer: Lara of the supplier, Bram of the public buyer; ids of their organisations and of what they share."""

    lara: Person
    bram: Person
    organisations: dict[str, str]
    chain: dict[str, str]

    def everything(self, table: str) -> dict[str, tuple[int, str | None, bytes]]:
        """All that the two can fetch of cases, tables and reviews: status, ETag and bytes of each answer."""
        found = {}
        for person, name in ((self.lara, SUPPLIER), (self.bram, BUYER)):
            own = f"/v1/organisations/{self.organisations[name]}"
            paths = [
                *(f"{own}/{part}" for part in ("cases", "reports", "tables?view=all", "tables?view=today", "review/suppliers")),
                *(f"{own}/{part}" for part in (f"review?supplier={self.chain['brand']}", "review.csv")),
                *(f"/v1/rooms/{table}{part}" for part in ("", "/events?after=", "/entries", "/disclosures")),
                *(f"/v1/tables/{table}", "/v1/cases/overdue", "/v1/sites", "/v1/companies", "/v1/contracts", "/v1/me"),
                f"/v1/sites/{self.chain['site']}/paths",
            ]
            for path in paths:
                answer = person.page.request.get(person.address + path)
                found[f"{person.name} {path}"] = (answer.status, answer.headers.get("etag"), answer.body())
        return found


def consents(nadia: Person, audience: str, content: str, *, witness: str = "") -> None:
    """The workers agree that an audience is shown something; said before a witness, if there is one."""
    nadia.press("Write down a consent…")
    nadia.field("Who may know?").select_option(audience)
    nadia.field("What may they know?").select_option(content)
    way = "They told us, before a witness" if witness else "In writing"
    nadia.page.get_by_role("radio", name=nadia._(way), exact=True).check()
    if witness:
        nadia.fill("Who agreed, and who was the witness?", witness)
    held = nadia.page.locator("li.card", has=nadia.page.get_by_role("button", name=nadia._("Taken back")))
    number = held.count()
    nadia.press("Write the consent down")
    nadia.answer("Yes, they agreed")
    expect(held).to_have_count(number + 1)
    cases.checked(nadia)


def takes_back(nadia: Person, case: str, place: int) -> None:
    """The workers take a consent back: the one at this place of the list, negative from its end."""
    cases.view(nadia, case)
    held = nadia.page.get_by_role("button", name=nadia._("Taken back"))
    number = held.count()
    held.nth(place).click()
    nadia.answer("Yes, it is taken back")
    expect(held).to_have_count(number - 1)
    cases.checked(nadia)


def is_shown(nadia: Person, companies: Companies, case: str, table: str, words: str) -> None:
    """A message of the case is shown to the supplier, who answers; with the consent it is gone."""
    lara, shown = companies.lara, companies.lara.page.locator("#shown")
    cases.view(nadia, case)
    consents(nadia, "suppliers", "evidence")
    tables.at(nadia, table)
    nadia.press("Show something from the case…")
    nadia.page.get_by_role("radio", name=words).check()
    nadia.page.get_by_role("checkbox", name=SUPPLIER).check()
    nadia.field("On which consent of the workers does it rest?").select_option(index=1)
    nadia.press("Show it at the table")
    nadia.answer("Sign and show")
    cases.checked(nadia)
    tables.at(lara, table)
    expect(shown.locator(".own-words")).to_have_text(words)
    lara.press("Reply to it…")
    lara.fill("Your reply", CANARIES["reply of the company"])
    lara.press("Lock and send the reply")
    expect(shown.locator(".said-to")).to_contain_text(CANARIES["reply of the company"])
    assert axe(lara.page) == []
    shoot(lara.page, f"story-{lara.language}-shown")
    takes_back(nadia, case, -1)
    tables.at(lara, table)
    expect(shown).to_contain_text(lara._("Nothing is shown."))
    expect(lara.page.get_by_text(words)).to_have_count(0)


def is_reviewed(nadia: Person, companies: Companies, case: str) -> None:
    """The buyer sees of its supplier what was consented to, nothing once that is taken back, and again what is allowed again."""
    bram = companies.bram
    sees_nothing(bram, companies)
    cases.view(nadia, case)
    consents(nadia, "buyers", "progress")
    sees_nothing(bram, companies)
    cases.view(nadia, case)
    consents(nadia, "buyers", "facts")
    reads(bram, companies)
    takes_back(nadia, case, -1)
    sees_nothing(bram, companies)
    cases.view(nadia, case)
    consents(nadia, "buyers", "facts")
    reads(bram, companies)
    assert axe(bram.page) == []
    shoot(bram.page, f"story-{bram.language}-review")


def sees_nothing(bram: Person, companies: Companies) -> None:
    """Its supplier is there, for the contract is its own; nothing says whether there is a case."""
    bram.page.goto("about:blank")
    bram.open(f"/review#{companies.chain['brand']}")
    bram.sees(NOTHING)
    expect(bram.page.locator(".shown")).to_have_count(0)


def reads(bram: Person, companies: Companies) -> None:
    """By its supplier: stage, steps and amounts, and no word that anybody wrote."""
    bram.page.goto("about:blank")
    bram.open(f"/review#{companies.chain['brand']}")
    expect(bram.page.locator(".shown")).to_have_count(1)
    expect(bram.page.locator(".shown")).to_contain_text("1200.00 BDT")
    expect(bram.page.locator("main")).not_to_contain_text(tables.WORDS)


def is_punished(nadia: Person, worker: Reporter, companies: Companies, room: str, case: str, table: str) -> str:
    """The reporter says it with her receipt, the representative makes a case of it in one press, and it comes first in her
    list; no company can tell. The id of that case.
    """
    before = companies.everything(table)
    worker.reads()
    worker.press("I am being punished for this")
    words = worker.page.locator("#punished")
    words.fill(CANARIES["punished"])
    form = worker.page.locator("form", has=words)
    form.get_by_role("button", name=worker._("Lock and send"), exact=True).click()
    expect(worker.page.get_by_text(CANARIES["punished"])).to_be_visible()
    assert axe(worker.page) == []
    nadia.open(f"/reports/{room}")
    nadia.page.get_by_role("link", name=nadia._("Open a case about this reprisal")).last.click()
    nadia.page.wait_for_url("**/reprisal#report/**")
    nadia.settle()
    expect(nadia.field("What happened?")).to_have_value(CANARIES["punished"])
    nadia.field("Because of which case?").select_option(case)
    assert axe(nadia.page) == []
    nadia.press(SENDING)
    nadia.page.wait_for_url(re.compile(f"/cases/(?!{case})[0-9a-f]{{32}}$"))
    cases.checked(nadia)
    made = nadia.page.url.rpartition("/")[2]
    expect(nadia.page.get_by_text(CANARIES["punished"])).to_be_visible()
    nadia.open("/cases")
    expect(nadia.page.locator("main .card").first).to_contain_text(nadia._("Reprisal"))
    assert axe(nadia.page) == []
    shoot(nadia.page, f"story-{nadia.language}-reprisal")
    assert companies.everything(table) == before
    return made
