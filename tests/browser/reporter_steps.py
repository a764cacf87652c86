"""A reporter at her own page, step by step, in any language; found by what she sees or hears, never by the page's insides."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import BrowserContext, Locator, Page, Response, expect

from remedy_api.kit.i18n import gettext
from tests.browser.conftest import axe, listen, shoot

Look = tuple[int, str]
"""How a screen is looked at: its width in pixels, and "light" or "dark"."""
HEIGHT = 740


@dataclass
class Reporter:
    """Somebody on a device of her own. `faults` collects what went wrong in the page, `asked` every address it asked."""

    context: BrowserContext
    address: str
    language: str = "en"
    code: str = ""
    looks: tuple[Look, ...] = ()
    page: Page = field(init=False)
    faults: list[str] = field(init=False)
    rooms: list[bytes] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page = self.context.new_page()
        self.faults = listen(self.page)
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("response", self._notice)

    def _notice(self, response: Response) -> None:
        if response.url.endswith("/v1/submissions") and response.status == 201:
            self.rooms.append(bytes.fromhex(response.json()["room"]))

    @property
    def room(self) -> bytes:
        """The room of the report she filed last."""
        return self.rooms[-1]

    def _(self, sentence: str, **values: object) -> str:
        """A sentence in the language she reads."""
        return gettext(self.language)(sentence, **values)

    def open(self, path: str = "/") -> None:
        """Come to the door."""
        self.page.goto(f"{self.address}/{self.language}{path}")
        self.settle()

    def settle(self) -> None:
        """Wait until nothing loads any more."""
        expect(self.page.locator(".loading")).to_have_count(0)

    def press(self, sentence: str, **values: object) -> None:
        """Press the button with these words."""
        self.page.get_by_role("button", name=self._(sentence, **values), exact=True).last.click()

    def at(self, heading: str) -> None:
        """Assert which screen this is, and that its heading has the focus."""
        found = self.page.get_by_role("heading", level=2, name=self._(heading), exact=True)
        expect(found).to_be_visible()
        expect(found).to_be_focused()

    def field(self, label: str) -> Locator:
        """The field with this label, optional or not."""
        return self.page.get_by_label(re.compile(rf"^{re.escape(self._(label))}(\s|$)")).first

    def write(self, label: str, text: str) -> None:
        """Write into a field."""
        self.field(label).fill(text)

    def tick(self, label: str, question: str = "") -> None:
        """Choose an answer, within a question where the same words stand twice."""
        place = self.page.get_by_role("group", name=re.compile(rf"^{re.escape(self._(question))}")) if question else self.page
        place.get_by_text(self._(label), exact=True).click()

    def next(self) -> None:
        """On to the next screen."""
        self.press("Go on")

    def shows(self, name: str) -> None:
        """The screen is looked at in each of this reporter's ways."""
        for width, scheme in self.looks:
            self.glance(name, width, scheme)

    def glance(self, name: str, width: int = 320, scheme: str = "light") -> None:
        """A picture of the screen, what axe says of it, and that nothing stands out of its side."""
        self.page.set_viewport_size({"width": width, "height": HEIGHT})
        self.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        shoot(self.page, f"reporter-{self.language}-{width}-{scheme}-{name}")
        found = axe(self.page)
        assert found == [], f"{name} {width} {scheme}: {found}"
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{name} is {wide} px too wide for {width}"

    # ---- the story

    def begins(self) -> None:
        """From the first page to the choice of readers."""
        self.open()
        self.shows("01-home")
        self.press("Report something")
        self.at("What this is, and what it is not")
        self.shows("02-about")
        self.next()

    def chooses(self, *names: str, compare: bool = True) -> None:
        """Choose organisations, comparing the words of the first."""
        self.at("Who may read your report?")
        for place, name in enumerate(names):
            self.page.get_by_label(name).check()
            if compare and place == 0:
                self.page.get_by_role("button", name=re.compile(re.escape(name))).click()
                expect(self.page.get_by_role("dialog").locator(".words li")).to_have_count(12)
                self.shows("03-words")
                self.press("All 12 words are the same")
        self.shows("04-readers")
        self.next()

    def tells(self, narrative: str, *, name: str = "", place: str = "", everywhere: str | None = None) -> None:
        """Fill the form; `everywhere`: also this text in every field that takes one."""
        self.at("What happened?")
        self.write("Tell it in your own words", narrative)
        self.shows("05-what")
        self.next()
        self.at("Where did it happen?")
        if place:
            self.write("Name and place of the workplace", place)
        self.fills(everywhere)
        self.shows("06-where")
        self.next()
        self.at("When did it happen?")
        self.tick("In the last 3 months")
        self.tick("Yes", "Is it still going on?")
        self.fills(everywhere)
        self.shows("07-when")
        self.next()
        self.at("Is somebody in danger now?")
        self.tick("Yes")
        self.fills(everywhere)
        self.shows("08-danger")
        self.next()
        self.at("Who is harmed?")
        self.tick("Me")
        self.tick("50 to 249")
        self.shows("09-who")
        self.next()
        self.at("What is it about?")
        self.tick("Pay: too little, late, not paid, or money taken off")
        self.tick("Forced to work, or not free to leave")
        self.shows("10-issues")
        self.next()
        self.at("A little more about it")
        self.tick("Pay was not paid")
        self.fills(everywhere)
        self.shows("11-details")
        self.next()
        self.at("Are you free to leave?")
        self.tick("They hold back our pay so that we stay")
        self.shows("12-freedom")
        self.next()
        self.at("Was it reported before?")
        self.tick("Yes", "Did somebody report it before?")
        self.tick("A supervisor or manager")
        self.fills(everywhere)
        self.shows("13-before")
        self.next()
        self.at("People who saw it or took part")
        self.press("Add a person")
        self.tick("Saw or heard it")
        self.fills(everywhere)
        self.shows("14-people")
        self.next()
        self.at("What would make it right?")
        self.tick("That it stops now")
        self.fills(everywhere)
        self.shows("15-remedy")
        self.next()
        self.at("How may they reach you?")
        self.fills(everywhere)
        if name:
            self.write("Your name", name)
        self.shows("16-contact")
        self.next()
        self.at("Before you go on")
        self.tick("I understand this and want to report.")
        self.shows("17-consent")
        self.next()

    def fills(self, text: str | None) -> None:
        """The same text into every text field of the screen."""
        if text is None:
            return
        for box in self.page.locator("form input[type=text], form textarea").all():
            box.fill(text)

    def adds(self, *files: Path) -> None:
        """Photos and documents."""
        self.at("Photos and documents")
        if files:
            self.page.get_by_label(self._("Add photos or documents")).set_input_files([str(file) for file in files])
            expect(self.page.locator("ul.files > li")).to_have_count(len(files))
            self.shows("18-files")
            self.next()
        else:
            self.press("Go on without files")

    def reviews(self) -> None:
        """Look once more, go on."""
        self.at("Look at it once more")
        self.shows("19-review")
        self.press("This is right, go on")

    def writes_code_down(self, submit: str = "Lock it and send it") -> None:
        """Write the code on paper and type the part that is asked for."""
        self.code = "-".join(self.page.locator(".code-sheet .code").all_inner_texts())
        assert re.fullmatch(r"([0-9A-Z]{4}-){5}[0-9A-Z]{2}", self.code)
        self.shows("20-code")
        self.press("I have written it down")
        label = self.page.locator("label[for=code-part]").inner_text()
        asked = int("".join(re.findall(r"\d", label)))
        self.page.locator("#code-part").fill(self.code.split("-")[asked - 1].lower())
        self.shows("21-code-part")
        self.press(submit)

    def arrives(self) -> None:
        """The report is there."""
        self.at("Your report has arrived")
        self.shows("22-done")

    def reads(self) -> None:
        """Open the report with the code."""
        self.open("/receipt")
        self.page.get_by_label(self._("Your code"), exact=True).fill(self.code.lower().replace("-", " "))
        self.shows("23-enter-code")
        self.press("Open")
        self.at("Your report")
